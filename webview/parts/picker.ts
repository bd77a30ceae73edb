/** Chooses an index along one dim: from a list, or, where the list would be long, by typing it. */
import type { Context } from './context';
import { element, listen } from './element';

/** A longer list is no help: its index is typed instead. */
const longestList = 100;

export function picker(
  { document }: Context,
  name: string,
  size: number,
  chosen: number,
  choose: (index: number) => void,
): HTMLElement {
  const control =
    size <= longestList ? dropdown(document, name, size, chosen) : field(document, name, size, chosen);
  listen(control, 'change', (event) => {
    const index = Number(valueOf(event.target));
    if (Number.isInteger(index) && index !== chosen) choose(Math.min(Math.max(index, 0), size - 1));
  });
  return element(
    document,
    'label',
    { class: 'picker' },
    element(document, 'span', {}, name),
    control,
    element(document, 'span', { class: 'quiet' }, `of ${size}`),
  );
}

function dropdown(document: Document, name: string, size: number, chosen: number): HTMLElement {
  const options = Array.from({ length: size }, (_, index) =>
    element(document, 'vscode-option', { value: index, selected: index === chosen }, String(index)),
  );
  return element(document, 'vscode-dropdown', { 'aria-label': name, position: 'below' }, ...options);
}

const field = (document: Document, name: string, size: number, chosen: number): HTMLElement =>
  element(document, 'vscode-text-field', {
    'aria-label': `${name}, 0 to ${size - 1}`,
    value: chosen,
    size: 8,
    inputmode: 'numeric',
  });

/** Both controls, and their native likes, hold what was chosen in `value`. */
function valueOf(target: EventTarget | null): string {
  return target !== null && 'value' in target ? String(target.value) : '';
}
