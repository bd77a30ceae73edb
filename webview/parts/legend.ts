/** What the colours of a table mean: a bar from its least to its most, with numbers. */
import type { TensorModel } from '../../src/protocol/model';
import { element } from './element';
import { floorOf, largestOf } from './heat';
import { cellText, decimalsFor } from './number';

/** Null where colours say nothing: for a table of equal numbers or without any. */
export function legend(document: Document, { scale, range, values }: TensorModel): HTMLElement | null {
  if (range === null || scale === 'classes' || scale === 'truths') return null;
  const bar = (kind: string): HTMLElement => element(document, 'span', { class: `legend-bar ${kind}` });
  const most = largestOf(range);
  const decimals = decimalsFor(values ?? [], most);
  const label = (value: number): HTMLElement =>
    element(document, 'span', { class: 'legend-number' }, cellText(value, decimals).text);
  if (most === 0) return null;
  if (scale === 'diverging') return frame(document, label(-most), bar('diverging'), label(most));
  const floor = floorOf(scale, range);
  return range.max > 0
    ? frame(document, label(floor), bar('positive'), label(range.max))
    : frame(document, label(range.min), bar('negative'), label(floor));
}

const frame = (document: Document, ...parts: HTMLElement[]): HTMLElement =>
  element(document, 'span', { class: 'legend', 'aria-hidden': 'true' }, ...parts);
