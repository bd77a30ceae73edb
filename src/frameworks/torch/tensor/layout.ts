/**
 * How PyTorch would lay a tensor out in memory: the graph keeps values row-major, but strides decide whether
 * `view` is refused. They are followed through views and elementwise operations; what else makes a tensor makes it
 * contiguous.
 */
import type { IndexItem } from '../../../engine/index_items';
import { isKnownShape, normalizeDim, stridesOf } from '../../../engine/shape';
import type { Tensor } from '../../../engine/tensor';

interface Found {
  readonly strides: readonly number[] | undefined;
  /** Where the first element lies in the storage. */
  readonly offset: number | undefined;
}

/** What was found for a node: nodes do not change, and a graph has many ways to one. */
const found = new WeakMap<Tensor, Found>();

/** Strides in elements; undefined where the shape, or what they depend on, is not known. */
export const layoutOf = (tensor: Tensor): readonly number[] | undefined => placedIn(tensor).strides;

/** `x.storage_offset()`; undefined where it is not known. */
export const offsetOf = (tensor: Tensor): number | undefined => placedIn(tensor).offset;

/** What is written into a tensor lies where the tensor lay. */
export function keepLayout(before: Tensor, after: Tensor): void {
  if (before !== after) found.set(after, placedIn(before));
}

/** Whether some elements are one and the same place in memory, as those of an expanded tensor. */
export function overlaps(tensor: Tensor): boolean {
  const strides = layoutOf(tensor);
  return (
    strides !== undefined &&
    isKnownShape(tensor.shape) &&
    tensor.shape.every((size) => size > 0) &&
    tensor.shape.some((size, dim) => size > 1 && strides[dim] === 0)
  );
}

function placedIn(tensor: Tensor): Found {
  // Results are made after their inputs: a long chain is gone through from its beginning, so that nothing recurs deeply.
  const waiting = [tensor];
  while (waiting.length > 0) {
    const node = waiting.at(-1)!;
    const open = needed(node).filter((input) => !found.has(input));
    if (found.has(node) || open.length === 0) {
      waiting.pop();
      if (!found.has(node)) found.set(node, { strides: strideOf(node), offset: offsetIn(node) });
    } else waiting.push(...open);
  }
  return found.get(tensor)!;
}

/** How far a view begins behind the tensor that it looks at, by the operation that made it. */
const steps: Readonly<
  Record<
    string,
    (
      strides: readonly number[],
      shape: readonly number[],
      attributes: Readonly<Record<string, unknown>>,
    ) => number
  >
> = {
  select: (strides, shape, { dim, index }) => {
    const at = normalizeDim(dim as number, shape.length);
    const place = index as number;
    return (place < 0 ? place + shape[at]! : place) * strides[at]!;
  },
  narrow: (strides, shape, { dim, start }) => {
    const at = normalizeDim(dim as number, shape.length);
    const place = start as number;
    return (place < 0 ? place + shape[at]! : place) * strides[at]!;
  },
  diagonal: (strides, shape, { offset, dim1, dim2 }) => {
    const [a, b] = [dim1, dim2].map((dim) => normalizeDim(dim as number, shape.length)) as [number, number];
    return (offset as number) >= 0 ? (offset as number) * strides[b]! : -(offset as number) * strides[a]!;
  },
  index: (strides, shape, { items }) =>
    withoutEllipsis(items as readonly IndexItem[], shape.length).reduce((sum, item, dim) => {
      const size = shape[dim]!;
      if (item.kind === 'integer')
        return sum + (item.value < 0 ? item.value + size : item.value) * strides[dim]!;
      if (item.kind !== 'slice') return sum;
      const start = item.start ?? 0;
      return sum + Math.max(0, Math.min(size, start < 0 ? start + size : start)) * strides[dim]!;
    }, 0),
};

function offsetIn({ shape, producer }: Tensor): number | undefined {
  const [input] = producer?.inputs ?? [];
  if (!isKnownShape(shape)) return undefined;
  if (!producer || !input || !following[producer.op.name] || producer.op.name === 'clone') return 0;
  const { strides, offset } = found.get(input)!;
  const from = input.shape;
  if (!strides || offset === undefined || !isKnownShape(from)) return undefined;
  const { op, attributes } = producer;
  if (op.name === 'as_strided') return offset === 0 ? (attributes['offset'] as number) : undefined;
  if (op.name === 'index') {
    const items = attributes['items'] as readonly IndexItem[];
    if (items.some(({ kind }) => kind === 'tensor' || kind === 'newaxis'))
      return items.some(({ kind }) => kind === 'tensor') ? 0 : undefined;
  }
  // A reshape that finds no strides for its shape copies.
  if ((op.name === 'reshape' || op.name === 'flatten') && !viewStrides(from, strides, shape)) return 0;
  return offset + (steps[op.name]?.(strides, from, attributes) ?? 0);
}

/** The inputs on which the layout of a result depends. */
function needed({ producer }: Tensor): readonly Tensor[] {
  if (!producer) return [];
  if (following[producer.op.name]) return producer.inputs.slice(0, 1);
  return producer.op.kernel.kind === 'elementwise' ? producer.inputs : [];
}

function strideOf(tensor: Tensor): readonly number[] | undefined {
  const { shape, producer } = tensor;
  if (!isKnownShape(shape)) return undefined;
  const [input] = producer?.inputs ?? [];
  const inner = input && found.get(input)?.strides;
  if (!producer || !input) return stridesOf(shape);
  const { op, attributes } = producer;
  const follow = following[op.name];
  if (follow)
    return inner && isKnownShape(input.shape) ? follow(inner, input.shape, shape, attributes) : undefined;
  if (op.kernel.kind !== 'elementwise') return stridesOf(shape);
  // An elementwise result has the layout of its operands; where these differ it depends on more than is followed.
  const layouts = producer.inputs
    .filter((operand) => operand.rank === shape.length && !operand.wrapped)
    .map((operand) => found.get(operand)?.strides);
  const [first] = layouts;
  if (!first || layouts.some((layout) => layout?.join() !== first.join())) return stridesOf(shape);
  return isDense(first, shape) ? first : stridesOf(shape);
}

