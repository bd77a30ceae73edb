/**
 * From what is shown to the source: a link, or a number itself, by a double click or Enter;
 * in a field, where these mean something else, by a click or Enter with Ctrl (Cmd).
 */
import type { ElementAt, PeekWish } from '../../src/protocol/peek';
import { link } from './button';
import type { Context } from './context';
import { listen } from './element';

/** What an element carries that shows a number: the tensor's id, on itself or around it, and the position in the tensor. */
const numbered = '[data-at]';

/** The selector of the cell of a number. */
export const cellOf = ({ tensor, index }: ElementAt): string =>
  `[data-tensor="${tensor}"] [data-at="${index}"], [data-tensor="${tensor}"][data-at="${index}"]`;

/** What stands at a cell: null for one whose number stands in no source of its own. */
function elementOf(cell: Element): ElementAt | null {
  const tensor = cell.closest('[data-tensor]')?.getAttribute('data-tensor');
  const index = cell.getAttribute('data-at');
  return tensor === null || tensor === undefined || index === null
    ? null
    : { tensor: Number(tensor), index: Number(index) };
}

/** Listens to the numbers of a whole panel. @param peek Gets null for a number that only the shown thing as a whole explains. */
export function listenToNumbers(panel: HTMLElement, peek: (at: ElementAt | null) => void): void {
  const act = (event: Event): void => {
    const cell = numberAt(event.target);
    if (!cell) return;
    event.preventDefault();
    peek(elementOf(cell));
  };
  listen(panel, 'dblclick', (event) => {
    if (!isField(event.target)) act(event);
  });
  listen(panel, 'click', (event) => {
    if (isWithControl(event as MouseEvent)) act(event);
  });
  listen(panel, 'keydown', (event) => {
    const pressed = event as KeyboardEvent;
    if (pressed.key === 'Enter' && (!isField(event.target) || isWithControl(pressed))) act(event);
  });
}

const numberAt = (target: EventTarget | null): Element | null =>
  target !== null && 'closest' in target ? (target as Element).closest(numbered) : null;

const isField = (target: EventTarget | null): boolean =>
  target !== null && 'tagName' in target && target.tagName === 'INPUT';

const isWithControl = ({ ctrlKey, metaKey }: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>): boolean =>
  ctrlKey || metaKey;

/** A text that shows where something comes from. */
export const peekLink = (
  { document, peek }: Pick<Context, 'document' | 'peek'>,
  text: string,
  name: string,
  wish: PeekWish,
  kind = '',
): HTMLElement => link(document, text, name, () => peek(wish), kind);

/** Below a table: shows where the number of its current cell comes from, as Enter in the cell does. */
export function sourceLink({ document, peekAt }: Pick<Context, 'document' | 'peekAt'>): HTMLElement {
  const made = link(
    document,
    'source',
    'Show where the current number comes from (Enter or double click on a number)',
    () => undefined,
    'source-link',
  );
  listen(made, 'click', (_, shown) => {
    const cell = shown.closest('.table')?.querySelector(`${numbered}[tabindex="0"]`);
    if (cell) peekAt(elementOf(cell));
  });
  return made;
}
