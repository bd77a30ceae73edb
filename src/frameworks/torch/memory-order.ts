/**
 * In which order a tensor's elements lie in PyTorch's memory. Values here are always row-major, but
 * PyTorch keeps the strides of a transposed tensor through elementwise operations, and fills what is
 * like it in the order of memory (ATen/TensorIterator.cpp; `empty_like` with `preserve_format`).
 */
import { ops } from '../../engine/ops/index';
import { isKnownShape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';

/** Operations whose result lies in memory as their input does, beside the elementwise ones. */
const keepsOrder: ReadonlySet<string> = new Set(['narrow']);

/** The dims from the outermost in memory to the innermost; undefined where they are in order. */
export function memoryOrder(tensor: Tensor): readonly number[] | undefined {
  if (!isKnownShape(tensor.shape) || tensor.shape.length < 2) return undefined;
  const { shape } = tensor;
  const rank = shape.length;
  // Dim i of the tensor is dim source[i] of the node that the walk has reached.
  let source = shape.map((_, dim) => dim);
  let node = tensor;
  while (node.producer) {
    const { op, inputs, attributes } = node.producer;
    const [first] = inputs;
    if (op.name === 'permute') {
      const dims = attributes['dims'] as readonly number[];
      source = source.map((dim) => (dims[dim]! + rank) % rank);
    } else if (op.name === 'transpose') {
      const [a, b] = ['dim0', 'dim1'].map((name) => ((attributes[name] as number) + rank) % rank);
      source = source.map((dim) => (dim === a ? b! : dim === b ? a! : dim));
    } else if (op.kernel.kind === 'elementwise' && op.name !== 'either') {
      const sizes = node.shape?.join();
      const like = inputs.find((input) => input.shape?.join() === sizes);
      if (!like) break;
      node = like;
      continue;
    } else if (!keepsOrder.has(op.name)) break;
    if (first?.shape?.length !== rank) break;
    node = first;
  }
  const order = shape.map((_, dim) => source.indexOf(dim));
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
export const contiguous = (tensor: Tensor): Tensor | undefined =>
  memoryOrder(tensor) ? Tensor.apply(ops.reshape, [tensor], { shape: tensor.shape! }) : undefined;
