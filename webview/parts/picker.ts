/** Chooses one of a few, from a list of the toolkit. */
import type { Context } from './context';
import { element, listen } from './element';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** @param name What is chosen; it stands before the list. */
export function dropdown(
  { document }: Pick<Context, 'document'>,
  name: string,
  choices: readonly Choice[],
  chosen: string,
  choose: (value: string) => void,
): HTMLElement {
  const options = choices.map(({ value, text }) =>
    element(document, 'vscode-option', { value, selected: value === chosen, 'data-key': value }, text),
  );
  const list = element(
    document,
    'vscode-dropdown',
    { 'aria-label': name, position: 'below', value: chosen },
    ...options,
  );
  listen(list, 'change', (event) => {
    const value = valueOf(event.target);
    if (value !== chosen && choices.some((choice) => choice.value === value)) choose(value);
  });
  return element(document, 'label', { class: 'picker' }, element(document, 'span', {}, name), list);
}

/** The control, and its native like, hold what was chosen in `value`. */
function valueOf(target: EventTarget | null): string {
  return target !== null && 'value' in target ? String(target.value) : '';
}
