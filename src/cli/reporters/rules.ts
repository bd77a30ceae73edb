/** `--list-rules` and `--explain`. */
import { rulePageUrl } from '../../rules/page';
import type { Rule } from '../../rules/rule';

/** One rule a line, with its usual severity. */
export function listRules(rules: readonly Rule[]): string {
  const width = Math.max(0, ...rules.map(({ name }) => name.length));
  return rules
    .map(({ name, severity, title }) => `${name.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`)
    .join('');
}

/** What a rule finds and why, with its examples. */
export function explainRule(rule: Rule): string {
  const examples = (heading: string, list: Rule['wrong']): string[] =>
    list.flatMap(({ framework, title, code }) => [
      `${heading} (${framework}): ${title}`,
      '',
      ...code
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`.trimEnd()),
      '',
    ]);
  return [
    `${rule.name} (${rule.severity}): ${rule.title}`,
    '',
    rule.why.trim(),
    '',
    ...examples('Wrong', rule.wrong),
    ...examples('Right', rule.right),
    rulePageUrl(rule.name),
    '',
  ].join('\n');
}
