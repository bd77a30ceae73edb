/** Where two rules see one mistake at one place, the one that says more about it speaks. */
import assert from 'node:assert/strict';
import type { Place } from '../../src/base/place';
import { withoutRepetitions } from '../../src/rules/precedence';
import type { Finding } from '../../src/rules/rule';

const placeAt = (start: number): Place => ({
  source: 0,
  start,
  end: start + 5,
  line: 1,
  column: start + 1,
  endLine: 1,
  endColumn: start + 6,
});

const finding = (rule: string, start: number): Finding => ({
  rule,
  severity: 'error',
  place: placeAt(start),
  message: '',
  evidence: '',
  related: [],
  fix: null,
});

const namesOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule }) => rule);

describe('precedence of rules', () => {
  it('drops what another finding at the same place says better', () => {
    const both = [finding('bce-on-logits', 3), finding('bce-on-tanh', 3)];
    assert.deepEqual(namesOf(withoutRepetitions(both)), ['bce-on-tanh']);
  });

  it('keeps findings at other places, and those of rules that are not about the same mistake', () => {
    const apart = [finding('bce-on-logits', 3), finding('bce-on-tanh', 30)];
    assert.equal(withoutRepetitions(apart).length, 2);
    const unrelated = [finding('broadcast-shape-mismatch', 3), finding('bce-on-tanh', 3)];
    assert.equal(withoutRepetitions(unrelated).length, 2);
  });
});
