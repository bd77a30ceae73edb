/**
 * How often which values come: the finite ones in bins of equal width, each a bar that
 * says its range and count, and beside them how many are NaN or infinite. Pressing a bar
 * goes to the first element of its bin.
 */
import type { Scale, TableValues, TensorModel } from '../../src/protocol/model';
import type { KnownTensor } from './cells';
import type { Context } from './context';
import { element, listen, style } from './element';
import { categories } from './heat';
import { grouped } from './number';
import { surveyOf } from './survey';

export interface Bin {
  readonly from: number;
  /** The end; belongs to the bin for the last one, and where a bin holds one whole number. */
  readonly to: number;
  readonly count: number;
  /** The position of its first element; null for none. */
  readonly first: number | null;
}

const most = 24;

/** The bins of the finite values; none where there are none. */
export function binsOf(
  values: TableValues,
  { range, dtype }: Pick<TensorModel, 'range' | 'dtype'>,
): readonly Bin[] {
  if (range === null) return [];
  const { min, max } = range;
  const spread = max - min;
  // Whole numbers that are few have a bin each.
  const isWhole = /^u?int|^bool/.test(dtype) && spread < most;
  const count = isWhole ? spread + 1 : spread === 0 ? 1 : most;
  const counts = new Uint32Array(count);
  const firsts = new Array<number | null>(count).fill(null);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (!Number.isFinite(value)) continue;
    // Half the values: a spread of all float64 is more than a float64 holds.
    const part = spread === 0 ? 0 : (value / 2 - min / 2) / (max / 2 - min / 2);
    const bin = isWhole ? value - min : Math.min(Math.floor(part * count), count - 1);
    if (counts[bin] === 0) firsts[bin] = at;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const edge = (turn: number): number => min * (1 - turn / count) + max * (turn / count);
  return Array.from({ length: count }, (_, turn) => ({
    from: isWhole ? min + turn : edge(turn),
    to: isWhole ? min + turn : edge(turn + 1),
    count: counts[turn] ?? 0,
    first: firsts[turn] ?? null,
  }));
}

/** `0.25 to 0.5: 12 values`. */
export function binText({ from, to, count }: Bin, dtype: string): string {
  const short = (value: number): string => String(Number(value.toPrecision(4)));
  const name =
    dtype === 'bool'
      ? from === 0
        ? 'False'
        : 'True'
      : from === to
        ? short(from)
        : `${short(from)} to ${short(to)}`;
  return `${name}: ${grouped(count)} ${count === 1 ? 'value' : 'values'}`;
}

/** What is not finite: `3 NaN`, `1 +Inf`; empty where all is. */
export function notFiniteText(values: TableValues): readonly string[] {
  const { nan, positiveInfinity, negativeInfinity } = surveyOf(values);
  const counts: readonly [number, string][] = [
    [nan, 'NaN'],
    [positiveInfinity, '+Inf'],
    [negativeInfinity, '-Inf'],
  ];
  return counts.filter(([count]) => count > 0).map(([count, name]) => `${grouped(count)} ${name}`);
}

/**
 * @param name What the values are called.
 * @param bins Of `binsOf`.
 * @param go Goes to an element.
 */
export function histogram(
  { document }: Context,
  name: string,
  { values, dtype, scale }: KnownTensor,
  bins: readonly Bin[],
  go: (position: number, within: HTMLElement) => void,
): HTMLElement {
  const largest = Math.max(...bins.map(({ count }) => count), 1);
  const told = (event: Event, shown: HTMLElement): void => {
    const bar = barAt(event.target);
    const line = shown.parentElement?.querySelector('.bin');
    if (line) line.textContent = bar?.getAttribute('aria-label') ?? '';
  };
  const bar = (bin: Bin, turn: number): HTMLElement => {
    const label = binText(bin, dtype);
    const fill = element(document, 'span', { class: bin.count > 0 ? 'bar-fill' : 'bar-fill none' });
    // A few of very many are seen too.
    style(fill, 'height', `${bin.count === 0 ? 0 : Math.max((100 * bin.count) / largest, 3)}%`);
    const made = element(
      document,
      'button',
      {
        type: 'button',
        class: `bar ${toneOf(bin, scale)}`,
        tabindex: turn === 0 ? 0 : -1,
        'aria-label': label,
        title: label,
        'aria-disabled': bin.first === null ? 'true' : null,
      },
      fill,
    );
    listen(made, 'click', (_, shown) => {
      if (bin.first !== null) go(bin.first, shown);
    });
    return made;
  };
  const bars = element(
    document,
    'div',
    {
      class: 'bars',
      role: 'toolbar',
      'aria-label': `Histogram of ${name}`,
      'aria-orientation': 'horizontal',
    },
    ...bins.map(bar),
  );
  listen(bars, 'mouseover', told);
  listen(bars, 'focusin', told);
  listen(bars, 'mouseleave', told);
  listen(bars, 'keydown', (event, shown) => {
    const to = neighbour(event as KeyboardEvent, [...shown.children], barAt(event.target));
    if (!to) return;
    event.preventDefault();
    for (const other of shown.children) other.setAttribute('tabindex', other === to ? '0' : '-1');
    to.focus();
  });
  const beside = notFiniteText(values);
  const [first, last] = [bins[0], bins.at(-1)];
  const end = (value: number | undefined): HTMLElement =>
    element(document, 'span', {}, value === undefined ? '' : String(Number(value.toPrecision(4))));
  return element(
    document,
    'div',
    { class: 'histogram' },
    bars,
    element(
      document,
      'div',
      { class: 'bar-ends', 'aria-hidden': 'true' },
      end(first?.from),
      element(document, 'span', { class: 'bin' }),
      end(last?.to),
    ),
    beside.length > 0 &&
      element(document, 'p', { class: 'beside-bars' }, `Not in the bins: ${beside.join(', ')}`),
  );
}

/** Bars have the tone of their values, as cells do. */
function toneOf({ from, to }: Bin, scale: Scale): string {
  if (scale === 'classes') return from < 0 ? 'ignored' : `class-${from % categories}`;
  if (to <= 0 && from < 0) return 'negative';
  return from < 0 ? 'mixed' : 'positive';
}

const barAt = (at: EventTarget | null): HTMLElement | null =>
  at !== null && 'closest' in at ? (at as Element).closest<HTMLElement>('.bar') : null;

function neighbour(
  { key }: KeyboardEvent,
  bars: readonly Element[],
  from: HTMLElement | null,
): HTMLElement | null {
  const at = from === null ? -1 : bars.indexOf(from);
  if (at < 0) return null;
  const turns: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: bars.length - 1,
  };
  return (bars[turns[key] ?? -1] as HTMLElement | undefined) ?? null;
}
