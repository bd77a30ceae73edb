/** Which dims a reduction takes away, and how its result and its gradient look. */
import { TensorError } from './error';
import { expanded, reshaped } from './formula';
import { normalizeDim, type Dim, type Shape } from './shape';
import type { Tensor } from './tensor';

/** What sum, mean, amax … are told: no dim, or an empty list, means all dims. */
export type ReducedDims = {
  readonly dim?: number | readonly number[] | undefined;
  readonly keepdim?: boolean | undefined;
};

/** Sums and means; those of class indices' losses are added up sample by sample. */
export type SummedDims = ReducedDims & { readonly bySample?: boolean };

/**
 * The reduced dims, counted from the front.
 * Throws PyTorch's error for a dim out of range or named twice.
 */
export function reducedDims(dim: ReducedDims['dim'], rank: number): readonly number[] {
  const wanted = dim === undefined ? [] : typeof dim === 'number' ? [dim] : dim;
  if (wanted.length === 0) return Array.from({ length: rank }, (_, at) => at);
  const seen = new Set<number>();
  for (const given of wanted) {
    const normal = normalizeDim(given, rank);
    if (seen.has(normal)) {
      throw new TensorError('RuntimeError', `dim ${normal} appears multiple times in the list of dims`);
    }
    seen.add(normal);
  }
  return rank === 0 ? [] : [...seen];
}

/** The shape that is left. */
export function reducedShape(shape: Shape | undefined, { dim, keepdim }: ReducedDims): Shape | undefined {
  const all = dim === undefined || (typeof dim !== 'number' && dim.length === 0);
  if (shape === undefined) return all && !keepdim ? [] : undefined;
  const gone = reducedDims(dim, shape.length);
  if (keepdim) return shape.map((size, at): Dim => (gone.includes(at) ? 1 : size));
  return shape.filter((_, at) => !gone.includes(at));
}

/** Something of the reduced shape, repeated along the reduced dims again: the transpose of a sum. */
export function spreadBack(reduced: Tensor, shape: Shape, dim: ReducedDims['dim']): Tensor {
  const kept = reducedShape(shape, { dim, keepdim: true })!;
  return expanded(reshaped(reduced, kept), shape);
}
