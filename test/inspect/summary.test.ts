import assert from 'node:assert/strict';
import {
  formatNumber,
  formatRole,
  formatShape,
  formatValues,
  histogramBar,
  summarize,
} from '../../src/inspect/summary';
import type { TensorRecord, TensorStatistics } from '../../src/inspect/inspection';

const unknownTensor: TensorRecord = {
  id: 0,
  shape: null,
  dtype: null,
  role: { kind: 'unknown' },
  data: null,
  elided: false,
  statistics: null,
  requiresGrad: false,
  underNoGrad: false,
  sampled: false,
  producer: null,
  place: null,
  grad: null,
  layer: null,
};

const statistics: TensorStatistics = {
  count: 40,
  nan: 0,
  positiveInfinity: 0,
  negativeInfinity: 0,
  negative: 20,
  zero: 0,
  positive: 20,
  min: -2.0041,
  max: 1.9707,
  mean: 0.0212,
  std: 0.9346,
  histogram: [1, 0, 2, 5, 8, 10, 7, 4, 2, 1],
  lineSums: null,
};

describe('summarize', () => {
  it('gives shape, dtype, number, range, histogram, moments and role of a tensor', () => {
    const tensor: TensorRecord = {
      ...unknownTensor,
      shape: [10, 4],
      dtype: 'float32',
      role: { kind: 'logits' },
      statistics,
    };
    assert.equal(summarize(tensor), 'tensor[10, 4] f32 n=40 x∈[-2.00, 1.97] ▂▁▂▅▇█▆▄▂▂ μ=0.02 σ=0.93 logits');
  });

  it('shows the values of ten elements or fewer', () => {
    const tensor: TensorRecord = {
      ...unknownTensor,
      shape: [2, 2],
      dtype: 'float32',
      role: { kind: 'probabilities', dim: 1 },
      data: Float32Array.of(0.25, 0.75, Number.NaN, Number.POSITIVE_INFINITY),
      statistics: { ...statistics, count: 4 },
      requiresGrad: true,
    };
    assert.equal(
      summarize(tensor),
      'tensor[2, 2] f32 [[0.250, 0.750], [NaN, Inf]] probabilities dim=1 requires_grad',
    );
  });

  it('shows a scalar without brackets, and integers and truths as Python writes them', () => {
    const one = { ...statistics, count: 1 };
    const scalar = {
      ...unknownTensor,
      shape: [],
      dtype: 'float32',
      data: Float32Array.of(0.5),
      statistics: one,
    } as const;
    assert.equal(summarize(scalar), 'tensor[] f32 0.5000');
    const labels = { ...scalar, shape: [2], dtype: 'int64', data: Float64Array.of(3, 12) } as const;
    assert.equal(summarize(labels), 'tensor[2] i64 [3, 12]');
    const mask = { ...scalar, shape: [2], dtype: 'bool', data: Uint8Array.of(1, 0) } as const;
    assert.equal(summarize(mask), 'tensor[2] bool [True, False]');
  });

  it('counts what is not finite', () => {
    const tensor: TensorRecord = {
      ...unknownTensor,
      shape: [40],
      dtype: 'float32',
      statistics: { ...statistics, nan: 3, positiveInfinity: 1, negativeInfinity: 2 },
    };
    assert.match(summarize(tensor), / σ=0\.93 NaN×3 \+Inf×1 -Inf×2$/);
    const lost = { ...statistics, nan: 40, min: null, max: null, mean: null, std: null };
    assert.equal(summarize({ ...tensor, statistics: lost }), 'tensor[40] f32 n=40 all NaN');
  });

  it('says when all values are the same', () => {
    const same = { ...statistics, min: 0, max: 0, mean: 0, std: 0 };
    const zeros: TensorRecord = { ...unknownTensor, shape: [40], dtype: 'float32', statistics: same };
    assert.equal(summarize(zeros), 'tensor[40] f32 n=40 all zeros');
    const full = { ...zeros, statistics: { ...same, min: 1.5, max: 1.5 } };
    assert.equal(summarize(full), 'tensor[40] f32 n=40 all 1.50');
    const mixed = { ...zeros, statistics: { ...same, nan: 2 } };
    assert.equal(summarize(mixed), 'tensor[40] f32 n=40 all zeros but NaN×2');
  });

  it('leaves out moments where they mean nothing', () => {
    const labels: TensorRecord = {
      ...unknownTensor,
      shape: [40],
      dtype: 'int64',
      role: { kind: 'class-indices' },
      statistics: { ...statistics, min: 0, max: 9, histogram: [4, 4, 4, 4, 4, 4, 4, 4, 4, 4] },
    };
    assert.equal(summarize(labels), 'tensor[40] i64 n=40 x∈[0, 9] ██████████ class-indices');
    const mask: TensorRecord = { ...labels, dtype: 'bool', role: { kind: 'unknown' } };
    assert.equal(summarize(mask), 'tensor[40] bool n=40 True×20');
  });

  it('says what is not known, what is empty and what was sampled', () => {
    assert.equal(summarize(unknownTensor), 'tensor[?] dtype? values unknown');
    const batch: TensorRecord = {
      ...unknownTensor,
      shape: ['N', 10],
      dtype: 'float32',
      role: { kind: 'logits' },
    };
    assert.equal(summarize(batch), 'tensor[N, 10] f32 values unknown logits');
    const none = { ...statistics, count: 0, min: null, max: null, mean: null, std: null };
    const empty: TensorRecord = { ...batch, shape: [0, 3], data: new Float32Array(0), statistics: none };
    assert.equal(summarize(empty), 'tensor[0, 3] f32 empty logits');
    assert.match(summarize({ ...batch, shape: [40], statistics, sampled: true }), / logits sampled$/);
  });
});

