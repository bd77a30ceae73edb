import assert from 'node:assert/strict';
import { fail } from '../../../src/base/result';
import { cancelled, stopped } from '../../../src/editor/analysis/analyzer';
import { lossState } from '../../../src/editor/inspector/model';
import { Player } from '../../../src/editor/what-if/player';
import { differenceOf } from '../../../src/protocol/difference';
import type { LossState } from '../../../src/protocol/model';
import { panelState } from '../../../src/protocol/model-check';
import type { Change } from '../../../src/protocol/what-if';
import { applyEdits } from '../../../src/rules/shared/edits';
import { head, lossOf, programs, readProgram, type ReadLoss } from './losses';

const classes = `${head}z = torch.tensor([[2, -1.0, 0.5],  # first
                  [0.2, 1.4, -0.6]], requires_grad=True)
y = torch.tensor([0, 2])
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
loss = criterion(z, y)
`;

function playing(loss: ReadLoss): Player {
  const player = new Player(readProgram);
  player.take(loss.subject, loss.call);
  return player;
}

async function changed(player: Player, ...changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    const outcome = await player.change(change);
    assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure);
  }
}

const shown = (player: Player, { subject, call }: ReadLoss): LossState => {
  const state = player.dress(lossState(subject, call));
  assert.equal(panelState(state, 'state'), null);
  return state;
};

/** The value of the last loss of a text. */
async function valueOf(text: string | null): Promise<number> {
  return (await lossOf(text ?? '')).call.value ?? Number.NaN;
}

