/** What a loop is given in each round, where it is not known how many rounds there are. */
import type { Runtime } from './runtime';
import { promised } from './contract';
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
 * that the body of the loop is read with what every batch has, and its number is unknown.
 */
export function numberedEach(items: Value, runtime: Runtime): Value {
  const reason = 'how many items there are is not known';
  const each = (): Value | undefined => {
    const item = eachItem(items, runtime);
    return item && tuple([unknown('which round it is is not known'), item]);
  };
  return promised(items.kind === 'unknown' ? items.reason : reason, { each });
}
