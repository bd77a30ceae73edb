/** Distributions over a half line, an interval or a simplex. */
import {
  castTo,
  compare,
  exponential,
  logarithm,
  minus,
  negative,
  over,
  plus,
  times,
  zerosLike,
} from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import type { ClassValue } from '../../values';
import {
  greaterThan,
  lessThan,
  nonnegative,
  positive,
  positiveVector,
  real,
  simplex,
  unitInterval,
  type Constraint,
} from './constraints';
import { checkParameters, distributionClass, scalarOrTensor, type Distribution } from './distribution';
import { dirichletWith, gammaWith, standardExponential, uniformBetween } from './draws';
import {
  broadcastAll,
  clamped,
  digamma,
  knownShape,
  lgamma,
  log1p,
  power,
  stackOf,
  sumLast,
  tinyOf,
  xlogy,
} from './functions';

const EULER = 0.5772156649015329;

const exponentialOf = (rate: Tensor): Distribution => ({
  batchShape: knownShape(rate.shape),
  eventShape: [],
  parameters: { rate },
  derived: {
    mean: () => power(rate, -1),
    mode: () => zerosLike(rate),
    stddev: () => power(rate, -1),
    variance: () => power(rate, -2),
  },
  support: nonnegative,
  logProb: (value) => minus(logarithm(rate), times(rate, value)),
  cdf: (value) => minus(1, exponential(times(negative(rate), value))),
  icdf: (value) => over(negative(log1p(negative(value))), rate),
  entropy: () => minus(1, logarithm(rate)),
  rsample: (shape, generator) => over(standardExponential(shape, rate, generator), rate),
});

/** Draws are kept above zero where none sees it: no gradient is cut. */
const aboveZero = (draw: Tensor): Tensor => {
  const isAbove = draw.hasValues && draw.values().every((value) => value >= tinyOf(draw));
  return isAbove ? draw : clamped(draw, tinyOf(draw), undefined);
};

const gammaOf = (concentration: Tensor, rate: Tensor): Distribution => ({
  batchShape: knownShape(concentration.shape),
  eventShape: [],
  parameters: { concentration, rate },
  derived: {
    mean: () => over(concentration, rate),
    mode: () => clamped(over(minus(concentration, 1), rate), 0, undefined),
    variance: () => over(concentration, power(rate, 2)),
  },
  support: nonnegative,
  takesNumbers: true,
  logProb: (given) => {
    const value = castTo(given, rate.dtype ?? 'float32');
    const terms = plus(xlogy(concentration, rate), xlogy(minus(concentration, 1), value));
    return minus(minus(terms, times(rate, value)), lgamma(concentration));
  },
  entropy: () =>
    plus(
      plus(minus(concentration, logarithm(rate)), lgamma(concentration)),
      times(minus(1, concentration), digamma(concentration)),
    ),
  rsample: (shape, generator) => aboveZero(over(gammaWith(concentration, shape, generator), rate)),
});

const dirichletOf = (concentration: Tensor): Distribution => {
  const shape = knownShape(concentration.shape);
  if (shape.length < 1)
    throw new PythonError('ValueError', '`concentration` parameter must be at least one-dimensional.');
  const total = (keepdim: boolean): Tensor => sumLast(concentration, keepdim);
  return {
    batchShape: shape.slice(0, -1),
    eventShape: shape.slice(-1),
    parameters: { concentration },
    derived: {
      mean: () => over(concentration, total(true)),
      variance: () => {
        const sum = total(true);
        return over(times(concentration, minus(sum, concentration)), times(power(sum, 2), plus(sum, 1)));
      },
    },
    support: simplex,
    logProb: (value) =>
      minus(
        plus(sumLast(xlogy(minus(concentration, 1), value)), lgamma(total(false))),
        sumLast(lgamma(concentration)),
      ),
    entropy: () => {
      const sum = total(false);
      const count = shape[shape.length - 1]!;
      const inner = sumLast(times(minus(concentration, 1), digamma(concentration)));
      const outer = times(minus(count, sum), digamma(sum));
      return minus(minus(minus(sumLast(lgamma(concentration)), lgamma(sum)), outer), inner);
    },
    rsample: (sizes, generator) => dirichletWith(concentration, sizes, generator),
  };
};

