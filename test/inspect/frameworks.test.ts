/** Snippets of Keras, TensorFlow, JAX and optax print the numbers that the real frameworks print. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from '../../src/inspect';
import { printedDifference } from '../agreement/printed-text';

interface Golden {
  readonly snippets: Readonly<Record<string, readonly string[]>>;
}

const folder = path.resolve('test/inspect/frameworks');
const goldens = path.resolve('test/golden/frameworks');
/** The snippets of a file, each behind what stands above the first. */
function snippetsOf(text: string): Map<string, string> {
  const [head = '', ...parts] = text.split(/^# --- (.+)$/m);
  const snippets = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) snippets.set(parts[at]!, head + parts[at + 1]!);
  return snippets;
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.py'))) {
  const name = file.slice(0, -'.py'.length);
  describe(`${name} as it is`, () => {
    const golden = JSON.parse(readFileSync(path.join(goldens, `${name}.json`), 'utf8')) as Golden;
    const snippets = snippetsOf(readFileSync(path.join(folder, file), 'utf8'));

    it('has a golden for every snippet', () => {
      assert.deepEqual(
        [...snippets.keys()],
        Object.keys(golden.snippets),
        'run: npm run goldens -- framework_losses',
      );
    });

    for (const [title, text] of snippets) {
      it(title, async () => {
        const { printed, unknowns } = await inspect([{ file, text }]);
        const wanted = golden.snippets[title] ?? [];
        const found = printedDifference(printed.join('\n'), wanted.join('\n'), 0.5);
        assert.equal(
          found,
          undefined,
          `${found}\n${unknowns.map(({ place, reason }) => `${place.line}: ${reason}`).join('\n')}`,
        );
      });
    }
  });
}
