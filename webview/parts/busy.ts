/** What is being done and takes long: a line at the top, and below what it is, with a button that ends it. Both take no room. */
import { button } from './button';
import { element } from './element';

export interface Busy {
  readonly line: HTMLElement;
  readonly bar: HTMLElement;
  /** @param work What is being done; empty for nothing. */
  show(work: string): void;
}

/** @param cancel Told that somebody wants it to end. */
export function busyBar(document: Document, cancel: () => void): Busy {
  const line = element(document, 'div', { class: 'progress', hidden: true });
  const what = element(document, 'span', { class: 'busy-what' });
  const bar = element(
    document,
    'div',
    { class: 'busy', role: 'status', hidden: true },
    what,
    button(document, 'Cancel', 'secondary', cancel),
  );
  return {
    line,
    bar,
    show(work) {
      line.hidden = work === '';
      bar.hidden = work === '';
      what.textContent = work === '' ? '' : `${work}…`;
    },
  };
}
