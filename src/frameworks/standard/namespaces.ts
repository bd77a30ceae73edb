/** Objects that are only names with values: `types.SimpleNamespace`, and the `argparse.Namespace` that prints alike. */
import { anySignature } from '../signature';
import type { ClassValue } from '../values';

/** `own`: the name that is printed for an object of the class itself, where it is not the last part of the class's. */
const namespace = (name: string, own = name.slice(name.lastIndexOf('.') + 1)): ClassValue => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  construct: (self, args) => {
    for (const [key, value] of Object.entries(args.keywords)) self.attributes.set(key, value);
  },
  describe: (self, runtime) => {
    const fields = [...self.attributes].map(([key, value]) => {
      const text = runtime.format(value, 'repr');
      return text === undefined ? undefined : `${key}=${text}`;
    });
    const shown = self.class.isUser ? self.class.name : own;
    return fields.includes(undefined) ? undefined : `${shown}(${fields.join(', ')})`;
  },
});

export const argparseNamespace = namespace('argparse.Namespace');

export const namespaces: readonly ClassValue[] = [
  argparseNamespace,
  namespace('types.SimpleNamespace', 'namespace'),
];
