/** The mistakes as people spell them: each file of spellings/ gives the findings that its marks say, and no others. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseModule } from '../../src/python/parse';
import { withoutMarks } from '../../src/rules/fixed-code';
import { afterFixes, analyzeText, expectedFindings, foundFindings } from './marked-code';

const folder = path.resolve('test/rules/spellings');

describe('spellings', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.py'));

  it('are there', () => {
    assert.ok(files.length >= 15);
  });

  for (const file of files) {
    it(file.replace(/\.py$/, '').replaceAll('_', ' '), async () => {
      const code = readFileSync(path.join(folder, file), 'utf8');
      const text = withoutMarks(code);
      const { findings } = await analyzeText(text);
      assert.deepEqual(foundFindings(findings), expectedFindings(code));
      const fixed = afterFixes(text, findings);
      assert.deepEqual(parseModule(fixed).problems, []);
      const fixable = new Set(findings.filter(({ fix }) => fix).map(({ rule }) => rule));
      const left = (await analyzeText(fixed)).findings.map(({ rule }) => rule);
      assert.deepEqual(
        left.filter((rule) => fixable.has(rule)),
        [],
        'a fix takes its finding away',
      );
    });
  }
});
