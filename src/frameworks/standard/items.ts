/** The items of an iterable, all of them, for functions that need them at once. */
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import type { Value } from '../values';

/** More items than this are not gathered: `list(range(10**12))` must not be tried. */
const MAXIMUM_ITEMS = 1_000_000;

/** Throws NotKnown where the items are not known or too many. */
export function itemsOf(runtime: Runtime, value: Value): Value[] {
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown(value.kind === 'unknown' ? value.reason : 'the items are not known');
  const gathered: Value[] = [];
  for (const item of items) {
    if (gathered.length >= MAXIMUM_ITEMS) {
      throw new NotKnown(`more than ${MAXIMUM_ITEMS.toLocaleString('en')} items are not gathered`);
    }
    gathered.push(item);
  }
  return gathered;
}

/** The items one by one, as they are asked for. Throws NotKnown where they are not known. */
export function eachOf(runtime: Runtime, value: Value): Iterator<Value> {
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown(value.kind === 'unknown' ? value.reason : 'the items are not known');
  return items[Symbol.iterator]();
}
