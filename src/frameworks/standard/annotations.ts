/** What `typing` has that runs: casts, and names of types, which say nothing of what is computed. */
import { define } from '../define';
import { anySignature } from '../signature';
import { type ClassValue, type NativeFunction } from '../values';

/** A type that stands for others: `T = TypeVar('T')`. */
const typeVariable = (name: string): ClassValue => ({
  kind: 'class',
  name: `typing.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  construct: () => undefined,
});

export const annotations: readonly (NativeFunction | ClassValue)[] = [
  ...['TypeVar', 'ParamSpec', 'TypeVarTuple'].map(typeVariable),
  define('typing.cast', '(typ, val)', (args) => args.value('val')),
  define('typing.NewType', '(name, tp)', (made) =>
    define(made.string('name'), '(x)', (args) => args.value('x')),
  ),
];
