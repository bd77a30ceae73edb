/**
 * Virtual scrolling along one direction: of many rows (or columns) of one size, those
 * around the seen ones are drawn. Pure numbers, in pixels and turns.
 */

export interface Extent {
  /** How many rows there are, and the pixels of each. */
  readonly count: number;
  readonly size: number;
  /** The pixels in which they are seen, at most. */
  readonly view: number;
  /** So many are drawn before and after those that are seen, and the drawn ones change in steps of as many. */
  readonly margin: number;
}

/** Browsers lay out nothing that is longer; beyond it, a pixel of the scroll bar stands for more than one. */
const longest = 16_000_000;

/** What is drawn: first and one past the last. */
export interface Drawn {
  readonly from: number;
  readonly to: number;
}

/** The pixels that all rows together take up. */
export const lengthOf = ({ count, size }: Extent): number => Math.min(count * size, longest);

/** @param seen The first row that is seen. */
export function drawnOf({ count, size, view, margin }: Extent, seen: number): Drawn {
  const shown = Math.ceil(view / size) + 1;
  const step = Math.floor(Math.min(seen, Math.max(count - 1, 0)) / margin) * margin;
  return { from: Math.max(step - margin, 0), to: Math.min(step + shown + 2 * margin, count) };
}

/** Pixels of scrolling for a pixel of rows: below 1 only where there are too many. */
function scaleOf(extent: Extent): number {
  const full = extent.count * extent.size;
  const length = lengthOf(extent);
  return full === length ? 1 : (length - extent.view) / (full - extent.view);
}

/** How far the scroll bar is where `seen` is the first row. */
export const offsetOf = (extent: Extent, seen: number): number => seen * extent.size * scaleOf(extent);

/** The first row that is seen, a fraction where it is cut; what `offsetOf` takes back. */
export const seenAt = (extent: Extent, offset: number): number =>
  Math.max(offset, 0) / (extent.size * scaleOf(extent));

/** Where a row lies while `seen` is the first one that is seen. */
export const placeOf = (extent: Extent, seen: number, row: number): number =>
  offsetOf(extent, seen) + (row - seen) * extent.size;

/** Whether rows stay where they are while the others are scrolled to, so that a new drawing is needed only now and then. */
export const isSteady = (extent: Extent): boolean => scaleOf(extent) === 1;

/** The first row to be seen so that `row` is in sight, moving as little as possible. @param view The pixels in which rows are seen now. */
export function seenWith(extent: Extent, seen: number, row: number, view: number): number {
  const whole = Math.max(Math.floor(view / extent.size), 1);
  if (row < seen) return row;
  return row >= seen + whole ? row - whole + 1 : seen;
}