describe('formatNumber', () => {
  const cases: readonly [value: number, digits: number, text: string][] = [
    [0, 3, '0.00'],
    [0.93, 3, '0.93'],
    [-2.0041, 3, '-2.00'],
    [1.9707, 3, '1.97'],
    [12.345, 3, '12.3'],
    [1234.5, 3, '1235'],
    [0.60998243, 5, '0.6100'],
    [0.237, 4, '0.237'],
    [0.004, 3, '4.0e-3'],
    [-0.00001234, 4, '-1.23e-5'],
    [12345678, 3, '1.23e7'],
    [Number.NaN, 3, 'NaN'],
    [Number.POSITIVE_INFINITY, 3, 'Inf'],
    [Number.NEGATIVE_INFINITY, 3, '-Inf'],
  ];
  for (const [value, digits, text] of cases) {
    it(`writes ${value} with ${digits} digits as ${text}`, () =>
      assert.equal(formatNumber(value, digits), text));
  }
});

describe('the parts of a summary', () => {
  it('writes shapes', () => {
    assert.equal(formatShape([]), '[]');
    assert.equal(formatShape([2, 'N']), '[2, N]');
    assert.equal(formatShape(null), '[?]');
  });

  it('writes roles that say something', () => {
    assert.equal(formatRole({ kind: 'values' }), '');
    assert.equal(formatRole({ kind: 'log-probabilities', dim: 0 }), 'log-probabilities dim=0');
  });

  it('nests values by shape', () => {
    assert.equal(formatValues(Float32Array.of(1, 2, 3, 4), [2, 1, 2], 'int32'), '[[[1, 2]], [[3, 4]]]');
    assert.equal(formatValues(Float32Array.of(0, 1, Number.NaN), [3], 'float32'), '[0., 1., NaN]');
    assert.equal(formatValues(Float32Array.of(0, 0.5), [2], 'float32'), '[0.00, 0.50]');
    assert.equal(formatValues(new Float32Array(0), [2, 0], 'float32'), '[[], []]');
  });

  it('draws a bin that holds anything above an empty one', () => {
    assert.equal(histogramBar([0, 1, 1000]), '▁▂█');
    assert.equal(histogramBar([0, 0]), '');
  });
});
