/** Python's `bisect`: where an item belongs in a sorted list. */
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { int, none, type NativeFunction } from '../values';
import type { Arguments } from '../arguments';
import { changingList, isBefore } from './heapq';
import { itemsOf } from './items';

const PARAMETERS = '(a, x, lo=0, hi=None, *, key=None)';

/** The place of `x`: behind all equal items, or before them. */
function placeOf(args: Arguments, runtime: Runtime, isBehind: boolean, isKey: boolean): number {
  const given = args.value('a');
  // The items in between are not looked at, so that a sequence of any length will do.
  const items = given.kind === 'list' && !given.open ? given.items : itemsOf(runtime, given);
  const key = args.value('key');
  const keyOf = (at: number) => (key.kind === 'None' ? items[at]! : runtime.call(key, [items[at]!]));
  const x = key.kind === 'None' || isKey ? args.value('x') : runtime.call(key, [args.value('x')]);
  let [low, high] = [args.int('lo'), args.optionalInt('hi') ?? items.length];
  if (low < 0 || high > items.length) throw new NotKnown('bounds beyond the list are not followed');
  while (low < high) {
    const middle = (low + high) >> 1;
    const isAfter = isBehind ? !isBefore(runtime, x, keyOf(middle)) : isBefore(runtime, keyOf(middle), x);
    if (isAfter) low = middle + 1;
    else high = middle;
  }
  return low;
}

const sides: readonly (readonly [suffix: string, isBehind: boolean])[] = [
  ['', true],
  ['_right', true],
  ['_left', false],
];

export const bisect: readonly NativeFunction[] = sides.flatMap(([suffix, isBehind]) => [
  define(`bisect.bisect${suffix}`, PARAMETERS, (args, runtime) =>
    int(placeOf(args, runtime, isBehind, true)),
  ),
  define(`bisect.insort${suffix}`, PARAMETERS, (args, runtime) => {
    const at = placeOf(args, runtime, isBehind, false);
    changingList(args, 'a', runtime).items.splice(at, 0, args.value('x'));
    return none;
  }),
]);
