/** What the colours of a table mean: a bar from its least to its most, with numbers; for classes, the colour of each. */
import type { TensorModel } from '../../src/protocol/model';
import { element } from './element';
import { decimalsOf } from './cell-format';
import { categories, floorOf, largestOf } from './heat';
import { cellText } from './number';

/** Null where colours say nothing: for truths, and for a table of zeros or without any number. */
export function legend(document: Document, tensor: TensorModel): HTMLElement | null {
  const { scale, range, values } = tensor;
  if (range === null || scale === 'truths') return null;
  if (scale === 'classes') return palette(document, range.max);
  const bar = (kind: string): HTMLElement => element(document, 'span', { class: `legend-bar ${kind}` });
  const most = largestOf(range);
  const decimals = values === null ? 0 : decimalsOf(values, tensor);
  const label = (value: number): HTMLElement =>
    element(document, 'span', { class: 'legend-number' }, cellText(value, decimals).text);
  if (most === 0) return null;
  if (scale === 'diverging') return frame(document, label(-most), bar('diverging'), label(most));
  const floor = floorOf(scale, range);
  return range.max > 0
    ? frame(document, label(floor), bar('positive'), label(range.max))
    : frame(document, label(range.min), bar('negative'), label(floor));
}

/** A swatch for each class up to the largest one; with more classes than colours, those begin anew. */
function palette(document: Document, largest: number): HTMLElement | null {
  if (largest < 0) return null;
  const shown = Math.min(Math.trunc(largest) + 1, categories);
  const swatches = Array.from({ length: shown }, (_, index) =>
    element(document, 'span', { class: `class-swatch class-${index}` }, String(index)),
  );
  return frame(document, ...swatches, ...(largest >= categories ? [element(document, 'span', {}, '…')] : []));
}

const frame = (document: Document, ...parts: HTMLElement[]): HTMLElement =>
  element(document, 'span', { class: 'legend', 'aria-hidden': 'true' }, ...parts);
