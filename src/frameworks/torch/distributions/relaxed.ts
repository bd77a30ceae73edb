/** Distributions over truths and classes that gradients flow through (torch/distributions/relaxed_bernoulli.py, relaxed_categorical.py). */
import { exponential, full, logarithm, minus, negative, over, plus, times } from '../../../engine/formula';
import type { Tensor } from '../../../engine/tensor';
import { asTensor, type Arguments } from '../../arguments';
import type { Runtime } from '../../runtime';
import type { ClassValue } from '../../values';
import { categoricalOf } from './classes';
import { real, realVector, simplex } from './constraints';
import { distributionClass, distributionOf, type Distribution } from './distribution';
import { uniformBetween } from './draws';
import { broadcastAll, clamped, epsilonOf, knownShape, lgamma, log1p, logSumExp, sumLast } from './functions';
import { elementwise, lines, oneOfBoth, parametrization } from './parametrization';
import { exponentialTransform, sigmoidTransform, transformed, type Transform } from './transforms';

const PARAMETERS = '(temperature, probs=None, logits=None)';

const within = (probs: Tensor): Tensor => clamped(probs, epsilonOf(probs), 1 - epsilonOf(probs));

/** The logit of a relaxed truth: logistic noise around the logits, divided by the temperature. */
function logitRelaxedOf(args: Arguments): Distribution {
  const which = oneOfBoth(args);
  const temperature = asTensor(args.value('temperature'), 'temperature');
  const given = broadcastAll([args.value(which)])[0]!;
  const both = parametrization(which, given, true);
  return {
    batchShape: knownShape(given.shape),
    eventShape: [],
    parameters: both.given,
    derived: { ...both.derived, temperature: () => temperature },
    support: real,
    logProb: (value) => {
      const difference = minus(both.logits(), times(value, temperature));
      return minus(plus(logarithm(temperature), difference), times(2, log1p(exponential(difference))));
    },
    rsample: (shape, generator) => {
      const probs = within(both.probs());
      const uniforms = within(uniformBetween(0, 1, shape, probs, generator));
      const noise = minus(logarithm(uniforms), log1p(negative(uniforms)));
      return over(minus(plus(noise, logarithm(probs)), log1p(negative(probs))), temperature);
    },
  };
}

/** The logarithm of relaxed classes: Gumbel noise added to the logits, divided by the temperature. */
function logRelaxedOf(args: Arguments): Distribution {
  const which = oneOfBoth(args);
  const temperature = asTensor(args.value('temperature'), 'temperature');
  const { batchShape, classes, logits, probs } = categoricalOf(which, args.tensor(which));
  const normalized = (score: Tensor): Tensor => minus(score, logSumExp(score, true));
  return {
    batchShape,
    eventShape: [classes],
    parameters: {},
    derived: { probs, logits, temperature: () => temperature },
    support: realVector,
    logProb: (value) => {
      const scale = minus(
        lgamma(full(temperature.shape, temperature.dtype, classes)),
        times(logarithm(temperature), 1 - classes),
      );
      return plus(sumLast(normalized(minus(logits(), times(value, temperature)))), scale);
    },
    rsample: (shape, generator) => {
      const uniforms = within(uniformBetween(0, 1, shape, logits(), generator));
      const gumbels = negative(logarithm(negative(logarithm(uniforms))));
      return normalized(over(plus(logits(), gumbels), temperature));
    },
  };
}

const logitRelaxedBernoulli = distributionClass({
  name: 'LogitRelaxedBernoulli',
  parameters: PARAMETERS,
  constraints: elementwise,
  attributes: ['probs', 'logits', 'temperature'],
  make: logitRelaxedOf,
});

const expRelaxedCategorical = distributionClass({
  name: 'ExpRelaxedCategorical',
  parameters: PARAMETERS,
  constraints: lines,
  attributes: ['probs', 'logits', 'temperature'],
  make: logRelaxedOf,
});

/** The relaxed distribution itself, made of the one of its logarithm or logit. */
const relaxed = (name: string, base: ClassValue, transform: Transform): ClassValue =>
  distributionClass({
    name,
    parameters: PARAMETERS,
    constraints: {},
    attributes: ['probs', 'logits', 'temperature'],
    make: (args: Arguments, runtime: Runtime) => {
      const given = ['temperature', 'probs', 'logits'].map((parameter) => args.value(parameter));
      const inner = runtime.call(base, given);
      const { parameters, derived } = distributionOf(inner);
      return { ...transformed(inner, [transform], `${name}()`, runtime), parameters, derived };
    },
  });

export const relaxedDistributions: readonly ClassValue[] = [
  logitRelaxedBernoulli,
  expRelaxedCategorical,
  relaxed('RelaxedBernoulli', logitRelaxedBernoulli, sigmoidTransform),
  relaxed('RelaxedOneHotCategorical', expRelaxedCategorical, { ...exponentialTransform, codomain: simplex }),
];