const dirichletDefinition = { name: 'Dirichlet', constraints: { concentration: positiveVector } };

const first = (x: Tensor): Tensor => Tensor.apply(ops.select, [x], { dim: -1, index: 0 });

const betaOf = (one: Tensor, zero: Tensor, runtime: Runtime, validates: boolean): Distribution => {
  const base = dirichletOf(stackOf([one, zero]));
  // It is the Dirichlet distribution of two that refuses its parameters.
  if (validates) checkParameters(dirichletDefinition, base, runtime);
  return {
    batchShape: base.batchShape,
    eventShape: [],
    parameters: {},
    derived: {
      concentration1: () => one,
      concentration0: () => zero,
      mean: () => over(one, plus(one, zero)),
      variance: () => {
        const total = plus(one, zero);
        return over(times(one, zero), times(power(total, 2), plus(total, 1)));
      },
    },
    support: unitInterval,
    logProb: (value) => base.logProb(stackOf([value, minus(1, value)])),
    entropy: base.entropy!,
    rsample: (shape, generator) => first(base.rsample!([...shape, 2], generator)),
  };
};

/** From `low` to `high`, as PyTorch prints it. */
function interval(low: Tensor, high: Tensor): Constraint {
  const numbers = [low, high].map((bound) => (bound.hasValues ? bound.values() : undefined));
  const text = numbers.map((bound) => (bound?.length === 1 ? plain(bound[0]!) : 'tensor')).join();
  const [from, to] = text.split(',');
  return {
    text: `Interval(lower_bound=${from!}, upper_bound=${to!})`,
    holds: (values) => {
      const [lows, highs] = numbers;
      if (!lows || !highs) return true;
      return Array.from(values).every(
        (value, at) => value >= lows[at % lows.length]! && value <= highs[at % highs.length]!,
      );
    },
  };
}

const plain = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

const uniformOf = (low: Tensor, high: Tensor, runtime: Runtime): Distribution => {
  const shown = (bound: Tensor): string => runtime.format(scalarOrTensor(bound), 'str') ?? '?';
  const range = (): Tensor => minus(high, low);
  return {
    batchShape: knownShape(low.shape),
    eventShape: [],
    parameters: { low, high },
    ...(low.hasValues && high.hasValues
      ? {
          constraints: {
            low: lessThan(high.values(), shown(high)),
            high: greaterThan(low.values(), shown(low)),
          },
        }
      : {}),
    derived: {
      mean: () => over(plus(high, low), 2),
      mode: () => times(low, Number.NaN),
      stddev: () => over(range(), 12 ** 0.5),
      variance: () => over(power(range(), 2), 12),
    },
    support: interval(low, high),
    logProb: (value) => {
      const dtype = low.dtype ?? 'float32';
      const isAbove = castTo(compare(low, '<=', value), dtype);
      const isBelow = castTo(compare(high, '>', value), dtype);
      return minus(logarithm(times(isAbove, isBelow)), logarithm(range()));
    },
    cdf: (value) => clamped(over(minus(value, low), range()), 0, 1),
    icdf: (value) => plus(times(value, range()), low),
    entropy: () => logarithm(range()),
    rsample: (shape, generator) => plus(low, times(uniformBetween(0, 1, shape, low, generator), range())),
  };
};

const weibullOf = (scale: Tensor, concentration: Tensor): Distribution => {
  const inverse = power(concentration, -1);
  const gammaAt = (factor: number): Tensor => lgamma(plus(1, times(factor, inverse)));
  return {
    batchShape: knownShape(scale.shape),
    eventShape: [],
    parameters: { scale, concentration },
    derived: {
      mean: () => times(scale, exponential(gammaAt(1))),
      mode: () => times(scale, power(over(minus(concentration, 1), concentration), inverse)),
      variance: () =>
        times(power(scale, 2), minus(exponential(gammaAt(2)), exponential(times(2, gammaAt(1))))),
    },
    support: positive,
    logProb: (value) => {
      // The density of (value / scale)^concentration, which is exponential, and the slope of the way there.
      const x = over(value, scale);
      const base = power(x, concentration);
      const slope = plus(logarithm(scale), logarithm(times(inverse, over(x, base))));
      return minus(negative(base), slope);
    },
    entropy: () => plus(plus(times(EULER, minus(1, inverse)), logarithm(times(scale, inverse))), 1),
    rsample: (shape, generator) => times(scale, power(standardExponential(shape, scale, generator), inverse)),
  };
};

