import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../../src/rules';
import { addressOf, pagesOf, rulePage } from '../../src/rules/page';

describe('pages of rules', () => {
  const pages = pagesOf(rules);

  it('are in docs/rules as the registry gives them (npm run docs)', () => {
    const present = readdirSync('docs/rules').filter((file) => file.endsWith('.md'));
    assert.deepEqual(present.sort(), Object.keys(pages).sort());
    for (const [file, text] of Object.entries(pages)) {
      assert.equal(readFileSync(`docs/rules/${file}`, 'utf8'), text, `docs/rules/${file}`);
    }
  });

  for (const rule of rules) {
    it(`${rule.name} says what, why, wrong, right and how to silence it`, () => {
      const page = rulePage(rule);
      for (const heading of ['What happens', 'Wrong', 'Right', 'Silence it']) {
        assert.ok(page.includes(`\n## ${heading}\n`), heading);
      }
      assert.ok(page.includes(`# losslens: ignore[${rule.name}]`));
      assert.equal(page.split('```').length % 2, 1, 'every code block is closed');
      assert.match(rule.name, /^[a-z]+(-[a-z]+)+$/);
      assert.match(rule.why, /\d/, 'the numbers are told');
    });
  }

  it('say where the mistake cannot be made, frameworks with the same reason together', () => {
    const rule = {
      ...rules[0]!,
      notIn: { JAX: 'It is a function.', Keras: 'There is none.', PyTorch: 'It is a function.' },
    };
    assert.ok(
      rulePage(rule).includes(
        '\n## Elsewhere\n\n- **PyTorch, JAX.** It is a function.\n- **Keras.** There is none.\n',
      ),
    );
    const lines = pagesOf([rule])['README.md']!.split('\n');
    const row = lines.find((line) => line.startsWith('| [') && line.includes('–'));
    assert.match(row ?? '', /\) \| – \| \d+ \/ \d+ .*\| – \| \d+ \/ \d+ \| – \|$/);
  });

  it('have an address each', () => {
    assert.equal(
      addressOf('bce-on-logits'),
      'https://github.com/losslens/losslens/blob/main/docs/rules/bce-on-logits.md',
    );
  });
});
