/** Distributions made of others: batches that become events, and mixtures. */
import { plus, sumOf, times, unsqueezed, minus, reshaped } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { PythonError } from '../../errors';
import type { ClassValue } from '../../values';
import { distributionClass, distributionOf, type Distribution } from './distribution';
import { power, softmaxOf, sumRightmost } from './functions';

function independentOf(base: Distribution, count: number, text: Distribution['text']): Distribution {
  if (count > base.batchShape.length) {
    throw new PythonError(
      'ValueError',
      `Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), actual ${count} vs ${base.batchShape.length}`,
    );
  }
  const shape = [...base.batchShape, ...base.eventShape];
  const kept = base.batchShape.length - count;
  const { entropy, rsample, sample } = base;
  return {
    batchShape: shape.slice(0, kept),
    eventShape: shape.slice(kept),
    parameters: {},
    derived: { ...base.derived },
    ...(base.support ? { support: base.support } : {}),
    logProb: (value) => sumRightmost(base.logProb(value), count),
    ...(entropy ? { entropy: () => sumRightmost(entropy(), count) } : {}),
    ...(rsample ? { rsample } : {}),
    ...(sample ? { sample } : {}),
    ...(text ? { text } : {}),
  };
}

function mixtureOf(mixture: Distribution, component: Distribution, text: Distribution['text']): Distribution {
  // PyTorch looks at the logits when it compares the numbers of components, and keeps them.
  mixture.derived['logits']?.();
  const batchShape = component.batchShape.slice(0, -1);
  const { eventShape } = component;
  const events = eventShape.length;
  const weights = (): Tensor => mixture.derived['probs']?.() ?? mixture.parameters['probs']!;
  const logits = (): Tensor => mixture.derived['logits']?.() ?? mixture.parameters['logits']!;
  const padded = (x: Tensor): Tensor => reshaped(x, [...x.shape!, ...eventShape.map(() => 1)]);
  const weighted = (x: Tensor): Tensor => sumOf(times(padded(weights()), x), -1 - events);
  const mean = (): Tensor => weighted(component.derived['mean']!());
  return {
    batchShape,
    eventShape,
    parameters: {},
    ...(text ? { text } : {}),
    derived: {
      mean,
      variance: () => {
        const deviation = minus(component.derived['mean']!(), unsqueezed(mean(), -1 - events));
        return plus(weighted(component.derived['variance']!()), weighted(power(deviation, 2)));
      },
    },
    logProb: (value) => {
      const each = component.logProb(unsqueezed(value, -1 - events));
      const logWeights = Tensor.apply(ops.log, [softmaxOf(logits())], {});
      return Tensor.apply(ops.logsumexp, [plus(each, logWeights)], { dim: [-1], keepdim: false });
    },
    sample: (shape, generator) => {
      const count = shape.length - batchShape.length - events;
      const outer = shape.slice(0, shape.length - events);
      const chosen = (mixture.sample ?? mixture.rsample)!(outer, generator);
      const all = (component.sample ?? component.rsample)!(
        [...shape.slice(0, count), ...component.batchShape, ...eventShape],
        generator,
      );
      const dim = count + batchShape.length;
      const index = reshaped(chosen, [...outer, 1, ...eventShape.map(() => 1)]);
      const wide = Tensor.apply(ops.expand, [index], { size: [...outer, 1, ...eventShape] });
      return Tensor.apply(ops.squeeze, [Tensor.apply(ops.gather, [all, wide], { dim })], { dim: [dim] });
    },
  };
}

export const composed: readonly ClassValue[] = [
  distributionClass({
    name: 'Independent',
    parameters: '(base_dist, reinterpreted_batch_ndims)',
    kept: ['base_dist', 'reinterpreted_batch_ndims'],
    constraints: {},
    attributes: [],
    make: (args) => {
      const base = args.value('base_dist');
      const count = args.int('reinterpreted_batch_ndims');
      return independentOf(
        distributionOf(base),
        count,
        (runtime) => `Independent(${runtime.format(base, 'repr') ?? '?'}, ${count})`,
      );
    },
  }),
  distributionClass({
    name: 'MixtureSameFamily',
    parameters: '(mixture_distribution, component_distribution)',
    kept: ['mixture_distribution', 'component_distribution'],
    constraints: {},
    attributes: [],
    make: (args) => {
      const [mixture, component] = [args.value('mixture_distribution'), args.value('component_distribution')];
      return mixtureOf(distributionOf(mixture), distributionOf(component), (runtime) => {
        const [first, second] = [mixture, component].map((part) => runtime.format(part, 'repr') ?? '?');
        return `MixtureSameFamily(\n  ${first!},\n  ${second!})`;
      });
    },
  }),
];
