/** Stands where something will be, while the host computes it, in the size that it will have. */
import { element } from './element';

/** What will be there: a chart, or lines of a table. */
export type SkeletonKind = 'chart' | 'table';

export const skeleton = (document: Document, text: string, kind: SkeletonKind = 'table'): HTMLElement =>
  element(
    document,
    'div',
    { class: 'skeleton', role: 'status' },
    element(document, 'span', { class: `skeleton-bar ${kind}`, 'aria-hidden': 'true' }),
    text,
  );

/** A line of text that will be there. @param kind A class for its size. */
export const skeletonLine = (document: Document, kind: string): HTMLElement =>
  element(document, 'span', { class: `skeleton-line ${kind}`, 'aria-hidden': 'true' });
