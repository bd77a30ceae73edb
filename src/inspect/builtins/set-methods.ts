/** The methods of Python's `set` and `frozenset`. */
import { NotKnown } from '../../frameworks/errors';
import type { Arguments } from '../../frameworks/arguments';
import type { Runtime } from '../../frameworks/runtime';
import { itemsOf } from '../../frameworks/standard/items';
import {
  bool,
  itemsByKey,
  keyOf,
  none,
  type NativeFunction,
  type SetValue,
  type Value,
} from '../../frameworks/values';
import { asKind, methodTable } from './method-table';
import { native } from './native';
import { missingKey, refuseUnhashable } from './numbers';

type Items = ReadonlyMap<string, Value>;

const itemsIn = (runtime: Runtime, value: Value): Items => itemsByKey(itemsOf(runtime, value));

const own = (args: Arguments): SetValue => asKind(args.value('self'), 'set');

/** Which item leaves a set where it is not known itself: afterwards it is not known what is in the set. Throws NotKnown then. */
function refuseUnknown(set: SetValue, item: Value): void {
  if (item.kind !== 'unknown') return;
  set.open = true;
  throw new NotKnown('what is in the set is not known');
}

/** What is in one set or another, by where it is. */
const combinations: Readonly<Record<string, (a: Items, b: Items) => Items>> = {
  union: (a, b) => itemsByKey([...a.values(), ...b.values()]),
  intersection: (a, b) => new Map([...a].filter(([key]) => b.has(key))),
  difference: (a, b) => new Map([...a].filter(([key]) => !b.has(key))),
  symmetric_difference: (a, b) =>
    new Map([...[...a].filter(([key]) => !b.has(key)), ...[...b].filter(([key]) => !a.has(key))]),
};

/** The in-place form of a combination; `union`'s is called `update`. */
const inPlaceName = (name: string): string => (name === 'union' ? 'update' : `${name}_update`);

const combining = Object.entries(combinations).flatMap(([name, combine]): NativeFunction[] => {
  const combined = (args: Arguments, runtime: Runtime): SetValue => {
    const result: SetValue = { kind: 'set', items: new Map(own(args).items), open: own(args).open ?? false };
    for (const other of args.rest) {
      const theirs = runtime.iterate(other);
      if (theirs) result.items = new Map(combine(result.items, itemsByKey(theirs)));
      else result.open = true;
    }
    return result;
  };
  return [
    native(`set.${name}`, '(self, *others)', combined),
    native(`set.${inPlaceName(name)}`, '(self, *others)', (args, runtime) => {
      const { items, open } = combined(args, runtime);
      runtime.touch(own(args));
      Object.assign(own(args), { items, open });
      return none;
    }),
  ];
});

const comparing = (name: string, holds: (a: Items, b: Items) => boolean): NativeFunction =>
  native(`set.${name}`, '(self, other)', (args, runtime) =>
    bool(holds(itemsIn(runtime, own(args)), itemsIn(runtime, args.value('other')))),
  );

const within = (a: Items, b: Items): boolean => [...a.keys()].every((key) => b.has(key));

export const setMethods = methodTable(
  ...combining,
  comparing('issubset', within),
  comparing('issuperset', (a, b) => within(b, a)),
  comparing('isdisjoint', (a, b) => ![...a.keys()].some((key) => b.has(key))),
  native('set.add', '(self, item)', (args, runtime) => {
    runtime.touch(own(args));
    refuseUnhashable(args.value('item'));
    const { items } = own(args);
    const key = keyOf(args.value('item'));
    // It may be one of those that are there.
    if (args.value('item').kind === 'unknown' && items.size > 0) own(args).open = true;
    if (!items.has(key)) items.set(key, args.value('item'));
    return none;
  }),
  native('set.discard', '(self, item)', (args, runtime) => {
    runtime.touch(own(args));
    refuseUnknown(own(args), args.value('item'));
    own(args).items.delete(keyOf(args.value('item')));
    return none;
  }),
  native('set.remove', '(self, item)', (args, runtime) => {
    runtime.touch(own(args));
    refuseUnknown(own(args), args.value('item'));
    const isIn = own(args).items.has(keyOf(args.value('item')));
    if (!isIn && own(args).open) throw new NotKnown('what is in the set is not known');
    if (!isIn) throw missingKey(runtime, args.value('item'));
    own(args).items.delete(keyOf(args.value('item')));
    return none;
  }),
  native('set.clear', '(self)', (args, runtime) => {
    runtime.touch(own(args));
    own(args).items = new Map();
    own(args).open = false;
    return none;
  }),
  native('set.copy', '(self)', (args) => ({
    kind: 'set',
    items: new Map(own(args).items),
    open: own(args).open ?? false,
  })),
);
