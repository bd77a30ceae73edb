/** How Keras makes one number of the values of a loss: sample weights, masks, and the reductions by their names. */
import { castTo, over, sumOf, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { isKnownShape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { PythonError } from '../errors';

/** The rank of two tensors made the same where one has a last dim of size 1 more, as Keras does. */
export function toSameRank(a: Tensor, b: Tensor): readonly [Tensor, Tensor] {
  if (a.rank === undefined || b.rank === undefined || Math.abs(a.rank - b.rank) !== 1) return [a, b];
  const [longer, shorter] = a.rank > b.rank ? [a, b] : [b, a];
  if (longer.shape!.at(-1) !== 1) return [a, b];
  const isExpanded = shorter.rank === 1;
  const changed = isExpanded
    ? Tensor.apply(ops.unsqueeze, [shorter], { dim: -1 })
    : Tensor.apply(ops.squeeze, [longer], { dim: [-1] });
  if (isExpanded) return a === shorter ? [changed, b] : [a, changed];
  return a === longer ? [changed, b] : [a, changed];
}

const reductions = ['sum_over_batch_size', 'sum', 'none', 'mean', 'mean_with_sample_weight'] as const;
export type KerasReduction = (typeof reductions)[number];

/** A reduction by its name; None is `none`. Throws Keras' ValueError. */
export function readReduction(name: string | undefined): KerasReduction {
  const known = reductions.find((reduction) => reduction === (name ?? 'none'));
  if (known) return known;
  throw new PythonError(
    'ValueError',
    `Invalid value for argument \`reduction\`. Expected one of {None, 'mean', 'sum', 'none', 'sum_over_batch_size', 'mean_with_sample_weight'}. Received: reduction=${name}`,
  );
}

export interface Weighting {
  /** Weights of the samples. */
  readonly weight: Tensor | undefined;
  /** What counts at all, as `ignore_class` says. */
  readonly mask: Tensor | undefined;
  readonly reduction: KerasReduction;
}

/** A mask as weights: for means, what counts stands for what does not. */
function maskWeights(mask: Tensor, values: Tensor, reduction: KerasReduction): Tensor {
  const floats = castTo(mask, values.dtype ?? 'float32');
  if (reduction !== 'mean' && reduction !== 'sum_over_batch_size') return floats;
  const valid = sumOf(floats);
  const total = isKnownShape(mask.shape) ? mask.numel : Tensor.leaf({ shape: [], dtype: 'int64' });
  const share = valid.hasValues && valid.values()[0] === 0 ? 0 : over(total, valid);
  return times(floats, share);
}

/** The values with their weights, and what the reduction makes of them (keras/src/losses/loss.py). */
export function reduceValues(
  values: Tensor,
  { weight, mask, reduction }: Weighting,
): { readonly perElement: Tensor; readonly output: Tensor } {
  let sampleWeight = weight && castTo(weight, values.dtype ?? 'float32');
  if (mask) {
    const weights = maskWeights(mask, values, reduction);
    if (!sampleWeight) sampleWeight = weights;
    else {
      const [left, right] = toSameRank(weights, sampleWeight);
      sampleWeight = times(right, left);
    }
  }
  let perElement = values;
  if (sampleWeight) {
    const [left, right] = toSameRank(values, sampleWeight);
    [perElement, sampleWeight] = [times(left, right), right];
  }
  const { shape } = perElement;
  if (reduction === 'none' || shape?.length === 0 || (shape?.length === 1 && shape[0] === 0)) {
    return { perElement, output: perElement };
  }
  const total = sumOf(perElement);
  if (reduction === 'sum') return { perElement, output: total };
  if (reduction === 'mean_with_sample_weight' && sampleWeight) {
    const divisor = sumOf(sampleWeight);
    const isZero = divisor.hasValues && divisor.values()[0] === 0;
    return { perElement, output: isZero ? times(total, 0) : over(total, divisor) };
  }
  const count = isKnownShape(shape) ? perElement.numel : Tensor.leaf({ shape: [], dtype: 'int64' });
  return { perElement, output: count === 0 ? total : over(total, count) };
}
