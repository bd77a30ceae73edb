/**
 * A curve in a frame with its marks: a small drawing of our own, since all that is wanted is
 * one line with a tangent and some levels, in the theme's colours and under the page's strict policy.
 */
import { drawing, element } from './element';

export interface Level {
  readonly y: number;
  readonly text: string;
}

export interface Chart {
  /** For a screen reader: what is drawn, with its numbers. */
  readonly description: string;
  readonly xName: string;
  readonly yName: string;
  readonly xs: Float64Array;
  /** NaN where there is no point. */
  readonly ys: Float64Array;
  readonly point: { readonly x: number; readonly y: number; readonly slope: number } | null;
  readonly levels: readonly Level[];
}

const WIDTH = 320;
const HEIGHT = 190;
const LEFT = 44;
const RIGHT = 8;
const TOP = 20;
const BOTTOM = 30;
/** Relative to their size, float64 losses differ by this much for no other reason. */
const ROUNDING = 1e-12;

export function chart(
  document: Document,
  { description, xName, yName, xs, ys, point, levels }: Chart,
): HTMLElement {
  const finite = [...ys, ...levels.map(({ y }) => y), ...(point ? [point.y] : [])].filter(Number.isFinite);
  const [low, high] = widened(Math.min(...finite), Math.max(...finite), levels.length > 0);
  const [from, to] = [xs[0] ?? 0, xs.at(-1) ?? 1];
  const x = (value: number): number => LEFT + ((value - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => TOP + ((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const shape = (
    tag: string,
    attributes: Readonly<Record<string, string | number>>,
    text?: string,
  ): SVGElement =>
    text === undefined ? drawing(document, tag, attributes) : drawing(document, tag, attributes, text);
  const line = (kind: string, x1: number, y1: number, x2: number, y2: number): SVGElement =>
    shape('line', { class: kind, x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2) });
  const isFloor = (level: number): boolean => ys.every((loss) => !(loss < level));
  const yTicks = ticks(low, high);
  const made = drawing(
    document,
    'svg',
    { class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': description },
    ...yTicks.flatMap((value) => [
      line('chart-grid', LEFT, y(value), WIDTH - RIGHT, y(value)),
      shape('text', { class: 'chart-text end', x: LEFT - 4, y: round(y(value) + 3) }, label(value)),
    ]),
    ...ticks(from, to).map((value) =>
      shape(
        'text',
        { class: 'chart-text middle', x: round(x(value)), y: HEIGHT - BOTTOM + 14 },
        label(value),
      ),
    ),
    shape('text', { class: 'chart-text middle', x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 4 }, xName),
    shape('text', { class: 'chart-text name', x: 2, y: 10 }, yName),
    ...levels.map((level) => line('chart-level', LEFT, y(level.y), WIDTH - RIGHT, y(level.y))),
    shape('path', { class: 'chart-line', d: pathOf(xs, ys, x, y) }),
    ...(point
      ? tangent(point, [from, to], [low, high]).map(([a, b]) =>
          line('chart-tangent', x(a[0]), y(a[1]), x(b[0]), y(b[1])),
        )
      : []),
    // Below a floor there is no curve that its words could lie on.
    ...levels.map((level) =>
      shape(
        'text',
        { class: 'chart-text', x: LEFT + 4, y: round(y(level.y) + (isFloor(level.y) ? 11 : -3)) },
        level.text,
      ),
    ),
    ...(point
      ? [shape('circle', { class: 'chart-point', cx: round(x(point.x)), cy: round(y(point.y)), r: 4 })]
      : []),
  );
  return element(document, 'div', { class: 'chart-frame' }, made, legend(document, yName, point, levels));
}

/** What each line stands for. */
function legend(
  document: Document,
  yName: string,
  point: Chart['point'],
  levels: readonly Level[],
): HTMLElement {
  const entry = (kind: string, text: string): HTMLElement =>
    element(
      document,
      'span',
      { class: 'chart-entry' },
      drawing(
        document,
        'svg',
        { class: 'chart-sample', viewBox: '0 0 18 8' },
        kind === 'chart-point'
          ? drawing(document, 'circle', { class: kind, cx: 9, cy: 4, r: 3.5 })
          : drawing(document, 'line', { class: kind, x1: 0, y1: 4, x2: 18, y2: 4 }),
      ),
      text,
    );
  return element(
    document,
    'p',
    { class: 'chart-legend', 'aria-hidden': 'true' },
    entry('chart-line', yName),
    ...(point
      ? [entry('chart-point', 'now'), entry('chart-tangent', 'tangent, its slope the gradient')]
      : []),
    ...(levels.length > 0 ? [entry('chart-level', 'what it does not pass or tends to')] : []),
  );
}

type Point = readonly [number, number];

/** The tangent's piece around its point, cut where it leaves the frame; none for a point outside. */
function tangent(
  { x, y, slope }: { readonly x: number; readonly y: number; readonly slope: number },
  [from, to]: Point,
  [low, high]: Point,
): readonly (readonly [Point, Point])[] {
  const half = (to - from) / 5;
  const reach = slope === 0 ? half : Math.min(half, Math.abs((high - low) / slope) / 3);
  const [a, b] = [Math.max(x - reach, from), Math.min(x + reach, to)];
  const at = (value: number): Point => [value, Math.min(Math.max(y + slope * (value - x), low), high)];
  return a < b ? [[at(a), at(b)]] : [];
}

function pathOf(
  xs: Float64Array,
  ys: Float64Array,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let drawing = false;
  xs.forEach((value, turn) => {
    const height = ys[turn] ?? Number.NaN;
    if (Number.isFinite(height)) path += `${drawing ? 'L' : 'M'}${round(x(value))} ${round(y(height))}`;
    drawing = Number.isFinite(height);
  });
  return path;
}

/** Room above and below, with levels also for their words; what differs by rounding only is drawn as a level line. */
function widened(low: number, high: number, hasLevels: boolean): [number, number] {
  if (!Number.isFinite(low)) return [0, 1];
  const size = Math.max(Math.abs(low), Math.abs(high));
  const isLevel = high - low <= size * ROUNDING;
  const margin = isLevel ? Math.max(size, 1) * 0.1 : (high - low) * 0.06;
  return [low - (hasLevels ? 2 * margin : margin), high + margin];
}

/** Three to six round numbers between two. */
function ticks(low: number, high: number): readonly number[] {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  return Array.from({ length: Math.max(last - first + 1, 0) || 0 }, (_, turn) => (first + turn) * step);
}

const label = (value: number): string => String(Number(value.toPrecision(3)));

const round = (value: number): number => Math.round(value * 10) / 10;
