/**
 * The cells that are in sight as an ARIA grid: digits with their decimal points in
 * line, coloured by value, and the full value for a screen reader. The grid is as large
 * as if all were there, and its rows and columns keep their numbers.
 */
import type { TensorModel } from '../../src/protocol/model';
import type { Order, TableWindow } from '../ui-state';
import { formatOf } from './cell-format';
import type { Context } from './context';
import { element, listen, standIn, style } from './element';
import { drawnOf, lengthOf, placeOf, type Drawn, type Extent } from './extent';
import type { Grid } from './grid';
import { heatOf, type Heat } from './heat';
import type { Metrics } from './metrics';
import { exactText } from './number';
import { spokenCell } from './spoken-cell';

/** A tensor whose values and sizes are all known. */
export type KnownTensor = TensorModel & {
  readonly values: NonNullable<TensorModel['values']>;
  readonly shape: readonly number[];
};

/** All that the drawing of a table depends on, however it is scrolled. */
export interface TablePlan {
  /** What the table holds: `target`. */
  readonly name: string;
  readonly tensor: KnownTensor;
  readonly grid: Grid;
  readonly window: TableWindow;
  readonly down: Extent;
  readonly across: Extent;
  /** Pixels of the rows' headers; 0 where they have none. */
  readonly axis: number;
  readonly hasHead: boolean;
  /** Sorts the rows by a column; null where they have one order only. */
  readonly sortBy: ((order: Order) => void) | null;
}

/** The style sheet's padding of a cell on both sides, and the gap to the next. */
const cellPadding = 17;
const axisPadding = 13;
/** Rows are many and cheap to scroll to; each column more is a cell more in each of them. */
const rowMargin = 4;
const columnMargin = 2;

export function planOf(
  metrics: Metrics,
  name: string,
  tensor: KnownTensor,
  grid: Grid,
  window: TableWindow,
  sortBy: TablePlan['sortBy'] = null,
): TablePlan {
  const { characters } = formatOf(tensor, tensor.values, window.digits);
  const header = grid.vector || grid.columns === 0 ? 1 : grid.columnName(grid.columns - 1).length;
  const mark = sortBy === null ? 0 : 2;
  const width = Math.ceil(Math.max(characters, header + mark, 2) * metrics.character) + cellPadding;
  // A lone scalar has no axis, and a short vector only one.
  const hasAxis = !grid.vector || grid.rows > 1;
  return {
    name,
    tensor,
    grid,
    window,
    down: { count: grid.rows, size: metrics.row, view: metrics.height, margin: rowMargin },
    across: { count: grid.columns, size: width, view: metrics.width, margin: columnMargin },
    axis: hasAxis ? Math.ceil(axisCharacters(grid, tensor.shape) * metrics.character) + axisPadding : 0,
    hasHead: tensor.shape.length > 0,
    sortBy,
  };
}

/** The characters of the longest header of a row. */
function axisCharacters(grid: Grid, shape: readonly number[]): number {
  if (grid.rows === 0) return 1;
  const isRanked = grid.axes === null && !grid.vector;
  if (!isRanked) return String(grid.vector ? shape[0] : grid.rows - 1).length;
  return `[${shape.map((size) => size - 1).join(', ')}]`.length;
}

/** What of a table is drawn. */
export interface DrawnCells {
  readonly rows: Drawn;
  readonly columns: Drawn;
}

export const drawnOfPlan = ({ down, across, window }: TablePlan): DrawnCells => ({
  rows: drawnOf(down, window.row),
  columns: drawnOf(across, window.column),
});

/** @param shown What of the same plan is drawn already: it is left as it is. */
export function cells(
  { document }: Pick<Context, 'document'>,
  plan: TablePlan,
  shown?: DrawnCells,
): HTMLElement {
  const { name, grid, window, down, across, axis, hasHead } = plan;
  const { rows, columns } = drawnOfPlan(plan);
  const draw = cellDrawer(document, plan);
  const turns = indices(columns);
  const isShown = (row: number): boolean => shown !== undefined && isWithin(shown.rows, row);
  const sameColumns = shown?.columns.from === columns.from && shown.columns.to === columns.to;
  const cell = (row: number, column: number): HTMLElement =>
    shown && isShown(row) && isWithin(shown.columns, column) && grid.at(row, column) !== null
      ? standIn(document, 'span', `cell ${column}`)
      : draw(row, column);
  const line = (row: number): HTMLElement => {
    if (sameColumns && isShown(row)) return standIn(document, 'div', `row ${row}`);
    return element(
      document,
      'div',
      { class: 'line', role: 'row', 'data-key': `row ${row}`, 'aria-rowindex': row + 1 + (hasHead ? 1 : 0) },
      axis > 0 && rowHeader(document, grid.rowName(row)),
      ...turns.map((column) => cell(row, column)),
    );
  };
  const body = element(
    document,
    'div',
    { class: 'lines', role: 'rowgroup', 'data-key': 'lines' },
    ...indices(rows).map(line),
  );
  style(body, 'top', `${placeOf(down, window.row, rows.from) + (hasHead ? down.size : 0)}px`);
  const made = element(
    document,
    'div',
    {
      class: axis > 0 ? 'cells' : 'cells bare',
      'data-key': 'cells',
      role: 'grid',
      'aria-label': name,
      'aria-readonly': 'true',
      'aria-rowcount': grid.rows + (hasHead ? 1 : 0),
      'aria-colcount': grid.columns + (axis > 0 ? 1 : 0),
    },
    hasHead && head(document, plan, turns),
    body,
  );
  style(made, 'width', `${lengthOf(across) + axis}px`);
  style(made, 'height', `${lengthOf(down) + (hasHead ? down.size : 0)}px`);
  style(made, '--row', `${down.size}px`);
  style(made, '--column', `${across.size}px`);
  style(made, '--axis', `${axis}px`);
  style(made, '--from', `${placeOf(across, window.column, columns.from)}px`);
  return made;
}

