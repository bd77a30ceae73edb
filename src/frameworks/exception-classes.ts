/** The exceptions that frameworks add to Python's. */
import { str, type ClassValue, type InstanceValue, type Value } from './values';

function message(self: InstanceValue): Value | undefined {
  const said = self.state.get('message');
  return typeof said === 'string' ? str(said) : undefined;
}

/** An exception below exceptions of Python's, which are known by their names. */
const exceptionClass = (name: string, above: readonly string[]): ClassValue => ({
  kind: 'class',
  name,
  bases: above.map((base) => exceptionClass(`builtins.${base}`, [])),
  attributes: new Map(),
  isUser: false,
  // TensorFlow's exceptions say their text under this name too.
  ...(name.startsWith('tensorflow.') ? { properties: { message } } : {}),
});

/** The classes of a table that says of each what it is besides: Python's exceptions, and last its qualified name. */
export const exceptionClasses = (
  table: Readonly<Record<string, readonly string[]>>,
): (readonly [string, Value])[] =>
  Object.values(table).map((above) => {
    const name = above[above.length - 1]!;
    return [name, exceptionClass(name, above.slice(0, -1))];
  });
