/** What the views of a loss and of a tensor share: the heading above and the lists below. */
import type { FindingsModel, Link } from '../../src/protocol/model';
import { breaking } from './code-text';
import type { Context } from './context';
import { element, type Child } from './element';
import { findings } from './findings';
import { notJudged } from './not-judged';
import { placeLink } from './place-link';
import { section } from './section';

/** @param kicker The quiet line above the expression: what is called, or what made the tensor. */
export function heading(
  context: Context,
  kicker: string,
  expression: string,
  place: Link,
  revision: number,
): HTMLElement {
  const { document } = context;
  return element(
    document,
    'div',
    { class: 'heading' },
    element(
      document,
      'p',
      { class: 'kicker' },
      element(document, 'span', { class: 'kicker-name', title: kicker }, kicker),
      placeLink(context, place, revision),
    ),
    element(document, 'h1', { class: 'expression', title: expression }, ...breaking(document, expression)),
  );
}

/** The lists that end a view: findings about other places, and what was not judged. */
export function footing(context: Context, found: FindingsModel, revision: number): Child[] {
  const { elsewhere } = found;
  const options = {
    key: 'elsewhere',
    title: 'Elsewhere in this document',
    aside: String(elsewhere.length),
    open: false,
  };
  return [
    elsewhere.length > 0 && section(context, options, () => [findings(context, elsewhere, revision, 3)]),
    notJudged(context, found, revision),
  ];
}
