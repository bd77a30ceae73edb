/** flax.struct: dataclasses that JAX goes through as it goes through dicts. Their decorator is read in `inspect/classes.ts`. */
import { define } from '../define';
import { fieldValue } from '../standard/copies';
import { marker } from '../standard/functools';
import type { NativeFunction } from '../values';

export const structNames: readonly NativeFunction[] = [
  marker('flax.struct.dataclass'),
  define(
    'flax.struct.field',
    '(pytree_node=True, *, default=None, default_factory=None, init=True, repr=True, compare=True, **kwargs)',
    (args) => {
      const made = fieldValue(args);
      made.attributes.set('pytree_node', args.value('pytree_node'));
      return made;
    },
  ),
];
