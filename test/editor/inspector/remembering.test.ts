import assert from 'node:assert/strict';
import { rememberedIn, Remembering, type Remembered } from '../../../src/editor/inspector/remembering';

const inspected: Remembered = {
  document: 'file:///project/train.py',
  kind: 'loss',
  expression: 'F.mse_loss(x, y)',
  source: 0,
  start: 42,
  turn: 1,
  of: 3,
  made: [{ change: { kind: 'value', input: 'input', index: 1, text: 'nan' }, replaced: 'float32 [2] 0.5' }],
};

function storeOf(stored?: unknown) {
  const store = {
    stored,
    writes: 0,
    get: () => store.stored,
    update(_: string, value: unknown) {
      store.writes++;
      store.stored = JSON.parse(JSON.stringify(value));
    },
  };
  return store;
}

describe('what was inspected last', () => {
  it('comes back from the store as it was, and is written once', () => {
    const store = storeOf();
    const remembering = new Remembering(store);
    remembering.write(inspected);
    remembering.write({ ...inspected });
    assert.equal(store.writes, 1);
    assert.deepEqual(rememberedIn(store), inspected);
    remembering.write({ ...inspected, made: [] });
    assert.equal(store.writes, 2);
  });

  it('is nothing where another version or nobody has stored it', () => {
    for (const stored of [
      undefined,
      null,
      'text',
      {},
      { ...inspected, kind: 'curve' },
      { ...inspected, made: [{}] },
    ])
      assert.equal(rememberedIn(storeOf(stored)), null);
  });
});
