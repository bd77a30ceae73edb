/**
 * A small heat map of a tensor as an SVG image, for hovers. The background is
 * transparent and a cell's colour fades with its size, so that it reads on light and
 * dark: blue for positive, orange for negative, a crossed cell for NaN and infinities.
 */
import type { TensorRecord } from '../inspect/inspection';

/** At most so many rows and columns are drawn; the rest is named in the caption. */
const MAXIMUM_ROWS = 16;
const MAXIMUM_COLUMNS = 40;

const POSITIVE = '#3b82f6';
const NEGATIVE = '#ea7317';
const NOT_FINITE = '#d946ef';

export interface HeatImage {
  /** `data:image/svg+xml;base64,…` */
  readonly uri: string;
  readonly width: number;
  readonly height: number;
  /** What is drawn of it: empty where it is all, else `first 16 of 1,000 rows`. */
  readonly caption: string;
}

/**
 * Draws the last two dims (of more, the first matrix).
 *
 * @returns Null where there are no values, and for a single number.
 */
export function heatImage(tensor: TensorRecord): HeatImage | null {
  const { data, shape } = tensor;
  if (data === null || shape === null || data.length < 2 || !shape.every((size) => typeof size === 'number'))
    return null;
  const sizes = shape.map(Number);
  const columns = sizes[sizes.length - 1] ?? 1;
  const rows = sizes.length > 1 ? (sizes[sizes.length - 2] ?? 1) : 1;
  const drawnRows = Math.min(rows, MAXIMUM_ROWS);
  const drawnColumns = Math.min(columns, MAXIMUM_COLUMNS);
  const largest = largestFinite(data.subarray(0, rows * columns));
  const cell = Math.min(18, Math.max(7, Math.floor(320 / drawnColumns)));
  const cells: string[] = [];
  for (let row = 0; row < drawnRows; row++) {
    for (let column = 0; column < drawnColumns; column++) {
      cells.push(
        drawCell(data[row * columns + column] ?? Number.NaN, column * cell, row * cell, cell, largest),
      );
    }
  }
  const width = drawnColumns * cell;
  const height = drawnRows * cell;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `${cells.join('')}</svg>`;
  return {
    uri: `data:image/svg+xml;base64,${btoa(svg)}`,
    width,
    height,
    caption: captionOf(sizes, rows, columns, drawnRows, drawnColumns),
  };
}

function drawCell(value: number, x: number, y: number, cell: number, largest: number): string {
  const size = cell - 1;
  if (!Number.isFinite(value)) {
    const right = x + size;
    const bottom = y + size;
    return (
      `<rect x="${x}" y="${y}" width="${size}" height="${size}" fill="${NOT_FINITE}" fill-opacity="0.35"/>` +
      `<path d="M${x} ${y}L${right} ${bottom}M${right} ${y}L${x} ${bottom}" stroke="${NOT_FINITE}"/>`
    );
  }
  const strength = largest === 0 ? 0 : Math.abs(value) / largest;
  const opacity = (0.07 + 0.88 * strength).toFixed(2);
  const colour = value < 0 ? NEGATIVE : POSITIVE;
  return `<rect x="${x}" y="${y}" width="${size}" height="${size}" rx="1" fill="${colour}" fill-opacity="${opacity}"/>`;
}

function largestFinite(values: ArrayLike<number>): number {
  let largest = 0;
  for (let at = 0; at < values.length; at++) {
    const size = Math.abs(values[at]!);
    if (Number.isFinite(size) && size > largest) largest = size;
  }
  return largest;
}

function captionOf(
  sizes: readonly number[],
  rows: number,
  columns: number,
  drawnRows: number,
  drawnColumns: number,
): string {
  const parts: string[] = [];
  if (sizes.length > 2)
    parts.push(
      `[${sizes
        .slice(0, -2)
        .map(() => '0')
        .join(', ')}] of [${sizes.slice(0, -2).join(', ')}]`,
    );
  if (drawnRows < rows) parts.push(`first ${drawnRows} of ${rows.toLocaleString('en')} rows`);
  if (drawnColumns < columns) parts.push(`first ${drawnColumns} of ${columns.toLocaleString('en')} columns`);
  return parts.join(', ');
}
