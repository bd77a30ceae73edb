/** Distributions over counts. */
import {
  castTo,
  choose,
  compare,
  exponential,
  logarithm,
  minus,
  negative,
  over,
  plus,
  sumOf,
  times,
  zerosLike,
} from '../../../engine/formula';
import { allocate } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { numelOf } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { ClassValue } from '../../values';
import {
  countsUpTo,
  halfOpenUnitInterval,
  integersUpTo,
  nonnegative,
  nonnegativeInteger,
  real,
} from './constraints';
import { distributionClass, type Distribution } from './distribution';
import { binomialWith, gammaWith, poissonWith, uniformBetween } from './draws';
import {
  absolute,
  binaryCrossEntropy,
  broadcastAll,
  broadcastTogether,
  clamped,
  floor,
  knownShape,
  lgamma,
  log1p,
  logSigmoid,
  sigmoid,
  sumLast,
  tinyOf,
  xlogy,
} from './functions';
import { categoricalOf } from './classes';
import {
  elementwise,
  lines,
  ofProbabilities,
  oneOfBoth,
  parametrization,
  range,
  type Parametrization,
} from './parametrization';

/** Counts and truths with a total, which is a number or a tensor. */
function counted(args: Arguments): { total: Tensor; both: Parametrization } {
  const which = oneOfBoth(args);
  const [total, given] = broadcastAll([args.value('total_count'), args.value(which)]);
  const floating = castTo(total!, given!.dtype ?? 'float32');
  return { total: floating, both: parametrization(which, given!, true, { total_count: floating }) };
}

function binomialOf(args: Arguments): Distribution {
  const { total, both } = counted(args);
  const { probs, logits } = both;
  const logProb = (value: Tensor): Tensor => {
    const x = logits();
    // The gradient at zero is a half, as PyTorch has it.
    const positivePart = over(minus(plus(clamped(x, 0, undefined), x), clamped(x, undefined, 0)), 2);
    const normalizer = minus(
      plus(times(total, positivePart), times(total, log1p(exponential(negative(absolute(x)))))),
      lgamma(plus(total, 1)),
    );
    const counts = minus(
      minus(times(value, x), lgamma(plus(value, 1))),
      lgamma(plus(minus(total, value), 1)),
    );
    return minus(counts, normalizer);
  };
  const enumerateSupport = (): Tensor => {
    if (!total.hasValues) throw new NotKnown('the total count is not known');
    const counts = total.values();
    if (counts.some((count) => count !== counts[0]))
      throw new PythonError(
        'NotImplementedError',
        'Inhomogeneous total count not supported by `enumerate_support`.',
      );
    return range(1 + counts[0]!, knownShape(total.shape), total.dtype ?? 'float32');
  };
  const largest = total.hasValues && total.numel > 0 ? total.values()[0]! : 0;
  return {
    batchShape: knownShape(total.shape),
    eventShape: [],
    parameters: both.given,
    derived: {
      ...both.derived,
      mean: () => times(total, probs()),
      variance: () => times(times(total, probs()), minus(1, probs())),
    },
    ...(total.hasValues && total.values().every((count) => count === largest)
      ? { support: integersUpTo(largest) }
      : {}),
    logProb,
    entropy: () => {
      const each = logProb(enumerateSupport());
      return negative(sumOf(times(exponential(each), each), 0));
    },
    sample: (shape, generator) => binomialWith(total, probs(), shape, generator),
    enumerateSupport,
  };
}

function negativeBinomialOf(args: Arguments): Distribution {
  const { total, both } = counted(args);
  const { logits } = both;
  const mean = (): Tensor => times(total, exponential(logits()));
  return {
    batchShape: knownShape(total.shape),
    eventShape: [],
    parameters: both.given,
    derived: {
      ...both.derived,
      mean,
      variance: () => over(mean(), sigmoid(negative(logits()))),
    },
    support: nonnegativeInteger,
    logProb: (value) => {
      const x = logits();
      const unnormalized = plus(times(total, logSigmoid(negative(x))), times(value, logSigmoid(x)));
      const normalization = plus(
        plus(negative(lgamma(plus(total, value))), lgamma(plus(1, value))),
        lgamma(total),
      );
      const isEmpty = compare(plus(total, value), '==', 0);
      return minus(unnormalized, choose(isEmpty, zerosLike(normalization), normalization));
    },
    sample: (shape, generator) => {
      const rate = over(gammaWith(total, shape, generator), exponential(negative(logits())));
      return poissonWith(clamped(rate, tinyOf(rate), undefined), shape, generator);
    },
  };
}

