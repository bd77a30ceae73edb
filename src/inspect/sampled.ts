/**
 * Numbers of Python's that were drawn for this reading, because the program sets no seed: a tensor says
 * so itself, a number or a text made of one bears a mark, so that what is printed can be told apart.
 */
import { list, type Value } from '../frameworks/values';

type Scalar = Extract<Value, { kind: 'int' | 'long' | 'float' | 'bool' | 'str' }>;

const isScalar = (value: Value): value is Scalar =>
  value.kind === 'int' ||
  value.kind === 'long' ||
  value.kind === 'float' ||
  value.kind === 'bool' ||
  value.kind === 'str';

/** How deep lists and their like are looked into. */
const DEPTH = 3;

/** Whether a sample went into a value. */
export function isSampled(value: Value, depth = DEPTH): boolean {
  switch (value.kind) {
    case 'tensor':
      return value.tensor.sampled;
    case 'int':
    case 'long':
    case 'float':
    case 'bool':
    case 'str':
      return value.sampled === true;
    case 'list':
    case 'tuple':
      return depth > 0 && value.items.some((item) => isSampled(item, depth - 1));
    case 'dict':
      return depth > 0 && [...value.entries.values()].some(([, entry]) => isSampled(entry, depth - 1));
    default:
      return false;
  }
}

const asSampled = (value: Value): Value => {
  if (isScalar(value)) return { ...value, sampled: true };
  return value.kind === 'list' ? list(value.items.map(asSampled)) : value;
};

/** The result of an operation on scalars, marked where one of them is. */
export const markedFrom = (result: Value, ...sources: readonly Value[]): Value =>
  isScalar(result) && sources.some((source) => isScalar(source) && source.sampled)
    ? asSampled(result)
    : result;

/** Functions that give an element of a tensor, or a text of it, rather than its size or another fact about it. */
const reading: ReadonlySet<string> = new Set([
  'item',
  'tolist',
  'int',
  'bool',
  'str',
  'repr',
  'format',
  'join',
]);

/** The result of a call, marked where a sample went into it. */
export function markedCall(result: Value, name: string, sources: readonly Value[]): Value {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const reads = reading.has(last) || result.kind === 'float';
  if (!isScalar(result) && !(result.kind === 'list' && last === 'tolist')) return result;
  if (reads && sources.some((source) => isSampled(source))) return asSampled(result);
  return markedFrom(result, ...sources);
}
