/** The number that the cursor is in: marked where it is shown, and gone to when somebody wants to. */
import type { ElementAt } from '../../src/protocol/peek';
import { cellOf } from './peek';

/** Marks the cells of a number, and takes the mark from all others. @param at Null for none. */
export function mark(panel: HTMLElement, at: ElementAt | null): void {
  const cells = new Set(at ? panel.querySelectorAll<HTMLElement>(cellOf(at)) : []);
  for (const old of panel.querySelectorAll('.pointed')) {
    if (!cells.has(old as HTMLElement)) old.classList.remove('pointed');
  }
  for (const cell of cells) cell.classList.add('pointed');
}

/** Scrolls to the first cell of a number; with `focus`, goes to it. */
export function bringUp(panel: HTMLElement, at: ElementAt, focus: boolean): void {
  const cell = panel.querySelector<HTMLElement>(cellOf(at));
  if (!cell) return;
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (!focus) return;
  const field = cell.querySelector<HTMLElement>('input');
  const grid = cell.closest<HTMLElement>('[role="grid"]');
  // As if somebody had gone there: the panel remembers it.
  if (grid && !field) cell.click();
  else (field ?? cell).focus({ preventScroll: true });
}
