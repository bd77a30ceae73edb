/** Python's built-in names. */
import type { Value } from '../../frameworks/values';
import { classes } from './classes';
import { functions } from './functions';

export const builtins: ReadonlyMap<string, Value> = new Map<string, Value>(
  [...classes, ...functions].map((value) => [value.name.replace('builtins.', ''), value]),
);