const isWithin = ({ from, to }: Drawn, turn: number): boolean => turn >= from && turn < to;

const indices = ({ from, to }: Drawn): number[] =>
  Array.from({ length: to - from }, (_, turn) => from + turn);

/** Draws the cell at a row and column. */
function cellDrawer(document: Document, plan: TablePlan): (row: number, column: number) => HTMLElement {
  const { name, tensor, grid, window, axis } = plan;
  const { values, dtype, scale, range } = tensor;
  const { write, decimals } = formatOf(tensor, values, window.digits);
  const first = axis > 0 ? 2 : 1;
  const [currentRow, currentColumn] = tabStop(plan);
  const [chosenRow, chosenColumn] = window.cell;
  return (row, column) => {
    const at = grid.at(row, column);
    if (at === null) return element(document, 'span', { class: 'cell nothing', role: 'gridcell' });
    const value = values[at] ?? Number.NaN;
    const { text, decimals: own } = write(value);
    const heat = heatOf(value, scale, range);
    const label = spokenCell(`${name}${grid.name(row, column)}`, exactText(value, dtype), text);
    const made = element(
      document,
      'span',
      {
        class: classOf(heat, own === null ? 0 : decimals - own),
        role: 'gridcell',
        'data-key': `cell ${column}`,
        'data-at': at,
        tabindex: row === currentRow && column === currentColumn ? 0 : -1,
        'aria-selected': window.isChosen && row === chosenRow && column === chosenColumn ? 'true' : null,
        'aria-colindex': column + first,
        'aria-label': label,
      },
      text,
    );
    if (heat.tone === 'positive' || heat.tone === 'negative') style(made, '--share', String(heat.share));
    return made;
  };
}

/** The cell that the tab key comes to: the current one, or, where that is out of sight, the first in sight. */
export function tabStop(plan: TablePlan): readonly [row: number, column: number] {
  const { grid, window } = plan;
  const { rows, columns } = drawnOfPlan(plan);
  const [row, column] = currentCell(grid, window);
  if (isWithin(rows, row) && isWithin(columns, column)) return [row, column];
  const seen = { cell: [Math.ceil(window.row), Math.ceil(window.column)] as const };
  return currentCell(grid, seen);
}

/** The cell that was walked to last; the nearest there is. */
export function currentCell(
  { rows, columns, at }: Grid,
  { cell }: Pick<TableWindow, 'cell'>,
): readonly [number, number] {
  const row = Math.min(cell[0], Math.max(rows - 1, 0));
  const column = Math.min(cell[1], Math.max(columns - 1, 0));
  return at(row, column) === null ? [row, 0] : [row, column];
}

const rowHeader = (document: Document, name: string): HTMLElement =>
  element(
    document,
    'span',
    { class: 'axis', role: 'rowheader', 'aria-colindex': 1, 'data-key': 'axis' },
    name,
  );

function head(document: Document, plan: TablePlan, columns: readonly number[]): HTMLElement {
  const { grid, axis } = plan;
  return element(
    document,
    'div',
    { class: 'line head', role: 'row', 'aria-rowindex': 1, 'data-key': 'head' },
    axis > 0 &&
      element(
        document,
        'span',
        { class: 'axis corner', role: 'columnheader', 'aria-colindex': 1, 'data-key': 'axis' },
        element(document, 'span', { class: 'spoken' }, 'index'),
      ),
    ...columns.map((column) => columnHeader(document, plan, column, grid.columnName(column))),
  );
}

function columnHeader(
  document: Document,
  { sortBy, window, axis }: TablePlan,
  column: number,
  name: string,
): HTMLElement {
  const { order } = window;
  const sorted = order.by === 'column' && order.column === column ? order : null;
  const header = element(document, 'span', {
    class: 'column-name',
    role: 'columnheader',
    'data-key': `column ${column}`,
    'aria-colindex': column + (axis > 0 ? 2 : 1),
    'aria-sort': sorted === null ? null : sorted.descending ? 'descending' : 'ascending',
  });
  if (sortBy === null) {
    header.append(name);
    return header;
  }
  const next: Order =
    sorted === null
      ? { by: 'column', column, descending: true }
      : sorted.descending
        ? { by: 'column', column, descending: false }
        : { by: 'position' };
  const mark = sorted === null ? '' : sorted.descending ? ' ↓' : ' ↑';
  // By keyboard, the list of orders does the same for the column of the current cell.
  const button = element(
    document,
    'button',
    { type: 'button', class: 'column-sort', tabindex: -1, title: `Sort the rows by column ${name}` },
    `${name}${mark}`,
  );
  listen(button, 'click', () => sortBy(next));
  header.append(button);
  return header;
}

/** The classes of a cell.
 *
 * @param lack How many decimals fewer than the longest number has: so much space stands behind it. */
export function classOf({ tone, category }: Heat, lack: number): string {
  const classes = ['cell'];
  if (tone !== 'none') classes.push(tone);
  if (tone === 'class') classes.push(`class-${category}`);
  if (lack > 0) classes.push(`lack-${lack}`);
  return classes.join(' ');
}
