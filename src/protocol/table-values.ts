/** The numbers of tables: the one kind of number that crosses to the panel whatever it is, NaN and infinities too. */
import { expected, type Check } from './check';
import type { TableValues } from './model';

export const tableValues: Check<TableValues> = (value, path) =>
  value instanceof Float32Array ||
  value instanceof Float64Array ||
  value instanceof Int32Array ||
  value instanceof Int16Array ||
  value instanceof Int8Array ||
  value instanceof Uint8Array
    ? null
    : expected('a typed array', value, path);
