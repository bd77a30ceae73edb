/** optax's losses of classes: entropies of logits, hinges and what is made of them. */
import {
  castTo,
  choose,
  compare,
  minus,
  negative,
  plus,
  sumOf,
  times,
  unsqueezed,
} from '../../engine/formula';
import { isFloating } from '../../engine/dtype';
import type { LossResult } from '../../engine/loss';
import { losses } from '../../engine/losses/index';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { alongDims, oneHot, power, sigmoid, sparsePlus } from '../activation-formulas';
import type { Arguments } from '../arguments';
import { sigmoidCrossEntropy, softmaxCrossEntropy, sparseCrossEntropy } from '../cross-entropies';
import { ctcOfLogits } from '../ctc-of-logits';
import { NotKnown } from '../errors';
import {
  multiclassExpectations,
  optaxCtcExpectations,
  polyExpectations,
  sparsemaxExpectations,
} from '../own-expectations';
import { axesOf, optionalOperand } from '../jax/dialect';
import { AXES, changed, checkFloating, none, written, wrongDtype, type Inputs, type OptaxLoss } from './loss';

function softmaxEntropy(logits: Tensor, labels: Tensor, args: Arguments): LossResult {
  checkFloating(logits);
  const axes = axesOf(args);
  if (typeof axes === 'number' && args.isNone('where'))
    return softmaxCrossEntropy(logits, labels, axes, 'exact');
  const given = optionalOperand(args, 'where');
  const where =
    given && given.rank !== logits.rank && typeof axes === 'number' ? unsqueezed(given, axes) : given;
  const logProbabilities = alongDims('log_softmax', where ? choose(where, logits, -Infinity) : logits, axes);
  const product = times(labels, logProbabilities);
  return written('−Σ y · log softmax(x)', negative(sumOf(where ? choose(where, product, 0) : product, axes)));
}

/** Where known labels are no classes; undefined when all are. */
function outsideOf(labels: Tensor, count: number): Tensor | undefined {
  const isOutside = labels.hasValues && labels.values().some((value) => value < 0 || value >= count);
  return isOutside ? compare(compare(labels, '<', 0), '!=', compare(labels, '>=', count)) : undefined;
}

/** JAX gives NaN for what it picks outside of an array; the normalizer keeps its gradient. */
function withoutClass(logits: Tensor, labels: Tensor, outside: Tensor, axis: number): LossResult {
  const known = sparseCrossEntropy(logits, choose(outside, 0, labels), axis);
  const normalizer = Tensor.apply(ops.logsumexp, [logits], { dim: [axis], keepdim: false });
  return changed(known, choose(outside, plus(normalizer, NaN), known.perElement));
}

function integerEntropy(logits: Tensor, labels: Tensor, args: Arguments): LossResult {
  checkFloating(logits);
  const axes = axesOf(args);
  if (typeof axes !== 'number') throw new NotKnown('classes along several axes are not computed');
  if (labels.dtype && isFloating(labels.dtype)) throw wrongDtype(labels, 'integer');
  const where = optionalOperand(args, 'where');
  const count = logits.shape?.at(axes);
  // JAX counts negative indices from the end; what is out of range gives NaN.
  const wrapped =
    typeof count === 'number' ? choose(compare(labels, '<', 0), plus(labels, count), labels) : labels;
  const outside = typeof count === 'number' ? outsideOf(wrapped, count) : undefined;
  if (outside && where) throw new NotKnown('a class index is out of range');
  if (outside) return withoutClass(logits, wrapped, outside, axes);
  if (!where) return sparseCrossEntropy(logits, wrapped, axes);
  const mask = where.rank === logits.rank ? where : unsqueezed(where, axes);
  const normalizer = Tensor.apply(ops.logsumexp, [choose(mask, logits, -Infinity)], {
    dim: [axes],
    keepdim: false,
  });
  const rows = oneHot(castTo(wrapped, 'int64'), count as number, axes, logits.dtype ?? 'float32');
  const values = minus(normalizer, sumOf(times(rows, logits), axes));
  const counts = Tensor.apply(ops.any, [mask], { dim: [axes], keepdim: false });
  return written('log Σ e^x − x[y]', choose(counts, values, 0));
}

const hinge =
  (margin: number) =>
  ({ predictor_outputs, targets }: Inputs): LossResult =>
    losses.hinge_loss.evaluate(
      { input: predictor_outputs, target: targets },
      { ...none, margin, squared: false, tie: 'half' },
    );

/** Lin et al., 2018, on logits; (1 − p_t)^γ is computed from logarithms. */
function focal({ logits, labels }: Inputs, args: Arguments): LossResult {
  checkFloating(logits!);
  const y = castTo(labels!, logits!.dtype ?? 'float32');
  const entropy = sigmoidCrossEntropy(logits!, y);
  const p = sigmoid(logits!);
  const opposite = minus(1, y);
  const wrong = plus(times(opposite, p), times(y, sigmoid(negative(logits!))));
  const factor = power(wrong, args.number('gamma'));
  const loss = times(entropy.perElement, factor);
  const alpha = args.optionalNumber('alpha');
  const weighted =
    alpha === undefined ? loss : times(plus(times(y, alpha), times(opposite, 1 - alpha)), loss);
  return {
    ...changed(entropy, weighted),
    steps: [
      { name: 'cross entropy', formula: '−log p_t', tensor: entropy.perElement },
      { name: 'focal factor', formula: '(1 − p_t)^γ', tensor: factor },
      { name: 'loss of each element', formula: 'α · factor · cross entropy', tensor: weighted },
    ],
  };
}

