import assert from 'node:assert/strict';
import { MOST_STEPS, mostSteps } from '../../src/frameworks/standard/backtracking';
import { inspect } from '../../src/inspect';

describe('the work of a regular expression', () => {
  it('is too much where a text may be cut up in every way', () => {
    for (const source of [
      '(a+)+$',
      '(?:a|a)*b',
      '(a?){40}a{40}',
      '(?:\\w+\\s?)+$',
      '((ab)*c?)*d',
      '(?<word>[a-z]+)*!',
      '(a|b|ab)+?c',
      `${'a?'.repeat(40)}${'a'.repeat(40)}`,
      '.*.*.*.*=',
    ])
      assert.ok(mostSteps(source, 400) > MOST_STEPS, source);
  });

  it('is little for what programs look for', () => {
    for (const source of [
      '\\w+|[^\\w\\s]',
      '([,.:;?_!"()\']|--|\\s)',
      '\\s+',
      '[^a-zA-Z0-9 ]',
      '<[^>]+>',
      'layers\\.(\\d+)\\.weight',
      'epoch=(?<epoch>\\d+)',
      '(?<!^)(?=[A-Z])',
      '[\\]+*{2,}]',
      '\\(a\\+\\)\\+',
    ])
      assert.ok(mostSteps(source, 5_000) <= MOST_STEPS, `${source}: ${mostSteps(source, 5_000)}`);
    assert.ok(mostSteps('(\\d+)-(\\d+)', 200) <= MOST_STEPS);
  });

  it('that is too much is not begun, and the search is not known', async () => {
    const text =
      "import re\nfound = re.match(r'(a+)+$', 'a' * 60 + '!')\nafter = re.findall(r'\\w+', 'a b')\n";
    const { variables, unknowns } = await inspect([{ file: 'a.py', text }]);
    assert.match(unknowns[0]?.reason ?? '', /may take too long on a text of that length/);
    assert.equal(variables['after']?.kind, 'list');
  });
});
