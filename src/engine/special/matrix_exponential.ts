/** e^A of square matrices: in double precision, and as PyTorch's kernel for half precision computes it. */
import { roundNumber } from '../backends/rounding';
import type { Matrix } from '../matrices';

type HalfPrecision = 'float16' | 'bfloat16';

function multiply(a: Matrix, b: Matrix, n: number): Matrix {
  const result = new Float64Array(n * n);
  for (let row = 0; row < n; row++)
    for (let at = 0; at < n; at++) {
      const factor = a[row * n + at]!;
      for (let column = 0; column < n; column++) result[row * n + column]! += factor * b[at * n + column]!;
    }
  return result;
}

function identity(n: number): Matrix {
  const result = new Float64Array(n * n);
  for (let at = 0; at < n; at++) result[at * n + at] = 1;
  return result;
}

/** The largest sum of magnitudes in a column. */
export function oneNorm(a: Matrix, n: number): number {
  let largest = 0;
  for (let column = 0; column < n; column++) {
    let sum = 0;
    for (let row = 0; row < n; row++) sum += Math.abs(a[row * n + column]!);
    largest = Number.isNaN(sum) ? NaN : Math.max(largest, sum);
  }
  return largest;
}

/** How many terms of the series are added; of a matrix of norm 1/4 the next is below 1e-25. */
const TERMS = 16;

/**
 * e^A by its series of a matrix that was halved until it is small, squared back as often
 * (Golub & Van Loan, "Matrix Computations", 11.3); in double precision, so that nothing of it shows in float32.
 */
export function matrixExponential(a: Matrix, n: number): Matrix {
  const norm = oneNorm(a, n);
  if (!Number.isFinite(norm)) return a.map(() => NaN);
  const halvings = Math.max(0, Math.ceil(Math.log2(Math.max(norm, 1e-300))) + 2);
  const small = a.map((value) => value * 2 ** -halvings);
  let term = identity(n);
  const sum = term.slice();
  for (let order = 1; order <= TERMS; order++) {
    term = multiply(term, small, n).map((value) => value / order);
    term.forEach((value, at) => (sum[at]! += value));
  }
  let result: Matrix = sum;
  for (let step = 0; step < halvings; step++) result = multiply(result, result, n);
  return result;
}

/** Up to here PyTorch takes other polynomials, of a lower degree. */
export const SMALLEST_HALF_NORM = 0.299615891381158;
/** Up to here the polynomial of degree 18 needs no halving in double precision. */
const THETA = 1.090863719290036;

/**
 * PyTorch's polynomial of degree 18 sums I, A, A², A³ and A⁶ five times, with coefficients of P. Bader, S. Blanes and
 * F. Casas ("Computing the Matrix Exponential with an Optimized Taylor Polynomial Approximation", 2019, table 3), of
 * which these are the first.
 */
const FIRST_COEFFICIENTS = [
  0, -1.00365581030144618291e-1, -8.02924648241156932449e-3, -8.92138498045729985177e-4, 0, 0,
  3.97849749499645077844e-1,
];

/**
 * PyTorch 2.13 hands them to its kernel as numbers of the matrix's dtype, while in memory they are doubles: each
 * quarter of a double is read as one number. What comes out is no exponential, and mostly NaN.
 */
function misreadCoefficients(dtype: HalfPrecision): readonly number[] {
  const memory = new DataView(new ArrayBuffer(FIRST_COEFFICIENTS.length * 8));
  FIRST_COEFFICIENTS.forEach((value, at) => memory.setFloat64(at * 8, value, true));
  return Array.from({ length: 25 }, (_, at) => readHalf(memory.getUint16(at * 2, true), dtype));
}

/** A number from its sixteen bits. */
function readHalf(bits: number, dtype: HalfPrecision): number {
  const sign = bits >> 15 ? -1 : 1;
  const [width, bias] = dtype === 'float16' ? [10, 15] : [7, 127];
  const exponent = (bits & 0x7fff) >> width;
  const fraction = (bits & (2 ** width - 1)) / 2 ** width;
  return sign * (exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias));
}

/** What PyTorch gives for a matrix in half precision whose norm is above `SMALLEST_HALF_NORM`, each step rounded. */
export function halfMatrixExponential(a: Matrix, n: number, dtype: HalfPrecision): Matrix {
  const round = (value: number): number => roundNumber(dtype, value);
  const product = (x: Matrix, y: Matrix): Matrix => multiply(x, y, n).map(round);
  const sum = (x: Matrix, y: Matrix): Matrix => x.map((value, at) => round(value + y[at]!));
  const norm = round(oneNorm(a, n));
  const halvings = Math.max(0, Math.ceil(round(Math.log2(round(norm / THETA)))));
  const small = a.map((value) => round(value / 2 ** halvings));
  const square = product(small, small);
  const cube = product(small, square);
  const powers = [identity(n), small, square, cube, product(cube, cube)];
  const coefficients = misreadCoefficients(dtype);
  const [b0, b1, b2, b3, b4] = Array.from({ length: 5 }, (_, row) =>
    powers
      .map((power, at) => power.map((value) => round(coefficients[row * 5 + at]! * value)))
      .reduce<Matrix>(sum, new Float64Array(n * n)),
  ) as [Matrix, Matrix, Matrix, Matrix, Matrix];
  const inner = sum(b3, product(b0, b4));
  let result = sum(b1, product(sum(b2, inner), inner));
  for (let step = 0; step < halvings; step++) result = product(result, result);
  return result;
}
