/** Python's `math` and `statistics`, on known numbers. */
import { roundHalfToEven } from '../../engine/backends/rounding';
import { erf, erfc } from '../../engine/special/error_function';
import { nearestExp, nearestLog, nearestLog10, nearestLog2, nearestPow } from '../../engine/special/nearest';
import type { Arguments } from '../arguments';
import { numberFrom } from '../contract';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import {
  fallingFactorial,
  greatestDivisor,
  integer,
  integerOfFloat,
  logarithmOfInteger,
  wholeOf,
  wholeRoot,
} from '../integers';
import type { Runtime } from '../runtime';
import { bool, float, int, plain, tuple, type NativeFunction, type Value } from '../values';
import { itemsOf } from './items';

/**
 * What a function gives. Python raises outside of its domain and at a pole, and where the value is larger than any float.
 * `isPole` says at which finite arguments the function is infinite itself.
 */
function checked(value: number, given: readonly number[], isPole: boolean): Value {
  const isNaN = Number.isNaN(value) && !given.some(Number.isNaN);
  const isInfinite = !Number.isFinite(value) && given.every(Number.isFinite);
  if (isNaN || (isInfinite && isPole)) throw new PythonError('ValueError', 'math domain error');
  if (isInfinite) throw new PythonError('OverflowError', 'math range error');
  return float(value);
}

const poles: Readonly<Record<string, readonly number[]>> = { atanh: [-1, 1], log1p: [-1] };

const real = (name: string, f: (x: number) => number): NativeFunction =>
  define(`math.${name}`, '(x)', (args) =>
    numberFrom('float', () => {
      const x = args.number('x');
      return checked(f(x), [x], poles[name]?.includes(x) ?? false);
    }),
  );

const realFunctions: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  exp: nearestExp,
  exp2: (x) => 2 ** x,
  expm1: Math.expm1,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  fabs: Math.abs,
  degrees: (x) => (x * 180) / Math.PI,
  radians: (x) => (x * Math.PI) / 180,
  erf,
  erfc,
};

/** A logarithm, which Python refuses of zero too. */
const logarithm = (name: string, f: (x: number) => number): NativeFunction =>
  define(`math.${name}`, '(x)', (args) => numberFrom('float', () => float(logarithmOf(args, 'x', f))));

function logarithmOf(args: Arguments, name: string, f: (x: number) => number): number {
  const value = plain(args.value(name));
  const x = value.kind === 'long' ? value.value : args.number(name);
  if (x <= 0) throw new PythonError('ValueError', 'math domain error');
  return typeof x === 'bigint' ? logarithmOfInteger(x, f) : f(x);
}

/** Numbers of an iterable, and whether all are ints. */
function numbersOf(runtime: Runtime, value: Value): { numbers: number[]; areInts: boolean } {
  const items = itemsOf(runtime, value).map((item): Value => {
    if (item.kind === 'tensor' && item.tensor.hasValues && item.tensor.numel === 1)
      return float(item.tensor.values()[0]!);
    return item;
  });
  const numbers = items.map((item) => {
    if (item.kind === 'int' || item.kind === 'float') return item.value;
    if (item.kind === 'bool') return Number(item.value);
    throw new NotKnown('a number is not known');
  });
  return { numbers, areInts: items.every((item) => item.kind !== 'float') };
}

const binary = (name: string, f: (x: number, y: number) => number): NativeFunction =>
  define(`math.${name}`, '(x, y)', (args) =>
    numberFrom('float', () => float(f(args.number('x'), args.number('y')))),
  );

const ofInts = (name: string, f: (values: readonly bigint[]) => bigint): NativeFunction =>
  define(`math.${name}`, '(*integers)', (args) => integer(f(args.rest.map(whole))));

function whole(value: Value): bigint {
  const known = wholeOf(plain(value));
  if (known === undefined) throw new NotKnown('an integer is not known');
  return known;
}

/** A whole number that is not negative. Throws Python's ValueError for one that is. */
function natural(args: Arguments, name: string, what: string): bigint {
  const value = whole(args.value(name));
  if (value < 0n) throw new PythonError('ValueError', what);
  return value;
}

/** Neumaier's summation: what Python's own `fsum` gives, but for cases beyond any training code. */
function preciseSum(numbers: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const number of numbers) {
    const next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }
  return sum + lost;
}

const rounded = (name: string, f: (x: number) => number): NativeFunction =>
  define(`math.${name}`, '(x)', (args, runtime) => {
    const value = args.value('x');
    const special = value.kind === 'instance' ? runtime.getAttribute(value, `__${name}__`) : undefined;
    if (special) return runtime.call(special, []);
    const whole = wholeOf(plain(value));
    return numberFrom('int', () =>
      whole === undefined ? integerOfFloat(f(args.number('x'))) : integer(whole),
    );
  });

const mean = (numbers: readonly number[]): number => preciseSum(numbers) / numbers.length;

const spreadOf = (numbers: readonly number[]): number => {
  const middle = mean(numbers);
  return preciseSum(numbers.map((number) => (number - middle) ** 2));
};

/** The arithmetic of `statistics`; ints whose mean is whole stay ints, as in Python. */
const statistic = (name: string, f: (numbers: readonly number[]) => number): NativeFunction =>
  define(`statistics.${name}`, '(data)', (args, runtime) => {
    const { numbers, areInts } = numbersOf(runtime, args.value('data'));
    const value = f(numbers);
    const staysInt = areInts && Number.isInteger(value) && !['stdev', 'pstdev', 'fmean'].includes(name);
    return staysInt ? int(value) : float(value);
  });

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

