/**
 * Memory that was asked for and not written yet, as `torch.empty` gives it: its values are not known until every element
 * was written, and then they are, whichever writes it took.
 */
import type { DType } from './dtype';
import { allocate } from './dtype';
import type { IndexItem } from './index_items';
import { index, index_put } from './ops/indexing';
import { numelOf } from './shape';
import { Tensor } from './tensor';

/** What was written so far, zeros elsewhere, and where. */
interface Written {
  readonly values: Tensor;
  readonly places: Tensor;
}

const written = new WeakMap<Tensor, Written>();

/** Larger memory is not followed: each write looks at all of it. */
const MAXIMUM_ELEMENTS = 100_000;

const zeros = (shape: readonly number[], dtype: DType): Tensor =>
  Tensor.leaf({ shape, dtype, values: allocate(dtype, numelOf(shape)) });

/** A tensor whose elements are not known yet. */
export function newMemory(shape: readonly number[], dtype: DType, requiresGrad = false): Tensor {
  const count = numelOf(shape);
  const memory = Tensor.leaf({
    shape,
    dtype,
    requiresGrad,
    values: count === 0 ? allocate(dtype, 0) : undefined,
  });
  if (count > 0 && count <= MAXIMUM_ELEMENTS && !requiresGrad)
    written.set(memory, { values: zeros(shape, dtype), places: zeros(shape, 'bool') });
  return memory;
}

/** `base[items] = source`; what new memory holds is known once nothing of it is left unwritten. */
export function putItems(
  base: Tensor,
  source: Tensor,
  items: readonly IndexItem[],
  indices: readonly Tensor[] = [],
): Tensor {
  const before = written.get(base);
  const isKnown = before && source.hasValues && indices.every((place) => place.hasValues);
  if (!isKnown) return Tensor.apply(index_put, [base, source, ...indices], { items });
  const values = Tensor.apply(index_put, [before.values, source, ...indices], { items });
  const one = Tensor.leaf({ shape: [], dtype: 'bool', values: Uint8Array.of(1) });
  const places = Tensor.apply(index_put, [before.places, one, ...indices], { items });
  if (places.values().every((place) => place !== 0)) return values;
  const partly = Tensor.apply(index_put, [base, source, ...indices], { items });
  written.set(partly, { values, places: places.asLeaf() });
  return partly;
}

/** `base[items]`: what was written of new memory is known before all of it is. */
export function takeItems(
  base: Tensor,
  items: readonly IndexItem[],
  indices: readonly Tensor[] = [],
): Tensor {
  const read = Tensor.apply(index, [base, ...indices], { items });
  const known = written.get(base);
  if (!known || read.numel === 0 || !indices.every((place) => place.hasValues)) return read;
  const places = Tensor.apply(index, [known.places, ...indices], { items });
  const isWritten = places.values().every((place) => place !== 0);
  return isWritten ? Tensor.apply(index, [known.values, ...indices], { items }) : read;
}

/** Whether `values` are what is known of the memory of `base`. */
export const isWrittenPartOf = (values: Tensor | undefined, base: Tensor): boolean =>
  values !== undefined && written.get(base)?.values === values;
