/** A text for the eye alone: a rounded number in a cell whose label tells a screen reader all of its digits. */
import { element } from './element';

export const seen = (document: Document, text: string, kind = ''): HTMLElement =>
  element(document, 'span', { ...(kind === '' ? {} : { class: kind }), 'aria-hidden': 'true' }, text);
