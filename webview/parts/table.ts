/**
 * A tensor as a heat-mapped table: the choice of the plane, one page of its cells,
 * what their colours mean, the exact value of the cell under pointer or focus, and
 * the other pages.
 */
import type { TensorModel } from '../../src/protocol/model';
import { firstWindow, type TableWindow } from '../ui-state';
import { cells, type KnownTensor } from './cells';
import type { Context } from './context';
import { element } from './element';
import { gridOf, pageColumns, pageRows, type Grid } from './grid';
import { legend } from './legend';
import { pager } from './pager';
import { picker } from './picker';
import { walkable } from './walk';

/**
 * @param key Names the table in the panel's memory: `input target`.
 * @param name What the table holds, for screen readers: `target`.
 * @returns Null when there are no values to draw.
 */
export function table(context: Context, key: string, name: string, tensor: TensorModel): HTMLElement | null {
  if (!isKnown(tensor) || tensor.values.length === 0) return null;
  const { document, ui, emit } = context;
  const window = ui.windows[key] ?? firstWindow;
  const grid = gridOf(tensor.shape, window);
  const look = (change: Partial<TableWindow>): void =>
    emit({ type: 'window', table: key, window: { ...window, ...change } });
  const drawn = cells(document, name, tensor, grid);
  walkable(drawn);
  const readout = element(document, 'span', { class: 'readout', 'aria-hidden': 'true' });
  const foot = element(document, 'div', { class: 'table-foot' }, legend(document, tensor), readout);
  return element(
    document,
    'div',
    { class: 'table', 'data-key': `table ${key}` },
    pickers(context, grid, look),
    element(document, 'div', { class: 'table-scroll' }, drawn),
    foot,
    pager(
      context,
      { of: 'rows', from: grid.fromRow, to: grid.toRow, size: grid.rows, page: pageRows },
      (row) => look({ row }),
    ),
    pager(
      context,
      { of: 'columns', from: grid.fromColumn, to: grid.toColumn, size: grid.columns, page: pageColumns },
      (column) => look({ column }),
    ),
  );
}

/** Whether all values and sizes are there. */
export function isKnown(tensor: TensorModel): tensor is KnownTensor {
  return (
    tensor.values !== null && tensor.shape !== null && tensor.shape.every((size) => typeof size === 'number')
  );
}

function pickers(
  context: Context,
  grid: Grid,
  look: (change: Partial<TableWindow>) => void,
): HTMLElement | null {
  if (grid.outer.length === 0) return null;
  const choose = (dim: number) => (index: number) =>
    look({ indices: grid.indices.map((old, each) => (each === dim ? index : old)) });
  return element(
    context.document,
    'div',
    { class: 'pickers' },
    ...grid.outer.map((size, dim) =>
      picker(context, `dim ${dim}`, size, grid.indices[dim] ?? 0, choose(dim)),
    ),
  );
}
