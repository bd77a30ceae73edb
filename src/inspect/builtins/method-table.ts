/** How the methods of Python's own types are written: the object is the parameter `self`. */
import { NotKnown, PythonError } from '../../frameworks/errors';
import { plain, typeName, type NativeFunction, type Value } from '../../frameworks/values';

/** Methods by their name without the type's. */
export const methodTable = (...methods: readonly NativeFunction[]): ReadonlyMap<string, NativeFunction> =>
  new Map(methods.map((method) => [method.name.slice(method.name.lastIndexOf('.') + 1), method]));

/** A value of the kind whose method is called. */
export const asKind = <Kind extends Value['kind']>(
  value: Value,
  kind: Kind,
): Extract<Value, { kind: Kind }> => {
  if (plain(value) !== value) return asKind(plain(value), kind);
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  if (value.kind !== kind) throw new PythonError('TypeError', `a ${kind} is wanted, not ${typeName(value)}`);
  return value as Extract<Value, { kind: Kind }>;
};
