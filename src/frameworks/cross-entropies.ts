/**
 * Cross entropies as TensorFlow, Keras and optax spell them, by the engine's losses: the classes may stand along
 * any dim, and every sample has its loss.
 */
import { castTo, minus, plus, sumOf, times } from '../engine/formula';
import type { LossResult } from '../engine/loss';
import { binary_cross_entropy_with_logits } from '../engine/losses/binary_cross_entropy_with_logits';
import { cross_entropy } from '../engine/losses/cross_entropy';
import { ops } from '../engine/ops/index';
import { isFloating } from '../engine/dtype';
import { Tensor } from '../engine/tensor';

const none = { reduction: 'none', ignore_index: -100, label_smoothing: 0 } as const;

/** The same tensor with the dim of its classes where PyTorch wants it: second, or first of one. */
function classesSecond(x: Tensor, dim: number): Tensor {
  const rank = x.rank;
  if (rank === undefined || rank < 2) return x;
  const from = dim < 0 ? dim + rank : dim;
  if (from === 1) return x;
  const others = Array.from({ length: rank }, (_, at) => at).filter((at) => at !== from);
  return Tensor.apply(ops.permute, [x], { dims: [others[0]!, from, ...others.slice(1)] });
}

/** −Σ y · log softmax(x) for labels that are probabilities. `gradient`: TensorFlow takes labels to add up to one. */
export function softmaxCrossEntropy(
  logits: Tensor,
  labels: Tensor,
  dim: number,
  gradient: 'exact' | 'labels add up to one',
): LossResult {
  const shared = broadcast(logits, labels);
  const [x, y] = shared.map((side) => classesSecond(side, dim));
  const result = cross_entropy.evaluate({ input: x, target: y }, none);
  const perElement =
    gradient === 'exact' ? result.perElement : plus(result.perElement, correction(shared[0], shared[1], dim));
  return { ...result, output: perElement, perElement };
}

/** Labels as floats of the logits' dtype, both of one shape. */
function broadcast(logits: Tensor, labels: Tensor): readonly [Tensor, Tensor] {
  const wanted = logits.dtype ?? (labels.dtype && !isFloating(labels.dtype) ? 'float32' : undefined);
  const y = labels.dtype && wanted && labels.dtype !== wanted ? castTo(labels, wanted) : labels;
  const known = [logits.shape, y.shape];
  if (!known[0] || !known[1] || known[0].length === known[1].length) return [logits, y];
  const zero = times(minus(logits, y), 0);
  return [plus(zero, logits), plus(zero, y)];
}

/** Zero, with the gradient (1 − Σ y) · softmax(x): TensorFlow's kernel gives softmax(x) − y whatever the labels. */
function correction(logits: Tensor, labels: Tensor, dim: number): Tensor | number {
  const rest = minus(1, sumOf(Tensor.apply(ops.detach, [labels], {}), dim));
  if (!rest.hasValues || rest.values().every((value) => Math.abs(value) < 1e-6)) return 0;
  const normalizer = Tensor.apply(ops.logsumexp, [logits], { dim: [dim], keepdim: false });
  return times(rest, minus(normalizer, Tensor.apply(ops.detach, [normalizer], {})));
}

/** −log softmax(x)[y] for class indices. */
export function sparseCrossEntropy(logits: Tensor, labels: Tensor, dim: number): LossResult {
  const target = labels.dtype && !isFloating(labels.dtype) ? castTo(labels, 'int64') : labels;
  return cross_entropy.evaluate({ input: classesSecond(logits, dim), target }, none);
}

/** The cross entropy of a sigmoid, element by element; `positiveWeight` weighs the ones. */
export function sigmoidCrossEntropy(logits: Tensor, labels: Tensor, positiveWeight?: Tensor): LossResult {
  const [x, y] = broadcast(logits, labels);
  return binary_cross_entropy_with_logits.evaluate(
    { input: x, target: y, pos_weight: positiveWeight },
    { reduction: 'none' },
  );
}
