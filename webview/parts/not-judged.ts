/** What could not be evaluated or judged, and why: silence would look like a verdict. */
import type { FindingsModel } from '../../src/protocol/model';
import type { Context } from './context';
import { element } from './element';
import { placeLink } from './place-link';
import { prose } from './prose';
import { section } from './section';

/** Null when all was read and judged. */
export function notJudged(
  context: Context,
  { notJudged: unknown, limits }: FindingsModel,
  revision: number,
): HTMLElement | null {
  const count = unknown.length + limits.length;
  if (count === 0) return null;
  const { document } = context;
  const options = { key: 'not judged', title: 'Not judged', aside: String(count), open: false };
  return section(context, options, () => [
    element(
      document,
      'p',
      { class: 'quiet' },
      'These could not be evaluated without running the code. Nothing is claimed about them.',
    ),
    element(
      document,
      'ul',
      { class: 'unknowns' },
      ...limits.map((limit) => element(document, 'li', {}, element(document, 'span', {}, limit))),
      ...unknown.map(({ reason, link }) =>
        element(
          document,
          'li',
          {},
          placeLink(context, link, revision),
          element(document, 'span', {}, ...prose(document, reason)),
        ),
      ),
    ),
  ]);
}
