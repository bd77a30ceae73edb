import assert from 'node:assert/strict';
import { Keeping, nearestOccurrence, type Store } from '../../../src/editor/inspector/keeping';
import { lossState } from '../../../src/editor/inspector/model';
import { kept } from '../../../src/protocol/kept';
import type { LossState } from '../../../src/protocol/model';
import { head, lossOf } from '../what-if/losses';

class Remembering implements Store {
  readonly values = new Map<string, unknown>();
  get(key: string): unknown {
    return this.values.get(key);
  }
  update(key: string, value: unknown): void {
    // As VS Code does: what is stored is JSON.
    this.values.set(key, JSON.parse(JSON.stringify(value)));
  }
}

async function stateOf(numbers: string, name = 'x'): Promise<LossState> {
  const { subject, call } = await lossOf(
    `${head}${name} = torch.tensor(${numbers})\nloss = F.mse_loss(${name}, torch.zeros(3), reduction='sum')\n`,
  );
  return lossState(subject, call);
}

const visited = { document: 'file:///train.py', line: 4, character: 7 };

describe('what the inspector keeps', () => {
  it('holds a pinned loss against the one that is shown', async () => {
    const keeping = new Keeping(new Remembering());
    keeping.pin(await stateOf('[1.0, 2.0, 3.0]'));
    const shown = await stateOf('[1.0, 5.0, 2.0]');
    const model = keeping.model(shown);
    assert.equal(kept(model, 'kept'), null);
    const [pin] = model.pins;
    assert.equal(Number(pin?.value?.exact), 1 + 4 + 9);
    assert.equal(Number(pin?.difference?.exact), 1 + 25 + 4 - (1 + 4 + 9));
    assert.equal(pin?.furthest?.index, 1);
    assert.equal(Number(pin?.furthest?.difference.exact), 25 - 4);
    keeping.unpin(pin!.id);
    assert.deepEqual(keeping.model(shown).pins, []);
  });

  it('says nothing of elements that cannot be held against each other', async () => {
    const keeping = new Keeping(new Remembering());
    const state = await stateOf('[1.0, 2.0, 3.0]');
    keeping.pin(state);
    assert.equal(keeping.model(state).pins[0]?.furthest, null);
    assert.equal(keeping.model({ kind: 'reading', document: 'a.py' }).pins[0]?.difference, null);
  });

  it('holds no elements against each other that are not all finite, also once they were stored', async () => {
    const store = new Remembering();
    const keeping = new Keeping(store);
    keeping.pin(await stateOf("[float('inf'), 2.0, 3.0]"));
    const shown = await stateOf('[1.0, 2.0, 4.0]');
    for (const each of [keeping, new Keeping(store)]) assert.equal(each.model(shown).pins[0]?.furthest, null);
  });

  it('tells the same words of two documents apart', async () => {
    const keeping = new Keeping(new Remembering());
    const state = await stateOf('[1.0, 2.0, 3.0]');
    keeping.visit(state, visited);
    keeping.visit(state, { ...visited, document: 'file:///other.py' });
    const turn = keeping.turn;
    keeping.visit(state, { ...visited, document: 'file:///other.py' });
    assert.equal(keeping.model(state).history.length, 2);
    assert.equal(keeping.turn, turn);
  });

  it('remembers the last twenty inspections, each expression once, the newest first', async () => {
    const keeping = new Keeping(new Remembering());
    const state = await stateOf('[1.0, 2.0, 3.0]');
    for (let turn = 0; turn < 25; turn++) keeping.visit({ ...state, expression: `loss_${turn}` }, visited);
    keeping.visit({ ...state, expression: 'loss_20' }, { ...visited, line: 9 });
    const { history } = keeping.model(state);
    assert.equal(history.length, 20);
    assert.deepEqual(
      history.slice(0, 3).map(({ expression }) => expression),
      ['loss_20', 'loss_24', 'loss_23'],
    );
    assert.deepEqual(keeping.visited(history[0]!.id), { ...visited, line: 9, expression: 'loss_20' });
    assert.equal(keeping.visited(-1), null);
  });

  it('outlives the window, and what is stored otherwise counts as nothing', async () => {
    const store = new Remembering();
    const first = new Keeping(store);
    const state = await stateOf('[1.0, 2.0, 3.0]');
    first.pin(state);
    first.visit(state, visited);
    assert.deepEqual(new Keeping(store).model(state), first.model(state));
    for (const strange of [null, 3, { pins: [{}], history: 'x' }, { pins: [null], history: [{ id: 1 }] }]) {
      store.values.set([...store.values.keys()][0]!, strange);
      assert.deepEqual(new Keeping(store).model(state), { pins: [], history: [] });
    }
  });

  it('finds words again where the text has moved', () => {
    const text = 'loss\n\nloss(x)\nloss(x)\n';
    assert.equal(nearestOccurrence(text, 'loss(x)', 20), text.lastIndexOf('loss(x)'));
    assert.equal(nearestOccurrence(text, 'loss(x)', 0), text.indexOf('loss(x)'));
    assert.equal(nearestOccurrence(text, 'gone', 0), null);
    assert.equal(nearestOccurrence(text, '', 0), null);
  });
});
