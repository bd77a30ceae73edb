/** Kullback–Leibler divergences in closed form (torch/distributions/kl.py, which names the sources). */
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
import type { Op } from '../../../engine/op';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { define } from '../../define';
import { NotKnown } from '../../errors';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { distributionOf, type Distribution } from './distribution';
import { absolute, digamma, lgamma, log1p, power, sumLast, sumRightmost } from './functions';

type Divergence = (p: Distribution, q: Distribution) => Tensor;

const of = (distribution: Distribution, name: string): Tensor =>
  distribution.parameters[name] ?? distribution.derived[name]!();

const softplus = (x: Tensor): Tensor =>
  Tensor.apply(ops.softplus as unknown as Op, [x], { beta: 1, threshold: 20 });

/** `x` with a number where a condition holds. */
const replaced = (x: Tensor, condition: Tensor, value: number): Tensor =>
  choose(condition, full(x.shape, x.dtype, value), x);

const normal: Divergence = (p, q) => {
  const ratio = power(over(of(p, 'scale'), of(q, 'scale')), 2);
  const distance = power(over(minus(of(p, 'loc'), of(q, 'loc')), of(q, 'scale')), 2);
  return times(0.5, minus(minus(plus(ratio, distance), 1), logarithm(ratio)));
};

const bernoulli: Divergence = (p, q) => {
  const [a, b] = [of(p, 'probs'), of(q, 'probs')];
  const [x, y] = [of(p, 'logits'), of(q, 'logits')];
  const zero = times(a, minus(softplus(negative(y)), softplus(negative(x))));
  const one = times(minus(1, a), minus(softplus(y), softplus(x)));
  const first = replaced(replaced(zero, compare(b, '==', 0), Infinity), compare(a, '==', 0), 0);
  const second = replaced(replaced(one, compare(b, '==', 1), Infinity), compare(a, '==', 1), 0);
  return plus(first, second);
};

const categorical: Divergence = (p, q) => {
  const [a, b] = [of(p, 'probs'), of(q, 'probs')];
  const each = times(a, minus(of(p, 'logits'), of(q, 'logits')));
  return sumLast(replaced(replaced(each, compare(b, '==', 0), Infinity), compare(a, '==', 0), 0));
};

const beta: Divergence = (p, q) => {
  const [p1, p0, q1, q0] = [
    of(p, 'concentration1'),
    of(p, 'concentration0'),
    of(q, 'concentration1'),
    of(q, 'concentration0'),
  ];
  const [sumP, sumQ] = [plus(p1, p0), plus(q1, q0)];
  const t1 = plus(plus(lgamma(q1), lgamma(q0)), lgamma(sumP));
  const t2 = plus(plus(lgamma(p1), lgamma(p0)), lgamma(sumQ));
  const t3 = times(minus(p1, q1), digamma(p1));
  const t4 = times(minus(p0, q0), digamma(p0));
  const t5 = times(minus(sumQ, sumP), digamma(sumP));
  return plus(plus(plus(minus(t1, t2), t3), t4), t5);
};

const dirichlet: Divergence = (p, q) => {
  const [a, b] = [of(p, 'concentration'), of(q, 'concentration')];
  const [sumA, sumB] = [sumLast(a), sumLast(b)];
  const t1 = minus(lgamma(sumA), lgamma(sumB));
  const t2 = sumLast(minus(lgamma(a), lgamma(b)));
  const t4 = minus(digamma(a), Tensor.apply(ops.unsqueeze, [digamma(sumA)], { dim: -1 }));
  return plus(minus(t1, t2), sumLast(times(minus(a, b), t4)));
};

const exponentialKl: Divergence = (p, q) => {
  const ratio = over(of(q, 'rate'), of(p, 'rate'));
  return minus(plus(negative(logarithm(ratio)), ratio), 1);
};

const gamma: Divergence = (p, q) => {
  const [a, b] = [of(p, 'concentration'), of(q, 'concentration')];
  const [r, s] = [of(p, 'rate'), of(q, 'rate')];
  const t1 = times(b, logarithm(over(r, s)));
  const t2 = minus(lgamma(b), lgamma(a));
  const t3 = times(minus(a, b), digamma(a));
  const t4 = times(minus(s, r), over(a, r));
  return plus(plus(plus(t1, t2), t3), t4);
};

const laplace: Divergence = (p, q) => {
  const ratio = over(of(p, 'scale'), of(q, 'scale'));
  const distance = absolute(minus(of(p, 'loc'), of(q, 'loc')));
  const t3 = times(ratio, exponential(over(negative(distance), of(p, 'scale'))));
  return minus(plus(plus(negative(logarithm(ratio)), over(distance, of(q, 'scale'))), t3), 1);
};

const poisson: Divergence = (p, q) => {
  const [a, b] = [of(p, 'rate'), of(q, 'rate')];
  return minus(times(a, minus(logarithm(a), logarithm(b))), minus(a, b));
};

