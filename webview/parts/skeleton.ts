/** Stands where something will be, while the host computes it. */
import { element } from './element';

export const skeleton = (document: Document, text: string): HTMLElement =>
  element(
    document,
    'div',
    { class: 'skeleton', role: 'status' },
    element(document, 'span', { class: 'skeleton-bar', 'aria-hidden': 'true' }),
    text,
  );
