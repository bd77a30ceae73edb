import assert from 'node:assert/strict';
import { parseIndex } from '../../webview/parts/find';
import { surveyOf } from '../../webview/parts/survey';

describe('finding', () => {
  it('reads an index as people write it', () => {
    for (const text of ['1, 0, 2', '[1,0,2]', '(1 0 2)', ' 1;0;2 ', '-1, -2, -1']) {
      assert.deepEqual(parseIndex(text, [2, 2, 3]), { ok: true, value: 8 }, text);
    }
    assert.deepEqual(parseIndex('', []), { ok: true, value: 0 });
  });

  it('says what was expected', () => {
    const failure = (text: string): string => {
      const parsed = parseIndex(text, [2, 3]);
      return parsed.ok ? '' : parsed.failure;
    };
    assert.equal(failure('1'), 'Expected 2 indices, as in 1, 2; got “1”.');
    assert.equal(failure('a, b'), 'Expected 2 indices, as in 1, 2; got “a, b”.');
    assert.equal(failure('0, 3'), 'Index 3 is out of range: dim 1 has the indices 0 to 2.');
    assert.equal(failure('-3, 0'), 'Index -3 is out of range: dim 0 has the indices 0 to 1.');
  });

  it('knows the extremes, NaN aside', () => {
    const survey = surveyOf(Float32Array.from([1, Number.NaN, -2, Infinity, Number.NaN, 0, 0.25]));
    assert.deepEqual(survey, {
      largest: 3,
      smallest: 2,
      firstNaN: 1,
      nan: 2,
      positiveInfinity: 1,
      negativeInfinity: 0,
      leastSize: 0.25,
    });
    const nothing = surveyOf(Float32Array.from([Number.NaN]));
    assert.deepEqual([nothing.largest, nothing.smallest, nothing.leastSize], [null, null, 0]);
    assert.equal(surveyOf(Float32Array.from([-Infinity])).largest, 0);
  });
});
