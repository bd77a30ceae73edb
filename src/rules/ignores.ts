/** Comments that silence findings: which ones do, and which ones stand there for nothing. */
import { LineIndex } from '../base/line-index';
import type { Source } from '../base/place';
import type { Inspection } from '../inspect/inspection';
import { readIgnores, type Ignore } from '../python/comments';
import type { Finding, Rule, RuleContext } from './rule';

/** What a finding about a comment is called; it is no rule, as it tells nothing of training. */
export const unusedIgnore = 'unused-ignore';

/** A comment, and the source that it stands in. */
export interface PlacedIgnore extends Ignore {
  readonly source: number;
}

/** The comments of all sources. */
export const ignoresOf = (context: RuleContext, sources: readonly Source[]): readonly PlacedIgnore[] =>
  sources.flatMap(({ text }, source) =>
    /losslens/i.test(text)
      ? readIgnores(text, context.source(source).module).map((ignore) => ({ ...ignore, source }))
      : [],
  );

/** Whether a comment silences a finding: on a line that its place touches, or for the whole source. */
export const silences = (
  { rules, file, line, source }: PlacedIgnore,
  { rule, place }: Pick<Finding, 'rule' | 'place'>,
): boolean =>
  source === place.source &&
  (rules === 'all' || rules.includes(rule)) &&
  (file || (line >= place.line && line <= place.endLine));

interface Judged {
  readonly inspection: Inspection;
  readonly sources: readonly Source[];
  /** What all rules found, silenced or not. */
  readonly findings: readonly Finding[];
  readonly registry: readonly Rule[];
  readonly isOn: (rule: Rule) => boolean;
}

/**
 * The comments that silence nothing. Those of rules that were turned off are left alone, and so are all
 * where a bound cut the reading: what they silence may stand in what was not read.
 */
export function unusedIgnores(ignores: readonly PlacedIgnore[], judged: Judged): readonly Finding[] {
  const { inspection, sources, findings, registry, isOn } = judged;
  if (inspection.limits.length > 0) return [];
  return ignores.flatMap((ignore): Finding[] => {
    const used = new Set(findings.filter((finding) => silences(ignore, finding)).map(({ rule }) => rule));
    const message = whyUnused(ignore, used, registry, isOn);
    if (message === null) return [];
    const { source, span } = ignore;
    const place = new LineIndex(sources[source]?.text ?? '').place(span, source);
    return [{ rule: unusedIgnore, severity: 'info', place, message, evidence: '', related: [], fix: null }];
  });
}

function whyUnused(
  { rules, file }: PlacedIgnore,
  used: ReadonlySet<string>,
  registry: readonly Rule[],
  isOn: (rule: Rule) => boolean,
): string | null {
  const where = file ? 'in this file' : 'on this line';
  if (rules === 'all') {
    return used.size === 0 && registry.every((rule) => isOn(rule) || rule.isOffByDefault)
      ? `This comment silences every rule, and none has anything to say ${where}. Remove the comment.`
      : null;
  }
  const idle = rules.filter((name) => {
    const rule = registry.find((known) => known.name === name);
    return !used.has(name) && (rule === undefined || isOn(rule));
  });
  if (idle.length === 0)
    return rules.length === 0 ? 'This comment names no rule, so it silences none.' : null;
  const unknown = idle.filter((name) => !registry.some((known) => known.name === name));
  const reason =
    unknown.length > 0
      ? `there is no rule ${unknown.join(', ')}`
      : `${idle.join(', ')} has nothing to say ${where}`;
  const remedy = idle.length === rules.length ? 'Remove the comment.' : `Remove ${idle.join(', ')} from it.`;
  return `This comment silences nothing: ${reason}. ${remedy}`;
}
