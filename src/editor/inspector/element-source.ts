/**
 * From an element of a tensor to its number in the source, and back. What only moves numbers
 * about (views, casts, stacking) is applied to their positions, so that an element is
 * followed to the literal that it was written in, or to the expression that computed it.
 */
import { LineIndex } from '../../base/line-index';
import type { Place, Source, Span } from '../../base/place';
import { ops } from '../../engine/ops';
import type { AnyOp, Attributes, Op } from '../../engine/op';
import { Tensor } from '../../engine/tensor';
import type { Inspection, LossCall, TensorId, TensorRecord } from '../../inspect/inspection';
import { moduleOf } from '../../python/parsed';
import type { EditedSource } from '../../rules/shared/code-shape';
import { leavesBehind } from './literal-leaves';
import { touches } from '../lookup';

/** One element: its tensor, and its position among the row-major values. */
export interface Element {
  readonly tensor: TensorId;
  readonly index: number;
}

/** Each element of the result is an element of its input, in the same order. */
const keepers: ReadonlySet<string> = new Set(['cast', 'clone', 'detach']);

/** Each element of the result is an element of an input. */
const movers: Readonly<Record<string, AnyOp>> = {
  reshape: ops.reshape,
  flatten: ops.flatten,
  squeeze: ops.squeeze,
  unsqueeze: ops.unsqueeze,
  permute: ops.permute,
  transpose: ops.transpose,
  narrow: ops.narrow,
  select: ops.select,
  expand: ops.expand,
  flip: ops.flip,
  roll: ops.roll,
  cat: ops.cat,
  stack: ops.stack,
};

/** A deeper chain of operations than this ends where it is. */
const DEEPEST = 100;

/** The characters of a text in which single numbers are looked for; the editor waits while it is parsed. */
const LONGEST_TEXT = 1_000_000;

/** Where the elements of a tensor were made: by position, the number of an element among those of all origins. */
interface Trace {
  readonly origins: readonly { readonly tensor: TensorId; readonly count: number }[];
  readonly positions: ArrayLike<number>;
}

/** Null where the sizes are not known. */
function traceOf(inspection: Inspection, id: TensorId, depth = 0): Trace | null {
  const record = inspection.tensors[id];
  const count = record && countOf(record);
  if (!record || count === null || count === undefined) return null;
  const own: Trace = {
    origins: [{ tensor: id, count }],
    positions: Float64Array.from({ length: count }, (_, at) => at),
  };
  const { producer } = record;
  if (!producer || depth > DEEPEST) return own;
  const [first] = producer.inputs;
  if (keepers.has(producer.operation) && first !== undefined)
    return traceOf(inspection, first, depth + 1) ?? own;
  const op = Object.hasOwn(movers, producer.operation) ? movers[producer.operation] : undefined;
  if (!op) return own;
  const inputs: Tensor[] = [];
  const origins: { readonly tensor: TensorId; readonly count: number }[] = [];
  let before = 0;
  for (const input of producer.inputs) {
    const trace = traceOf(inspection, input, depth + 1);
    if (!trace) return own;
    const values = Float64Array.from(trace.positions, (at) => at + before);
    inputs.push(Tensor.leaf({ shape: shapeOf(inspection.tensors[input]), dtype: 'float64', values }));
    origins.push(...trace.origins);
    before += trace.origins.reduce((sum, origin) => sum + origin.count, 0);
  }
  try {
    // The attributes are those that it was applied with.
    const moved = Tensor.apply(op as unknown as Op<Attributes>, inputs, producer.attributes).values();
    return moved.length === count ? { origins, positions: moved } : own;
  } catch {
    // An attribute that is no plain data is not in the record: the operation cannot be done again.
    return own;
  }
}

/** The element that a literal holds or an operation computed, of which this one is a copy. */
export function originOf(inspection: Inspection, { tensor, index }: Element): Element | null {
  const trace = traceOf(inspection, tensor);
  let at = trace?.positions[index];
  if (!trace || at === undefined) return null;
  for (const origin of trace.origins) {
    if (at < origin.count) return { tensor: origin.tensor, index: at };
    at -= origin.count;
  }
  return null;
}

/** The first element of a tensor that is a copy of this one; null where none is. */
export function copyIn(inspection: Inspection, tensor: TensorId, of: Element): Element | null {
  const trace = traceOf(inspection, tensor);
  if (!trace) return null;
  let before = 0;
  for (const origin of trace.origins) {
    const wanted = before + of.index;
    const index = origin.tensor === of.tensor ? Array.prototype.indexOf.call(trace.positions, wanted) : -1;
    if (index >= 0) return { tensor, index };
    before += origin.count;
  }
  return null;
}