export const mathFunctions: readonly NativeFunction[] = [
  ...Object.entries(realFunctions).map(([name, f]) => real(name, f)),
  logarithm('log2', nearestLog2),
  logarithm('log10', nearestLog10),
  define('math.log', '(x, base=None)', (args) => {
    const base = (): number => logarithmOf(args, 'base', nearestLog);
    return numberFrom('float', () => {
      const value = logarithmOf(args, 'x', nearestLog);
      return float(args.isNone('base') ? value : value / base());
    });
  }),
  define('math.pow', '(x, y)', (args) =>
    numberFrom('float', () => {
      const [x, y] = [args.number('x'), args.number('y')];
      return checked(nearestPow(x, y), [x, y], x === 0);
    }),
  ),
  binary('atan2', Math.atan2),
  binary('fmod', (x, y) => x % y),
  binary('copysign', (x, y) => (Object.is(Math.sign(y), -0) || y < 0 ? -Math.abs(x) : Math.abs(x))),
  binary('remainder', (x, y) => x - y * roundHalfToEven(x / y)),
  define('math.hypot', '(*coordinates)', (args, runtime) =>
    float(Math.hypot(...numbersOf(runtime, tuple(args.rest)).numbers)),
  ),
  define('math.dist', '(p, q)', (args, runtime) => {
    const [p, q] = ['p', 'q'].map((name) => numbersOf(runtime, args.value(name)).numbers);
    return float(Math.hypot(...p!.map((x, at) => x - q![at]!)));
  }),
  rounded('floor', Math.floor),
  rounded('ceil', Math.ceil),
  rounded('trunc', Math.trunc),
  define('math.isnan', '(x)', (args) => bool(Number.isNaN(args.number('x')))),
  define('math.isinf', '(x)', (args) => bool(Math.abs(args.number('x')) === Infinity)),
  define('math.isfinite', '(x)', (args) => bool(Number.isFinite(args.number('x')))),
  define('math.isclose', '(a, b, *, rel_tol=1e-09, abs_tol=0.0)', (args) => {
    const [a, b] = [args.number('a'), args.number('b')];
    const bound = Math.max(
      args.number('rel_tol') * Math.max(Math.abs(a), Math.abs(b)),
      args.number('abs_tol'),
    );
    return bool(a === b || Math.abs(a - b) <= bound);
  }),
  define('math.gamma', '(x)', (args) => {
    const x = args.number('x');
    if (x <= 0 && Number.isInteger(x)) throw new PythonError('ValueError', 'math domain error');
    // Γ(n) is (n − 1)!; its digits elsewhere are those of a series of CPython's own.
    if (!Number.isInteger(x) || x > 170) throw new NotKnown('math.gamma is computed at positive integers');
    return float(Number(fallingFactorial(BigInt(x - 1), BigInt(x - 1))));
  }),
  define('math.isqrt', '(n)', (args) => integer(wholeRoot(whole(args.value('n'))))),
  define('math.factorial', '(n)', (args) => {
    const n = natural(args, 'n', 'factorial() not defined for negative values');
    return integer(fallingFactorial(n, n));
  }),
  define('math.perm', '(n, k=None)', (args) => {
    const n = natural(args, 'n', 'n must be a non-negative integer');
    return integer(
      fallingFactorial(n, args.isNone('k') ? n : natural(args, 'k', 'k must be a non-negative integer')),
    );
  }),
  define('math.comb', '(n, k)', (args) => {
    const n = natural(args, 'n', 'n must be a non-negative integer');
    const k = natural(args, 'k', 'k must be a non-negative integer');
    if (k > n) return int(0);
    const few = k < n - k ? k : n - k;
    return integer(fallingFactorial(n, few) / fallingFactorial(few, few));
  }),
  ofInts('gcd', (values) => values.reduce(greatestDivisor, 0n)),
  ofInts('lcm', (values) =>
    values.reduce(
      (a, b) => (a === 0n || b === 0n ? 0n : greatestDivisor(0n, a * b) / greatestDivisor(a, b)),
      1n,
    ),
  ),
  define('math.fsum', '(items)', (args, runtime) =>
    float(preciseSum(numbersOf(runtime, args.value('items')).numbers)),
  ),
  define('math.prod', '(items, *, start=1)', (args, runtime) =>
    itemsOf(runtime, args.value('items')).reduce((a, b) => runtime.operate('*', a, b), args.value('start')),
  ),
  statistic('mean', mean),
  statistic('fmean', mean),
  statistic('median', median),
  statistic('variance', (numbers) => spreadOf(numbers) / (numbers.length - 1)),
  statistic('pvariance', (numbers) => spreadOf(numbers) / numbers.length),
  statistic('stdev', (numbers) => Math.sqrt(spreadOf(numbers) / (numbers.length - 1))),
  statistic('pstdev', (numbers) => Math.sqrt(spreadOf(numbers) / numbers.length)),
];

export const mathConstants: readonly (readonly [string, Value])[] = [
  ['math.pi', float(Math.PI)],
  ['math.e', float(Math.E)],
  ['math.tau', float(2 * Math.PI)],
  ['math.inf', float(Infinity)],
  ['math.nan', float(Number.NaN)],
];
