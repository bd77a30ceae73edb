/** What a loop is given in each round, where it is not known how many rounds there are. */
import type { Runtime } from './runtime';
import { promised, promisedNumber } from './contract';
import { PythonError } from './errors';
import { linearize, tuple, unknown, type Value } from './values';

/** Any item of something that cannot be gone through; undefined where nothing is known of its items. */
export function eachItem(value: Value, runtime: Runtime): Value | undefined {
  if (value.kind === 'unknown') return value.contract?.each?.();
  if (value.kind !== 'instance') return undefined;
  return linearize(value.class)
    .find((base) => base.eachItem)
    ?.eachItem?.(value, runtime);
}

/**
 * `enumerate(items)` of what only a run tells the length of, as a loader over files: its one item stands for all, so
 * that the body of the loop is read with what every batch has, and its number is any integer.
 */
export function numberedEach(items: Value, runtime: Runtime): Value {
  const reason = 'how many items there are is not known';
  const why = items.kind === 'unknown' ? items.reason : reason;
  const each = (): Value => {
    const number = promisedNumber(unknown('which round it is is not known'), 'int');
    return tuple([number, eachItem(items, runtime) ?? unknown(why)]);
  };
  return promised(why, { each });
}

/** Whether something can be said of any item, without reading what makes it. */
const hasEach = (value: Value): boolean =>
  value.kind === 'unknown'
    ? value.contract?.each !== undefined
    : value.kind === 'instance' && linearize(value.class).some((base) => base.eachItem);

/** `iter(items)`, or what gives them again and again: its next item may be any. Undefined where nothing is known of them. */
export function iteratorOverAny(items: Value, runtime: Runtime): Value | undefined {
  if (!hasEach(items)) return undefined;
  const reason = items.kind === 'unknown' ? items.reason : 'which item comes next is not known';
  return promised(reason, { each: () => itemOrNothing(items, runtime) });
}

/** Any item; undefined where the program's own dataset raises for a position of which nothing is known. */
function itemOrNothing(items: Value, runtime: Runtime): Value | undefined {
  try {
    return runtime.attempt(() => eachItem(items, runtime));
  } catch (error) {
    if (error instanceof PythonError) return undefined;
    throw error;
  }
}

/** `zip` of columns of which some are known by any item only: one row stands for all. Undefined where there are none. */
export function rowOfEach(columns: readonly Value[], runtime: Runtime): Value | undefined {
  const open = columns.map((column) => hasEach(column) && runtime.iterate(column) === undefined);
  if (!open.includes(true)) return undefined;
  const each = (): Value =>
    tuple(
      columns.map(
        (column, at) =>
          (open[at] ? itemOrNothing(column, runtime) : undefined) ??
          unknown('which item comes next is not known'),
      ),
    );
  return promised('how many items there are is not known', { each });
}
