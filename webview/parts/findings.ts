/** Mistakes: what is wrong, the numbers that prove it, the places involved, and a button that repairs it. */
import type { FindingModel } from '../../src/protocol/model';
import { button, link } from './button';
import type { Context } from './context';
import { element } from './element';
import { severityIcon, severityNames } from './icon';
import { placeLink } from './place-link';
import { prose } from './prose';

/**
 * Null without findings.
 *
 * @param level Of the headings: 2 below the view's own, 3 in a section.
 */
export function findings(
  context: Context,
  found: readonly FindingModel[],
  revision: number,
  level: 2 | 3 = 2,
): HTMLElement | null {
  if (found.length === 0) return null;
  const cards = found.map((finding) => card(context, finding, revision, level));
  return element(context.document, 'ul', { class: 'findings', 'aria-label': 'Findings' }, ...cards);
}

function card(context: Context, finding: FindingModel, revision: number, level: 2 | 3): HTMLElement {
  const { document, emit } = context;
  const { severity, rule, fix } = finding;
  const heading = element(
    document,
    `h${level}`,
    { class: 'finding-title' },
    severityIcon(document, severity),
    element(document, 'span', { class: 'spoken' }, `${severityNames[severity]}: `),
    element(document, 'span', {}, finding.title),
  );
  const applyFix = (): void => emit({ type: 'applyFix', revision, finding: finding.index });
  const explain = link(
    document,
    'Why?',
    `Explain ${rule}`,
    () => emit({ type: 'explainRule', rule }),
    'explain',
  );
  return element(
    document,
    'li',
    { class: `finding ${severity}`, 'data-key': `finding ${rule} ${finding.link.place.start}` },
    heading,
    element(document, 'p', { class: 'finding-message' }, ...prose(document, finding.message)),
    proof(document, finding.evidence),
    places(context, finding, revision),
    element(
      document,
      'div',
      { class: 'acts' },
      fix !== null && button(document, fix, 'primary', applyFix),
      explain,
    ),
  );
}

/** The numbers that prove it, a line each: rules separate them with semicolons. */
function proof(document: Document, evidence: string): HTMLElement | null {
  if (evidence === '') return null;
  const lines = evidence.split(/;\s+/).map((line) => element(document, 'li', {}, ...prose(document, line)));
  return element(document, 'ul', { class: 'evidence', 'aria-label': 'Evidence' }, ...lines);
}

function places(context: Context, { link: own, related }: FindingModel, revision: number): HTMLElement {
  const { document } = context;
  const items = [own, ...related].map((each) =>
    element(document, 'li', {}, placeLink(context, each, revision)),
  );
  return element(document, 'ul', { class: 'places', 'aria-label': 'Places' }, ...items);
}
