/** Whole programs print what real Python and PyTorch print, to the last character. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from '../../src/inspect';

const folder = path.resolve('test/inspect/programs');
const goldens = (
  JSON.parse(readFileSync(path.resolve('test/golden/programs.json'), 'utf8')) as {
    files: Record<string, string[]>;
  }
).files;

describe('programs print what Python prints', () => {
  it('has a golden for every program', () => {
    assert.deepEqual(
      readdirSync(folder)
        .filter((name) => name.endsWith('.py'))
        .sort(),
      Object.keys(goldens).sort(),
    );
  });

  for (const [name, lines] of Object.entries(goldens)) {
    it(name, async () => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const { printed, limits } = await inspect([{ file: name, text }]);
      assert.deepEqual(
        printed.flatMap((call) => call.split('\n')),
        lines,
      );
      assert.deepEqual(limits, []);
    });
  }
});
