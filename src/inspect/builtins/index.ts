/** Python's built-in names. */
import type { Value } from '../../frameworks/values';
import { classes } from './classes';
import { functions } from './functions';
import { notImplementedNames } from './not-implemented';

const named = new Map<string, Value>(
  [...classes, ...functions].map((value) => [value.name.replace('builtins.', ''), value]),
);

/** Older names of the same classes. */
const aliases = { IOError: 'OSError', EnvironmentError: 'OSError' };

export const builtins: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...named,
  ...notImplementedNames,
  ...Object.entries(aliases).map(([name, of]): [string, Value] => [name, named.get(of)!]),
]);
