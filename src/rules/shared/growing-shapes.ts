/** Shapes that grow against each other where they broadcast, as a column and a vector do to a square. */
import type { TensorRecord } from '../../inspect/inspection';
import { outputsOfScores } from './output-width';
import type { RuleContext } from '../rule';

export type RecordedShape = readonly (number | string)[];

/**
 * The shape that two shapes broadcast to when both grow by it, as (N, 1) and (N,) do to (N, N);
 * null when at most one grows, when they do not fit, and when a size that decides is not known.
 */
export function shapeWhereBothGrow(a: RecordedShape, b: RecordedShape): RecordedShape | null {
  const rank = Math.max(a.length, b.length);
  const result: (number | string)[] = [];
  let firstGrows = false;
  let secondGrows = false;
  for (let dim = 0; dim < rank; dim++) {
    const left = a[a.length - rank + dim] ?? 1;
    const right = b[b.length - rank + dim] ?? 1;
    if (left === right) result.push(left);
    else if (left === 1) {
      firstGrows = true;
      result.push(right);
    } else if (right === 1) {
      secondGrows = true;
      result.push(left);
    } else if (typeof left === 'number' && typeof right === 'number') return null;
    else result.push(typeof left === 'number' ? left : right);
  }
  return firstGrows && secondGrows ? result : null;
}

/** Whether shapes have the same sizes beside ones, as far as they are known. */
export function mayBeOfOneSize(a: RecordedShape, b: RecordedShape): boolean {
  const [left, right] = [a, b].map((shape) => shape.filter((size) => size !== 1));
  const isUnknown = (size: number | string): boolean => typeof size === 'string';
  return (
    left!.length === right!.length &&
    left!.every((size, at) => size === right![at] || isUnknown(size) || isUnknown(right![at]!))
  );
}

export const withoutOnes = (shape: RecordedShape): string => shape.filter((size) => size !== 1).join();

const arithmetic: ReadonlySet<string> = new Set(['add', 'sub', 'mul', 'div']);

/** As many steps lie between a target and the sum that it comes from, at most. */
const MAXIMUM_STEPS = 12;

/**
 * The sum, difference or product behind a tensor in which a column met a vector: since then each row holds numbers of
 * all rows. Null where there is none.
 */
export function grownFrom(context: RuleContext, record: TensorRecord): TensorRecord | null {
  const waiting = [record];
  for (let step = 0; waiting.length > 0 && step < MAXIMUM_STEPS; step++) {
    const at = waiting.shift()!;
    const { producer, shape } = at;
    if (!producer || !shape) continue;
    const inputs = producer.inputs.map((id) => context.tensor(id));
    if (arithmetic.has(producer.operation) && inputs.length === 2) {
      const [left, right] = inputs as [TensorRecord, TensorRecord];
      const bothGrow = left.shape && right.shape && shapeWhereBothGrow(left.shape, right.shape);
      if (bothGrow && mayBeOfOneSize(left.shape, right.shape)) return at;
      waiting.push(...inputs);
    } else if (producer.operation === 'detach' || producer.operation === 'cast') waiting.push(...inputs);
  }
  return null;
}

/** What a layer of one output gives for data of unknown rank: the last dim is one long, perhaps of several such put together. */
export function isUnreadColumn(context: RuleContext, record: TensorRecord): boolean {
  if (record.shape) return false;
  const { operation, inputs, attributes } = record.producer ?? { operation: '', inputs: [], attributes: {} };
  if (operation === 'cat' && attributes['dim'] === 0)
    return inputs.every((id) => isUnreadColumn(context, context.tensor(id)));
  return outputsOfScores(context, record) === 1;
}

/**
 * Whether a vector is no single number: a slice of unknown bounds and what was made flat may hold one, and then a
 * single prediction is right beside it.
 */
export const isVectorOfMany = (context: RuleContext, record: TensorRecord): boolean =>
  record.shape?.length === 1 && isOfMany(context, record);

/** What leaves as many elements as there were. */
const keepingCount: ReadonlySet<string> = new Set([
  ...['cast', 'clone', 'detach', 'neg', 'reshape', 'flatten', 'squeeze', 'unsqueeze', 'permute'],
]);

/** Whether a tensor has more than one element, for certain: what is not read and has a size that is not known has many. */
export function isOfMany(context: RuleContext, record: TensorRecord, depth = 0): boolean {
  const { shape, producer } = record;
  if (shape?.some((size) => typeof size === 'number' && size > 1)) return !shape.includes(0);
  if (shape?.every((size) => typeof size === 'number')) return false;
  if (!producer) return shape !== null;
  if (depth > MAXIMUM_STEPS) return false;
  const { operation } = producer;
  const inputs = producer.inputs.map((id) => context.tensor(id));
  const [first, second] = inputs;
  const isMany = (input: TensorRecord | undefined): boolean =>
    input !== undefined && isOfMany(context, input, depth + 1);
  if (keepingCount.has(operation)) return isMany(first);
  if (arithmetic.has(operation)) return inputs.some(isMany);
  switch (operation) {
    case 'cat':
    case 'either':
      return inputs.every(isMany);
    case 'index':
      return inputs.length === 2 && second!.producer !== null && isMany(second);
    case 'index_select':
      return isMany(second!.producer ? second : first);
    case 'index_put':
      return isMany(first);
    default:
      return false;
  }
}
