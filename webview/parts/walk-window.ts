/**
 * Arrow keys, Page Up and Down, Home and End, with Ctrl for the whole table, walk the
 * cells of a grid of which only those in sight are drawn. The others are scrolled to first.
 */
import { listen } from './element';
import { cellAt, letTabStopAt, makeCurrent, readable } from './walk';

export interface Walk {
  readonly rows: number;
  readonly columns: number;
  /** Whether there is an element at this row and column. */
  readonly has: (row: number, column: number) => boolean;
  /** Rows that are seen at once. */
  readonly page: (grid: HTMLElement) => number;
  /** Row and column of the first cell that is drawn. */
  readonly origin: () => readonly [row: number, column: number];
  /** Told which cell is the current one now; it has the focus. */
  readonly reached: (row: number, column: number) => void;
  /** Brings a cell that is not drawn into sight; afterwards it is drawn. */
  readonly show: (row: number, column: number, grid: HTMLElement) => void;
}

export function walkWindow(cells: HTMLElement, walk: Walk): void {
  readable(cells);
  listen(cells, 'keydown', (event, shown) => {
    const cell = cellAt(event.target);
    if (!cell) return;
    const to = target(event as KeyboardEvent, turnOf(cell, walk), walk, shown);
    if (!to || !walk.has(...to)) return;
    event.preventDefault();
    const [row, column] = to;
    const drawn = drawnCell(shown, walk, row, column);
    if (drawn) makeCurrent(shown, drawn);
    else {
      walk.show(row, column, shown);
      focusCurrent(shown);
    }
    walk.reached(row, column);
  });
  listen(cells, 'click', (event, shown) => {
    const cell = cellAt(event.target);
    if (!cell) return;
    makeCurrent(shown, cell);
    walk.reached(...turnOf(cell, walk));
  });
}

/** Focuses the cell that the tab key comes to. @param within The grid or something around it. */
export function focusCurrent(within: ParentNode): void {
  const cell = within.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]');
  cell?.focus({ preventScroll: true });
}

/** Lets the tab key come to a cell that is drawn, and to no other. */
export function stopAt(grid: HTMLElement, walk: Walk, row: number, column: number): void {
  const cell = drawnCell(grid, walk, row, column);
  if (cell) letTabStopAt(grid, cell);
}

/** Row and column of a cell. */
function turnOf(cell: HTMLElement, { origin }: Walk): readonly [number, number] {
  const [firstRow, firstColumn] = origin();
  const line = cell.parentElement;
  const before = line?.querySelector('[role="rowheader"]') ? 1 : 0;
  const column = [...(line?.children ?? [])].indexOf(cell) - before;
  const row = [...(line?.parentElement?.children ?? [])].indexOf(line as Element);
  return [firstRow + row, firstColumn + column];
}

function drawnCell(grid: HTMLElement, { origin }: Walk, row: number, column: number): HTMLElement | null {
  const [firstRow, firstColumn] = origin();
  const line = grid.querySelector('[role="rowgroup"]')?.children[row - firstRow];
  return line?.querySelectorAll<HTMLElement>('[role="gridcell"]')[column - firstColumn] ?? null;
}

/** Where a key goes to from a cell; null when the key does not move, or there is nothing there. */
function target(
  { key, ctrlKey, metaKey }: KeyboardEvent,
  [row, column]: readonly [number, number],
  walk: Walk,
  grid: HTMLElement,
): readonly [number, number] | null {
  const whole = ctrlKey || metaKey;
  const lastRow = walk.rows - 1;
  const lastOf = (at: number): number => {
    let last = walk.columns - 1;
    while (last > 0 && !walk.has(at, last)) last--;
    return last;
  };
  const within = (to: number): readonly [number, number] => {
    const at = Math.min(Math.max(to, 0), lastRow);
    return [at, Math.min(column, lastOf(at))];
  };
  switch (key) {
    case 'ArrowRight':
      return column < lastOf(row) ? [row, column + 1] : null;
    case 'ArrowLeft':
      return column > 0 ? [row, column - 1] : null;
    case 'ArrowDown':
      return row < lastRow ? [row + 1, column] : null;
    case 'ArrowUp':
      return row > 0 ? [row - 1, column] : null;
    case 'PageDown':
      return within(row + walk.page(grid));
    case 'PageUp':
      return within(row - walk.page(grid));
    case 'Home':
      return whole ? [0, 0] : [row, 0];
    case 'End':
      return whole ? [lastRow, lastOf(lastRow)] : [row, lastOf(row)];
    default:
      return null;
  }
}
