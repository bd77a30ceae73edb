/**
 * How broadcast inputs lie under the threads of a kernel. A kernel has at most
 * three thread dims, and finding an index by division is not exact in float32,
 * so neighbouring dims that every input walks the same way are merged until few are left.
 */
import { numelOf } from '../../shape';

/** The walk over a result's elements, and for each input the distance between neighbours along each dim. */
export interface Layout {
  /** Sizes of the merged dims, outermost first; at least one. */
  readonly sizes: readonly number[];
  /** For each input one stride per merged dim; all zero for an input of one element. */
  readonly strides: readonly (readonly number[])[];
}

/** The layout of `inputs` broadcast to `shape`. All shapes must fit by PyTorch's broadcasting rules. */
export function layoutOf(shape: readonly number[], inputs: readonly (readonly number[])[]): Layout {
  const sizes: number[] = [];
  const strides: number[][] = inputs.map(() => []);
  const walks = inputs.map((input) => broadcastStrides(input, shape));
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    const size = shape[dim]!;
    if (size === 1) continue;
    const inner = sizes[0];
    // Two dims are one when a step in the outer equals the inner's size steps in the inner, for every input.
    const merges = inner !== undefined && walks.every((walk, at) => walk[dim] === strides[at]![0]! * inner);
    if (merges) sizes[0] = inner * size;
    else {
      sizes.unshift(size);
      walks.forEach((walk, at) => strides[at]!.unshift(walk[dim]!));
    }
  }
  if (sizes.length === 0) return { sizes: [numelOf(shape)], strides: inputs.map(() => [0]) };
  return { sizes, strides };
}

/** The stride of an input along each dim of the shape it is broadcast to; 0 where it repeats. */
function broadcastStrides(input: readonly number[], shape: readonly number[]): number[] {
  const missing = shape.length - input.length;
  const result = new Array<number>(shape.length).fill(0);
  let step = 1;
  for (let dim = shape.length - 1; dim >= missing; dim--) {
    const size = input[dim - missing]!;
    if (size !== 1) result[dim] = step;
    step *= size;
  }
  return result;
}

/**
 * Whether WebGPU's smallest guaranteed dispatch covers these sizes: 65,535
 * workgroups along each dim, of 8 × 8 × 1 threads where there is more than one dim.
 */
export function fitsDispatch(sizes: readonly number[]): boolean {
  if (sizes.length > 3) return false;
  if (sizes.length <= 1) return numelOf(sizes) <= MAX_ELEMENTS;
  const [x, y, z = 1] = [...sizes].reverse() as [number, number, number?];
  return x <= 65_535 * 8 && y <= 65_535 * 8 && z <= 65_535 && numelOf(sizes) <= MAX_ELEMENTS;
}

/** 128 MiB of float32, the storage binding that every WebGPU device offers. */
const MAX_ELEMENTS = 2 ** 25;
