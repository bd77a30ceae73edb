import assert from 'node:assert/strict';
import { checkSummary, plural } from '../../src/editor/analysis/check-text';
import type { Finding } from '../../src/rules/rule';
import { inspection, placeOf } from './inspection';

const finding = (severity: Finding['severity']): Finding => ({
  rule: 'r',
  severity,
  place: placeOf('loss'),
  message: '',
  evidence: '',
  related: [],
  fix: null,
});
const empty = {
  inspection,
  sources: [],
  findings: [],
  elsewhere: [],
  notJudged: [],
  judgedElsewhere: [],
  backend: 'cpu',
};

describe('what Check File says', () => {
  it('counts what was looked at, also where nothing was found', () => {
    assert.equal(checkSummary(empty), 'No mistake found at 1 loss call.');
  });

  it('counts mistakes by severity, and what was not judged', () => {
    const place = placeOf('loss');
    const unknowns = [
      { place, reason: 'ValueError: x', error: 'ValueError' },
      { place, reason: 'y', error: null },
    ];
    const analysis = {
      ...empty,
      findings: [finding('error'), finding('warning'), finding('warning'), finding('info')],
      notJudged: [{ place, reason: 'the model is not known' }],
      inspection: { ...inspection, unknowns, limits: ['Reading stopped after 10 s.'] },
    };
    assert.equal(
      checkSummary(analysis),
      '4 mistakes (1 error, 2 warnings, 1 hint) at 1 loss call; 1 statement would raise an error; 1 could not be judged; not all was read.',
    );
  });

  it('counts in thousands', () => assert.equal(plural(1_234, 'mistake'), '1,234 mistakes'));
});
