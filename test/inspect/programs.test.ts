/** Whole programs print what real Python and PyTorch print, to the last character. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from '../../src/inspect';

const folder = path.resolve('test/inspect/programs');
const goldens = path.resolve('test/golden/programs');
const namesIn = (place: string, ending: string): string[] =>
  readdirSync(place)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

describe('programs print what Python prints', () => {
  it('has a golden for every program', () => {
    assert.deepEqual(namesIn(folder, '.py'), namesIn(goldens, '.txt'), 'run: npm run goldens -- programs');
  });

  for (const name of namesIn(folder, '.py')) {
    it(name, async () => {
      const text = readFileSync(path.join(folder, `${name}.py`), 'utf8');
      const { printed, limits } = await inspect([{ file: `${name}.py`, text }]);
      assert.deepEqual(
        printed.flatMap((call) => call.split('\n')),
        readFileSync(path.join(goldens, `${name}.txt`), 'utf8')
          .split('\n')
          .slice(0, -1),
      );
      assert.deepEqual(limits, []);
    });
  }
});
