/**
 * A selected tensor becomes a program of a few lines, which is then read like any
 * other: so a selection gets the same loss, gradient and findings as a file, and
 * there is nothing else to keep right.
 */
import type { Source } from '../base/place';
import { isFloating, type DType } from '../engine/dtype';
import type { TensorRecord } from '../inspect/inspection';
import { nestedLists } from '../base/tensor-text';

/** Values that somebody selected, or picked from a document. */
export interface SelectedTensor {
  /** What the program calls it. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: ArrayLike<number>;
  readonly dtype: DType;
}

/** The losses that can be asked of a selection, by the engine's names, the most used first. */
export const selectionLosses = [
  'cross_entropy',
  'binary_cross_entropy_with_logits',
  'binary_cross_entropy',
  'nll_loss',
  'mse_loss',
  'l1_loss',
] as const;

export type SelectionLoss = (typeof selectionLosses)[number];

/** What a target has to be like for an input and a loss. */
export interface TargetShape {
  readonly shape: readonly number[];
  /** Class indices instead of numbers of the input's shape. */
  readonly indices: boolean;
}

/**
 * The shapes that a target may have. Class indices lack the class dim: dim 1, or dim 0 of a single sample.
 * cross_entropy takes class probabilities of the input's shape as well.
 */
export function targetShapes(loss: SelectionLoss, input: readonly number[]): readonly TargetShape[] {
  const same: TargetShape = { shape: input, indices: false };
  if (loss !== 'cross_entropy' && loss !== 'nll_loss') return [same];
  const classDim = input.length > 1 ? 1 : 0;
  const indices: TargetShape = { shape: input.filter((_, dim) => dim !== classDim), indices: true };
  return loss === 'cross_entropy' ? [indices, same] : [indices];
}

/** Whether a tensor of a document can be the target. */
export function fitsAsTarget(tensor: TensorRecord, wanted: readonly TargetShape[]): boolean {
  if (tensor.data === null || tensor.shape === null || tensor.dtype === null) return false;
  const integers = !isFloating(tensor.dtype);
  const shape = tensor.shape.join();
  return wanted.some((target) => target.shape.join() === shape && (!target.indices || integers));
}

/** The program that makes the tensor and, where asked, its loss with a target. */
export function selectionProgram(
  input: SelectedTensor,
  loss: { readonly name: SelectionLoss; readonly target: SelectedTensor } | null,
): Source {
  const lines = ['import torch', 'import torch.nn.functional as F', '', assignment(input)];
  if (loss)
    lines.push(
      assignment(targetFor(loss.name, input, loss.target)),
      '',
      callOf(loss.name, input, loss.target),
    );
  return { file: 'selection', text: `${lines.join('\n')}\n` };
}

/** Class indices are int64; every other target has the input's dtype, whatever was selected. */
function targetFor(loss: SelectionLoss, input: SelectedTensor, target: SelectedTensor): SelectedTensor {
  const wanted = targetShapes(loss, input.shape).find(({ shape }) => shape.join() === target.shape.join());
  if (wanted?.indices) return { ...target, dtype: 'int64' };
  return { ...target, dtype: isFloating(input.dtype) ? input.dtype : 'float32' };
}

const callOf = (loss: SelectionLoss, input: SelectedTensor, target: SelectedTensor): string =>
  `loss = F.${loss}(${input.name}, ${target.name})`;

const assignment = ({ name, shape, values, dtype }: SelectedTensor): string =>
  `${name} = torch.tensor(${nestedLists(values, shape, dtype)}, dtype=torch.${dtype})`;
