/** `x.at[index].set(values)`: a changed copy of an array, as JAX writes what others do in place. */
import { define } from '../define';
import { NotKnown } from '../errors';
import { anySignature } from '../signature';
import { assignItem, readItem } from '../tensor-index';
import { tensorBinary } from '../tensor-operators';
import type { Runtime } from '../runtime';
import {
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../values';
import { convert, wrap } from './dialect';

/** Values and what is there already, combined. */
type Combination = (held: Value, values: Value, runtime: Runtime) => Value;

const named =
  (name: string): Combination =>
  (held, values, runtime) => {
    const home: Value = { kind: 'module', name: 'jax.numpy' };
    return runtime.call(runtime.getAttribute(home, name), [held, values]);
  };

const combinations: Readonly<Record<string, Combination>> = {
  multiply: (held, values) => tensorBinary('*', held, values),
  mul: (held, values) => tensorBinary('*', held, values),
  divide: (held, values) => tensorBinary('/', held, values),
  power: (held, values) => tensorBinary('**', held, values),
  min: named('minimum'),
  max: named('maximum'),
};

/** A place that is named twice would take two values one after the other, which reading and writing once does not. */
function refuseRepeated(index: Value): void {
  const parts = index.kind === 'tuple' ? index.items : [index];
  for (const part of parts) {
    if (part.kind !== 'tensor' || part.tensor.dtype === 'bool') continue;
    const values = part.tensor.hasValues ? [...part.tensor.values()] : undefined;
    if (!values || new Set(values).size !== values.length)
      throw new NotKnown('an update of a place that may be named twice is not computed');
  }
}

/** What is written beyond the array is left out by JAX, which is followed for whole indices. */
function refuseBeyond(array: TensorValue, index: Value): void {
  const parts = index.kind === 'tuple' ? index.items : [index];
  const sizes = array.tensor.shape ?? [];
  parts.forEach((part, at) => {
    const size = sizes[at];
    if (parts.some(({ kind }) => kind === 'Ellipsis' || kind === 'None') || typeof size !== 'number') return;
    const places =
      part.kind === 'int'
        ? [part.value]
        : part.kind === 'tensor' && part.tensor.hasValues && part.tensor.dtype !== 'bool'
          ? [...part.tensor.values()]
          : [];
    if (places.some((place) => place >= size || place < -size))
      throw new NotKnown('an update beyond the array, which JAX leaves out, is not computed');
  });
}

/** What can be done to the part of the array. */
function updates(array: TensorValue, index: Value): Map<string, Value> {
  const written = (name: string, call: (values: Value, runtime: Runtime) => TensorValue): NativeFunction =>
    define(
      name,
      '(values, *, indices_are_sorted=False, unique_indices=False, mode=None, out_sharding=None)',
      (args, runtime) => {
        refuseBeyond(array, index);
        const dtype = array.tensor.dtype;
        const changed = call(wrap(convert(args.value('values'))), runtime).tensor;
        return changed.dtype === dtype ? wrap(changed) : wrap(convert(tensorValue(changed, 'jax')));
      },
    );
  const methods = [
    written('set', (values) => wrap(assignItem(array, index, values))),
    written('add', (values) => wrap(assignItem(array, index, values, true))),
    written('subtract', (values, runtime) => {
      const negative = runtime.call(runtime.getAttribute({ kind: 'module', name: 'jax.numpy' }, 'negative'), [
        values,
      ]);
      return wrap(assignItem(array, index, negative, true));
    }),
    ...Object.entries(combinations).map(([name, combine]) =>
      written(name, (values, runtime) => {
        refuseRepeated(index);
        return wrap(assignItem(array, index, combine(readItem(array, index), values, runtime)));
      }),
    ),
    define('apply', '(func, **kwargs)', (args, runtime) => {
      refuseRepeated(index);
      return wrap(assignItem(array, index, runtime.call(args.value('func'), [readItem(array, index)])));
    }),
    define('get', '(**kwargs)', () => readItem(array, index)),
  ];
  return new Map(methods.map((method) => [method.name, method]));
}

const objectOf = (
  name: string,
  methods: ClassValue['methods'],
  attributes: Map<string, Value>,
): InstanceValue => ({
  kind: 'instance',
  class: {
    kind: 'class',
    name,
    bases: [],
    attributes: new Map(),
    isUser: false,
    signature: anySignature,
    ...(methods ? { methods } : {}),
  },
  attributes,
  state: new Map(),
  place: undefined,
});

/** `x.at`, of which `[index]` asks for a part. */
export const atOf = (array: TensorValue): InstanceValue =>
  objectOf(
    'jax.numpy.at',
    {
      __getitem__: {
        signature: anySignature,
        call: (_, args) => objectOf('jax.numpy.part', undefined, updates(array, args.rest[0]!)),
      },
    },
    new Map(),
  );
