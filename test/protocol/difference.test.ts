import assert from 'node:assert/strict';
import { differenceOf, edited, edits, type Edit } from '../../src/protocol/difference';

const table = (...values: readonly number[]): Float32Array => Float32Array.of(...values);

const before = {
  kind: 'loss',
  value: { text: '0.61', exact: '0.610' },
  inputs: [
    { name: 'input', values: table(1, 2, Number.NaN, 4) },
    { name: 'target', values: Int8Array.of(0, 1) },
  ],
  curve: null,
  notes: ['a'],
};

/** Sends the difference as messages are sent, and makes the data again on the other side. */
function sent<Data>(old: Data, now: Data): { readonly made: Data; readonly difference: readonly Edit[] } {
  const difference = structuredClone(differenceOf(old, now));
  assert.equal(edits(difference, 'edits'), null);
  const made = edited(old, difference) as Data;
  assert.deepEqual(made, now);
  return { made, difference };
}

describe('the difference of two states', () => {
  it('is nothing for equal data, whatever numbers are in it', () => {
    assert.deepEqual(differenceOf(before, structuredClone(before)), []);
  });

  it('has what differs and leaves the rest the same objects', () => {
    const now = structuredClone(before);
    now.inputs[0]!.values[3] = Number.POSITIVE_INFINITY;
    now.value.text = '0.70';
    const { made, difference } = sent(before, now);
    assert.deepEqual(difference, [
      { kind: 'set', path: ['value', 'text'], value: '0.70' },
      { kind: 'elements', path: ['inputs', 0, 'values'], at: [3], values: table(Number.POSITIVE_INFINITY) },
    ]);
    assert.equal(made.inputs[1], before.inputs[1]);
    assert.equal(made.notes, before.notes);
    assert.equal(before.inputs[0]!.values[3], 4);
  });

  it('replaces what has another shape, kind or many other elements', () => {
    const [input, target] = before.inputs;
    sent<unknown>(before, { ...before, notes: [], curve: { xs: table(1) } });
    sent<unknown>(before, { ...before, inputs: [input] });
    sent<unknown>(before, { kind: 'empty' });
    sent<unknown>(before, { ...before, inputs: [{ ...input, values: Float64Array.of(1, 2, 3, 4) }, target] });
    const many = { values: new Float32Array(10_000) };
    assert.equal(sent(many, { values: many.values.map((_, at) => at) }).difference[0]?.kind, 'set');
  });

  it('is refused where it does not fit what it is made for', () => {
    for (const path of [['nothing'], ['inputs', 7], ['inputs', 'length'], ['__proto__', 'x'], ['kind', 0]])
      assert.throws(() => edited(before, [{ kind: 'set', path, value: 1 }]), /There is no/, path.join());
    assert.throws(() => edited(before, [{ kind: 'elements', path: ['kind'], at: [0], values: table(1) }]));
  });
});
