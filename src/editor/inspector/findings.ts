/** The lists below an inspected loss or tensor: its findings, those about other places, and what was not judged. */
import { nested, type Place } from '../../base/place';
import type { FindingModel, FindingsModel, Link } from '../../protocol/model';
import type { Analysis } from '../../rules/analyze';
import type { Finding, Severity } from '../../rules/rule';
import { titleOf } from '../rule-names';

/** Of more places than this, the rest is counted in a sentence. */
const MOST_PLACES = 100;

const order: { readonly [S in Severity]: number } = { error: 0, warning: 1, info: 2 };

/**
 * @param shown The places of what is shown: the loss call and where its object was constructed, or a tensor.
 * @param link Makes a link to a place with a text of its own or the place's name.
 * @param fixable Whether edits can be made: a selection has no document to edit.
 */
export function findingsModel(
  analysis: Analysis,
  shown: readonly Place[],
  link: (place: Place, text?: string) => Link,
  fixable: boolean,
): FindingsModel {
  const models = analysis.findings.map((finding, index): [Finding, FindingModel] => [
    finding,
    {
      index,
      rule: finding.rule,
      title: titleOf(finding.rule),
      severity: finding.severity,
      message: finding.message,
      evidence: finding.evidence,
      link: link(finding.place),
      related: finding.related.map(({ place, message }) => link(place, `${message} (${link(place).text})`)),
      fix: fixable && finding.fix !== null ? finding.fix.title : null,
    },
  ]);
  models.sort(([, a], [, b]) => order[a.severity] - order[b.severity]);
  const isHere = (finding: Finding): boolean =>
    [finding.place, ...finding.related.map(({ place }) => place)].some((place) =>
      shown.some((own) => nested(own, place)),
    );
  const unknown = unjudged(analysis);
  const rest = unknown.length - MOST_PLACES;
  return {
    here: models.filter(([finding]) => isHere(finding)).map(([, model]) => model),
    elsewhere: models.filter(([finding]) => !isHere(finding)).map(([, model]) => model),
    notJudged: unknown.slice(0, MOST_PLACES).map(({ place, reason }) => ({ reason, link: link(place) })),
    limits: [
      ...analysis.inspection.limits,
      ...(rest > 0 ? [`${rest.toLocaleString('en')} more places could not be evaluated.`] : []),
    ],
  };
}

/** What rules could not judge and what could not be read, in the order of the text, each place once. */
function unjudged({ notJudged, inspection }: Analysis): { place: Place; reason: string }[] {
  const byPlace = new Map<string, { place: Place; reason: string }>();
  for (const { place, reason } of [...notJudged, ...inspection.unknowns]) {
    const key = `${place.source} ${place.start} ${place.end}`;
    if (!byPlace.has(key)) byPlace.set(key, { place, reason });
  }
  return [...byPlace.values()].sort(
    (a, b) => a.place.source - b.place.source || a.place.start - b.place.start,
  );
}
