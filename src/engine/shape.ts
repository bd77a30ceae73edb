/** Shapes: sizes that are known, and sizes that are only known to be the same size elsewhere. */
import { TensorError } from './error';

/** A size that reading the code does not tell, such as the batch size; equal only to itself. */
export class SymbolicDim {
  constructor(readonly name: string) {}

  toString(): string {
    return this.name;
  }
}

export type Dim = number | SymbolicDim;

/** The sizes of a tensor, outermost first; `[]` is a scalar. A tensor of unknown rank has no Shape at all. */
export type Shape = readonly Dim[];

export const isKnownShape = (shape: Shape | undefined): shape is readonly number[] =>
  shape !== undefined && shape.every((dim) => typeof dim === 'number');

/** The number of elements of a fully known shape. */
export function numelOf(shape: readonly number[]): number {
  let product = 1;
  for (const size of shape) product *= size;
  return product;
}

/** Row-major strides, in elements. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    strides[dim] = step;
    step *= shape[dim]!;
  }
  return strides;
}

/** `[2, 3]`, as PyTorch's messages print a size. */
export const formatShape = (shape: Shape | undefined): string =>
  shape === undefined ? '[?]' : `[${shape.map(String).join(', ')}]`;

/**
 * A dim counted from either end as one counted from the front.
 * Throws PyTorch's IndexError when it is out of range; a scalar accepts 0 and -1.
 */
export function normalizeDim(dim: number, rank: number): number {
  const bound = Math.max(rank, 1);
  if (dim < -bound || dim >= bound) {
    throw new TensorError(
      'IndexError',
      `Dimension out of range (expected to be in range of [${-bound}, ${bound - 1}], but got ${dim})`,
    );
  }
  return dim < 0 ? dim + bound : dim;
}

/**
 * The shape two operands broadcast to (PyTorch documentation, "Broadcasting semantics").
 * A symbolic size against a number n > 1 can only be n or 1, so the result is n.
 * Throws PyTorch's RuntimeError when known sizes do not fit.
 */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const result: Dim[] = Array.from({ length: rank });
  // PyTorch names the last dim that does not fit.
  for (let dim = rank - 1; dim >= 0; dim--) {
    const left = a[dim - rank + a.length] ?? 1;
    const right = b[dim - rank + b.length] ?? 1;
    if (left === right || right === 1) result[dim] = left;
    else if (left === 1) result[dim] = right;
    else if (typeof left === 'number' && typeof right === 'number') {
      throw new TensorError(
        'RuntimeError',
        `The size of tensor a (${left}) must match the size of tensor b (${right}) at non-singleton dimension ${dim}`,
      );
    } else if (typeof left === 'number') result[dim] = left;
    else if (typeof right === 'number') result[dim] = right;
    else result[dim] = new SymbolicDim(`${left}|${right}`);
  }
  return result;
}

/** Whether two sizes are certainly equal. */
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((dim, at) => dim === b[at]);