function poly({ logits, labels }: Inputs, args: Arguments): LossResult {
  const entropy = softmaxEntropy(logits!, labels!, args);
  if (!args.isNone('where')) throw new NotKnown('a poly loss of a part is not computed');
  const p = alongDims('softmax', logits!, axesOf(args));
  const missing = sumOf(times(labels!, minus(1, p)), axesOf(args));
  return changed(entropy, plus(entropy.perElement, times(missing, args.number('epsilon'))));
}

/** One-hot rows of the labels, as wide as the scores. */
function rowsOf(scores: Tensor, labels: Tensor): Tensor {
  const count = scores.shape?.at(-1);
  if (typeof count !== 'number') throw new NotKnown('the number of classes is not known');
  return oneHot(castTo(labels, 'int64'), count, -1, scores.dtype ?? 'float32');
}

const largest = (x: Tensor): Tensor => Tensor.apply(ops.amax, [x], { dim: [-1], keepdim: false });

const multiclass =
  (margin: number) =>
  ({ scores, labels }: Inputs): LossResult => {
    const rows = rowsOf(scores!, labels!);
    const raised = margin === 0 ? scores! : minus(plus(scores!, margin), times(rows, margin));
    return written('max (x + m · (1 − y)) − x[y]', minus(largest(raised), sumOf(times(scores!, rows), -1)));
  };

/** How much of each row is not filled up, of paddings that are 1 behind it. */
const unpadded = (paddings: Tensor): Tensor => sumOf(minus(1, paddings), -1);

export const classificationLosses: readonly OptaxLoss[] = [
  {
    name: 'ctc_loss',
    signature: '(logits, logit_paddings, labels, label_paddings, blank_id=0, log_epsilon=-100000.0)',
    loss: 'ctc_loss',
    expects: optaxCtcExpectations,
    tensors: ['logits', 'logit_paddings', 'labels', 'label_paddings'],
    evaluate: ({ logits, logit_paddings, labels, label_paddings }, args) =>
      ctcOfLogits({
        logits: logits!,
        isTimeMajor: false,
        labels: labels!,
        lengths: { logits: unpadded(logit_paddings!), labels: unpadded(label_paddings!) },
        blank: args.int('blank_id'),
      }),
  },
  {
    name: 'softmax_cross_entropy',
    signature: `(logits, labels, ${AXES})`,
    loss: 'cross_entropy',
    classTargets: 'probabilities',
    tensors: ['logits', 'labels'],
    evaluate: ({ logits, labels }, args) => softmaxEntropy(logits!, labels!, args),
  },
  {
    name: 'softmax_cross_entropy_with_integer_labels',
    signature: `(logits, labels, ${AXES})`,
    loss: 'cross_entropy',
    classTargets: 'indices',
    tensors: ['logits', 'labels'],
    evaluate: ({ logits, labels }, args) => integerEntropy(logits!, labels!, args),
  },
  {
    name: 'safe_softmax_cross_entropy',
    signature: '(logits, labels)',
    loss: 'cross_entropy',
    classTargets: 'probabilities',
    tensors: ['logits', 'labels'],
    evaluate: ({ logits, labels }) => {
      const logProbabilities = alongDims('log_softmax', logits!, -1);
      const product = choose(compare(labels!, '!=', 0), times(labels!, logProbabilities), 0);
      return written('−Σ y · log softmax(x)', negative(sumOf(product, -1)));
    },
  },
  {
    name: 'sigmoid_binary_cross_entropy',
    signature: '(logits, labels)',
    loss: 'binary_cross_entropy_with_logits',
    tensors: ['logits', 'labels'],
    evaluate: ({ logits, labels }) => {
      checkFloating(logits!);
      return sigmoidCrossEntropy(logits!, castTo(labels!, logits!.dtype ?? 'float32'));
    },
  },
  {
    name: 'sigmoid_focal_loss',
    signature: '(logits, labels, *, alpha=None, gamma=2.0)',
    loss: 'sigmoid_focal_loss',
    tensors: ['logits', 'labels'],
    evaluate: focal,
  },
  {
    name: 'poly_loss_cross_entropy',
    signature: `(logits, labels, *, epsilon=2.0, ${AXES})`,
    loss: 'poly_loss_cross_entropy',
    expects: polyExpectations,
    tensors: ['logits', 'labels'],
    evaluate: poly,
  },
  {
    name: 'sparsemax_loss',
    signature: '(logits, labels)',
    loss: 'sparsemax_loss',
    expects: sparsemaxExpectations,
    tensors: ['logits', 'labels'],
    evaluate: ({ logits, labels }) =>
      written('sparse_plus(∓x)', sparsePlus(choose(compare(labels!, '!=', 0), negative(logits!), logits!))),
  },
  {
    name: 'hinge_loss',
    signature: '(predictor_outputs, targets)',
    loss: 'hinge_loss',
    tensors: ['predictor_outputs', 'targets'],
    evaluate: hinge(1),
  },
  {
    name: 'perceptron_loss',
    signature: '(predictor_outputs, targets)',
    loss: 'hinge_loss',
    tensors: ['predictor_outputs', 'targets'],
    evaluate: hinge(0),
  },
  {
    name: 'multiclass_hinge_loss',
    signature: '(scores, labels)',
    loss: 'multiclass_hinge_loss',
    expects: multiclassExpectations,
    tensors: ['scores', 'labels'],
    evaluate: multiclass(1),
  },
  {
    name: 'multiclass_perceptron_loss',
    signature: '(scores, labels)',
    loss: 'multiclass_perceptron_loss',
    expects: multiclassExpectations,
    tensors: ['scores', 'labels'],
    evaluate: multiclass(0),
  },
];
