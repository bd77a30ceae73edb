import assert from 'node:assert/strict';
import { binText, binsOf, notFiniteText } from '../../webview/parts/histogram';

const rangeOf = (values: ArrayLike<number>): { min: number; max: number } => {
  const finite = Array.from(values).filter(Number.isFinite);
  return { min: Math.min(...finite), max: Math.max(...finite) };
};

describe('the histogram', () => {
  it('counts each finite value in the bin that it lies in', () => {
    const values = Float64Array.from({ length: 2000 }, (_, turn) => Math.sin(turn) * 3);
    values[7] = Number.NaN;
    values[9] = Infinity;
    const bins = binsOf(values, { range: rangeOf(values), dtype: 'float64' });
    assert.equal(
      bins.reduce((sum, { count }) => sum + count, 0),
      1998,
    );
    for (const [turn, { from, to, count, first }] of bins.entries()) {
      const isLast = turn === bins.length - 1;
      const inside = [...values].filter((value) => value >= from && (value < to || (isLast && value === to)));
      assert.equal(count, inside.length, `${from} to ${to}`);
      assert.equal(first, inside.length === 0 ? null : values.indexOf(inside[0]!));
    }
  });

  it('has edges for all that float64 holds', () => {
    const values = Float64Array.from([-Number.MAX_VALUE, 0, Number.MAX_VALUE]);
    const bins = binsOf(values, { range: rangeOf(values), dtype: 'float64' });
    assert.deepEqual([bins[0]?.from, bins.at(-1)?.to], [values[0], values[2]]);
    for (const [turn, { from, to }] of bins.entries())
      assert.ok(from < to && (turn === 0 || from === bins[turn - 1]?.to));
  });

  it('gives few whole numbers a bin each', () => {
    const values = Int32Array.from([3, 5, 3, 8]);
    const bins = binsOf(values, { range: rangeOf(values), dtype: 'int32' });
    assert.deepEqual(
      bins.map(({ from, to, count }) => [from, to, count]),
      [
        [3, 3, 2],
        [4, 4, 0],
        [5, 5, 1],
        [6, 6, 0],
        [7, 7, 0],
        [8, 8, 1],
      ],
    );
    assert.equal(binText(bins[0]!, 'int32'), '3: 2 values');
    const truths = binsOf(Uint8Array.from([1, 1, 0]), { range: { min: 0, max: 1 }, dtype: 'bool' });
    assert.deepEqual(
      truths.map((bin) => binText(bin, 'bool')),
      ['False: 1 value', 'True: 2 values'],
    );
  });

  it('has one bin for equal values, and none without a finite one', () => {
    const same = binsOf(Float32Array.from([0.5, 0.5]), { range: { min: 0.5, max: 0.5 }, dtype: 'float32' });
    assert.deepEqual(
      same.map(({ count, first }) => [count, first]),
      [[2, 0]],
    );
    assert.deepEqual(binsOf(Float32Array.from([Number.NaN]), { range: null, dtype: 'float32' }), []);
  });

  it('spans all that float64 holds', () => {
    const values = Float64Array.from([-Number.MAX_VALUE, 0, Number.MAX_VALUE]);
    const bins = binsOf(values, { range: rangeOf(values), dtype: 'float64' });
    assert.deepEqual(
      bins.flatMap(({ count }, turn) => (count > 0 ? [turn] : [])),
      [0, bins.length / 2, bins.length - 1],
    );
  });

  it('tells what is not finite', () => {
    assert.deepEqual(notFiniteText(Float32Array.from([Number.NaN, 1, Infinity, Number.NaN])), [
      '2 NaN',
      '1 +Inf',
    ]);
    assert.deepEqual(notFiniteText(Float32Array.from([1])), []);
  });
});
