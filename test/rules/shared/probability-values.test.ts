import assert from 'node:assert/strict';
import type { TensorRecord } from '../../../src/inspect/inspection';
import { crossEntropyWindow, number } from '../../../src/rules/shared/evidence';
import { areDistributions, rangeOf, summarizeLines } from '../../../src/rules/shared/probability-values';

const record = (
  shape: readonly number[],
  values: readonly number[],
  change: Partial<TensorRecord> = {},
): TensorRecord => ({
  id: 0,
  shape,
  dtype: 'float32',
  role: { kind: 'values' },
  data: Float32Array.from(values),
  elided: false,
  statistics: null,
  requiresGrad: false,
  underNoGrad: false,
  sampled: false,
  producer: null,
  place: null,
  grad: null,
  layer: null,
  ...change,
});

/** Whether the lines of a 2-D tensor are distributions. */
const proves = (...rows: readonly (readonly number[])[]): boolean => {
  const lines = summarizeLines(record([rows.length, rows[0]!.length], rows.flat()), 1);
  return lines !== null && areDistributions(lines);
};

describe('values that are probabilities', () => {
  it('lie in 0..1 and add up to one, to a thousandth', () => {
    assert.ok(proves([0.7, 0.2, 0.1], [0.1, 0.8, 0.1]));
    assert.ok(proves([0.3333, 0.3333, 0.3333], [0.2001, 0.3, 0.5]));
    assert.ok(!proves([0.7, 0.2, 0.2], [0.1, 0.8, 0.1]));
    assert.ok(!proves([1.2, -0.2], [0.5, 0.5]));
    assert.ok(!proves([NaN, 0.5], [0.5, 0.5]));
  });

  it('are neither one-hot nor a single column', () => {
    assert.ok(!proves([1, 0, 0], [0, 1, 0]));
    assert.ok(proves([1, 0, 0], [0, 0.5, 0.5]));
    assert.ok(!proves([1], [1]));
  });

  it('add up along the class dim of images too', () => {
    const image = record([1, 2, 1, 3], [0.25, 0.5, 0.125, 0.75, 0.5, 0.875]);
    const lines = summarizeLines(image, 1);
    assert.deepEqual([lines?.count, lines?.smallestSum, lines?.largestSum], [3, 1, 1]);
    assert.notEqual(summarizeLines(image, 3)?.largestSum, 1);
  });

  it('are not looked for in integers, empty tensors and unknown shapes', () => {
    assert.equal(summarizeLines(record([2, 2], [1, 0, 0, 1], { dtype: 'int64' }), 1), null);
    assert.equal(summarizeLines(record([0, 3], []), 1), null);
    assert.equal(summarizeLines(record([2, 2], [1, 0, 0, 1], { shape: ['N', 2] }), 1), null);
    assert.equal(summarizeLines(record([2], [0.5, 0.5], { data: null }), 0), null);
    assert.equal(rangeOf(record([0], [])), null);
  });

  it('are told by statistics where the values were left out', () => {
    const statistics: TensorRecord['statistics'] = {
      count: 30_000,
      nan: 0,
      positiveInfinity: 0,
      negativeInfinity: 0,
      negative: 0,
      zero: 0,
      positive: 30_000,
      min: 0.1,
      max: 0.8,
      mean: 1 / 3,
      std: 0.2,
      histogram: [],
      lineSums: { dim: 1, min: 0.9999, max: 1.0001 },
    };
    const large = record([10_000, 3], [], { data: null, elided: true, statistics });
    const lines = summarizeLines(large, 1);
    assert.ok(lines && areDistributions(lines));
    assert.equal(lines.count, 10_000);
  });
});

describe('evidence', () => {
  it('tells the window of a cross-entropy of probabilities', () => {
    for (const classes of [2, 3, 4, 10, 100]) {
      // The best row: probability 1 for the target, 0 elsewhere; the worst: the other way round.
      const total = Math.exp(1) + (classes - 1) * Math.exp(0);
      const { low, high } = crossEntropyWindow(classes);
      assert.ok(Math.abs(low - -Math.log(Math.exp(1) / total)) < 1e-12);
      assert.ok(Math.abs(high - -Math.log(Math.exp(0) / total)) < 1e-12);
    }
  });

  it('writes numbers as people do', () => {
    assert.deepEqual([0.55142, 1.7, -0.4, 3, 12_345, 1.234e-6, NaN, -Infinity].map(number), [
      '0.5514',
      '1.7',
      '-0.4',
      '3',
      '12345',
      '1.23e-6',
      'nan',
      '-inf',
    ]);
  });
});