function geometricOf(args: Arguments): Distribution {
  const which = oneOfBoth(args);
  const both = parametrization(which, broadcastAll([args.value(which)])[0]!, true);
  const { probs, logits } = both;
  const mean = (): Tensor => minus(over(1, probs()), 1);
  return {
    batchShape: knownShape(Object.values(both.given)[0]!.shape),
    eventShape: [],
    parameters: both.given,
    derived: {
      ...both.derived,
      mean,
      mode: () => zerosLike(probs()),
      variance: () => over(mean(), probs()),
    },
    support: nonnegativeInteger,
    logProb: (given) => {
      const [value, p] = broadcastTogether([given, probs()]);
      const isCertain = compare(p!, '==', 1);
      const isFirst = compare(value!, '==', 0);
      const both01 = Tensor.apply(ops.logical_and, [isCertain, isFirst], {});
      const safe = choose(both01, zerosLike(p!), p!);
      return plus(times(value!, log1p(negative(safe))), logarithm(probs()));
    },
    entropy: () => over(binaryCrossEntropy(logits(), probs()), probs()),
    sample: (shape, generator) => {
      const u = uniformBetween(tinyOf(probs()), 1, shape, probs(), generator);
      return floor(over(logarithm(u), log1p(negative(probs()))));
    },
  };
}

const poissonOf = (rate: Tensor): Distribution => ({
  batchShape: knownShape(rate.shape),
  eventShape: [],
  parameters: { rate },
  derived: { mean: () => rate, mode: () => floor(rate), variance: () => rate },
  support: nonnegativeInteger,
  logProb: (given) => {
    const [each, value] = broadcastTogether([rate, given]);
    return minus(minus(xlogy(value!, each!), each!), lgamma(plus(value!, 1)));
  },
  sample: (shape, generator) => poissonWith(rate, shape, generator),
});

function multinomialOf(args: Arguments): Distribution {
  const which = oneOfBoth(args);
  const base = categoricalOf(which, args.tensor(which));
  const total = args.int('total_count');
  const { probs, classes } = base;
  return {
    batchShape: base.batchShape,
    eventShape: [classes],
    parameters: {},
    derived: {
      probs,
      logits: base.logits,
      mean: () => times(probs(), total),
      variance: () => times(times(total, probs()), minus(1, probs())),
    },
    support: countsUpTo(total),
    logProb: (given) => {
      const [logits, value] = broadcastTogether([base.logits(), given]);
      const all = lgamma(plus(sumLast(value!), 1));
      const each = sumLast(lgamma(plus(value!, 1)));
      return plus(minus(all, each), sumLast(times(logits!, value!)));
    },
    sample: (shape, generator) => {
      const rest = shape.slice(0, -1);
      const drawn = base.sample!([total, ...rest], generator);
      if (!drawn.hasValues) return Tensor.leaf({ shape, dtype: probs().dtype, sampled: true });
      const counts = allocate(probs().dtype ?? 'float32', numelOf(shape));
      const indices = drawn.values();
      const rows = numelOf(rest);
      for (let at = 0; at < indices.length; at++) {
        counts[(at % rows) * classes + indices[at]!]! += 1;
      }
      return Tensor.leaf({ shape, dtype: probs().dtype, values: counts, sampled: drawn.sampled });
    },
    text: () => 'Multinomial()',
  };
}

export const countDistributions: readonly ClassValue[] = [
  ofProbabilities(
    'Binomial',
    binomialOf,
    { total_count: nonnegativeInteger, ...elementwise },
    'total_count=1',
  ),
  ofProbabilities(
    'NegativeBinomial',
    negativeBinomialOf,
    { total_count: nonnegative, probs: halfOpenUnitInterval, logits: real },
    'total_count',
  ),
  ofProbabilities('Geometric', geometricOf, elementwise),
  ofProbabilities('Multinomial', multinomialOf, lines, 'total_count=1'),
  distributionClass({
    name: 'Poisson',
    parameters: '(rate)',
    constraints: { rate: nonnegative },
    attributes: ['rate'],
    make: (args) => poissonOf(broadcastAll([args.value('rate')])[0]!),
  }),
];
