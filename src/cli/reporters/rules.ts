/** `--list-rules` and `--explain`. */
import { addressOf, rulePage } from '../../rules/page';
import type { Rule } from '../../rules/rule';

/** One rule a line, with its usual severity. */
export function listRules(rules: readonly Rule[]): string {
  const width = Math.max(0, ...rules.map(({ name }) => name.length));
  return rules
    .map(({ name, severity, title }) => `${name.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`)
    .join('');
}

/** The rule's page, and where it can be read. */
export const explainRule = (rule: Rule): string => `${rulePage(rule)}\n${addressOf(rule.name)}\n`;
