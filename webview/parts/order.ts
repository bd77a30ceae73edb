/** The orders in which values and rows are shown, remembered: a million of them are not sorted at each drawing. */
import type { TableValues } from '../../src/protocol/model';
import type { Order } from '../ui-state';
import type { Grid } from './grid';
import { once } from './once';
import { argsort } from './sort';

const known = once(() => new Map<string, Uint32Array>());

/** The newest few orders of a tensor. */
function remembered(values: TableValues, name: string, make: () => Uint32Array): Uint32Array {
  const orders = known(values);
  const before = orders.get(name);
  if (before) return before;
  const made = make();
  if (orders.size >= 3) orders.clear();
  orders.set(name, made);
  return made;
}

/** The positions of all values in the order of the values. */
export const orderOf = (values: TableValues, descending: boolean): Uint32Array =>
  remembered(values, `all ${descending}`, () => argsort(values, descending));

/** The rows of a plane in the order of the values in one column. */
export function rowOrder(
  values: TableValues,
  grid: Grid,
  { column, descending }: Extract<Order, { readonly by: 'column' }>,
): Uint32Array {
  const at = Math.min(column, Math.max(grid.columns - 1, 0));
  const name = `${grid.name(0, at)} ${grid.axes?.join(' ')} ${descending}`;
  return remembered(values, name, () => {
    const keys = new Float64Array(grid.rows);
    for (let row = 0; row < grid.rows; row++) keys[row] = values[grid.at(row, at) ?? 0] ?? 0;
    return argsort(keys, descending);
  });
}
