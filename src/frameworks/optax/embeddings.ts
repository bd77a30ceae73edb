/** optax's losses of embeddings and of rankings. */
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
  unsqueezed,
} from '../../engine/formula';
import type { LossResult } from '../../engine/loss';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { alongDims, clip, power } from '../activation-formulas';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import { contrastiveExpectations, rankingExpectations, tripletExpectations } from '../own-expectations';
import { written, type Inputs, type OptaxLoss } from './loss';

function triplet({ anchors, positives, negatives }: Inputs, args: Arguments): LossResult {
  const degree = args.number('norm_degree');
  const axis = args.int('axis');
  const distance = (other: Tensor): Tensor =>
    power(plus(sumOf(power(minus(anchors!, other), degree), axis), args.number('eps')), 1 / degree);
  const [near, far] = [distance(positives!), distance(negatives!)];
  const perElement = clip(plus(minus(near, far), args.number('margin')), 0, undefined);
  return {
    output: perElement,
    perElement,
    steps: [
      { name: 'distance to the positive', formula: '‖a − p‖', tensor: near },
      { name: 'distance to the negative', formula: '‖a − n‖', tensor: far },
      { name: 'loss of each sample', formula: 'max(0, ‖a − p‖ − ‖a − n‖ + m)', tensor: perElement },
    ],
  };
}

function ranking({ logits, labels, weights }: Inputs, args: Arguments): LossResult {
  if (args.given('reduce_fn')) throw new NotKnown('a reduce_fn of its own is not followed');
  if (!args.isNone('where')) throw new NotKnown('a ranking of a part is not computed');
  const y = castTo(labels!, logits!.dtype ?? 'float32');
  const weighted = weights ? times(y, weights) : y;
  const perElement = negative(sumOf(times(weighted, alongDims('log_softmax', logits!, -1)), -1));
  return {
    ...written('−Σ y · log softmax(x)', perElement),
    output: Tensor.apply(ops.mean, [perElement], {}),
  };
}

/** Chen et al., 2020: labels say which embeddings belong together. */
function contrastive({ embeddings, labels }: Inputs, args: Arguments): LossResult {
  const unit = (x: Tensor): Tensor =>
    over(
      x,
      Tensor.apply(ops.sqrt, [clip(sumOf(times(x, x), -1, true), 1.1920928955078125e-7, undefined)], {}),
    );
  const x = unit(embeddings!);
  const transposed = Tensor.apply(ops.transpose, [x], { dim0: 0, dim1: 1 });
  const similarity = over(Tensor.apply(ops.matmul, [x, transposed], {}), args.number('temperature'));
  const count = embeddings!.shape?.[0];
  if (typeof count !== 'number') throw new NotKnown('the number of embeddings is not known');
  const same = compare(unsqueezed(labels!, 1), '==', unsqueezed(labels!, 0));
  const self = compare(
    Tensor.leaf({
      shape: [count, 1],
      dtype: 'int64',
      values: Float64Array.from({ length: count }, (_, at) => at),
    }),
    '!=',
    Tensor.leaf({
      shape: [1, count],
      dtype: 'int64',
      values: Float64Array.from({ length: count }, (_, at) => at),
    }),
  );
  const matches = Tensor.apply(ops.logical_and, [same, self], {});
  const others = Tensor.apply(ops.logical_not, [same], {});
  const shift = Tensor.apply(
    ops.detach,
    [Tensor.apply(ops.amax, [similarity], { dim: [1], keepdim: true })],
    {},
  );
  const shifted = minus(similarity, shift);
  const rest = sumOf(choose(others, exponential(shifted), 0), 1, true);
  const terms = minus(shifted, logarithm(plus(rest, exponential(shifted))));
  const perElement = negative(choose(matches, terms, 0));
  return {
    output: over(sumOf(perElement), sumOf(castTo(matches, 'float32'))),
    perElement,
    steps: [
      { name: 'similarity', formula: 'cos(xᵢ, xⱼ) / τ', tensor: similarity },
      { name: 'loss of each pair', formula: '−log softmax of the pair', tensor: perElement },
    ],
  };
}

export const embeddingLosses: readonly OptaxLoss[] = [
  {
    name: 'triplet_margin_loss',
    signature: '(anchors, positives, negatives, axis=-1, norm_degree=2, margin=1.0, eps=0.000001)',
    loss: 'triplet_margin_loss',
    expects: tripletExpectations,
    tensors: ['anchors', 'positives', 'negatives'],
    evaluate: triplet,
  },
  {
    name: 'ranking_softmax_loss',
    signature: '(logits, labels, *, where=None, weights=None, reduce_fn=None)',
    loss: 'cross_entropy',
    expects: rankingExpectations,
    tensors: ['logits', 'labels', 'weights'],
    evaluate: ranking,
  },
  {
    name: 'ntxent',
    signature: '(embeddings, labels, temperature=0.07)',
    loss: 'ntxent',
    expects: contrastiveExpectations,
    tensors: ['embeddings', 'labels'],
    evaluate: contrastive,
  },
];
