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

/** From 0 to `upper`, whole numbers. */
export const integersUpTo = (upper: number): Constraint =>
  each(
    `IntegerInterval(lower_bound=0, upper_bound=${upper})`,
    (value) => value % 1 === 0 && value >= 0 && value <= upper,
  );

/** Counts that add up to at most `total`. */
export const countsUpTo = (total: number): Constraint =>
  eachLine('Multinomial()', (line) => line.every((value) => value >= 0) && sumOf(line) <= total);
