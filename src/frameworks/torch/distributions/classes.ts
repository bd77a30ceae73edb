/** Distributions over truths and classes. */
import {
  castTo,
  choose,
  compare,
  minus,
  negative,
  over,
  plus,
  reshaped,
  squeezed,
  times,
  unsqueezed,
} from '../../../engine/formula';
import { allocate, type DType } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { numelOf } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import type { ClassValue } from '../../values';
import { drawMultinomial } from '../functions/sampling';
import { boolean, integersUpTo, oneHot } from './constraints';
import { constantLike, type Distribution } from './distribution';
import { bernoulliWith } from './draws';
import {
  binaryCrossEntropy,
  broadcastAll,
  broadcastTogether,
  clamped,
  detached,
  knownShape,
  logSumExp,
  sumLast,
} from './functions';
import { elementwise, lines, ofProbabilities, oneOfBoth, parametrization, range } from './parametrization';

function bernoulliOf(args: Arguments): Distribution {
  const which = oneOfBoth(args);
  const { given, derived, probs, logits } = parametrization(
    which,
    broadcastAll([args.value(which)])[0]!,
    true,
  );
  const batchShape = knownShape(Object.values(given)[0]!.shape);
  return {
    batchShape,
    eventShape: [],
    parameters: given,
    derived: {
      ...derived,
      mean: probs,
      mode: () => {
        const p = probs();
        const isLikely = castTo(compare(p, '>=', 0.5), p.dtype ?? 'float32');
        return choose(compare(p, '==', 0.5), constantLike(p, Number.NaN), isLikely);
      },
      variance: () => times(probs(), minus(1, probs())),
    },
    support: boolean,
    logProb: (value) => {
      const [x, y] = broadcastTogether([logits(), value]);
      return negative(binaryCrossEntropy(x!, y!));
    },
    entropy: () => binaryCrossEntropy(logits(), probs()),
    sample: (shape, generator) => bernoulliWith(probs(), shape, generator),
    enumerateSupport: () => range(2, batchShape, probs().dtype ?? 'float32'),
  };
}

export interface CategoricalDistribution extends Distribution {
  readonly probs: () => Tensor;
  readonly logits: () => Tensor;
  readonly classes: number;
}

export function categoricalOf(which: 'probs' | 'logits', given: Tensor): CategoricalDistribution {
  const shape = knownShape(given.shape);
  if (shape.length < 1)
    throw new PythonError('ValueError', `\`${which}\` parameter must be at least one-dimensional.`);
  const normalized =
    which === 'probs' ? over(given, sumLast(given, true)) : minus(given, logSumExp(given, true));
  const both = parametrization(which, normalized, false);
  const classes = shape[shape.length - 1]!;
  const batchShape = shape.slice(0, -1);
  return {
    ...both,
    classes,
    batchShape,
    eventShape: [],
    parameters: both.given,
    derived: {
      ...both.derived,
      mean: () => constantLike(sumLast(both.probs()), Number.NaN),
      mode: () => Tensor.apply(ops.argmax, [both.probs()], { dim: -1, keepdim: false }),
      variance: () => constantLike(sumLast(both.probs()), Number.NaN),
    },
    support: integersUpTo(classes - 1),
    logProb: (value) => {
      const index = unsqueezed(castTo(value, 'int64'), -1);
      const logits = both.logits();
      const batch = broadcastTogether([squeezed(index, -1), first(logits)])[0]!;
      const sizes = knownShape(batch.shape);
      const all = Tensor.apply(ops.expand, [logits], { size: [...sizes, classes] });
      return squeezed(Tensor.apply(ops.gather, [all, unsqueezed(batch, -1)], { dim: -1 }), -1);
    },
    entropy: () => {
      const logits = clamped(
        both.logits(),
        both.logits().dtype === 'float64' ? -Number.MAX_VALUE : -3.4028234663852886e38,
        undefined,
      );
      return negative(sumLast(times(logits, both.probs())));
    },
    sample: (sizes, generator) => {
      const rows = reshaped(both.probs(), [numelOf(batchShape), classes]);
      const count = numelOf(sizes) / Math.max(1, numelOf(batchShape));
      const drawn = drawMultinomial(rows, count, true, generator);
      return reshaped(Tensor.apply(ops.permute, [drawn], { dims: [1, 0] }), sizes);
    },
    enumerateSupport: () => range(classes, batchShape, 'int64'),
  };
}

const first = (x: Tensor): Tensor => Tensor.apply(ops.select, [x], { dim: -1, index: 0 });

/** Classes as vectors with a single one. */
function oneHotVectors(indices: Tensor, classes: number, dtype: DType): Tensor {
  const shape = [...indices.shape!, classes];
  if (!indices.hasValues) return Tensor.leaf({ shape, dtype, sampled: true });
  const given = indices.values();
  const values = allocate(dtype, given.length * classes);
  for (let at = 0; at < given.length; at++) values[at * classes + given[at]!] = 1;
  return Tensor.leaf({
    shape,
    dtype,
    values,
    sampled: indices.sampled,
  });
}

function oneHotOf(args: Arguments): Distribution {
  const which = oneOfBoth(args);
  const base = categoricalOf(which, args.tensor(which));
  const { probs, classes } = base;
  return {
    batchShape: base.batchShape,
    eventShape: [classes],
    parameters: {},
    derived: {
      probs,
      logits: base.logits,
      mean: probs,
      mode: () => oneHotVectors(base.derived['mode']!(), classes, probs().dtype ?? 'float32'),
      variance: () => times(probs(), minus(1, probs())),
    },
    support: oneHot,
    logProb: (value) => base.logProb(Tensor.apply(ops.argmax, [value], { dim: -1, keepdim: false })),
    entropy: base.entropy!,
    sample: (shape, generator) =>
      oneHotVectors(base.sample!(shape.slice(0, -1), generator), classes, probs().dtype ?? 'float32'),
    text: () => 'OneHotCategorical()',
  };
}

/** Draws that are vectors with a single one, whose gradient is that of the probabilities. */
function straightThroughOf(args: Arguments): Distribution {
  const base = oneHotOf(args);
  const probs = base.derived['probs']!;
  return {
    ...base,
    rsample: (shape, generator) => plus(base.sample!(shape, generator), minus(probs(), detached(probs()))),
    text: () => 'OneHotCategoricalStraightThrough()',
  };
}

/** Rules look at what a distribution over classes or truths is made from. */
function note(name: string, args: Arguments, runtime: Runtime): void {
  const isProbabilities = !args.isNone('probs');
  const given = args.value(isProbabilities ? 'probs' : 'logits');
  runtime.noteOperation(name, given.kind === 'tensor' ? [given.tensor] : [null], {
    parametrization: isProbabilities ? 'probs' : 'logits',
  });
}

const noted =
  (name: string, make: (args: Arguments) => Distribution) =>
  (args: Arguments, runtime: Runtime): Distribution => {
    note(name, args, runtime);
    return make(args);
  };

const categoricalFrom = (args: Arguments): Distribution => {
  const which = oneOfBoth(args);
  return categoricalOf(which, args.tensor(which));
};

export const classDistributions: readonly ClassValue[] = [
  ofProbabilities('Bernoulli', noted('Bernoulli', bernoulliOf), elementwise),
  ofProbabilities('Categorical', noted('Categorical', categoricalFrom), lines),
  ofProbabilities('OneHotCategorical', noted('OneHotCategorical', oneHotOf), lines),
  ofProbabilities(
    'OneHotCategoricalStraightThrough',
    noted('OneHotCategoricalStraightThrough', straightThroughOf),
    lines,
  ),
];
