/**
 * Tensor objects that look at another's storage. The graph has no storage, so a
 * view remembers how it is read from its base and how a change of it is written back:
 * a change of the one then shows in the other, as in PyTorch and numpy.
 */
import { isGradEnabled } from '../engine/context';
import { diagonalPositions, positionTensor, stridedPositions } from '../engine/ops/as_strided';
import { isWrittenPartOf, putItems } from '../engine/new_memory';
import { ops } from '../engine/ops/index';
import { nameGradFn } from '../engine/grad_fn';
import { isKnownShape } from '../engine/shape';
import type { IndexItem } from '../engine/index_items';
import type { Attributes, Op } from '../engine/op';
import { Tensor } from '../engine/tensor';
import { keepLayout, layoutOf, viewStrides } from './torch/tensor/layout';
import { tensorValue, type TensorFramework, type TensorValue, type Value, type ViewOrigin } from './values';

/** How a changed view is written into its base, by the operation that made the view. */
type WriteBack = (base: Tensor, changed: Tensor, attributes: Attributes) => Tensor;

const intoShape: WriteBack = (base, changed) =>
  Tensor.apply(ops.reshape, [changed], { shape: base.shape ?? [] });

const intoPart = (base: Tensor, changed: Tensor, items: readonly IndexItem[]): Tensor =>
  putItems(base, changed, items);

/** Puts elements at positions of the row-major storage. */
function intoPositions(base: Tensor, changed: Tensor, positions: Tensor): Tensor {
  const flat = (tensor: Tensor): Tensor => Tensor.apply(ops.reshape, [tensor], { shape: [-1] });
  const items = [{ kind: 'tensor' } as const];
  const put = Tensor.apply(ops.index_put, [flat(base), flat(changed), positions], { items });
  return Tensor.apply(ops.reshape, [put], { shape: base.shape ?? [] });
}

/**
 * A tensor that holds other numbers since it was changed through a detached one. Inputs: the tensor, what it holds
 * now. To its gradient nothing has changed.
 */
const holding: Op<{ readonly gradFn: string | undefined }> = {
  name: 'holding',
  gradFn: (_, { gradFn }) => gradFn ?? '',
  infer: ([base]) => ({ shape: base!.shape, dtype: base!.dtype }),
  role: ([, held]) => held!.role,
  kernel: {
    kind: 'general',
    compute: ([, held], _, target) => {
      target.values.set(held!.values);
    },
  },
  vjp: (gradient) => [gradient, undefined],
  samples: [],
};

/** Every place of an expanded tensor holds what its base holds: it is only written where all of them get the same. */
function firstOfExpanded(base: Tensor, changed: Tensor): Tensor {
  const own = base.shape as readonly number[];
  const wide = changed.shape as readonly number[];
  const items = wide.map((size, dim): IndexItem => {
    const at = dim - wide.length + own.length;
    if (at < 0) return { kind: 'integer', value: 0 };
    return own[at] === 1 && size !== 1 ? { kind: 'slice', start: 0, stop: 1 } : { kind: 'slice' };
  });
  return Tensor.apply(ops.index, [changed], { items });
}

/** `dim` all-slices, then one item. */
const atDim = (base: Tensor, dim: number, item: IndexItem): IndexItem[] => {
  const at = dim < 0 ? dim + (base.rank ?? 0) : dim;
  return [...Array.from({ length: at }, (): IndexItem => ({ kind: 'slice' })), item];
};

