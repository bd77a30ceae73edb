/**
 * Which of several findings at one place speaks, where they see one mistake from two sides:
 * the rule that says more about it.
 */
import { placeKey } from './shared/loss-findings';
import type { Finding } from './rule';

/** By rule: those whose findings at the same place say less about the same mistake. */
const saysMoreThan: Readonly<Record<string, readonly string[]>> = {
  'bce-on-tanh': ['bce-on-logits'],
  'eval-loss-on-probabilities': [
    'sigmoid-before-bce-with-logits',
    'sigmoid-before-cross-entropy',
    'softmax-before-bce-with-logits',
    'softmax-before-cross-entropy',
  ],
  'kldiv-reduction-mean': ['deprecated-reduction-arguments'],
  'max-values-not-indices': ['float-class-indices'],
  'single-output-cross-entropy': [
    'log-softmax-before-cross-entropy',
    'relu-before-logits-loss',
    'sigmoid-before-cross-entropy',
    'softmax-before-cross-entropy',
    'target-out-of-class-range',
  ],
};

/** The findings without those about which another one at the same place says more. */
export function withoutRepetitions(findings: readonly Finding[]): readonly Finding[] {
  const said = new Set<string>();
  for (const { rule, place } of findings) {
    for (const other of saysMoreThan[rule] ?? []) said.add(`${other} ${placeKey(place)}`);
  }
  return findings.filter(({ rule, place }) => !said.has(`${rule} ${placeKey(place)}`));
}
