/** Where a softmax is written, and along which dim: what the rules about its dim share. */
import type { Place } from '../../base/place';
import type { TensorRecord } from '../../inspect/inspection';
import type { Call, Expression } from '../../python/syntax';
import { callAt, isImported, lastName, rootName, sourceAt, type EditedSource } from './code-shape';
import type { RuleContext } from '../rule';

/** Functions, methods and layers that normalize along a dim, by their last names. */
const names: ReadonlySet<string> = new Set([
  'softmax',
  'log_softmax',
  'softmin',
  'Softmax',
  'LogSoftmax',
  'Softmin',
]);

/** The operations that they are made of. */
export const softmaxOperations: ReadonlySet<string> = new Set(['softmax', 'log_softmax']);

/** A call of a softmax, or the constructor of its layer. */
export interface SoftmaxCall {
  readonly source: EditedSource;
  readonly call: Call;
  /** The positional argument that the dim would be. */
  readonly position: number;
}

/** Where a softmax is wrong in itself: at the constructor of its layer, else at its call. Null for what came from nowhere. */
export const placeOfSoftmax = (result: TensorRecord): Place | null => result.layer ?? result.place;

/** The written softmax at a place; null where something else is called there. */
export function softmaxCallAt(context: RuleContext, place: Place): SoftmaxCall | null {
  const source = sourceAt(context, place);
  const call = callAt(source, place);
  const name = call && lastName(call.func);
  if (!call || name === null || !names.has(name)) return null;
  const isLayer = /^[A-Z]/.test(name);
  const isMethod =
    !isLayer && call.func.kind === 'Attribute' && !isImported(source, rootName(call.func.value));
  return { source, call, position: isLayer || isMethod ? 0 : 1 };
}

/** The dim as it is written, `dim=` or `axis=` or by its position; null when it is not written. */
export function writtenDim({ call, position }: SoftmaxCall): Expression | null {
  const keyword = call.keywords.find(({ name }) => name === 'dim' || name === 'axis');
  if (keyword) return keyword.value;
  const argument = call.args[position];
  const isPlain = call.args.slice(0, position + 1).every(({ kind }) => kind !== 'Starred');
  return argument && isPlain ? argument : null;
}