const paretoOf = (scale: Tensor, alpha: Tensor): Distribution => ({
  batchShape: knownShape(scale.shape),
  eventShape: [],
  parameters: { scale, alpha },
  derived: {
    mean: () => {
      const a = clamped(alpha, 1, undefined);
      return over(times(a, scale), minus(a, 1));
    },
    mode: () => scale,
    variance: () => {
      const a = clamped(alpha, 2, undefined);
      return over(times(power(scale, 2), a), times(power(minus(a, 1), 2), minus(a, 2)));
    },
  },
  logProb: (value) => {
    const x = logarithm(over(value, scale));
    return plus(minus(negative(logarithm(scale)), x), minus(logarithm(alpha), times(alpha, x)));
  },
  entropy: () => plus(logarithm(over(scale, alpha)), plus(1, power(alpha, -1))),
  rsample: (shape, generator) =>
    times(scale, exponential(over(standardExponential(shape, alpha, generator), alpha))),
});

/** `names` in the order of the arguments, `printed` in that of PyTorch's table of constraints. */
const two = (
  name: string,
  names: readonly [string, string],
  constraint: Constraint,
  make: (a: Tensor, b: Tensor, runtime: Runtime, validates: boolean) => Distribution,
  printed: readonly string[] = names,
): ClassValue =>
  distributionClass({
    name,
    parameters: `(${names.join(', ')})`,
    constraints: Object.fromEntries(printed.map((parameter) => [parameter, constraint])),
    attributes: names,
    make: (args, runtime) => {
      const [a, b] = broadcastAll(names.map((parameter) => args.value(parameter)));
      return make(a!, b!, runtime, args.optionalBool('validate_args') ?? true);
    },
  });

const gammaClass = two('Gamma', ['concentration', 'rate'], positive, gammaOf);

export const bounded: readonly ClassValue[] = [
  gammaClass,
  two('Beta', ['concentration1', 'concentration0'], positive, betaOf),
  two('Weibull', ['scale', 'concentration'], positive, weibullOf),
  two('Pareto', ['scale', 'alpha'], positive, paretoOf, ['alpha', 'scale']),
  distributionClass({
    name: 'Uniform',
    parameters: '(low, high)',
    constraints: { low: real, high: real },
    attributes: ['low', 'high'],
    make: (args, runtime) => {
      const [low, high] = broadcastAll([args.value('low'), args.value('high')]);
      return uniformOf(low!, high!, runtime);
    },
  }),
  distributionClass({
    name: 'Exponential',
    parameters: '(rate)',
    constraints: { rate: positive },
    attributes: ['rate'],
    make: (args) => exponentialOf(broadcastAll([args.value('rate')])[0]!),
  }),
  distributionClass({
    name: 'Chi2',
    parameters: '(df)',
    constraints: { df: positive },
    attributes: ['df', 'concentration', 'rate'],
    bases: [gammaClass],
    make: (args) => {
      const [df] = broadcastAll([args.value('df')]);
      const rate = plus(zerosLike(df!), 0.5);
      const base = gammaOf(times(0.5, df!), rate);
      const { concentration } = base.parameters;
      const derived = {
        ...base.derived,
        df: () => df!,
        concentration: () => concentration!,
        rate: () => rate,
      };
      return { ...base, parameters: {}, derived };
    },
  }),
  distributionClass({
    ...dirichletDefinition,
    parameters: '(concentration)',
    attributes: ['concentration'],
    make: (args) => dirichletOf(args.tensor('concentration')),
  }),
];
