/**
 * Numbers of rows that are not read: whether there is one in each row of a column, as `scores.gather(1, actions)` gives
 * it, or whether the column is gone, as `scores.max(1)` leaves a vector. Both come out of a model's rows of scores, so
 * whatever these ranks are, a column has a dim more.
 */
import type { TensorId, TensorRecord } from '../../inspect/inspection';
import { isOfMany, isUnreadColumn, isVectorOfMany } from './growing-shapes';
import type { RuleContext } from '../rule';

/** `square`: a column met a vector, and since then each row holds numbers of all rows. */
export type Along = 'column' | 'vector' | 'square';

/** So many steps lie between a result and the scores of the model that it comes from, at most. */
const MAXIMUM_DEPTH = 12;

/** Operations that keep the dims of what they are applied to. */
const keeping: ReadonlySet<string> = new Set(['cast', 'clamp', 'clone', 'detach', 'index_put', 'neg']);

const arithmetic: ReadonlySet<string> = new Set(['add', 'div', 'maximum', 'minimum', 'mul', 'sub']);

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
  if (arithmetic.has(operation)) return alongBoth(context, inputs, of);
  if (operation === 'squeeze' && attributes['dim'] === undefined)
    return of(inputs[0]) === 'column' ? 'vector' : null;
  if (operation === 'index') return isOneOfEachRow(context, inputs) ? 'vector' : null;
  if (!isSecond(attributes['dim'])) return null;
  if (best.has(operation) || positions.has(operation)) {
    if (!areRows(context, inputs[0])) return null;
    return attributes['keepdim'] === true ? 'column' : 'vector';
  }
  switch (operation) {
    case 'gather':
      return areRows(context, inputs[0]) && arePlacesInRows(context, context.tensor(inputs[1]!))
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

/** `scores[np.arange(n), actions]`: the rows and a place in each. */
function isOneOfEachRow(context: RuleContext, [rows, ...places]: readonly TensorId[]): boolean {
  return (
    places.length === 2 &&
    areRows(context, rows) &&
    places.every((id) => isVectorOfMany(context, context.tensor(id)))
  );
}

/** What two operands that stand element beside element come to. */
function alongBoth(
  context: RuleContext,
  inputs: readonly TensorId[],
  of: (id: TensorId) => Along | null,
): Along | null {
  const known = inputs.map((id) => of(id) ?? alongShape(context, context.tensor(id)));
  if (known.includes('square') || (known.includes('column') && known.includes('vector'))) return 'square';
  if (known.includes('column')) return 'column';
  // What is known to be a table makes one of the vector that it meets.
  const isOfTables = inputs.some((id) => (context.tensor(id).shape?.length ?? 0) > 1);
  return known.includes('vector') && !isOfTables ? 'vector' : null;
}

/** A column or a vector by its shape, of several numbers. */
export function alongShape(context: RuleContext, record: TensorRecord): Along | null {
  const { shape } = record;
  if (isVectorOfMany(context, record)) return 'vector';
  return shape?.length === 2 && shape[1] === 1 && isOfMany(context, record) ? 'column' : null;
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

/** Places of which there is one in each row; where they are not read, `gather` wants as many dims of them as the rows have. */
const arePlacesInRows = (context: RuleContext, places: TensorRecord): boolean => {
  const { shape } = places;
  if (shape) return shape.length === 2 && shape[1] === 1 && shape[0] !== 1;
  return !isOfOneSample(context, places);
};

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
