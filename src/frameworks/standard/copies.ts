/** `copy.copy`, `copy.deepcopy` and the copies that `dataclasses` makes. */
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import {
  dict,
  keyOf,
  str,
  tensorValue,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
  plain,
} from '../values';

/** A copy of the outermost object; what it holds is shared. */
function shallow(value: Value): Value {
  switch (value.kind) {
    case 'list':
      return { ...value, items: [...value.items] };
    case 'dict':
      return { ...value, entries: new Map(value.entries) };
    case 'set':
      return { ...value, items: new Map(value.items) };
    case 'instance':
      return { ...value, attributes: new Map(value.attributes), state: new Map(value.state) };
    case 'tensor':
      return { ...value };
    case 'unknown':
    case 'iterator':
      throw new NotKnown('what is copied is not known');
    default:
      return value;
  }
}

/** A copy of everything below a value; what occurs twice is copied once. */
export function deepCopy(runtime: Runtime, value: Value, done = new Map<Value, Value>()): Value {
  const known = done.get(value);
  if (known) return known;
  const inner = (item: Value): Value => (item.kind === 'unknown' ? item : deepCopy(runtime, item, done));
  switch (value.kind) {
    case 'tuple':
      return { ...value, items: value.items.map(inner) };
    case 'tensor': {
      // A copy of a leaf is a leaf of its own; PyTorch refuses any other tensor of a graph.
      const { tensor, framework, isParameter } = value;
      const copy = tensorValue(tensor.asLeaf({ requiresGrad: tensor.requiresGrad }), framework, isParameter);
      done.set(value, copy);
      runtime.own(copy);
      if (value.grad) copy.grad = deepCopy(runtime, value.grad, done) as typeof value.grad;
      return copy;
    }
    case 'list': {
      const copy = { ...value, items: [] as Value[] };
      done.set(value, copy);
      copy.items.push(...value.items.map(inner));
      return copy;
    }
    case 'dict': {
      const copy = { ...value, entries: new Map<string, readonly [Value, Value]>() };
      done.set(value, copy);
      for (const [key, item] of value.entries.values()) copy.entries.set(keyOf(key), [key, inner(item)]);
      return copy;
    }
    case 'instance': {
      const copy: InstanceValue = { ...value, attributes: new Map(), state: new Map(value.state) };
      done.set(value, copy);
      for (const [name, item] of value.attributes) copy.attributes.set(name, inner(item));
      if (plain(value) !== value) copy.state.set('plain', inner(plain(value)));
      return copy;
    }
    default:
      return shallow(value);
  }
}

/** The fields of a dataclass object, in order. */
function fieldsOf(value: Value): readonly (readonly [string, Value])[] {
  if (value.kind !== 'instance' || !value.class.fields) throw new NotKnown('the fields are not known');
  return value.class.fields.map((name) => [name, value.attributes.get(name)!] as const);
}

/** Objects become dicts, at every depth. */
function asDict(value: Value): Value {
  if (value.kind === 'instance' && value.class.fields)
    return dict(fieldsOf(value).map(([name, item]) => [str(name), asDict(item)]));
  if (value.kind === 'list') return { ...value, items: value.items.map(asDict) };
  if (value.kind === 'tuple') return { ...value, items: value.items.map(asDict) };
  if (value.kind === 'dict')
    return { ...value, entries: new Map([...value.entries].map(([key, [k, v]]) => [key, [k, asDict(v)]])) };
  return value;
}

/** What `field(…)` says of a field of a dataclass; `inspect/dataclasses.ts` reads it. */
export const fieldClass: ClassValue = {
  kind: 'class',
  name: 'dataclasses.Field',
  bases: [],
  attributes: new Map(),
  isUser: false,
};

/** What `field(…)` gives: its options as attributes. */
export function fieldValue(args: Arguments): InstanceValue {
  const attributes = new Map<string, Value>([
    ['init', args.value('init')],
    ['repr', args.value('repr')],
    ['compare', args.value('compare')],
  ]);
  if (args.given('default')) attributes.set('default', args.value('default'));
  if (args.given('default_factory')) attributes.set('default_factory', args.value('default_factory'));
  return { kind: 'instance', class: fieldClass, attributes, state: new Map(), place: undefined };
}

export const copies: readonly NativeFunction[] = [
  define('copy.copy', '(x)', (args) => shallow(args.value('x'))),
  define('copy.deepcopy', '(x, memo=None)', (args, runtime) => {
    if (args.value('x').kind === 'unknown') throw new NotKnown('what is copied is not known');
    return deepCopy(runtime, args.value('x'));
  }),
  define(
    'dataclasses.field',
    '(*, default=None, default_factory=None, init=True, repr=True, compare=True, **kwargs)',
    fieldValue,
  ),
  define('dataclasses.asdict', '(obj)', (args) => asDict(args.value('obj'))),
  define('dataclasses.astuple', '(obj)', (args) =>
    tuple(fieldsOf(args.value('obj')).map(([, item]) => item)),
  ),
  define('dataclasses.replace', '(obj, **changes)', (args, runtime) => {
    const object = args.value('obj');
    const fields = Object.fromEntries(fieldsOf(object));
    return runtime.call((object as InstanceValue).class, [], { ...fields, ...args.keywords });
  }),
  define('dataclasses.fields', '(obj)', (args) => {
    const object = args.value('obj');
    const fields = object.kind === 'class' ? object.fields : fieldsOf(object).map(([name]) => name);
    if (!fields) throw new NotKnown('the fields are not known');
    return tuple(
      fields.map((name): Value => ({
        kind: 'instance',
        class: fieldClass,
        attributes: new Map<string, Value>([['name', str(name)]]),
        state: new Map(),
        place: undefined,
      })),
    );
  }),
  define('dataclasses.is_dataclass', '(obj)', (args) => {
    const object = args.value('obj');
    const type = object.kind === 'instance' ? object.class : object;
    return { kind: 'bool', value: type.kind === 'class' && type.fields !== undefined };
  }),
];
