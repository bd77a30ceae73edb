/** Python's `heapq`: a list whose smallest item stands first, kept in order as CPython keeps it (Lib/heapq.py). */
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { iteratorOver, list, none, type ListValue, type NativeFunction, type Value } from '../values';
import type { Arguments } from '../arguments';
import { itemsOf } from './items';

/** Whether one value comes before another; throws NotKnown where it is not known. */
export function isBefore(runtime: Runtime, left: Value, right: Value): boolean {
  const truth = runtime.truth(runtime.compare('<', left, right));
  if (truth === undefined) throw new NotKnown('which of two items is smaller is not known');
  return truth;
}

/** An argument that is a list whose items are known, which is about to change. */
export function changingList(args: Arguments, name: string, runtime: Runtime): ListValue {
  const value = args.value(name);
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  if (value.kind !== 'list')
    throw new PythonError('TypeError', 'heap argument must be a list, not something else', undefined, true);
  if (value.open) throw new NotKnown('the content of the list is not known');
  runtime.touch(value);
  return value;
}

/** Moves an item towards the front until its parent is not larger. */
function siftDown(runtime: Runtime, items: Value[], start: number, from: number): void {
  const item = items[from]!;
  let at = from;
  while (at > start) {
    const parent = (at - 1) >> 1;
    if (!isBefore(runtime, item, items[parent]!)) break;
    items[at] = items[parent]!;
    at = parent;
  }
  items[at] = item;
}

/** Lets the smaller children move up until a leaf is reached, puts the item there, and moves it back towards `from`. */
function siftUp(runtime: Runtime, items: Value[], from: number): void {
  const item = items[from]!;
  let at = from;
  for (let child = 2 * at + 1; child < items.length; child = 2 * at + 1) {
    const right = child + 1;
    if (right < items.length && !isBefore(runtime, items[child]!, items[right]!)) child = right;
    items[at] = items[child]!;
    at = child;
  }
  items[at] = item;
  siftDown(runtime, items, from, at);
}

function popSmallest(runtime: Runtime, items: Value[]): Value {
  const last = items.pop();
  if (last === undefined) throw new PythonError('IndexError', 'index out of range');
  if (items.length === 0) return last;
  const smallest = items[0]!;
  items[0] = last;
  siftUp(runtime, items, 0);
  return smallest;
}

/** What is smallest once the item came and one went. */
function replaceSmallest(runtime: Runtime, items: Value[], item: Value): Value {
  const smallest = items[0];
  if (smallest === undefined) throw new PythonError('IndexError', 'index out of range');
  items[0] = item;
  siftUp(runtime, items, 0);
  return smallest;
}

/** `sorted(iterable, key=key, reverse=isReverse)`, whose order of equal items `nlargest` and `merge` have. */
const sorted = (runtime: Runtime, items: readonly Value[], key: Value, isReverse: boolean): Value[] => {
  const keys = new Map(items.map((item) => [item, key.kind === 'None' ? item : runtime.call(key, [item])]));
  return [...items].sort((left, right) => {
    const [first, second] = isReverse ? [right, left] : [left, right];
    if (isBefore(runtime, keys.get(first)!, keys.get(second)!)) return -1;
    return isBefore(runtime, keys.get(second)!, keys.get(first)!) ? 1 : 0;
  });
};

const extreme = (name: string, isReverse: boolean): NativeFunction =>
  define(`heapq.${name}`, '(n, iterable, key=None)', (args, runtime) =>
    list(
      sorted(runtime, itemsOf(runtime, args.value('iterable')), args.value('key'), isReverse).slice(
        0,
        Math.max(0, args.int('n')),
      ),
    ),
  );

export const heapq: readonly NativeFunction[] = [
  define('heapq.heappush', '(heap, item)', (args, runtime) => {
    const { items } = changingList(args, 'heap', runtime);
    items.push(args.value('item'));
    siftDown(runtime, items, 0, items.length - 1);
    return none;
  }),
  define('heapq.heappop', '(heap)', (args, runtime) =>
    popSmallest(runtime, changingList(args, 'heap', runtime).items),
  ),
  define('heapq.heapreplace', '(heap, item)', (args, runtime) =>
    replaceSmallest(runtime, changingList(args, 'heap', runtime).items, args.value('item')),
  ),
  define('heapq.heappushpop', '(heap, item)', (args, runtime) => {
    const { items } = changingList(args, 'heap', runtime);
    const item = args.value('item');
    const isFirst = items.length === 0 || !isBefore(runtime, items[0]!, item);
    return isFirst ? item : replaceSmallest(runtime, items, item);
  }),
  define('heapq.heapify', '(heap)', (args, runtime) => {
    const { items } = changingList(args, 'heap', runtime);
    for (let at = (items.length >> 1) - 1; at >= 0; at--) siftUp(runtime, items, at);
    return none;
  }),
  extreme('nlargest', true),
  extreme('nsmallest', false),
  define('heapq.merge', '(*iterables, key=None, reverse=False)', (args, runtime) => {
    const items = args.rest.flatMap((iterable) => itemsOf(runtime, iterable));
    return iteratorOver(sorted(runtime, items, args.value('key'), args.bool('reverse')));
  }),
];
