/** Keras' cross entropies of probabilities and of logits, with labels that are smoothed, and their focal forms. */
import { castTo, choose, compare, logarithm, plus, times, unsqueezed } from '../../engine/formula';
import { losses } from '../../engine/losses/index';
import { ops } from '../../engine/ops/index';
import { formatShape, isKnownShape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { clip } from '../activation-formulas';
import type { Arguments } from '../arguments';
import { sigmoidCrossEntropy, softmaxCrossEntropy, sparseCrossEntropy } from '../cross-entropies';
import { NotKnown, PythonError } from '../errors';
import { checkClasses } from '../tensorflow/nn';
import { logitsOf } from './logits';
import { EPSILON, type KerasEvaluation } from './loss';

const none = { reduction: 'none' } as const;

const smoothed = (target: Tensor, args: Arguments, prior: (count: number) => number): Tensor => {
  const smoothing = args.number('label_smoothing');
  if (smoothing === 0) return target;
  const count = target.shape?.at(-1);
  if (typeof count !== 'number') throw new NotKnown('the number of classes is not known');
  return plus(times(target, 1 - smoothing), smoothing * prior(count));
};

const binaryPrior = (): number => 0.5;
const classPrior = (count: number): number => 1 / count;

const tupleText = (tensor: Tensor): string =>
  tensor.rank === 1 ? `(${String(tensor.shape![0])},)` : `(${formatShape(tensor.shape).slice(1, -1)})`;

/** Keras' cross entropies refuse unequal shapes. */
function checkShapes(target: Tensor, output: Tensor): void {
  if (!isKnownShape(target.shape) || !isKnownShape(output.shape)) return;
  if (formatShape(target.shape) === formatShape(output.shape)) return;
  const what = target.rank === output.rank ? 'shape' : 'rank (ndim)';
  throw new PythonError(
    'ValueError',
    `Arguments \`target\` and \`output\` must have the same ${what}. Received: target.shape=${tupleText(target)}, output.shape=${tupleText(output)}`,
  );
}

export function binaryCrossEntropy(target: Tensor, prediction: Tensor, args: Arguments): KerasEvaluation {
  const y = smoothed(target, args, binaryPrior);
  checkShapes(y, prediction);
  const logits = logitsOf(prediction) ?? (args.bool('from_logits') ? prediction : undefined);
  const average = args.int('axis');
  if (logits) {
    return { loss: 'binary_cross_entropy_with_logits', result: sigmoidCrossEntropy(logits, y), average };
  }
  const inputs = { input: prediction, target: y };
  return {
    loss: 'binary_crossentropy',
    result: losses.binary_crossentropy.evaluate(inputs, { ...none, epsilon: EPSILON }),
    average,
  };
}

export function binaryFocal(target: Tensor, prediction: Tensor, args: Arguments): KerasEvaluation {
  const y = smoothed(target, args, binaryPrior);
  const fromLogits = args.bool('from_logits');
  const x = fromLogits ? Tensor.apply(ops.sigmoid, [prediction], {}) : prediction;
  checkShapes(y, x);
  const result = losses.binary_focal_crossentropy.evaluate(
    { input: x, target: y },
    {
      ...none,
      epsilon: EPSILON,
      alpha: args.bool('apply_class_balancing') ? args.number('alpha') : null,
      gamma: args.number('gamma'),
    },
  );
  return {
    loss: 'binary_focal_crossentropy',
    result: fromLogits ? { ...result, activation: { name: 'sigmoid', tensor: x } } : result,
    average: args.int('axis'),
  };
}

export function categoricalCrossEntropy(
  target: Tensor,
  prediction: Tensor,
  args: Arguments,
): KerasEvaluation {
  const y = smoothed(target, args, classPrior);
  checkShapes(y, prediction);
  const dim = args.int('axis');
  const logits = logitsOf(prediction) ?? (args.bool('from_logits') ? prediction : undefined);
  if (logits) {
    return { loss: 'cross_entropy', result: softmaxCrossEntropy(logits, y, dim, 'labels add up to one') };
  }
  const inputs = { input: prediction, target: y };
  return {
    loss: 'categorical_crossentropy',
    result: losses.categorical_crossentropy.evaluate(inputs, { ...none, epsilon: EPSILON, dim }),
  };
}

export function categoricalFocal(target: Tensor, prediction: Tensor, args: Arguments): KerasEvaluation {
  const y = smoothed(target, args, classPrior);
  const dim = args.int('axis');
  const fromLogits = args.bool('from_logits');
  const x = fromLogits ? Tensor.apply(ops.softmax, [prediction], { dim }) : prediction;
  const given = args.value('alpha');
  const alpha =
    given.kind === 'list' || given.kind === 'tuple'
      ? given.items.map((item) => {
          if (item.kind === 'int' || item.kind === 'float') return item.value;
          throw new NotKnown('the weights of the classes are not known');
        })
      : args.number('alpha');
  const result = losses.categorical_focal_crossentropy.evaluate(
    { input: x, target: y },
    { ...none, epsilon: EPSILON, dim, alpha, gamma: args.number('gamma') },
  );
  return {
    loss: 'categorical_focal_crossentropy',
    result: fromLogits ? { ...result, activation: { name: 'softmax', tensor: x } } : result,
  };
}

/**
 * TensorFlow's back end takes log p of clipped probabilities for logits, which normalizes them once more; the
 * others normalize before they clip. The numbers are the same but within 1e-7 of the ends.
 */
export function sparseCategoricalCrossEntropy(
  target: Tensor,
  prediction: Tensor,
  args: Arguments,
): KerasEvaluation {
  const axis = args.int('axis');
  const hasExtraDim =
    target.rank !== undefined && target.rank === prediction.rank && target.shape!.at(axis) === 1;
  let labels = hasExtraDim ? Tensor.apply(ops.squeeze, [target], { dim: [axis] }) : target;
  let x = prediction;
  let mask: Tensor | undefined;
  if (!args.isNone('ignore_class')) {
    mask = compare(labels, '!=', args.int('ignore_class'));
    labels = choose(mask, labels, 0);
    x = choose(unsqueezed(mask, axis), x, 0);
  }
  if (axis !== -1 && axis !== (x.rank ?? 0) - 1) {
    throw new PythonError('ValueError', `Only axis=-1 is currently supported. Received: axis=${axis}`);
  }
  const indices = castTo(labels, 'int64');
  const logits = logitsOf(x) ?? (args.bool('from_logits') ? x : undefined);
  checkClasses(indices, x);
  const result = sparseCrossEntropy(logits ?? logarithm(clip(x, EPSILON, 1 - EPSILON)), indices, -1);
  const { activation: _, ...withoutActivation } = result;
  const values = mask ? choose(mask, result.perElement, 0) : result.perElement;
  return {
    loss: logits ? 'cross_entropy' : 'categorical_crossentropy',
    result: { ...(logits ? result : withoutActivation), perElement: values, output: values },
    ...(mask ? { mask } : {}),
  };
}
