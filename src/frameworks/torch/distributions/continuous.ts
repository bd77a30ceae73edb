/** Distributions of a location and a scale over the real numbers. */
import {
  choose,
  compare,
  exponential,
  full,
  logarithm,
  minus,
  negative,
  over,
  plus,
  times,
  zerosLike,
} from '../../../engine/formula';
import type { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import type { ClassValue } from '../../values';
import { nonnegative, positive, real } from './constraints';
import { constantLike, distributionClass, type Distribution } from './distribution';
import { gammaWith, standardCauchy, standardNormal, uniformBetween } from './draws';
import {
  absolute,
  arctangent,
  broadcastAll,
  detached,
  digamma,
  epsilonOf,
  erf,
  erfinv,
  expm1,
  knownShape,
  lgamma,
  log1p,
  power,
  signOf,
  square,
  tangent,
  tinyOf,
} from './functions';

/** The Euler–Mascheroni constant. */
const EULER = 0.5772156649015329;

const pair = (args: Arguments, first: string, second: string): [Tensor, Tensor] =>
  broadcastAll([args.value(first), args.value(second)]) as [Tensor, Tensor];

export function normal(loc: Tensor, scale: Tensor): Distribution {
  const entropy = (): Tensor => plus(0.5 + 0.5 * Math.log(2 * Math.PI), logarithm(scale));
  return {
    batchShape: knownShape(loc.shape),
    eventShape: [],
    parameters: { loc, scale },
    derived: { mean: () => loc, mode: () => loc, stddev: () => scale, variance: () => power(scale, 2) },
    support: real,
    logProb: (value) => {
      const variance = power(scale, 2);
      const exponent = over(negative(power(minus(value, loc), 2)), times(2, variance));
      return minus(minus(exponent, logarithm(scale)), Math.log(Math.sqrt(2 * Math.PI)));
    },
    cdf: (value) => {
      const standardized = over(times(minus(value, loc), power(scale, -1)), Math.sqrt(2));
      return times(0.5, plus(1, erf(standardized)));
    },
    icdf: (value) => plus(loc, times(times(scale, erfinv(minus(times(2, value), 1))), Math.sqrt(2))),
    entropy,
    rsample: (shape, generator) => plus(loc, times(standardNormal(shape, loc, generator), scale)),
  };
}

const laplace = (loc: Tensor, scale: Tensor): Distribution => ({
  batchShape: knownShape(loc.shape),
  eventShape: [],
  parameters: { loc, scale },
  derived: {
    mean: () => loc,
    mode: () => loc,
    stddev: () => times(2 ** 0.5, scale),
    variance: () => power(times(2 ** 0.5, scale), 2),
  },
  support: real,
  logProb: (value) => minus(negative(logarithm(times(2, scale))), over(absolute(minus(value, loc)), scale)),
  cdf: (value) => {
    const distance = minus(value, loc);
    const tail = expm1(over(negative(absolute(distance)), scale));
    return minus(0.5, times(times(0.5, signOf(distance)), tail));
  },
  icdf: (value) => {
    const term = minus(value, 0.5);
    return minus(loc, times(times(scale, signOf(term)), log1p(times(-2, absolute(term)))));
  },
  entropy: () => plus(1, logarithm(times(2, scale))),
  rsample: (shape, generator) => {
    const u = uniformBetween(epsilonOf(loc) - 1, 1, shape, loc, generator);
    return minus(loc, times(times(scale, signOf(u)), log1p(negative(absolute(u)))));
  },
});

const cauchy = (loc: Tensor, scale: Tensor): Distribution => ({
  batchShape: knownShape(loc.shape),
  eventShape: [],
  parameters: { loc, scale },
  derived: {
    mean: () => constantLike(loc, Number.NaN),
    mode: () => loc,
    variance: () => constantLike(loc, Infinity),
  },
  support: real,
  logProb: (value) =>
    minus(minus(-Math.log(Math.PI), logarithm(scale)), log1p(power(over(minus(value, loc), scale), 2))),
  cdf: (value) => plus(over(arctangent(over(minus(value, loc), scale)), Math.PI), 0.5),
  icdf: (value) => plus(times(tangent(times(Math.PI, minus(value, 0.5))), scale), loc),
  entropy: () => plus(Math.log(4 * Math.PI), logarithm(scale)),
  rsample: (shape, generator) => plus(loc, times(standardCauchy(shape, loc, generator), scale)),
});

const gumbel = (loc: Tensor, scale: Tensor): Distribution => {
  const stddev = (): Tensor => times(Math.PI / Math.sqrt(6), scale);
  return {
    batchShape: knownShape(loc.shape),
    eventShape: [],
    parameters: { loc, scale },
    derived: {
      mean: () => plus(loc, times(scale, EULER)),
      mode: () => loc,
      stddev,
      variance: () => power(stddev(), 2),
    },
    support: real,
    logProb: (value) => {
      const y = over(minus(loc, value), scale);
      return minus(minus(y, exponential(y)), logarithm(scale));
    },
    entropy: () => plus(logarithm(scale), 1 + EULER),
    rsample: (shape, generator) => {
      const [tiny, last] = [tinyOf(loc), 1 - epsilonOf(loc)];
      const rand = uniformBetween(0, 1, shape, loc, generator);
      const u = plus(tiny, times(rand, minus(constantLike(loc, last), tiny)));
      return plus(loc, times(negative(scale), logarithm(negative(logarithm(u)))));
    },
  };
};

const logNormal = (loc: Tensor, scale: Tensor): Distribution => {
  const base = normal(loc, scale);
  return {
    batchShape: base.batchShape,
    eventShape: [],
    parameters: {},
    derived: {
      loc: () => loc,
      scale: () => scale,
      mean: () => exponential(plus(loc, over(power(scale, 2), 2))),
      mode: () => exponential(minus(loc, square(scale))),
      variance: () => {
        const variance = power(scale, 2);
        return times(expm1(variance), exponential(plus(times(2, loc), variance)));
      },
    },
    support: positive,
    logProb: (value) => {
      const x = logarithm(value);
      return plus(negative(x), base.logProb(x));
    },
    cdf: (value) => base.cdf!(logarithm(value)),
    icdf: (value) => exponential(base.icdf!(value)),
    entropy: () => plus(base.entropy!(), loc),
    rsample: (shape, generator) => exponential(base.rsample!(shape, generator)),
  };
};

/** The absolute value of a distribution around zero. */
const folded = (base: Distribution, derived: Distribution['derived']): Distribution => ({
  batchShape: base.batchShape,
  eventShape: [],
  parameters: {},
  derived: {
    scale: () => base.parameters['scale']!,
    mode: () => zerosLike(base.parameters['scale']!),
    ...derived,
  },
  support: nonnegative,
  logProb: (value) => {
    const logProb = plus(base.logProb(value), Math.log(2));
    return choose(compare(value, '>=', 0), logProb, full(logProb.shape, logProb.dtype, -Infinity));
  },
  cdf: (value) => minus(times(2, base.cdf!(value)), 1),
  icdf: (value) => base.icdf!(over(plus(value, 1), 2)),
  entropy: () => minus(base.entropy!(), Math.log(2)),
  rsample: (shape, generator) => absolute(base.rsample!(shape, generator)),
});

const studentT = (df: Tensor, loc: Tensor, scale: Tensor): Distribution => ({
  batchShape: knownShape(df.shape),
  eventShape: [],
  parameters: { df, loc, scale },
  derived: {
    mean: () => choose(compare(df, '<=', 1), constantLike(loc, Number.NaN), loc),
    mode: () => loc,
    variance: () => {
      const finite = over(times(power(scale, 2), df), minus(df, 2));
      const heavy = choose(compare(df, '>', 2), finite, constantLike(df, Infinity));
      return choose(compare(df, '<=', 1), constantLike(df, Number.NaN), heavy);
    },
  },
  support: real,
  logProb: (value) => {
    const y = over(minus(value, loc), scale);
    const half = times(0.5, df);
    const z = minus(
      plus(plus(plus(logarithm(scale), times(0.5, logarithm(df))), 0.5 * Math.log(Math.PI)), lgamma(half)),
      lgamma(times(0.5, plus(df, 1))),
    );
    return minus(times(times(-0.5, plus(df, 1)), log1p(over(power(y, 2), df))), z);
  },
  entropy: () => {
    const [half, more] = [times(0.5, df), times(0.5, plus(df, 1))];
    const beta = minus(plus(lgamma(half), Math.log(Math.sqrt(Math.PI))), lgamma(more));
    const digammas = times(times(0.5, plus(df, 1)), minus(digamma(more), digamma(half)));
    return plus(plus(plus(logarithm(scale), digammas), times(0.5, logarithm(df))), beta);
  },
  rsample: (shape, generator) => {
    const x = standardNormal(shape, df, generator);
    const chi2 = over(gammaWith(times(0.5, df), shape, generator), 0.5);
    return plus(loc, times(scale, times(x, power(over(chi2, df), -0.5))));
  },
});

const locationScale = (name: string, make: (loc: Tensor, scale: Tensor) => Distribution): ClassValue =>
  distributionClass({
    name,
    parameters: '(loc, scale)',
    constraints: { loc: real, scale: positive },
    attributes: ['loc', 'scale'],
    make: (args) => make(...pair(args, 'loc', 'scale')),
  });

const half = (
  name: string,
  base: (loc: Tensor, scale: Tensor) => Distribution,
  derived: (scale: Tensor) => Distribution['derived'],
): ClassValue =>
  distributionClass({
    name,
    parameters: '(scale)',
    constraints: { scale: positive },
    attributes: ['scale'],
    make: (args) => {
      const [loc, scale] = broadcastAll([{ kind: 'int', value: 0 }, args.value('scale')]);
      return folded(base(detached(loc!), scale!), derived(scale!));
    },
  });

export const continuous: readonly ClassValue[] = [
  locationScale('Normal', normal),
  locationScale('Laplace', laplace),
  locationScale('Cauchy', cauchy),
  locationScale('Gumbel', gumbel),
  locationScale('LogNormal', logNormal),
  half('HalfNormal', normal, (scale) => ({
    mean: () => times(scale, Math.sqrt(2 / Math.PI)),
    variance: () => times(power(scale, 2), 1 - 2 / Math.PI),
  })),
  half('HalfCauchy', cauchy, (scale) => ({
    mean: () => constantLike(scale, Infinity),
    variance: () => constantLike(scale, Infinity),
  })),
  distributionClass({
    name: 'StudentT',
    parameters: '(df, loc=0.0, scale=1.0)',
    constraints: { df: positive, loc: real, scale: positive },
    attributes: ['df', 'loc', 'scale'],
    make: (args) => {
      const [df, loc, scale] = broadcastAll(['df', 'loc', 'scale'].map((name) => args.value(name)));
      return studentT(df!, loc!, scale!);
    },
  }),
];
