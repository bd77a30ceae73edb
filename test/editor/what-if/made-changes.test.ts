import assert from 'node:assert/strict';
import { noChanges, withChange, type Changes } from '../../../src/editor/what-if/changes';
import { lossState } from '../../../src/editor/inspector/model';
import { madeChanges, refit } from '../../../src/editor/what-if/made-changes';
import { Player } from '../../../src/editor/what-if/player';
import type { LossState } from '../../../src/protocol/model';
import type { Change } from '../../../src/protocol/what-if';
import { head, lossOf, readProgram, type ReadLoss } from './losses';

const program = (scores: string, options = 'label_smoothing=0.1'): string =>
  `${head}z = torch.tensor(${scores}, requires_grad=True)
loss = F.cross_entropy(z, torch.tensor([0, 2]), ${options})
`;
const scores = '[[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]]';

const changes: readonly Change[] = [
  { kind: 'add', input: 'weight' },
  { kind: 'value', input: 'weight', index: 1, text: '3' },
  { kind: 'value', input: 'input', index: 4, text: '-3.5' },
  { kind: 'value', input: 'input', index: 0, text: 'nan' },
  { kind: 'option', name: 'label_smoothing', value: 0.3 },
  { kind: 'option', name: 'temperature', value: 2 },
  { kind: 'option', name: 'reduction', value: 'sum' },
];

function changedBy({ setting }: ReadLoss, made: readonly Change[]): Changes {
  let all = noChanges;
  for (const change of made) {
    const next = withChange(setting, all, change);
    assert.ok(next.ok, next.ok ? '' : next.failure);
    all = next.value;
  }
  return all;
}

const shown = (player: Player, { subject, call }: ReadLoss): LossState =>
  player.dress(lossState(subject, call));

describe('changes that outlive their program', () => {
  it('are plain data, and are all made again in the same text', async () => {
    const loss = await lossOf(program(scores));
    const before = changedBy(loss, changes);
    const stored = JSON.parse(JSON.stringify(madeChanges(loss.setting, before))) as ReturnType<
      typeof madeChanges
    >;
    assert.equal(stored.length, changes.length);
    assert.deepEqual(refit(loss.setting, stored), { changes: before, dropped: 0 });
  });

  it('are dropped where the text has something else there, and the others are kept', async () => {
    const loss = await lossOf(program(scores));
    const made = madeChanges(loss.setting, changedBy(loss, changes));
    const edited = await lossOf(program(scores.replace('1.4', '1.5'), 'label_smoothing=0.2'));
    const { changes: kept, dropped } = refit(edited.setting, made);
    assert.equal(dropped, 2);
    assert.deepEqual(Object.keys(kept.values['input'] ?? {}), ['0']);
    assert.deepEqual(kept.options, {});
    assert.equal(kept.temperature, 2);
    const reshaped = await lossOf(program('[[2.0, -1.0, 0.5, 1.0], [0.2, 1.4, -0.6, 1.0]]'));
    assert.deepEqual(refit(reshaped.setting, made).changes.values['input'], undefined);
  });

  it('are none any more once the text has them', async () => {
    const loss = await lossOf(program(scores));
    const made = madeChanges(loss.setting, changedBy(loss, [changes[2]!, changes[4]!]));
    const written = await lossOf(program(scores.replace('1.4', '-3.5'), 'label_smoothing=0.3'));
    assert.deepEqual(refit(written.setting, made), { changes: noChanges, dropped: 0 });
  });

  it('come back in a newer text of the same loss, and in another window', async () => {
    const loss = await lossOf(program(scores));
    const player = new Player(readProgram);
    player.take(loss.subject, loss.call);
    for (const change of changes.slice(2, 5)) assert.ok((await player.change(change)).ok);
    const newer = await lossOf(program(scores.replace('-1.0', '-1.5'), 'label_smoothing=0.2'));
    const { made } = player;
    player.take(newer.subject, newer.call, true);
    await player.resume();
    const state = shown(player, newer);
    assert.deepEqual(
      state.whatIf.changed.map(({ index }) => index),
      [0, 4],
    );
    assert.match(state.whatIf.note, /1 change no longer fits and was dropped. 2 others are kept/);

    const another = new Player(readProgram);
    another.take(loss.subject, loss.call);
    another.pend(made);
    assert.deepEqual(another.made, made);
    await another.resume();
    const restored = shown(another, loss);
    assert.equal(restored.whatIf.note, '');
    assert.equal(restored.whatIf.changed.length, 2);
    assert.deepEqual(another.made, made);
  });

  it('are not made twice once they are written into the source', async () => {
    const loss = await lossOf(program(scores));
    const player = new Player(readProgram);
    player.take(loss.subject, loss.call);
    assert.ok((await player.change({ kind: 'option', name: 'temperature', value: 2 })).ok);
    player.written(true);
    const written = await lossOf(program(scores).replace('entropy(z,', 'entropy(z / 2,'));
    player.take(written.subject, written.call, true);
    await player.resume();
    assert.equal(shown(player, written).whatIf.isChanged, false);
    assert.equal(shown(player, written).whatIf.note, '');
  });

  it('are made again where the editor did not take what was to be written', async () => {
    const loss = await lossOf(program(scores));
    const player = new Player(readProgram);
    player.take(loss.subject, loss.call);
    assert.ok((await player.change({ kind: 'option', name: 'temperature', value: 2 })).ok);
    player.written(true);
    player.written(false);
    const again = await lossOf(program(scores).replace('entropy(z,', 'entropy(z * 3,'));
    player.take(again.subject, again.call, true);
    await player.resume();
    assert.equal(shown(player, again).whatIf.isChanged, true);
  });
});
