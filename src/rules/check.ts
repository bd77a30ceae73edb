/**
 * All rules on one inspection: guarded from each other, silenced where the text says
 * so, in the order of the text. Also says which losses could not be judged, because
 * silence is no verdict.
 */
import type { Place, Source } from '../base/place';
import { evaluateLoss } from '../inspect/evaluate-loss';
import type { Inspection } from '../inspect/inspection';
import { outlineOf } from '../python/parsed';
import { isExpectedToFail } from './expected-failures';
import { ignoresOf, silences, unusedIgnores } from './ignores';
import { rules as allRules } from './index';
import { findingsForLosses, withoutChosen } from './loss-options';
import { findingsForOptions } from './model-options';
import { verdictsOnLosses, type NotJudged } from './not-judged';
import { withoutRepetitions } from './precedence';
import { placeKey } from './shared/loss-findings';
import type { Finding, Rule, RuleContext, Severity } from './rule';

export interface Checked {
  /** In the sources that are asked about, sorted by place. */
  readonly findings: readonly Finding[];
  /** In files that they import: what only shows with this importer's values. Sorted by place. */
  readonly elsewhere: readonly Finding[];
  readonly notJudged: readonly NotJudged[];
  /** The losses in files that they import which could be judged with this importer's values. */
  readonly judgedElsewhere: readonly Place[];
}

export interface CheckOptions {
  /** By rule name: another severity for its strongest findings, or off. Rules that are not named stay as they are, those off by default off. */
  readonly rules?: ReadonlyMap<string, Severity | 'off'>;
  /** How many of the sources, from the first on, are asked about; the others are imported by them. Without it, all. */
  readonly own?: number;
  /** The rules to run; without it, all. */
  readonly registry?: readonly Rule[];
  /** Whether an ignore comment that silences nothing is a finding, too. */
  readonly reportUnusedIgnores?: boolean;
}

/**
 * Runs the rules on an inspection of `sources`.
 * A rule that throws gives no findings and is named in `notJudged` at the start of the
 * first source; the other rules are not touched by it.
 */
export function check(
  inspection: Inspection,
  sources: readonly Source[],
  options: CheckOptions = {},
): Checked {
  const context = contextOf(inspection, sources);
  const certain = contextOf(withoutChosen(inspection), sources);
  const findings: Finding[] = [];
  const notJudged: NotJudged[] = [];
  for (const rule of options.registry ?? allRules) {
    const setting = settingOf(rule, options);
    if (setting === 'off') continue;
    try {
      for (const finding of rule.check(certain)) findings.push(withSetting(finding, rule, setting));
    } catch (error) {
      notJudged.push({ place: startOfText, reason: `${rule.name} failed: ${String(error)}` });
    }
  }
  const known = new Set(findings.map(({ rule, place }) => `${rule} ${placeKey(place)}`));
  const on = (options.registry ?? allRules).filter((rule) => settingOf(rule, options) !== 'off');
  const judging = on.filter(({ judgesModels }) => judgesModels);
  for (const [rule, finding] of [
    ...findingsForLosses(context, judging),
    ...findingsForOptions(certain, judging),
  ]) {
    const key = `${rule.name} ${placeKey(finding.place)}`;
    if (known.has(key)) continue;
    known.add(key);
    const setting = settingOf(rule, options);
    if (setting !== 'off') findings.push(withSetting(finding, rule, setting));
  }
  const ignores = ignoresOf(context, sources);
  const isOwn = ({ place }: { readonly place: Place }): boolean => place.source < (options.own ?? Infinity);
  const said = withoutRepetitions(findings).filter(
    (finding) => !ignores.some((ignore) => silences(ignore, finding)) && !isExpectedToFail(context, finding),
  );
  if (options.reportUnusedIgnores) {
    const registry = options.registry ?? allRules;
    const isOn = (rule: Rule): boolean => settingOf(rule, options) !== 'off';
    // What imported files silence is looked at when they are checked themselves.
    const own = ignores.filter(({ source }) => source < (options.own ?? Infinity));
    said.push(...unusedIgnores(own, { inspection, sources, findings, registry, isOn }));
  }
  said.sort((a, b) => byPlace(a.place, b.place));
  const losses = verdictsOnLosses(context, findings);
  return {
    findings: said.filter(isOwn),
    elsewhere: said.filter((finding) => !isOwn(finding)),
    judgedElsewhere: losses.judged.filter((place) => !isOwn({ place })),
    notJudged: [...notJudged, ...losses.notJudged].filter(isOwn).sort((a, b) => byPlace(a.place, b.place)),
  };
}

const startOfText: Place = { source: 0, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };

const byPlace = (a: Place, b: Place): number => a.source - b.source || a.start - b.start || a.end - b.end;

const settingOf = (rule: Rule, { rules }: CheckOptions): Severity | 'off' | undefined =>
  rules?.get(rule.name) ?? (rule.isOffByDefault ? 'off' : undefined);

/** A set severity replaces the rule's usual one; findings that are weaker for want of proof stay weaker. */
function withSetting(finding: Finding, rule: Rule, setting: Severity | undefined): Finding {
  if (setting === undefined || finding.severity !== rule.severity) return finding;
  return { ...finding, severity: setting };
}

/** What rules may look at, made of an inspection and the text that it was read from. */
export function contextOf(inspection: Inspection, sources: readonly Source[]): RuleContext {
  const sourceAt = (index: number): Source => sources[index] ?? { file: '', text: '' };
  return {
    inspection,
    tensor: (id) => {
      const record = inspection.tensors[id];
      if (!record) throw new RangeError(`no tensor ${id} in this inspection of ${inspection.tensors.length}`);
      return record;
    },
    text: ({ source, start, end }) => sourceAt(source).text.slice(start, end),
    // What was read by itself is whole already; of an imported file few functions are looked at.
    source: (index) => ({ text: sourceAt(index).text, module: outlineOf(sourceAt(index)) }),
    evaluate: (call, replace) => evaluateLoss(call, inspection.tensors, replace),
    evaluateAs: (loss, call, replace = {}) => evaluateLoss(call, inspection.tensors, replace, loss),
  };
}