const writeBack: Readonly<Record<string, WriteBack | undefined>> = {
  expand: firstOfExpanded,
  reshape: intoShape,
  flatten: intoShape,
  squeeze: intoShape,
  unsqueeze: intoShape,
  detach: (base, changed) =>
    base.producer && base.requiresGrad
      ? Tensor.apply(holding, [base, changed], { gradFn: base.gradFn })
      : Tensor.apply(ops.detach, [changed], {}),
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
export function asView(base: TensorValue, result: Value, place?: number): Value {
  if (result.kind === 'tuple') {
    return { ...result, items: result.items.map((item, at) => asView(base, item, at)) };
  }
  if (result.kind !== 'tensor' || result === base || result.view) return result;
  if (base.framework !== 'torch' && base.framework !== 'numpy') return result;
  // One element of an array of numpy is a number of its own.
  if (base.framework === 'numpy' && result.tensor.rank === 0 && base.tensor.rank !== 0) return result;
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
  if (!write || producer.inputs.length !== 1) return result;
  const [source] = producer.inputs;
  if (source !== base.tensor && !isWrittenPartOf(source, base.tensor)) return result;
  if (isCopy(base.tensor, result.tensor)) return result;
  const { op, attributes } = producer;
  const isTracked = base.framework === 'torch' && op.name !== 'detach';
  return linked(
    base,
    isTracked ? leafWithoutGradients(base, result) : result,
    (node) => Tensor.apply(op as Op, [node], attributes),
    (node, changed) => write(node, changed, attributes),
    isTracked ? originOf(base, result, place) : undefined,
  );
}

/** Whether an object looks at memory that another's operation made and is not linked to it, so that whose it is cannot be told. */
export function isUnlinkedView({ tensor, view }: TensorValue): boolean {
  if (view) return false;
  let node = tensor;
  for (;;) {
    const { producer } = node;
    if (!producer || !writeBack[producer.op.name]) return node !== tensor;
    const items = producer.attributes['items'] as readonly IndexItem[] | undefined;
    const [source] = producer.inputs;
    if (items?.some(({ kind }) => kind === 'tensor') || isCopy(source!, node)) return false;
    node = source!;
  }
}

/** What PyTorch remembers of a view: that it is one of several, or was made while no gradients were recorded. */
function originOf(base: TensorValue, result: TensorValue, place: number | undefined): ViewOrigin | undefined {
  const inherited = base.view?.made;
  const withoutGradients = !isGradEnabled() || inherited?.withoutGradients === true;
  const gradFn = result.gradFn ?? result.tensor.gradFn;
  const output = place === undefined || withoutGradients ? inherited?.output : { place, gradFn };
  return withoutGradients || output ? { withoutGradients, ...(output ? { output } : {}) } : undefined;
}

/** A view of what requires grad is a leaf that requires grad too, where no gradients are recorded. */
function leafWithoutGradients(base: TensorValue, result: TensorValue): TensorValue {
  if (isGradEnabled() || !base.tensor.requiresGrad) return result;
  const leaf = result.tensor.asLeaf({ requiresGrad: true });
  keepLayout(result.tensor, leaf);
  return { ...result, tensor: leaf };
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
  made?: ViewOrigin,
): TensorValue {
  if (!base.storage || base.storage.former) base.storage = {};
  const { storage } = base;
  const home = (): TensorValue => storage.former ?? base;
  let node = result.tensor;
  let seen = base.tensor;
  const isTracked = base.framework === 'torch' && node.producer?.op.name !== 'detach';
  // PyTorch makes a view anew from its strides where its storage was changed.
  const named = (tensor: Tensor): Tensor => {
    if (isTracked && tensor.producer && tensor !== seen) nameGradFn(tensor, 'AsStridedBackward0');
    return tensor;
  };
  return {
    ...result,
    view: {
      get base() {
        return home();
      },
      write: (node, changed) => {
        const written = write(node, changed);
        if (isTracked && written.producer) nameGradFn(written, 'CopySlices');
        return written;
      },
      ...(made ? { made } : {}),
    },
    get tensor() {
      const { tensor } = home();
      if (tensor !== seen) {
        seen = tensor;
        node = named(read(seen));
      }
      return node;
    },
    set tensor(changed: Tensor) {
      seen = home().tensor;
      node = named(changed);
    },
  };
}
