import assert from 'node:assert/strict';
import { cellText, decimalsFor, exactText } from '../../webview/parts/number';

const largest = (values: readonly number[]): number =>
  Math.max(...values.filter(Number.isFinite).map(Math.abs));

const column = (...values: number[]): string[] => {
  const stored = Float32Array.from(values);
  return [...stored].map((value) => cellText(value, decimalsFor(stored, largest(values))).text);
};

describe('numbers in tables', () => {
  it('have four decimals up to ten, as PyTorch prints them', () => {
    assert.deepEqual(column(-0.57604, 1.97071, 0.03912), ['-0.5760', '1.9707', '0.0391']);
  });

  it('have fewer decimals where they are larger, and more where all are small', () => {
    assert.deepEqual(column(12.34567, 1.5), ['12.35', '1.50']);
    assert.deepEqual(column(0.0123456, -0.00123456), ['0.01235', '-0.00123']);
  });

  it('have no more decimals than they need', () => {
    assert.deepEqual(column(0.9, 0.1, 0.1), ['0.9', '0.1', '0.1']);
    assert.deepEqual(column(1, 0, 0), ['1', '0', '0']);
    assert.deepEqual(column(0.33, 0.33), ['0.33', '0.33']);
  });

  it('never show a number that is not zero as zero', () => {
    assert.deepEqual(column(1.97071, 0.00002, -0.0000004), ['1.9707', '2.0e-5', '-4.0e-7']);
  });

  it('write what is very large with an exponent', () => {
    assert.deepEqual(column(123456789.5), ['1.235e8']);
  });

  it('name what is not finite', () => {
    assert.deepEqual(column(1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), [
      '1.5',
      'NaN',
      'Inf',
      '-Inf',
    ]);
  });

  it('in full are the shortest that float32 rounds back to', () => {
    for (const written of ['0.1', '0.60998243', '1e-10', '16777216', '-3.4028235e+38']) {
      assert.equal(exactText(Math.fround(Number(written)), 'float32'), written);
    }
    for (let turn = 0; turn < 500; turn++) {
      const value = Math.fround(Math.sin(turn * 12.9898) * 10 ** ((turn % 40) - 20));
      assert.equal(Math.fround(Number(exactText(value, 'float32'))), value);
    }
  });

  it('in full are what the dtype says', () => {
    assert.equal(exactText(1, 'bool'), 'True');
    assert.equal(exactText(0.1, 'float64'), '0.1');
    assert.equal(exactText(-100, 'int64'), '-100');
    assert.equal(exactText(2 ** 40, 'int64'), '1099511627776');
  });
});
