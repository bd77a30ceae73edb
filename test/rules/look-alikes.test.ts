/** Code that looks like a mistake and is none: each file of look-alikes/ is silent under all rules. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { analyzeText, foundFindings } from './marked-code';

const folder = path.resolve('test/rules/look-alikes');

describe('look-alikes', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.py'));

  it('are there', () => {
    assert.ok(files.length >= 20);
  });

  for (const file of files) {
    it(file.replace(/\.py$/, '').replaceAll('_', ' '), async () => {
      const { findings, inspection } = await analyzeText(readFileSync(path.join(folder, file), 'utf8'));
      assert.deepEqual(foundFindings(findings), []);
      assert.deepEqual(inspection.syntaxProblems, []);
      assert.ok(inspection.losses.length + inspection.operations.length > 0, 'something was read');
    });
  }
});
