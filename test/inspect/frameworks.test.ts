/** Snippets of Keras, TensorFlow, JAX and optax print the numbers that the real frameworks print. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from '../../src/inspect';

interface Golden {
  readonly snippets: Readonly<Record<string, readonly string[]>>;
}

const folder = path.resolve('test/inspect/frameworks');
const goldens = path.resolve('test/golden/frameworks');
const number = /[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\binf\b|\bnan\b)/g;

/** The snippets of a file, each behind what stands above the first. */
function snippetsOf(text: string): Map<string, string> {
  const [head = '', ...parts] = text.split(/^# --- (.+)$/m);
  const snippets = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) snippets.set(parts[at]!, head + parts[at + 1]!);
  return snippets;
}

const read = (text: string): number =>
  text.endsWith('inf') ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);

/** The text without its numbers and without what aligns them. */
const frame = (text: string): string => text.replace(number, '#').replace(/\s+/g, '').replace(/,#/g, '#');

/** The first difference of two printed texts whose numbers may differ by 1e-5. */
function difference(actual: string, wanted: string): string | undefined {
  const [ours, theirs] = [actual, wanted].map((text) => text.match(number)?.map(read) ?? []);
  if (frame(actual) !== frame(wanted) || ours!.length !== theirs!.length)
    return `printed\n${actual}\nand not\n${wanted}`;
  const at = ours!.findIndex((value, index) => {
    const other = theirs![index]!;
    if (Object.is(value, other) || value === other) return false;
    return !(Math.abs(value - other) <= 1e-6 + 1e-5 * Math.abs(other));
  });
  return at < 0 ? undefined : `number ${at} is ${ours![at]} and not ${theirs![at]}:\n${actual}\n${wanted}`;
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
        const found = difference(printed.join('\n'), wanted.join('\n'));
        assert.equal(
          found,
          undefined,
          `${found}\n${unknowns.map(({ place, reason }) => `${place.line}: ${reason}`).join('\n')}`,
        );
      });
    }
  });
}
