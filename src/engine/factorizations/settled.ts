/**
 * Decompositions with the signs that PyTorch gives their vectors, and whether these are settled: where a change by a
 * rounding error of the input turns a vector, the sign cannot be told. The numbers come from a decomposition in double
 * precision, the signs from one with the criteria of the tensor's own precision.
 */
import type { DType } from '../dtype';
import { matricesOf, type Matrix } from '../matrices';
import type { NdArray } from '../op';
import { eigh, type Eigh } from './eigh';
import { svd, type Svd } from './svd';

export interface Settled<T> {
  /** One for each matrix of the batch. */
  readonly all: readonly T[];
  readonly isSettled: boolean;
}

/** From here on LAPACK divides the problem and conquers, and signs come about in another way. */
const LARGEST = 25;

/** Slightly changed inputs whose vectors must have the same signs. */
const TRIALS = 32;

const DOUBLE = 2 ** -53;
const roundoffOf = (precision: DType): number => (precision === 'float64' ? DOUBLE : 2 ** -24);

/** The matrix with each element changed by some rounding errors of its own; the first trial leaves it alone. */
function nearby(matrix: Matrix, trial: number, roundoff: number): Matrix {
  if (trial === 0) return matrix;
  return matrix.map((value, at) => value * (1 + 4 * roundoff * Math.sin(12.9898 * at + 78.233 * trial)));
}

/** ±1 for each column, by which `b` has the direction of `a`; 0 where it has another one. */
function signsBetween(a: Matrix, b: Matrix, columns: number): number[] {
  const rows = columns === 0 ? 0 : a.length / columns;
  return Array.from({ length: columns }, (_, column) => {
    let cosine = 0;
    for (let row = 0; row < rows; row++) cosine += a[row * columns + column]! * b[row * columns + column]!;
    return Math.abs(cosine) < 0.9 ? 0 : Math.sign(cosine);
  });
}

function turn(matrix: Matrix, columns: number, signs: readonly number[]): Matrix {
  return matrix.map((value, at) => value * (signs[at % columns] || 1));
}

/** The signs of several trials as one list, where they agree and none is zero. */
function agreed(trials: readonly (readonly number[])[]): boolean {
  return trials.every((signs) => signs.every((sign, at) => sign !== 0 && sign === trials[0]![at]));
}

function remember<T>(make: (array: NdArray, isSpecial: boolean, precision: DType) => Settled<T>) {
  const known = new WeakMap<object, Map<string, Settled<T>>>();
  return (array: NdArray, isSpecial: boolean, precision: DType): Settled<T> => {
    const ofValues = known.get(array.values) ?? new Map<string, Settled<T>>();
    known.set(array.values, ofValues);
    const key = [array.shape.join(), isSpecial, precision].join(' ');
    const found = ofValues.get(key) ?? make(array, isSpecial, precision);
    ofValues.set(key, found);
    return found;
  };
}

/** The decompositions of all matrices of an array; U, S and V ask for the same ones, which are made once. */
export const svdOf = remember<Svd>((array, isFull, precision) => {
  const [rows, columns] = array.shape.slice(-2) as [number, number];
  const k = Math.min(rows, columns);
  const [widthU, widthV] = isFull ? [rows, columns] : [k, k];
  let isSettled = k <= LARGEST;
  const all = matricesOf(array).map((matrix) => {
    const precise = svd(matrix, rows, columns, isFull, DOUBLE);
    if (!isSettled) return precise;
    const trials = Array.from({ length: TRIALS }, (_, trial) => {
      const roundoff = roundoffOf(precision);
      const { u, v } = svd(nearby(matrix, trial, roundoff), rows, columns, isFull, roundoff);
      return [signsBetween(precise.u, u, widthU), signsBetween(precise.v, v, widthV)];
    });
    isSettled = agreed(trials.map((signs) => signs.flat()));
    const [signsU, signsV] = trials[0]!;
    return { ...precise, u: turn(precise.u, widthU, signsU!), v: turn(precise.v, widthV, signsV!) };
  });
  return { all, isSettled };
});

export const eighOf = remember<Eigh>((array, isUpper, precision) => {
  const n = array.shape.at(-1)!;
  let isSettled = n <= LARGEST;
  const all = matricesOf(array).map((matrix) => {
    const precise = eigh(matrix, n, isUpper, DOUBLE);
    if (!isSettled) return precise;
    const trials = Array.from({ length: TRIALS }, (_, trial) => {
      const roundoff = roundoffOf(precision);
      return signsBetween(
        precise.vectors,
        eigh(nearby(matrix, trial, roundoff), n, isUpper, roundoff).vectors,
        n,
      );
    });
    isSettled = agreed(trials);
    return { ...precise, vectors: turn(precise.vectors, n, trials[0]!) };
  });
  return { all, isSettled };
});