describe('playing with a loss', () => {
  it('the steps follow, and the inputs keep where their numbers are written', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    const before = shown(player, loss).sheet;
    await changed(player, { kind: 'value', input: 'input', index: 4, text: '-3.5' });
    assert.equal(shown(player, loss).sheet, null);
    await player.explore({ kind: 'rest' });
    const after = shown(player, loss).sheet;
    const at = (sheet: typeof before, group: number): number[] => [
      ...(sheet?.groups[group]?.tensor.values ?? []),
    ];
    assert.equal(at(after, 0)[4], -3.5);
    const last = (before?.groups.length ?? 0) - 1;
    assert.notDeepEqual(at(after, last), at(before, last));
    for (const [turn, group] of (after?.groups ?? []).entries()) {
      const written = group.kind === 'input' ? before?.groups[turn]?.tensor.id : null;
      assert.equal(group.tensor.id, written, group.name);
    }
  });

  it('changes values and options, and gives the numbers of a program that is written so', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    await changed(
      player,
      { kind: 'value', input: 'input', index: 4, text: '-3.5' },
      { kind: 'value', input: 'target', index: 1, text: '1' },
      { kind: 'option', name: 'label_smoothing', value: 0.3 },
    );
    const written = classes
      .replace('1.4', '-3.5')
      .replace('tensor([0, 2])', 'tensor([0, 1])')
      .replace('label_smoothing=0.1', 'label_smoothing=0.3');
    const state = shown(player, loss);
    assert.ok(Math.abs(Number(state.value?.exact) - (await valueOf(written))) < 1e-7);
    assert.equal(state.whatIf.original?.exact, shown(playing(loss), loss).value?.exact);
    assert.deepEqual(state.whatIf.changed, [
      { input: 'input', index: 4 },
      { input: 'target', index: 1 },
    ]);
    assert.equal(state.expression, 'criterion(z, y)');
    assert.equal(state.inputs[0]?.tensor.values?.[4], -3.5);
  });

  it('tells first what the loss comes to, as the program would, and the rest when it is asked for', async () => {
    for (const text of programs) {
      const loss = await lossOf(text);
      const player = playing(loss);
      const [{ name, values }] = loss.setting.tensors as [(typeof loss.setting.tensors)[0]];
      const again = Number(values[0]) === 0 ? '1' : '0';
      await changed(player, { kind: 'value', input: name, index: 0, text: again });
      const first = shown(player, loss);
      assert.equal(first.isPartial, true, text);
      const read: string[] = [];
      for (const [of, { largest, tensor }] of first.gradients.entries())
        if (largest !== null || tensor.values !== null) read.push(`${of}`);
      assert.deepEqual(read, [], text);
      assert.ok((await player.explore({ kind: 'rest' })).ok);
      const whole = shown(player, loss);
      assert.equal(whole.isPartial, false, text);
      const script = player.script();
      const written = await lossOf(script.ok ? script.value : '');
      for (const state of [first, whole]) {
        const { value, perElement, inputs } = state;
        assert.deepEqual(value, lossState(written.subject, written.call).value, text);
        assert.deepEqual(perElement?.values, whole.perElement?.values, text);
        assert.deepEqual(
          inputs.map(({ tensor }) => [tensor.summary, tensor.values]),
          whole.inputs.map(({ tensor }) => [tensor.summary, tensor.values]),
          text,
        );
      }
      assert.deepEqual(
        whole.gradients.map(({ tensor }) => tensor.values),
        lossState(written.subject, written.call).gradients.map(({ tensor }) => tensor.values),
        text,
      );
    }
  });

  it('gives little to send where one number of many is another', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => `[${at / 100}, ${-at / 50}, 0.5]`);
    const loss = await lossOf(
      `${head}z = torch.tensor([${rows.join(', ')}])\nloss = F.cross_entropy(z, torch.arange(500) % 3)\n`,
    );
    const player = playing(loss);
    const written = lossState(loss.subject, loss.call);
    await changed(player, { kind: 'value', input: 'input', index: 700, text: '1' });
    const before = player.dress(written);
    await changed(player, { kind: 'value', input: 'input', index: 700, text: '2' });
    const difference = differenceOf(before, player.dress(written));
    assert.deepEqual(
      difference.flatMap((edit) => (edit.kind === 'elements' ? [[edit.path.join('.'), ...edit.at]] : [])),
      [
        ['inputs.0.tensor.values', 700],
        ['perElement.values', 233],
      ],
    );
    assert.ok(JSON.stringify(difference).length < 2_000);
  });

  it('writes the changes into the source, and only them', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    await changed(
      player,
      { kind: 'value', input: 'input', index: 0, text: '3' },
      { kind: 'value', input: 'input', index: 5, text: '.25' },
      { kind: 'option', name: 'label_smoothing', value: 0.3 },
      { kind: 'option', name: 'temperature', value: 2 },
      { kind: 'option', name: 'reduction', value: 'sum' },
      { kind: 'add', input: 'weight' },
      { kind: 'value', input: 'weight', index: 1, text: '4' },
    );
    const edits = player.writeBack();
    assert.ok(edits.ok, edits.ok ? '' : edits.failure);
    const text = applyEdits(classes, edits.value);
    assert.equal(
      text,
      `${head}z = torch.tensor([[3, -1.0, 0.5],  # first
                  [0.2, 1.4, 0.25]], requires_grad=True)
y = torch.tensor([0, 2])
criterion = nn.CrossEntropyLoss(label_smoothing=0.3, reduction='sum', weight=torch.tensor([1.0, 4.0, 1.0]))
loss = criterion(z / 2, y)
`,
    );
    assert.ok(Math.abs((await valueOf(text)) - Number(shown(player, loss).value?.exact)) < 1e-5);
  });

  it('says why changes cannot be written', async () => {
    const loss = await lossOf(
      `${head}z = torch.tensor([1.0, 2.0]) * 3\nloss = F.mse_loss(z, torch.zeros(2))\n`,
    );
    const player = playing(loss);
    await changed(player, { kind: 'value', input: 'input', index: 0, text: '9' });
    assert.match(shown(player, loss).whatIf.notWritable, /input is computed, not written as numbers/);
    await changed(player, { kind: 'reset' }, { kind: 'value', input: 'target', index: 0, text: '9' });
    assert.match(shown(player, loss).whatIf.notWritable, /target is computed/);
  });

  it('takes no shape or factor for the numbers of a tensor, though they are as many', async () => {
    for (const made of [
      'torch.ones(1)',
      'torch.zeros((2, 1))',
      'torch.full((1,), 1.0)',
      'torch.tensor([0.0, 0.0]).reshape((2, 1))',
      'torch.tensor([1.0]).mul(2.0)',
    ]) {
      const loss = await lossOf(`${head}t = ${made}\nloss = F.mse_loss(t.detach() * 2, t)\n`);
      const player = playing(loss);
      await changed(player, { kind: 'value', input: 'target', index: 0, text: '0.75' });
      assert.match(shown(player, loss).whatIf.notWritable, /target is computed/, made);
    }
  });

  it('writes weights of the dtype that the loss wants', async () => {
    const text = classes.replace('requires_grad', 'dtype=torch.float64, requires_grad');
    const loss = await lossOf(text);
    const player = playing(loss);
    await changed(
      player,
      { kind: 'add', input: 'weight' },
      { kind: 'value', input: 'weight', index: 2, text: '3' },
    );
    const edits = player.writeBack();
    assert.ok(edits.ok);
    const value = await valueOf(applyEdits(text, edits.value));
    assert.ok(Math.abs(value - Number(shown(player, loss).value?.exact)) < 1e-8);
  });

  it('refuses what is no value of the tensor, and says what to type', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    const turn = player.turn;
    for (const [input, text, expected] of [
      ['input', 'abc', /“abc” is no value of input, which is float32: type a number, nan, inf or -inf/],
      ['target', '0.5', /type a whole number/],
      ['other', '1', /no element 0 of other/],
    ] as const) {
      const outcome = await player.change({ kind: 'value', input, index: 0, text });
      assert.match(outcome.ok ? '' : outcome.failure, expected);
    }
    assert.equal(player.turn, turn);
  });

  it('shows PyTorch’s own error where a change makes one', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    await changed(player, { kind: 'value', input: 'target', index: 0, text: '7' });
    const state = shown(player, loss);
    assert.equal(state.value, null);
    assert.match(state.error?.message ?? '', /Target 7 is out of bounds/);
  });

  it('is back at the program after a reset, and when each value is what it was', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    const before = lossState(loss.subject, loss.call);
    await changed(player, { kind: 'value', input: 'input', index: 0, text: '9' }, { kind: 'reset' });
    assert.deepEqual(shown(player, loss), before);
    await changed(
      player,
      { kind: 'value', input: 'input', index: 0, text: '9' },
      { kind: 'value', input: 'input', index: 0, text: '2' },
      { kind: 'value', input: 'input', index: 3, text: 'nan' },
      { kind: 'value', input: 'input', index: 3, text: '0.2' },
      { kind: 'option', name: 'label_smoothing', value: 0.5 },
      { kind: 'option', name: 'label_smoothing', value: 0.1 },
    );
    assert.deepEqual(shown(player, loss), before);
  });

  it('keeps the changes while the text changes elsewhere, and forgets them with the loss', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    await changed(player, { kind: 'value', input: 'input', index: 0, text: '9' });
    const same = await lossOf(`# a comment\n${classes}`);
    player.take(same.subject, same.call);
    assert.equal(shown(player, same).whatIf.isChanged, true);
    const other = await lossOf(classes.replace('1.4', '1.5'));
    player.take(other.subject, other.call);
    assert.equal(shown(player, other).whatIf.isChanged, false);
  });

  it('gives what was asked for though the loss is changed and other things are asked for meanwhile', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    const asked = [
      player.explore({ kind: 'compare' }),
      player.explore({ kind: 'curve', along: { input: 'input', index: 0 } }),
      player.change({ kind: 'value', input: 'input', index: 0, text: '9' }),
    ];
    for (const outcome of await Promise.all(asked)) assert.ok(outcome.ok);
    const { compare, curve, value } = shown(player, loss);
    assert.equal(curve?.at?.x, 9);
    assert.equal(curve?.at?.loss.toPrecision(5), Number(value?.exact).toPrecision(5));
    assert.equal(compare?.rows.filter(({ isPresent }) => isPresent).length, 1);
  });

  it('leaves the curve where it is while its element is moved along it, and goes after one that leaves it', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    const moved = async (text: string): Promise<readonly (number | undefined)[]> => {
      await changed(player, { kind: 'value', input: 'input', index: 3, text });
      await player.explore({ kind: 'curve', along: { input: 'input', index: 3 } });
      const xs = shown(player, loss).curve?.xs;
      return [xs?.[0], xs?.at(-1)];
    };
    const before = await moved('0.2');
    for (const text of ['3', '-5', 'nan', String(before[1])])
      assert.deepEqual(await moved(text), before, text);
    assert.ok((await moved('50')).at(-1)! >= 50);
  });

  it('gives up for the newest of its kind, and without a loss', async () => {
    const loss = await lossOf(classes);
    const other = await lossOf(classes.replace('1.4', '1.5'));
    let supersede: () => void = () => undefined;
    const player = new Player((purpose, program) => {
      supersede();
      return new Promise((resolve) => {
        supersede = () => resolve({ ok: false, failure: cancelled });
        void readProgram(purpose, program).then(resolve);
      });
    });
    player.take(loss.subject, loss.call);
    const first = player.explore({ kind: 'curve', along: { input: 'input', index: 0 } });
    player.take(other.subject, other.call);
    const second = player.explore({ kind: 'curve', along: { input: 'input', index: 3 } });
    for (const outcome of await Promise.all([first, second])) assert.ok(outcome.ok);
    assert.equal(shown(player, other).curve?.index, 3);
    const last = player.explore({ kind: 'compare' });
    player.take(null, null);
    assert.ok((await last).ok);
  });

  it('takes a change back that could not be computed', async () => {
    const loss = await lossOf(classes);
    let isDead = false;
    const failure = { kind: 'died', message: 'it died' } as const;
    const player = new Player((purpose, program) =>
      isDead ? Promise.resolve({ ok: false, failure }) : readProgram(purpose, program),
    );
    player.take(loss.subject, loss.call);
    await changed(player, { kind: 'value', input: 'input', index: 0, text: '9' });
    const before = shown(player, loss);
    isDead = true;
    const outcome = await player.change({ kind: 'value', input: 'input', index: 1, text: '7' });
    assert.equal(outcome.ok ? '' : outcome.failure, 'it died');
    assert.deepEqual(shown(player, loss), before);
  });

  it('copies a program that gives what is shown', async () => {
    const loss = await lossOf(classes);
    const player = playing(loss);
    await changed(
      player,
      { kind: 'option', name: 'temperature', value: 0.5 },
      { kind: 'value', input: 'input', index: 0, text: 'inf' },
      { kind: 'value', input: 'input', index: 0, text: '0.1' },
    );
    const script = player.script();
    assert.ok(script.ok);
    assert.ok(Math.abs((await valueOf(script.value)) - Number(shown(player, loss).value?.exact)) < 1e-7);
    assert.match(script.value, /input \/ temperature/);
    assert.match(script.value, /loss\.backward\(\)/);
  });

  it('goes back to what was shown when a person ends a change or a curve', async () => {
    const loss = await lossOf(classes);
    let isStopped = false;
    const player = new Player(async (purpose, program) =>
      isStopped ? fail(stopped) : readProgram(purpose, program),
    );
    player.take(loss.subject, loss.call);
    await changed(player, { kind: 'value', input: 'input', index: 4, text: '-3.5' });
    const before = shown(player, loss);
    isStopped = true;
    const change = await player.change({ kind: 'value', input: 'input', index: 0, text: '7' });
    assert.deepEqual(change, fail(stopped.message));
    assert.deepEqual(shown(player, loss), before);
    const curve = await player.explore({ kind: 'curve', along: { input: 'input', index: 1 } });
    assert.deepEqual(curve, fail(stopped.message));
    assert.equal(shown(player, loss).curve, null);
  });
});
