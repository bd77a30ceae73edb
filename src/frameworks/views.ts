/**
 * Tensor objects that look at another's storage. The graph has no storage, so a
 * view remembers how it is read from its base and how a change of it is written back:
 * a change of the one then shows in the other, as in PyTorch and numpy.
 */
import { diagonalPositions, positionTensor, stridedPositions } from '../engine/ops/as_strided';
import { ops } from '../engine/ops/index';
import { isKnownShape } from '../engine/shape';
import type { IndexItem } from '../engine/index_items';
import type { Attributes, Op } from '../engine/op';
import { Tensor } from '../engine/tensor';
import { layoutOf, viewStrides } from './torch/layout';
import { tensorValue, type TensorFramework, type TensorValue, type Value } from './values';

/** How a changed view is written into its base, by the operation that made the view. */
type WriteBack = (base: Tensor, changed: Tensor, attributes: Attributes) => Tensor;

const intoShape: WriteBack = (base, changed) =>
  Tensor.apply(ops.reshape, [changed], { shape: base.shape ?? [] });

const intoPart = (base: Tensor, changed: Tensor, items: readonly IndexItem[]): Tensor =>
  Tensor.apply(ops.index_put, [base, changed], { items });

/** Puts elements at positions of the row-major storage. */
function intoPositions(base: Tensor, changed: Tensor, positions: Tensor): Tensor {
  const flat = (tensor: Tensor): Tensor => Tensor.apply(ops.reshape, [tensor], { shape: [-1] });
  const items = [{ kind: 'tensor' } as const];
  const put = Tensor.apply(ops.index_put, [flat(base), flat(changed), positions], { items });
  return Tensor.apply(ops.reshape, [put], { shape: base.shape ?? [] });
}

/** `dim` all-slices, then one item. */
const atDim = (base: Tensor, dim: number, item: IndexItem): IndexItem[] => {
  const at = dim < 0 ? dim + (base.rank ?? 0) : dim;
  return [...Array.from({ length: at }, (): IndexItem => ({ kind: 'slice' })), item];
};

const writeBack: Readonly<Record<string, WriteBack | undefined>> = {
  reshape: intoShape,
  flatten: intoShape,
  squeeze: intoShape,
  unsqueeze: intoShape,
  detach: (_, changed) => Tensor.apply(ops.detach, [changed], {}),
  transpose: (_, changed, attributes) =>
    Tensor.apply(ops.transpose, [changed], attributes as { dim0: number; dim1: number }),
  permute: (_, changed, attributes) => {
    const dims = attributes['dims'] as readonly number[];
    const inverse = dims.map((__, at) => dims.findIndex((dim) => (dim < 0 ? dim + dims.length : dim) === at));
    return Tensor.apply(ops.permute, [changed], { dims: inverse });
  },
  as_strided: (base, changed, attributes) =>
    intoPositions(
      base,
      changed,
      positionTensor(stridedPositions(attributes as Parameters<typeof stridedPositions>[0])),
    ),
  diagonal: (base, changed, { offset, dim1, dim2 }) =>
    intoPositions(
      base,
      changed,
      diagonalPositions(base.shape as readonly number[], offset as number, dim1 as number, dim2 as number),
    ),
  index: (base, changed, attributes) => intoPart(base, changed, attributes['items'] as readonly IndexItem[]),
  select: (base, changed, attributes) =>
    intoPart(
      base,
      changed,
      atDim(base, attributes['dim'] as number, { kind: 'integer', value: attributes['index'] as number }),
    ),
  narrow: (base, changed, attributes) => {
    const start = attributes['start'] as number;
    const stop = start + (attributes['length'] as number);
    return intoPart(base, changed, atDim(base, attributes['dim'] as number, { kind: 'slice', start, stop }));
  },
};

/**
 * What an operation made of `base`, linked to it where PyTorch and numpy share the storage.
 * Indexing with tensors or lists copies, and so does everything that computes.
 */
export function asView(base: TensorValue, result: Value): Value {
  if (result.kind === 'tuple') {
    return { ...result, items: result.items.map((item) => asView(base, item)) };
  }
  if (result.kind !== 'tensor' || result === base || result.view) return result;
  if (base.framework !== 'torch' && base.framework !== 'numpy') return result;
  const { producer } = result.tensor;
  if (result.tensor === base.tensor) {
    return linked(
      base,
      result,
      (node) => node,
      (_, changed) => changed,
    );
  }
  const write = producer && writeBack[producer.op.name];
  if (!write || producer.inputs.length !== 1 || producer.inputs[0] !== base.tensor) return result;
  if (isCopy(base.tensor, result.tensor)) return result;
  const { op, attributes } = producer;
  return linked(
    base,
    result,
    (node) => Tensor.apply(op as Op, [node], attributes),
    (node, changed) => write(node, changed, attributes),
  );
}

/** The same storage as an object of another framework: `torch.from_numpy(array)`, `tensor.numpy()`. */
export const sharing = (base: TensorValue, framework: TensorFramework): TensorValue =>
  linked(
    base,
    tensorValue(base.tensor, framework),
    (node) => node,
    (_, changed) => changed,
  );

/** A reshape copies where the elements do not lie in memory as the new shape wants them. */
function isCopy(base: Tensor, result: Tensor): boolean {
  const name = result.producer?.op.name;
  if ((name !== 'reshape' && name !== 'flatten') || !isKnownShape(base.shape) || !isKnownShape(result.shape))
    return false;
  const strides = layoutOf(base);
  return strides !== undefined && viewStrides(base.shape, strides, result.shape) === undefined;
}

/** A tensor object whose node follows its base. */
function linked(
  base: TensorValue,
  result: TensorValue,
  read: (base: Tensor) => Tensor,
  write: (base: Tensor, changed: Tensor) => Tensor,
): TensorValue {
  let node = result.tensor;
  let seen = base.tensor;
  return {
    ...result,
    view: { base, write },
    get tensor() {
      if (base.tensor !== seen) {
        seen = base.tensor;
        node = read(seen);
      }
      return node;
    },
    set tensor(changed: Tensor) {
      node = changed;
      seen = base.tensor;
    },
  };
}