const geometric: Divergence = (p, q) =>
  minus(
    minus(negative(p.entropy!()), over(log1p(negative(of(q, 'probs'))), of(p, 'probs'))),
    of(q, 'logits'),
  );

const uniform: Divergence = (p, q) => {
  const result = logarithm(over(minus(of(q, 'high'), of(q, 'low')), minus(of(p, 'high'), of(p, 'low'))));
  const isOutside = Tensor.apply(
    ops.logical_or,
    [compare(of(q, 'low'), '>', of(p, 'low')), compare(of(q, 'high'), '<', of(p, 'high'))],
    {},
  );
  return replaced(result, isOutside, Infinity);
};

const binomial: Divergence = (p, q) => {
  const [n, m] = [of(p, 'total_count'), of(q, 'total_count')];
  const [a, b] = [of(p, 'probs'), of(q, 'probs')];
  const logs = minus(log1p(negative(a)), log1p(negative(b)));
  const each = times(n, plus(times(a, minus(of(p, 'logits'), of(q, 'logits'))), logs));
  return replaced(each, compare(n, '>', m), Infinity);
};

const uniformNormal: Divergence = (p, q) => {
  const range = minus(of(p, 'high'), of(p, 'low'));
  const scale = of(q, 'scale');
  const t1 = logarithm(over(times(Math.sqrt(Math.PI * 2), scale), range));
  const t2 = over(power(range, 2), 12);
  const center = minus(plus(of(p, 'high'), of(p, 'low')), times(2, of(q, 'loc')));
  const t3 = power(over(center, 2), 2);
  return plus(t1, times(0.5, over(plus(t2, t3), power(scale, 2))));
};

const laplaceNormal: Divergence = (p, q) => {
  const variance = power(of(q, 'scale'), 2);
  const ratio = over(power(of(p, 'scale'), 2), variance);
  const t1 = times(0.5, logarithm(over(times(2, ratio), Math.PI)));
  const [a, b] = [of(p, 'loc'), of(q, 'loc')];
  const distance = plus(minus(times(0.5, power(a, 2)), times(a, b)), times(0.5, power(b, 2)));
  return minus(plus(plus(negative(t1), ratio), over(distance, variance)), 1);
};

const exponentialNormal: Divergence = (p, q) => {
  const [variance, rate] = [power(of(q, 'scale'), 2), of(p, 'rate')];
  const square = power(rate, 2);
  const t1 = times(0.5, logarithm(times(times(square, variance), 2 * Math.PI)));
  const t4 = times(power(of(q, 'loc'), 2), 0.5);
  const distance = plus(minus(power(square, -1), over(of(q, 'loc'), rate)), t4);
  return plus(minus(t1, 1), over(distance, variance));
};

const table: Readonly<Record<string, Divergence>> = {
  'Normal|Normal': normal,
  'LogNormal|LogNormal': normal,
  'HalfNormal|HalfNormal': (p, q) => {
    const zeroed = (distribution: Distribution): Distribution => ({
      ...distribution,
      parameters: { scale: of(distribution, 'scale'), loc: zerosLike(of(distribution, 'scale')) },
    });
    return normal(zeroed(p), zeroed(q));
  },
  'Bernoulli|Bernoulli': bernoulli,
  'Categorical|Categorical': categorical,
  'OneHotCategorical|OneHotCategorical': categorical,
  'Beta|Beta': beta,
  'Binomial|Binomial': binomial,
  'Dirichlet|Dirichlet': dirichlet,
  'Exponential|Exponential': exponentialKl,
  'Gamma|Gamma': gamma,
  'Chi2|Chi2': gamma,
  'Geometric|Geometric': geometric,
  'Laplace|Laplace': laplace,
  'Poisson|Poisson': poisson,
  'Uniform|Uniform': uniform,
  'Uniform|Normal': uniformNormal,
  'Laplace|Normal': laplaceNormal,
  'Exponential|Normal': exponentialNormal,
};

const nameOf = (value: Value): string =>
  value.kind === 'instance' ? value.class.name.replace('torch.distributions.', '') : '';

/** Two independents are as far apart as their bases, summed over what became the event. */
function divergence(p: Value, q: Value): Tensor {
  const base = (value: Value): Value | undefined =>
    value.kind === 'instance' ? value.attributes.get('base_dist') : undefined;
  const [innerP, innerQ] = [base(p), base(q)];
  if (innerP && innerQ) {
    const [outer, inner] = [distributionOf(p), distributionOf(innerP)];
    const each = divergence(innerP, innerQ);
    return sumRightmost(each, inner.batchShape.length - outer.batchShape.length);
  }
  const found = table[`${nameOf(p)}|${nameOf(q)}`];
  if (!found) throw new NotKnown(`the divergence of ${nameOf(p)} from ${nameOf(q)} is not computed`);
  return found(distributionOf(p), distributionOf(q));
}

export const divergences: readonly NativeFunction[] = [
  'torch.distributions.kl_divergence',
  'torch.distributions.kl.kl_divergence',
].map((name) => define(name, '(p, q)', (args) => tensorValue(divergence(args.value('p'), args.value('q')))));
