/** What is pressed: buttons for acts, links for going somewhere. Both are reached and pressed by keyboard. */
import { element, listen, type Child } from './element';

export type Appearance = 'primary' | 'secondary';

/** A button of the toolkit. */
export function button(
  document: Document,
  text: string,
  appearance: Appearance,
  press: () => void,
): HTMLElement {
  const made = element(document, 'vscode-button', { class: 'button', appearance }, text);
  listen(made, 'click', press);
  return made;
}

/** A button without a frame, for paging: its sign is drawn, its name is spoken. */
export function signButton(
  document: Document,
  sign: Child,
  name: string,
  enabled: boolean,
  press: () => void,
): HTMLElement {
  const made = element(
    document,
    'button',
    { type: 'button', class: 'sign-button', 'aria-label': name, title: name, disabled: !enabled },
    sign,
  );
  listen(made, 'click', press);
  return made;
}

/** A text that goes somewhere when it is pressed. */
export function link(
  document: Document,
  text: string,
  name: string,
  press: () => void,
  kind = '',
): HTMLElement {
  const made = element(
    document,
    'button',
    { type: 'button', class: kind === '' ? 'link' : `link ${kind}`, title: name },
    text,
  );
  listen(made, 'click', press);
  return made;
}
