/** What parameters and values of a distribution have to satisfy (torch/distributions/constraints.py). */

export interface Constraint {
  /** As PyTorch prints it. */
  readonly text: string;
  /** Whether all values, in lines of `size` along the last dim, satisfy it. */
  readonly holds: (values: ArrayLike<number>, size: number) => boolean;
}

const each = (text: string, isValid: (value: number) => boolean): Constraint => ({
  text,
  holds: (values) => Array.from(values).every(isValid),
});

function eachLine(text: string, isValid: (line: readonly number[]) => boolean): Constraint {
  return {
    text,
    holds: (values, size) => {
      const all = Array.from(values);
      for (let at = 0; at < all.length; at += size) if (!isValid(all.slice(at, at + size))) return false;
      return true;
    },
  };
}

const sumOf = (line: readonly number[]): number => line.reduce((sum, value) => sum + value, 0);

export const real = each('Real()', (value) => !Number.isNaN(value));
export const realVector = each('IndependentConstraint(Real(), 1)', (value) => !Number.isNaN(value));
export const positive = each('GreaterThan(lower_bound=0.0)', (value) => value > 0);
export const positiveVector = each(
  'IndependentConstraint(GreaterThan(lower_bound=0.0), 1)',
  (value) => value > 0,
);
export const nonnegative = each('GreaterThanEq(lower_bound=0.0)', (value) => value >= 0);
export const unitInterval = each(
  'Interval(lower_bound=0.0, upper_bound=1.0)',
  (value) => value >= 0 && value <= 1,
);
export const halfOpenUnitInterval = each(
  'HalfOpenInterval(lower_bound=0.0, upper_bound=1.0)',
  (value) => value >= 0 && value < 1,
);
export const boolean = each('Boolean()', (value) => value === 0 || value === 1);
export const nonnegativeInteger = each(
  'IntegerGreaterThan(lower_bound=0)',
  (value) => value >= 0 && value % 1 === 0,
);
export const simplex = eachLine(
  'Simplex()',
  (line) => line.every((value) => value >= 0) && Math.abs(sumOf(line) - 1) < 1e-6,
);
export const oneHot = eachLine(
  'OneHot()',
  (line) => line.every((value) => value === 0 || value === 1) && sumOf(line) === 1,
);

/** Each value against the bound at its place, which broadcasts from the last dims. */
const against = (
  text: string,
  bounds: ArrayLike<number>,
  isValid: (value: number, bound: number) => boolean,
): Constraint => ({
  text,
  holds: (values) =>
    Array.from(values).every((value, at) => isValid(value, bounds[at % Math.max(1, bounds.length)]!)),
});

/** Below a bound that another parameter gives; `shown` is how PyTorch prints that. */
export const lessThan = (bounds: ArrayLike<number>, shown: string): Constraint =>
  against(`LessThan(upper_bound=${shown})`, bounds, (value, bound) => value < bound);

export const greaterThan = (bounds: ArrayLike<number>, shown: string): Constraint =>
  against(`GreaterThan(lower_bound=${shown})`, bounds, (value, bound) => value > bound);

/** Symmetric, and with a Cholesky factor. The values are one square matrix after another, of `size` columns. */
export const positiveDefinite: Constraint = {
  text: 'PositiveDefinite()',
  holds: (values, size) => {
    const all = Array.from(values);
    for (let start = 0; start < all.length; start += size * size)
      if (!hasFactor(all.slice(start, start + size * size), size)) return false;
    return true;
  },
};

function hasFactor(matrix: readonly number[], size: number): boolean {
  const at = (row: number, column: number): number => matrix[row * size + column]!;
  const factor: number[][] = [];
  for (let row = 0; row < size; row++) {
    factor.push([]);
    for (let column = 0; column <= row; column++) {
      // As close as torch.isclose takes it (PyTorch source, distributions/constraints.py, _Symmetric).
      const difference = Math.abs(at(row, column) - at(column, row));
      if (!(difference <= 1e-6 + 1e-5 * Math.abs(at(column, row)))) return false;
      let rest = at(row, column);
      for (let k = 0; k < column; k++) rest -= factor[row]![k]! * factor[column]![k]!;
      if (row === column && !(rest > 0)) return false;
      factor[row]!.push(row === column ? Math.sqrt(rest) : rest / factor[column]![column]!);
    }
  }
  return true;
}

/** From 0 to `upper`, whole numbers. */
export const integersUpTo = (upper: number): Constraint =>
  each(
    `IntegerInterval(lower_bound=0, upper_bound=${upper})`,
    (value) => value % 1 === 0 && value >= 0 && value <= upper,
  );

/** Counts that add up to at most `total`. */
export const countsUpTo = (total: number): Constraint =>
  eachLine('Multinomial()', (line) => line.every((value) => value >= 0) && sumOf(line) <= total);
