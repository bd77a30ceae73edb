/**
 * How large what tables consist of is in the person's font. Virtual scrolling needs these
 * pixels beforehand; a hidden text in the font of the cells tells them.
 */
import { element } from './element';

export interface Metrics {
  /** Pixels of a digit. */
  readonly character: number;
  /** Pixels from one row to the next. */
  readonly row: number;
  /** Pixels in which a table is seen, at most. */
  readonly width: number;
  readonly height: number;
}

/** The style sheet's padding of a cell above and below, and the gap to the next. */
const rowPadding = 5;
const sample = '0000000000';
/** `.table-scroll` is no higher. */
const highest = 420;
/** `.panel` is no wider. */
const widest = 860;

const usual: Metrics = { character: 7.2, row: 23, width: widest, height: highest };

/** The text that is measured; it is in the page, and nobody sees it. */
export const probe = (document: Document): HTMLElement =>
  element(document, 'span', { class: 'probe', 'aria-hidden': 'true' }, sample);

/** Where nothing is laid out (the panel is hidden, or in tests), the usual sizes. */
export function measure(made: HTMLElement, panel: HTMLElement): Metrics {
  const { width, height } = made.getBoundingClientRect();
  if (width === 0) return usual;
  return {
    character: width / sample.length,
    row: Math.round(height) + rowPadding,
    width: Math.min(panel.clientWidth, widest),
    height: highest,
  };
}