/**
 * The place of an element: its number in a literal, else what made its tensor.
 *
 * @param texts The texts that were read, by the `source` of a place.
 */
export function placeOfElement(
  inspection: Inspection,
  texts: readonly string[],
  element: Element,
): Place | null {
  const origin = originOf(inspection, element) ?? element;
  const record = inspection.tensors[origin.tensor];
  const leaf = record && leavesOf(record, texts)?.[origin.index];
  if (!record?.place || !leaf) return placeOfTensor(inspection, origin.tensor);
  return new LineIndex(texts[record.place.source] ?? '').place(leaf, record.place.source);
}

/** Where a tensor was made, else the newest expression that is this tensor; null where it stands nowhere. */
export function placeOfTensor({ tensors, expressions }: Inspection, id: TensorId): Place | null {
  const made = tensors[id]?.place ?? null;
  return made ?? expressions.findLast(({ tensor }) => tensor === id)?.place ?? null;
}

/**
 * The elements that the number at an offset is, of every tensor that was made of its literal: a loop makes many,
 * and so does a backward pass. The newest first; none where no number of a tensor's literal stands there.
 */
export function elementsAtOffset(
  inspection: Inspection,
  texts: readonly string[],
  source: number,
  offset: number,
): readonly Element[] {
  const text = texts[source] ?? '';
  if (!isAtNumber(text, offset)) return [];
  const indices = new Map<string, number>();
  const found: Element[] = [];
  for (const record of inspection.tensors.toReversed()) {
    const { place } = record;
    if (record.producer || !place || place.source !== source) continue;
    if (!touches(place, source, offset) && !isGivenName(text, place)) continue;
    const key = `${place.start} ${place.end} ${countOf(record)}`;
    const index =
      indices.get(key) ??
      leavesOf(record, texts)?.findIndex(({ start, end }) => start <= offset && offset <= end) ??
      -1;
    indices.set(key, index);
    if (index >= 0) found.push({ tensor: record.id, index });
  }
  return found;
}

/** The input of a loss that holds a copy of an element. */
export function inputWith(inspection: Inspection, call: LossCall, of: Element): Element | null {
  for (const { tensor } of call.inputs) {
    const found = copyIn(inspection, tensor, of);
    if (found) return found;
  }
  return null;
}

/** Whether what makes a tensor is given a name, so that its numbers may stand elsewhere: `torch.tensor(rows, …)`. */
const isGivenName = (text: string, { start, end }: Span): boolean =>
  /^[\w.\s]*\(\s*[^\W\d]\w*\s*[,)]/.test(text.slice(start, Math.min(end, start + 200)));

/** Its numbers, where it is a literal that has as many as the tensor. */
function leavesOf(record: TensorRecord, texts: readonly string[]): readonly Span[] | null {
  const { place, producer } = record;
  if (producer || !place || (texts[place.source]?.length ?? 0) > LONGEST_TEXT) return null;
  const leaves = leavesBehind(sourceOf(texts, place.source), place);
  return leaves?.length === countOf(record) ? leaves : null;
}

/** The source of a text that is looked at, with its tree, which stays while the cursor moves within that text. */
function sourceOf(texts: readonly string[], index: number): EditedSource {
  const text = texts[index] ?? '';
  if (latest?.text !== text) latest = { file: '', text };
  return { index, text, module: moduleOf(latest) };
}

let latest: Source | null = null;

/** Looking costs a tree of the text, so most places are told apart by what is written around them. */
function isAtNumber(text: string, offset: number): boolean {
  const before = /[\w.+'"()-]{0,40}$/.exec(text.slice(Math.max(offset - 40, 0), offset))?.[0] ?? '';
  const after = /^[\w.+'"()-]{0,40}/.exec(text.slice(offset, offset + 40))?.[0] ?? '';
  return /\d|True|False|nan|inf/.test(before + after);
}

const shapeOf = (record: TensorRecord | undefined): readonly number[] =>
  (record?.shape ?? []).filter((size) => typeof size === 'number');

/** The number of elements; null where a size is not known. */
function countOf({ shape }: TensorRecord): number | null {
  if (!shape?.every((size) => typeof size === 'number')) return null;
  return shape.reduce((product, size) => product * size, 1);
}
