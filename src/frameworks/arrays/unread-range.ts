/** `arange` of bounds that are not known: however many numbers there are, they stand in one dim. */
import type { DType } from '../../engine/dtype';
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { dimOfSize, numberKind } from '../contract';
import type { Value } from '../values';

/** Undefined where all bounds are known. `integers`: the dtype of numbers between integers. */
export function unreadRange(
  bounds: readonly Value[],
  dtype: DType | undefined,
  integers: DType,
): Tensor | undefined {
  if (!bounds.some(({ kind }) => kind === 'unknown')) return undefined;
  const [only] = bounds;
  const dim = bounds.length === 1 && only?.kind === 'unknown' ? dimOfSize(only) : new SymbolicDim('?');
  const byKind = bounds.every((value) => numberKind(value) === 'int') ? integers : undefined;
  return Tensor.leaf({ shape: [dim], dtype: dtype ?? byKind });
}
