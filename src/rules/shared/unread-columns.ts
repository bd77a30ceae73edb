/**
 * Numbers of rows that are not read: whether there is one in each row of a column, as `scores.gather(1, actions)` gives
 * it, or whether the column is gone, as `scores.max(1)` leaves a vector. Both come out of a model's rows of scores, so
 * whatever these ranks are, a column has a dim more.
 */
import type { TensorId, TensorRecord } from '../../inspect/inspection';
import { isUnreadColumn } from './growing-shapes';
import type { RuleContext } from '../rule';

export type Along = 'column' | 'vector';

/** So many steps lie between a result and the scores of the model that it comes from, at most. */
const MAXIMUM_DEPTH = 12;

/** Operations that keep the dims of what they are applied to. */
const keeping: ReadonlySet<string> = new Set(['cast', 'clone', 'detach', 'neg']);

const arithmetic: ReadonlySet<string> = new Set(['add', 'div', 'mul', 'sub']);

const best: ReadonlySet<string> = new Set(['amax', 'amin', 'max_values', 'min_values']);

const positions: ReadonlySet<string> = new Set(['argmax', 'argmin', 'max_indices', 'min_indices']);

/** What is left of the rows of scores that a tensor comes from; null where that is not certain. */
export function alongRows(context: RuleContext, record: TensorRecord, depth = 0): Along | null {
  const { producer } = record;
  if (!producer || depth > MAXIMUM_DEPTH) return null;
  const { operation, inputs, attributes } = producer;
  const of = (id: TensorId | undefined): Along | null =>
    id === undefined ? null : alongRows(context, context.tensor(id), depth + 1);
  if (isUnreadColumn(context, record)) return isOfOneSample(context, record) ? null : 'column';
  if (keeping.has(operation)) return of(inputs[0]);
  if (arithmetic.has(operation)) {
    const known = inputs.map(of);
    if (known.includes('column')) return 'column';
    // What is known to be a table makes one of the vector that it meets.
    const isOfTables = inputs.some((id) => (context.tensor(id).shape?.length ?? 0) > 1);
    return known.includes('vector') && !isOfTables ? 'vector' : null;
  }
  if (!isSecond(attributes['dim'])) return null;
  if (best.has(operation) || positions.has(operation)) {
    if (!areRows(context, inputs[0])) return null;
    return attributes['keepdim'] === true ? 'column' : 'vector';
  }
  switch (operation) {
    case 'gather':
      return areRows(context, inputs[0]) && isColumnOfPlaces(context, context.tensor(inputs[1]!))
        ? 'column'
        : null;
    case 'squeeze':
      return of(inputs[0]) === 'column' ? 'vector' : null;
    case 'unsqueeze':
      return of(inputs[0]) === 'vector' ? 'column' : null;
    default:
      return null;
  }
}

const isSecond = (dim: unknown): boolean =>
  Array.isArray(dim) ? dim.length === 1 && isSecond(dim[0]) : dim === 1 || dim === -1;

/** Whether a linear layer gave a row of scores for each of several samples, perhaps with a value of the sample added. */
function areRows(context: RuleContext, id: TensorId | undefined, depth = 0): boolean {
  const record = id === undefined ? null : context.tensor(id);
  const { operation, inputs } = record?.producer ?? { operation: '', inputs: [] };
  if ((operation === 'add' || operation === 'sub') && depth < MAXIMUM_DEPTH)
    return inputs.some((input) => areRows(context, input, depth + 1));
  if (record?.producer?.operation !== 'linear' || isOfOneSample(context, record)) return false;
  return record.shape === null || (record.shape.length === 2 && record.shape[0] !== 1);
}

/** Places that stand in a column: written as one, or given a second dim of size 1. */
function isColumnOfPlaces(context: RuleContext, { shape, producer }: TensorRecord): boolean {
  if (shape) return shape.length === 2 && shape[1] === 1 && shape[0] !== 1;
  if (!producer) return false;
  const { operation, inputs, attributes } = producer;
  if (operation === 'cast' || operation === 'detach')
    return isColumnOfPlaces(context, context.tensor(inputs[0]!));
  if (!isSecond(attributes['dim'])) return false;
  return operation === 'unsqueeze' || (positions.has(operation) && attributes['keepdim'] === true);
}

/** Whether the data that a model gets is one sample that was made a batch of one: there is nothing to mix up. */
function isOfOneSample(context: RuleContext, scores: TensorRecord): boolean {
  for (
    let at = scores, step = 0;
    at.producer && step < 200;
    at = context.tensor(at.producer.inputs[0]!), step++
  )
    if ((at.producer.operation === 'unsqueeze' && at.producer.attributes['dim'] === 0) || at.shape?.[0] === 1)
      return true;
  return false;
}
