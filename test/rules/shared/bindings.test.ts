/** What the text alone tells of names: what they are bound to, their numbers, and which tokens they hold. */
import assert from 'node:assert/strict';
import { parseModule } from '../../../src/python/parse';
import type { Expression } from '../../../src/python/syntax';
import { walk } from '../../../src/python/walk';
import { definitionOf } from '../../../src/rules/shared/bindings';
import type { EditedSource } from '../../../src/rules/shared/code-shape';
import { knownNumber } from '../../../src/rules/shared/known-number';
import { positionsOf } from '../../../src/rules/shared/token-positions';

/** The argument of the call of `use` in a text. */
function used(text: string): { readonly source: EditedSource; readonly argument: Expression } {
  const source = { index: 0, text, module: parseModule(text) };
  let argument: Expression | undefined;
  walk(source.module, (node) => {
    if (node.kind === 'Call' && node.func.kind === 'Name' && node.func.id === 'use') argument = node.args[0];
  });
  assert.ok(argument);
  return { source, argument };
}

/** The text that the name given to `use` is defined by. */
function defined(text: string): string | null {
  const { source, argument } = used(text);
  assert.equal(argument.kind, 'Name');
  const definition = definitionOf(source, argument as Extract<Expression, { kind: 'Name' }>);
  return definition && text.slice(definition.start, definition.end);
}

function numberIn(text: string): number | null {
  const { source, argument } = used(text);
  return knownNumber(source, argument);
}

function positionsIn(text: string): ReturnType<typeof positionsOf> {
  const { source, argument } = used(text);
  return positionsOf(source, argument);
}

describe('the definition of a name', () => {
  it('is what it is assigned to once, in its function, else in the module', () => {
    assert.equal(defined('a = f(1)\nuse(a)\n'), 'f(1)');
    assert.equal(defined('a = f(1)\ndef g():\n    use(a)\n'), 'f(1)');
    assert.equal(defined('a = f(1)\ndef g():\n    a = h(2)\n    use(a)\n'), 'h(2)');
    assert.equal(defined('a = f(1)\ndef g():\n    a = h(2)\nuse(a)\n'), 'f(1)');
  });

  it('is not told where the name is bound otherwise as well', () => {
    for (const other of [
      'a = f(2)',
      'a += 1',
      'for a in b: pass',
      'with b as a: pass',
      'print(a := 2)',
      'from b import a',
      'import a',
    ])
      assert.equal(defined(`${other}\na = f(1)\nuse(a)\n`), null, other);
    assert.equal(defined('def g(a):\n    a = f(1)\n    use(a)\n'), null);
    assert.equal(defined('a, b = f(1)\nuse(a)\n'), null);
    assert.equal(defined('use(a)\n'), null);
  });
});

describe('a known number', () => {
  it('is written, assigned once, or the default of a parameter that is not assigned', () => {
    assert.equal(numberIn('use(2)\n'), 2);
    assert.equal(numberIn('T = 0.5\nuse(T)\n'), 0.5);
    assert.equal(numberIn('def f(T=4):\n    use(T)\n'), 4);
    assert.equal(numberIn('def f(T=4):\n    T = T * 2\n    use(T)\n'), null);
    assert.equal(numberIn('def f(T):\n    use(T)\n'), null);
    assert.equal(numberIn('T = 4\nT = 5\nuse(T)\n'), null);
    assert.equal(numberIn("use('4')\n"), null);
    assert.equal(numberIn('use(True)\n'), null);
  });
});

describe('the positions of tokens', () => {
  it('are counted through slices, methods and names', () => {
    assert.deepEqual(positionsIn('use(ids)\n'), { of: 'ids', start: 0 });
    assert.deepEqual(positionsIn('use(ids[:, 1:].reshape(-1))\n'), { of: 'ids', start: 1 });
    assert.deepEqual(positionsIn('use(ids[..., :-1])\n'), { of: 'ids', start: 0 });
    const renamed = "labels = batch['ids'][:, 1:]\nuse(labels[:, 2:].to(device))\n";
    assert.deepEqual(positionsIn(renamed), { of: "batch['ids']", start: 3 });
  });

  it('are not told of other indices, of other methods and of names that are made of themselves', () => {
    for (const text of [
      'use(ids[:, -2:])',
      'use(ids[:, ::2])',
      'use(ids[:, 1:, 1:])',
      'use(ids[:, 1:].roll(1))',
    ])
      assert.equal(positionsIn(`${text}\n`), null, text);
    assert.equal(positionsIn('ids = ids[:, 1:]\nuse(ids)\n'), null);
    assert.equal(positionsIn('a = b\nb = a\nuse(a)\n'), null);
  });
});
