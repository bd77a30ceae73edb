/** How the losses of the elements become one number. */
import { TensorError } from '../error';
import type { Reduction } from '../loss';
import { mean } from '../ops/mean';
import { sum } from '../ops/sum';
import { Tensor } from '../tensor';

/** What every loss is told. */
export type WithReduction = { readonly reduction: Reduction };

/** The reductions that all losses have; `batchmean` is kl_div's alone. */
const common: readonly Reduction[] = ['none', 'mean', 'sum'];

/** Throws in torchvision's words where a reduction is none. */
export function requireReductionOfTorchvision(reduction: string): void {
  if ((common as readonly string[]).includes(reduction)) return;
  throw new TensorError(
    'ValueError',
    `Invalid Value for arg 'reduction': '${reduction} \n Supported reduction modes: 'none', 'mean', 'sum'`,
  );
}

/** A reduction by its name. Throws PyTorch's ValueError for another word. */
export function readReduction(name: string): Reduction {
  const known = common.find((reduction) => reduction === name);
  if (known) return known;
  throw new TensorError('ValueError', `${name} is not a valid value for reduction`);
}

/** The reduced loss: the mean of nothing is NaN, the sum of nothing is 0. `bySample` says in which order floats are added. */
export function reduceLoss(perElement: Tensor, reduction: Reduction, bySample = false): Tensor {
  switch (readReduction(reduction)) {
    case 'mean':
      return Tensor.apply(mean, [perElement], { bySample });
    case 'sum':
      return Tensor.apply(sum, [perElement], { bySample });
    default:
      return perElement;
  }
}

/**
 * The reduction that the old arguments `size_average` and `reduce` stand for, undefined where
 * neither was given (PyTorch documentation of every loss: both default to true).
 */
export function legacyReduction(
  sizeAverage: boolean | undefined,
  reduce: boolean | undefined,
): Reduction | undefined {
  if (sizeAverage === undefined && reduce === undefined) return undefined;
  if (reduce === false) return 'none';
  return sizeAverage === false ? 'sum' : 'mean';
}
