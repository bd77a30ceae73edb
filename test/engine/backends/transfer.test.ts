import assert from 'node:assert/strict';
import { flatten, isTransferable, toFloat32 } from '../../../src/engine/backends/gpu/transfer';

describe('values on their way to a GPU', () => {
  it('are taken as they are when they are finite float32', () => {
    const values = Float32Array.of(1, -2.5, 3e38);
    assert.equal(toFloat32({ values, dtype: 'float32' }), values);
  });

  it('stay here when one is not finite', () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      assert.equal(toFloat32({ values: Float32Array.of(1, bad, 2), dtype: 'float32' }), undefined);
    }
  });

  it('may be integers that float32 holds, and none beyond', () => {
    const exact = Float64Array.of(0, -7, 2 ** 24);
    assert.deepEqual(toFloat32({ values: exact, dtype: 'int64' }), Float32Array.of(0, -7, 2 ** 24));
    assert.equal(toFloat32({ values: Float64Array.of(0, 2 ** 24 + 1), dtype: 'int64' }), undefined);
    assert.deepEqual(toFloat32({ values: Uint8Array.of(0, 1), dtype: 'bool' }), Float32Array.of(0, 1));
  });

  it('may be one float64 number, rounded, but no float64 array', () => {
    assert.deepEqual(toFloat32({ values: Float64Array.of(0.1), dtype: 'float64' }), Float32Array.of(0.1));
    assert.equal(toFloat32({ values: Float64Array.of(1e300), dtype: 'float64' }), undefined);
    assert.equal(toFloat32({ values: Float64Array.of(0.1, 0.2), dtype: 'float64' }), undefined);
    assert.equal(isTransferable({ shape: [2], dtype: 'float64' }), false);
    assert.equal(isTransferable({ shape: [], dtype: 'float64' }), true);
  });
});

describe('what a GPU gives back', () => {
  it('is one array without a copy when its rows are views of one', () => {
    const all = Float32Array.of(1, 2, 3, 4, 5, 6);
    const rows = [all.subarray(0, 3), all.subarray(3, 6)];
    const flat = flatten(rows, 6);
    assert.deepEqual(flat, all);
    assert.equal(flat.buffer, all.buffer);
  });

  it('is put together when its rows lie apart', () => {
    assert.deepEqual(
      flatten(
        [
          [Float32Array.of(1), Float32Array.of(2)],
          [Float32Array.of(3), Float32Array.of(4)],
        ],
        4,
      ),
      Float32Array.of(1, 2, 3, 4),
    );
  });

  it('is refused when it is not what was asked for', () => {
    assert.throws(() => flatten(Float32Array.of(1), 2), /gave 1 elements where 2 were expected/);
    assert.throws(() => flatten([1, 2], 2), /no array/);
  });
});
