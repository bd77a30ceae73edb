/**
 * Arrow keys, Home and End walk the cells of a grid, of which one takes part in the
 * tab order; the readout below the table tells the cell under pointer or focus.
 */
import { change, listen, unset } from './element';

/** The cells that hold a value. */
export const walked = '[role="gridcell"][tabindex]';

/** Called with the cell under pointer or focus, null for none; gives what the readout says of it. */
export type Watch = (cell: HTMLElement | null, cells: HTMLElement) => string;

const label: Watch = (cell) => cell?.getAttribute('aria-label') ?? '';

/** Walks a grid all of whose cells are drawn. @param reached Told the cell that somebody went to. */
export function walkable(cells: HTMLElement, watch: Watch, reached: (cell: HTMLElement) => void): void {
  readable(cells, watch);
  listen(cells, 'keydown', (event, shown) => {
    const cell = cellAt(event.target);
    const to = cell && 'key' in event ? neighbour(cell, String(event.key)) : null;
    if (!cell || !to) return;
    event.preventDefault();
    makeCurrent(shown, to);
    reached(to);
  });
  listen(cells, 'click', (event, shown) => {
    const cell = cellAt(event.target);
    if (!cell) return;
    makeCurrent(shown, cell);
    reached(cell);
  });
}

/** Lets the readout tell the cell under pointer or focus. */
export function readable(cells: HTMLElement, watch: Watch = label): void {
  const tell = (cell: HTMLElement | null, shown: HTMLElement): void => readOut(shown, watch(cell, shown));
  const show = (event: Event, shown: HTMLElement): void => {
    const cell = cellAt(event.target);
    if (cell) tell(cell, shown);
  };
  listen(cells, 'mouseover', show);
  listen(cells, 'focusin', show);
  // The cell that has the focus is told again when the pointer goes.
  listen(cells, 'mouseleave', (_, shown) => tell(shown.querySelector<HTMLElement>(`${walked}:focus`), shown));
  listen(cells, 'focusout', (event, shown) => {
    const to = 'relatedTarget' in event ? (event.relatedTarget as Node | null) : null;
    if (to === null || !shown.contains(to)) tell(null, shown);
  });
}

/** Focuses a cell, selects it, and lets it be the one that the tab key comes back to. */
export function makeCurrent(cells: HTMLElement, cell: HTMLElement): void {
  letTabStopAt(cells, cell);
  for (const other of cells.querySelectorAll<HTMLElement>('[aria-selected]'))
    if (other !== cell) unset(other, 'aria-selected');
  change(cell, 'aria-selected', 'true');
  cell.focus();
}

/**
 * Lets the tab key come to a cell, and to no other; when the cells are rendered again, the panel's memory says which
 * cell that is.
 */
export function letTabStopAt(cells: HTMLElement, cell: HTMLElement): void {
  for (const other of cells.querySelectorAll<HTMLElement>('[role="gridcell"][tabindex="0"]')) {
    if (other !== cell) change(other, 'tabindex', '-1');
  }
  change(cell, 'tabindex', '0');
}

function readOut(cells: HTMLElement, text: string): void {
  const readout = cells.closest('.table')?.querySelector('.readout');
  if (readout) readout.textContent = text;
}

/** The cell of an event. */
export function cellAt(target: EventTarget | null): HTMLElement | null {
  return target !== null && 'closest' in target ? (target as Element).closest<HTMLElement>(walked) : null;
}

/** The cell that a key goes to from this one; null when the key does not move or there is no cell there. */
function neighbour(cell: HTMLElement, key: string): HTMLElement | null {
  const row = cell.parentElement;
  if (!row) return null;
  const turn = [...row.children].indexOf(cell);
  const inRow = (of: Element | null | undefined, at: number): HTMLElement | null =>
    cellAt(of?.children[at] ?? null);
  switch (key) {
    case 'ArrowRight':
      return cellAt(cell.nextElementSibling);
    case 'ArrowLeft':
      return cellAt(cell.previousElementSibling);
    case 'ArrowDown':
      return inRow(row.nextElementSibling, turn);
    case 'ArrowUp':
      return inRow(row.previousElementSibling, turn);
    case 'Home':
      return row.querySelector<HTMLElement>(walked);
    case 'End':
      return [...row.querySelectorAll<HTMLElement>(walked)].at(-1) ?? null;
    default:
      return null;
  }
}
