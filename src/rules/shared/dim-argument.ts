/** Calls that work along one dim, as they are written, and the edits of that dim. */
import type { Place } from '../../base/place';
import type { Call, Expression } from '../../python/syntax';
import { callAt, isImported, lastName, rootName, sourceAt, type EditedSource } from './code-shape';
import { replaceSpan, setKeyword } from './edits';
import type { Edit, RuleContext } from '../rule';

/** A call of a function, a method or a layer's constructor that takes a dim. */
export interface CallWithDim {
  readonly source: EditedSource;
  readonly call: Call;
  /** The positional argument that the dim would be. */
  readonly position: number;
}

/** The written call at a place; null where something else than one of `names` (last names) is called there. */
export function callWithDimAt(
  context: RuleContext,
  place: Place,
  names: ReadonlySet<string>,
): CallWithDim | null {
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
export function writtenDim({ call, position }: CallWithDim): Expression | null {
  const keyword = call.keywords.find(({ name }) => name === 'dim' || name === 'axis');
  if (keyword) return keyword.value;
  const argument = call.args[position];
  const isPlain = call.args.slice(0, position + 1).every(({ kind }) => kind !== 'Starred');
  return argument && isPlain ? argument : null;
}

/** Whether a dim is written as a number, so that another number may stand in its place. */
export const isNumber = (value: Expression): boolean =>
  value.kind === 'Constant' || (value.kind === 'UnaryOp' && value.operand.kind === 'Constant');

/** Writes another dim where a number stands, or adds it where none is written; null for anything else. */
export function setDim(written: CallWithDim, dim: number, keyword: 'dim' | 'axis'): Edit | null {
  const value = writtenDim(written);
  if (!value) return setKeyword(written.source, written.call, keyword, String(dim));
  return isNumber(value) ? replaceSpan(written.source, value, String(dim)) : null;
}
