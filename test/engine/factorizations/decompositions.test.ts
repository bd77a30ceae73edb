/** The decompositions give their matrix back, of matrices of every shape, and their vectors are orthonormal. */
import assert from 'node:assert/strict';
import { eigh } from '../../../src/engine/factorizations/eigh';
import { eighOf, svdOf } from '../../../src/engine/factorizations/settled';
import { svd } from '../../../src/engine/factorizations/svd';
import type { Matrix } from '../../../src/engine/matrices';
import { spread } from '../../../src/engine/samples';

const DOUBLE = 2 ** -53;

const matrix = (rows: number, columns: number, seed = 0): Matrix =>
  Float64Array.from(spread(rows * columns, seed), (value, at) => value + Math.sin(at * at + seed));

/** AᵀB of matrices with so many columns each. */
function inner(a: ArrayLike<number>, columnsA: number, b: ArrayLike<number>, columnsB: number): number[] {
  const rows = a.length / columnsA;
  return Array.from({ length: columnsA * columnsB }, (_, at) => {
    let total = 0;
    for (let row = 0; row < rows; row++)
      total += a[row * columnsA + Math.floor(at / columnsB)]! * b[row * columnsB + (at % columnsB)]!;
    return total;
  });
}

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(actual.length, expected.length, what);
  for (let at = 0; at < expected.length; at++)
    assert.ok(Math.abs(actual[at]! - expected[at]!) < 1e-10, `${what} ${at}: ${actual[at]} ${expected[at]}`);
}

const identity = (n: number): number[] =>
  Array.from({ length: n * n }, (_, at) => Number(Math.floor(at / n) === at % n));

const sizes = [1, 2, 3, 4, 7, 12, 26];

describe('the singular value decomposition', () => {
  for (const rows of sizes) {
    for (const columns of [...sizes, 60]) {
      it(`of ${rows} × ${columns}`, () => {
        const a = matrix(rows, columns);
        const k = Math.min(rows, columns);
        const { u, s, v } = svd(a, rows, columns, false, DOUBLE);
        assertClose(inner(u, k, u, k), identity(k), 'UᵀU');
        assertClose(inner(v, k, v, k), identity(k), 'VᵀV');
        // Uᵀ A = S Vᵀ, turned.
        const turned = inner(a, columns, u, k);
        assertClose(
          turned,
          v.map((value, at) => value * s[at % k]!),
          'AᵀU',
        );
        assert.deepEqual(
          [...s],
          [...s].sort((x, y) => y - x),
        );
        const whole = svd(a, rows, columns, true, DOUBLE);
        assertClose(inner(whole.u, rows, whole.u, rows), identity(rows), 'all of U');
        assertClose(inner(whole.v, columns, whole.v, columns), identity(columns), 'all of V');
      });
    }
  }

  it('does not settle the sign of vectors that share a singular value', () => {
    const equal = { values: Float64Array.of(1, 1, -1, 1), shape: [2, 2], dtype: 'float32' } as const;
    assert.equal(svdOf(equal, false, 'float32').isSettled, false);
    const apart = { values: Float64Array.of(3, 1, 0.5, 2), shape: [2, 2], dtype: 'float32' } as const;
    assert.equal(svdOf(apart, false, 'float32').isSettled, true);
  });

  it('settles them of a diagonal matrix, which is only put in order', () => {
    const ones = { values: Float64Array.from(identity(3)), shape: [3, 3], dtype: 'float32' } as const;
    assert.equal(svdOf(ones, false, 'float32').isSettled, true);
    assert.equal(eighOf(ones, false, 'float32').isSettled, true);
  });

  it('calls a singular value noise where only rounding makes it', () => {
    const ofRankOne = { values: new Float64Array(6).fill(1), shape: [2, 3], dtype: 'float32' } as const;
    assert.equal(svdOf(ofRankOne, false, 'float32').hasNoise, true);
    const withZero = { values: Float64Array.of(2, 0, 0, 0), shape: [2, 2], dtype: 'float32' } as const;
    assert.equal(svdOf(withZero, false, 'float32').hasNoise, false);
  });

  it('does not settle signs where LAPACK divides the matrix', () => {
    const large = { values: matrix(26, 26), shape: [26, 26], dtype: 'float64' } as const;
    assert.equal(svdOf(large, false, 'float64').isSettled, false);
    assert.equal(eighOf(large, false, 'float64').isSettled, false);
  });
});

describe('the eigenvalue decomposition', () => {
  for (const n of sizes) {
    for (const isUpper of [false, true]) {
      it(`of the ${isUpper ? 'upper' : 'lower'} triangle of ${n} × ${n}`, () => {
        const a = matrix(n, n, 3);
        const { values, vectors } = eigh(a, n, isUpper, DOUBLE);
        const symmetric = a.map((_, at) => {
          const [row, column] = [Math.floor(at / n), at % n];
          return isUpper === column > row ? a[at]! : a[column * n + row]!;
        });
        assertClose(inner(vectors, n, vectors, n), identity(n), 'VᵀV');
        assertClose(
          inner(symmetric, n, vectors, n),
          vectors.map((value, at) => value * values[at % n]!),
          'AV',
        );
        assert.deepEqual(
          [...values],
          [...values].sort((x, y) => x - y),
        );
      });
    }
  }
});