type Follow = (
  strides: readonly number[],
  from: readonly number[],
  to: readonly number[],
  attributes: Readonly<Record<string, unknown>>,
) => readonly number[] | undefined;

const following: Readonly<Record<string, Follow | undefined>> = {
  detach: (strides) => strides,
  clone: (strides, from) => (isDense(strides, from) ? strides : stridesOf(from)),
  transpose: (strides, from, _, { dim0, dim1 }) => {
    const [a, b] = [dim0, dim1].map((dim) => normalizeDim(dim as number, from.length)) as [number, number];
    return strides.map((stride, dim) => (dim === a ? strides[b]! : dim === b ? strides[a]! : stride));
  },
  permute: (strides, from, _, { dims }) =>
    (dims as readonly number[]).map((dim) => strides[normalizeDim(dim, from.length)]!),
  expand: (strides, from, to) =>
    to.map((size, dim) => {
      const own = dim - to.length + from.length;
      return own < 0 || (from[own] === 1 && size !== 1) ? 0 : strides[own]!;
    }),
  select: (strides, from, _, { dim }) =>
    strides.filter((__, at) => at !== normalizeDim(dim as number, from.length)),
  narrow: (strides) => strides,
  unsqueeze: (strides, from, to, { dim }) => {
    const at = normalizeDim(dim as number, to.length);
    const after = at < from.length ? from[at]! * strides[at]! : 1;
    return [...strides.slice(0, at), after, ...strides.slice(at)];
  },
  squeeze: (strides, from, to) => {
    const kept = strides.filter((_, dim) => from[dim] !== 1);
    return kept.length === to.length ? kept : viewStrides(from, strides, to);
  },
  reshape: (strides, from, to) => viewStrides(from, strides, to) ?? stridesOf(to),
  flatten: (strides, from, to) => viewStrides(from, strides, to) ?? stridesOf(to),
  as_strided: (_, __, ___, { stride }) => stride as readonly number[],
  diagonal: (strides, from, _, { dim1, dim2 }) => {
    const [a, b] = [dim1, dim2].map((dim) => normalizeDim(dim as number, from.length)) as [number, number];
    return [...strides.filter((__, dim) => dim !== a && dim !== b), strides[a]! + strides[b]!];
  },
  index: (strides, _, __, { items }) => indexedStrides(strides, items as readonly IndexItem[]),
};

/** `...` as the whole slices that it stands for. */
function withoutEllipsis(items: readonly IndexItem[], rank: number): readonly IndexItem[] {
  return items.flatMap((item): readonly IndexItem[] =>
    item.kind === 'ellipsis'
      ? Array.from({ length: Math.max(0, rank - items.length + 1) }, () => ({ kind: 'slice' }))
      : [item],
  );
}

/** Integers drop a dim, slices multiply its stride; with tensors among the items the result is a copy. */
function indexedStrides(
  strides: readonly number[],
  items: readonly IndexItem[],
): readonly number[] | undefined {
  const spread = withoutEllipsis(items, strides.length);
  if (spread.some((item) => item.kind === 'tensor' || item.kind === 'newaxis')) return undefined;
  const kept = spread.flatMap((item, dim) =>
    item.kind === 'slice' ? [strides[dim]! * (item.step ?? 1)] : [],
  );
  return [...kept, ...strides.slice(spread.length)];
}

/** Whether the elements fill their memory without gaps or repetition, in whatever order. */
function isDense(strides: readonly number[], shape: readonly number[]): boolean {
  const order = shape.map((_, dim) => dim).filter((dim) => shape[dim] !== 1);
  order.sort((a, b) => strides[a]! - strides[b]!);
  let expected = 1;
  for (const dim of order) {
    if (strides[dim] !== expected) return false;
    expected *= shape[dim]!;
  }
  return true;
}

export const isContiguous = (strides: readonly number[], shape: readonly number[]): boolean => {
  const wanted = stridesOf(shape);
  return shape.includes(0) || shape.every((size, dim) => size === 1 || strides[dim] === wanted[dim]);
};

/**
 * The strides of a view in another shape; undefined where the elements do not lie so that there is one. Dims that
 * follow each other in memory form a chunk, and the new sizes must divide each chunk.
 */
export function viewStrides(
  from: readonly number[],
  strides: readonly number[],
  to: readonly number[],
): readonly number[] | undefined {
  if (from.length === 0 || from.includes(0)) return stridesOf(to);
  const made = new Array<number>(to.length).fill(1);
  let next = to.length - 1;
  let inChunk = 1;
  let taken = 1;
  let base = strides.at(-1) ?? 1;
  for (let dim = from.length - 1; dim >= 0; dim--) {
    inChunk *= from[dim]!;
    const ends = dim === 0 || (from[dim - 1] !== 1 && strides[dim - 1] !== inChunk * base);
    if (!ends) continue;
    while (next >= 0 && (taken < inChunk || to[next] === 1)) {
      made[next] = taken * base;
      taken *= to[next]!;
      next--;
    }
    if (taken !== inChunk) return undefined;
    if (dim > 0) {
      base = strides[dim - 1]!;
      inChunk = 1;
      taken = 1;
    }
  }
  return next === -1 ? made : undefined;
}
