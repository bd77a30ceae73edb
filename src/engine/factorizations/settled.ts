/**
 * Decompositions with the signs that PyTorch gives their vectors, and whether these are settled: where a change by a
 * rounding error of the input turns a vector, the sign cannot be told. The numbers come from a decomposition in double
 * precision, the signs from one with the criteria of the tensor's own precision.
 */
import type { DType } from '../dtype';
import { matricesOf, type Matrix } from '../matrices';
import type { NdArray } from '../op';
import { eigh, type Eigh } from './eigh';
import type { Numbers } from './precision';
import { svd, type Svd } from './svd';

export interface Settled<T> {
  /** One for each matrix of the batch. */
  readonly all: readonly T[];
  /** Whether the signs of all vectors can be told. */
  readonly isSettled: boolean;
  /** Whether a value is so small beside the largest that only rounding decides what it is. */
  readonly hasNoise: boolean;
}

/** From here on LAPACK divides the problem and conquers, and signs come about in another way. */
const LARGEST = 25;

/** Slightly changed inputs whose vectors must have the same signs: so many, or as many as this work allows. */
const TRIALS = 32;
const FEWEST_TRIALS = 4;
const WORK_OF_TRIALS = 4_000_000;

/** Whether everything beside the diagonal is zero: then nothing is rounded, and one trial tells all. */
const isDiagonal = (matrix: Matrix, columns: number): boolean =>
  matrix.every((value, at) => value === 0 || Math.floor(at / columns) === at % columns);

/** Whether equal sizes on the diagonal would have to be put in order, among which there is none. */
function hasTiesToSort(matrix: Matrix, rows: number, columns: number): boolean {
  const sizes = Array.from({ length: Math.min(rows, columns) }, (_, at) =>
    Math.abs(matrix[at * columns + at]!),
  );
  const isInOrder = sizes.every((size, at) => at === 0 || size <= sizes[at - 1]!);
  return !isInOrder && new Set(sizes).size < sizes.length;
}

/** How often the work of one decomposition may be done again; 0 where it is too much to try at all. */
function trialsFor(matrix: Matrix, rows: number, columns: number): number {
  const least = Math.min(rows, columns);
  const affordable = Math.floor(WORK_OF_TRIALS / (rows * columns * least + 1));
  if (least > LARGEST || affordable === 0) return 0;
  return isDiagonal(matrix, columns) ? 1 : Math.min(TRIALS, Math.max(FEWEST_TRIALS, affordable));
}

/**
 * What counts as zero is a rounding error itself, and a step more or less may turn a vector. In double precision the
 * numbers here are PyTorch's own.
 */
const limitsOf = (precision: DType): readonly number[] => (precision === 'float64' ? [1] : [1, 0.5, 2]);

/** Values below so many roundoffs of the largest are noise. */
const NOISE = 64;

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

/** Whether the signs of several trials agree, and none is zero; without trials nothing is known. */
const agreed = (trials: readonly (readonly number[])[]): boolean =>
  trials.length > 0 &&
  trials.every((signs) => signs.every((sign, at) => sign !== 0 && sign === trials[0]![at]));

/** Zeros that stay so under every change are no noise: they come from zeros of the matrix. */
function isNoisy(values: Numbers, trials: readonly Numbers[], roundoff: number): boolean {
  const largest = Math.max(0, ...Array.from(values, Math.abs));
  return Array.from(values).some((value, at) => {
    if (largest === 0 || Math.abs(value) > NOISE * roundoff * largest) return false;
    return value !== 0 || trials.length === 0 || trials.some((trial) => trial[at] !== 0);
  });
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
  const roundoff = roundoffOf(precision);
  let [isSettled, hasNoise] = [true, false];
  const all = matricesOf(array).map((matrix) => {
    const precise = svd(matrix, rows, columns, isFull, DOUBLE);
    const others = Array.from({ length: trialsFor(matrix, rows, columns) }, (_, trial) =>
      svd(nearby(matrix, trial, roundoff), rows, columns, isFull, roundoff),
    );
    const signs = others.map(({ u, v }) => ({
      u: signsBetween(precise.u, u, widthU),
      v: signsBetween(precise.v, v, widthV),
    }));
    isSettled &&=
      agreed(signs.map(({ u, v }) => [...u, ...v])) &&
      !(isDiagonal(matrix, columns) && hasTiesToSort(matrix, rows, columns));
    hasNoise ||= isNoisy(
      precise.s,
      others.map(({ s }) => s),
      roundoff,
    );
    const [first] = signs;
    if (!first) return precise;
    return { ...precise, u: turn(precise.u, widthU, first.u), v: turn(precise.v, widthV, first.v) };
  });
  return { all, isSettled, hasNoise };
});

export const eighOf = remember<Eigh>((array, isUpper, precision) => {
  const n = array.shape.at(-1)!;
  const roundoff = roundoffOf(precision);
  const limits = limitsOf(precision);
  let [isSettled, hasNoise] = [true, false];
  const all = matricesOf(array).map((matrix) => {
    const precise = eigh(matrix, n, isUpper, DOUBLE);
    const others = Array.from({ length: trialsFor(matrix, n, n) }, (_, trial) =>
      eigh(nearby(matrix, trial, roundoff), n, isUpper, roundoff * limits[trial % limits.length]!),
    );
    const signs = others.map(({ vectors }) => signsBetween(precise.vectors, vectors, n));
    isSettled &&= agreed(signs);
    hasNoise ||= isNoisy(
      precise.values,
      others.map(({ values }) => values),
      roundoff,
    );
    const [first] = signs;
    return first ? { ...precise, vectors: turn(precise.vectors, n, first) } : precise;
  });
  return { all, isSettled, hasNoise };
});
