/** Goes through the pages of a table that is too large to be drawn as one: `rows 0–49 of 1,000`. */
import type { Context } from './context';
import { signButton } from './button';
import { element } from './element';
import { grouped } from './number';

export interface Pages {
  /** What is paged: `rows`. */
  readonly of: string;
  readonly from: number;
  /** One past the last. */
  readonly to: number;
  readonly size: number;
  readonly page: number;
}

/** Null when one page is all there is. */
export function pager({ document }: Context, pages: Pages, go: (from: number) => void): HTMLElement | null {
  const { of, from, to, size, page } = pages;
  if (from === 0 && to >= size) return null;
  const label = `${of} ${grouped(from)}–${grouped(to - 1)} of ${grouped(size)}`;
  return element(
    document,
    'div',
    { class: 'pager', role: 'group', 'aria-label': `Pages of ${of}` },
    signButton(document, '‹', `Previous ${page} ${of}`, from > 0, () => go(from - page)),
    element(document, 'span', { class: 'pager-label' }, label),
    signButton(document, '›', `Next ${page} ${of}`, to < size, () => go(from + page)),
  );
}

/** Rows of a page. */
export const pageRows = 50;

/** The first index of the page that holds `wanted`. */
export function pageStart(wanted: number, size: number, page: number): number {
  const last = Math.max(Math.ceil(size / page) - 1, 0) * page;
  return Math.min(Math.floor(wanted / page) * page, last);
}
