/** In which order a tensor's elements lie in PyTorch's memory: what is like it is filled in that order. */
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { isContiguous, layoutOf } from './layout';

/** The dims from the outermost in memory to the innermost; undefined where they are in order, or not known. */
export function memoryOrder(tensor: Tensor): readonly number[] | undefined {
  const strides = layoutOf(tensor);
  const { shape } = tensor;
  if (!strides || !isKnownShape(shape) || isContiguous(strides, shape)) return undefined;
  const order = shape.map((_, dim) => dim).sort((a, b) => strides[b]! - strides[a]!);
  // Dims of size 1 may lie anywhere.
  const counted = order.filter((dim) => shape[dim] !== 1);
  return counted.every((dim, at) => at === 0 || dim > counted[at - 1]!) ? undefined : order;
}

/** Values in the order of memory as row-major ones. */
export function rowMajor<Values extends Float32Array | Float64Array>(
  inMemory: Values,
  shape: readonly number[],
  order: readonly number[],
): Values {
  const strides = new Array<number>(shape.length).fill(0);
  let stride = 1;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    strides[dim] = stride;
    stride *= shape[dim]!;
  }
  const values = inMemory.slice() as Values;
  const index = new Array<number>(shape.length).fill(0);
  for (let at = 0; at < inMemory.length; at++) {
    let to = 0;
    for (let dim = 0; dim < shape.length; dim++) to += index[dim]! * strides[dim]!;
    values[to] = inMemory[at]!;
    for (let place = order.length - 1; place >= 0; place--) {
      const dim = order[place]!;
      if (++index[dim]! < shape[dim]!) break;
      index[dim] = 0;
    }
  }
  return values;
}

/** The same tensor in order, as `contiguous()` makes it: the copy is a node of its own where one is made. */
export function contiguous(tensor: Tensor): Tensor | undefined {
  const strides = layoutOf(tensor);
  if (!strides || !isKnownShape(tensor.shape) || isContiguous(strides, tensor.shape)) return undefined;
  // Flat elements lie in a row, and so do those of any shape that they are given.
  const flat = Tensor.apply(ops.reshape, [tensor], { shape: [-1] });
  return Tensor.apply(ops.reshape, [flat], { shape: tensor.shape });
}
