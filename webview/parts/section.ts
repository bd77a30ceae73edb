/** A part of a view under a heading that opens and closes; the panel remembers which are open. */
import { element, listen, type Child } from './element';
import type { Context } from './context';

export interface SectionOptions {
  /** Names the section in the panel's memory. */
  readonly key: string;
  readonly title: string;
  /** Beside the title, quieter: `sigmoid`, `max 0.237`. */
  readonly aside?: string;
  /** Whether it is open until the person chooses. */
  readonly open: boolean;
}

/** @param content Made only when the section is open. */
export function section(
  context: Context,
  options: SectionOptions,
  content: () => readonly Child[],
): HTMLElement {
  const { document, ui, emit } = context;
  const { key, title, aside = '' } = options;
  const open = ui.open[key] ?? options.open;
  const heading = element(
    document,
    'summary',
    { class: 'section-heading' },
    element(document, 'h2', { class: 'section-title' }, title),
    aside !== '' && element(document, 'span', { class: 'section-aside' }, aside),
  );
  const body = element(document, 'div', { class: 'section-body' }, ...(open ? content() : []));
  const made = element(
    document,
    'details',
    { class: 'section', 'data-key': `section ${key}`, open },
    heading,
    body,
  );
  listen(made, 'toggle', (_, shown) => {
    const isOpen = shown.hasAttribute('open');
    if (isOpen !== open) emit({ type: 'toggle', section: key, open: isOpen });
  });
  return made;
}
