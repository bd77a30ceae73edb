/** The methods of Python's `dict`, and of the dicts of `collections`. */
import { NotKnown, PythonError } from '../../frameworks/errors';
import type { Arguments } from '../../frameworks/arguments';
import type { Runtime } from '../../frameworks/runtime';
import { countInto, entriesOf } from '../../frameworks/standard/collections';
import { itemsOf } from '../../frameworks/standard/items';
import {
  dict,
  int,
  iteratorOver,
  keyOf,
  list,
  none,
  plain,
  str,
  tuple,
  putEntry,
  type DictValue,
  type Value,
} from '../../frameworks/values';
import { asKind, methodTable } from './method-table';
import { native } from './native';
import { missingKey } from './numbers';

const own = (args: Arguments): DictValue => asKind(args.value('self'), 'dict');

const entryOf = (target: DictValue, key: Value): Value | undefined => target.entries.get(keyOf(key))?.[1];

/** Throws NotKnown where a key that was not found may be that of an entry for all that is known. */
function refuseUncertain(target: DictValue, key: Value): void {
  if (target.open || key.kind === 'unknown') throw new NotKnown('an entry that may not be there');
}

/** The same before the dict is changed; afterwards it is not known which entries it has. */
function refuseUncertainChange(runtime: Pick<Runtime, 'touch'>, target: DictValue, key: Value): void {
  if (key.kind === 'unknown') {
    runtime.touch(target);
    target.open = true;
  }
  refuseUncertain(target, key);
}

export const dictMethods = methodTable(
  native('dict.get', '(self, key, default=None)', (args) => {
    const target = own(args);
    const found = entryOf(target, args.value('key'));
    if (found) return found;
    refuseUncertain(target, args.value('key'));
    return args.value('default');
  }),
  native('dict.keys', '(self)', (args) => viewOf(own(args), 'dict_keys', ([key]) => key)),
  native('dict.values', '(self)', (args) => viewOf(own(args), 'dict_values', ([, value]) => value)),
  native('dict.items', '(self)', (args) =>
    viewOf(own(args), 'dict_items', ([key, value]) => tuple([key, value])),
  ),
  native('dict.update', '(self, other=None, **kwargs)', (args, runtime) => {
    const target = own(args);
    runtime.touch(target);
    target.each = undefined;
    const other = plain(args.value('other'));
    if (target.type === 'Counter') {
      countInto(runtime, target, other, 1);
      return none;
    }
    if (other.kind === 'list' || other.kind === 'tuple' || other.kind === 'iterator') {
      for (const [key, value] of entriesOf(runtime, other, {})) putEntry(target.entries, key, value);
    } else if (other.kind === 'dict') {
      for (const [key, entry] of other.entries.values()) putEntry(target.entries, key, entry);
      if (other.open) target.open = true;
    } else if (other.kind !== 'None') target.open = true;
    for (const [key, value] of Object.entries(args.keywords))
      target.entries.set(`s${key}`, [str(key), value]);
    return none;
  }),
  native('dict.setdefault', '(self, key, default=None)', (args, runtime) => {
    const target = own(args);
    const found = entryOf(target, args.value('key'));
    if (found) return found;
    refuseUncertainChange(runtime, target, args.value('key'));
    runtime.touch(target);
    target.entries.set(keyOf(args.value('key')), [args.value('key'), args.value('default')]);
    return args.value('default');
  }),
  native('dict.pop', '(self, key, default=None)', (args, runtime) => {
    const target = own(args);
    const found = entryOf(target, args.value('key'));
    if (!found) refuseUncertainChange(runtime, target, args.value('key'));
    if (!found && !args.given('default')) throw missingKey(runtime, args.value('key'));
    runtime.touch(target);
    target.entries.delete(keyOf(args.value('key')));
    return found ?? args.value('default');
  }),
  native('dict.copy', '(self)', (args) => {
    const target = own(args);
    return { ...target, entries: new Map(target.entries) };
  }),
  native('dict.popitem', '(self, last=True)', (args, runtime) => {
    const target = own(args);
    if (target.open) throw new NotKnown('the entries are not known');
    const keys = [...target.entries.keys()];
    const key = args.bool('last') ? keys.at(-1) : keys[0];
    if (key === undefined) throw new PythonError('KeyError', "'popitem(): dictionary is empty'");
    const [name, value] = target.entries.get(key)!;
    runtime.touch(target);
    target.entries.delete(key);
    return tuple([name, value]);
  }),
  native('dict.fromkeys', '(self, keys, value=None)', (args, runtime) =>
    dict(itemsOf(runtime, args.value('keys')).map((key) => [key, args.value('value')])),
  ),
  native('dict.move_to_end', '(self, key, last=True)', (args, runtime) => {
    const target = own(args);
    const key = keyOf(args.value('key'));
    const entry = target.entries.get(key);
    if (!entry) refuseUncertain(target, args.value('key'));
    if (!entry) throw new PythonError('KeyError', runtime.format(args.value('key'), 'repr') ?? '?');
    runtime.touch(target);
    target.entries.delete(key);
    target.entries = new Map(
      args.bool('last') ? [...target.entries, [key, entry]] : [[key, entry], ...target.entries],
    );
    return none;
  }),
  native('dict.clear', '(self)', (args, runtime) => {
    const target = own(args);
    runtime.touch(target);
    target.entries.clear();
    return none;
  }),
);

/** What a view of a dict shows now; that it would follow later changes is not read. */
function viewOf(
  target: DictValue,
  type: 'dict_keys' | 'dict_values' | 'dict_items',
  pick: (entry: readonly [Value, Value]) => Value,
): Value {
  const items = [...target.entries.values()].map(pick);
  const named = target.type === 'OrderedDict' ? (`o${type}` as const) : type;
  return { kind: 'list', type: named, items, ...(target.open ? { open: true } : {}) };
}

/** The entries of a Counter, the commonest first; those that are equal keep their order. */
const byCount = (target: DictValue): (readonly [Value, Value])[] =>
  [...target.entries.values()].sort(([, a], [, b]) => countOf(b) - countOf(a));

const countOf = (value: Value): number => (value.kind === 'int' ? value.value : 0);

/** What a Counter has beside the methods of a dict. */
export const counterMethods = methodTable(
  native('Counter.most_common', '(self, n=None)', (args) =>
    list(
      byCount(own(args))
        .slice(0, args.optionalInt('n') ?? Infinity)
        .map(([key, count]) => tuple([key, count])),
    ),
  ),
  native('Counter.elements', '(self)', (args) =>
    iteratorOver(
      [...own(args).entries.values()].flatMap(([key, count]) =>
        Array.from({ length: Math.max(0, countOf(count)) }, () => key),
      ),
    ),
  ),
  native('Counter.total', '(self)', (args) =>
    int([...own(args).entries.values()].reduce((total, [, count]) => total + countOf(count), 0)),
  ),
  native('Counter.subtract', '(self, other)', (args, runtime) => {
    runtime.touch(own(args));
    countInto(runtime, own(args), args.value('other'), -1);
    return none;
  }),
);
