/** An outline is the module itself, whose functions are read later: all that can be asked of it is the same. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseModule, parseOutline } from '../../src/python/parse';
import type { FunctionDef, Module } from '../../src/python/syntax';

/** All that a module holds, with every body that was deferred. */
const whole = ({ start, end, body, problems, comments }: Module): unknown => ({
  start,
  end,
  body: spelledOut(body),
  problems,
  comments,
});

/** A copy without getters. */
function spelledOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelledOut);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spelledOut(inner)]));
}

const functionOf = (module: Module): FunctionDef => {
  const found = module.body.find((statement) => statement.kind === 'FunctionDef');
  assert.ok(found?.kind === 'FunctionDef');
  return found;
};

const isDeferred = (definition: FunctionDef): boolean =>
  Object.getOwnPropertyDescriptor(definition, 'body')?.get !== undefined;

const filler = `    # ${'-'.repeat(200)}\n`;

describe('parseOutline', () => {
  describe('holds what parseModule gives', () => {
    const files = ['examples', 'test/rules', 'test/golden', 'test/inspect'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.py'))
        .map((file) => path.join(folder, file)),
    );
    for (const file of files) {
      it(file, () => {
        const text = readFileSync(file, 'utf8');
        assert.deepEqual(whole(parseOutline(text)), whole(parseModule(text)));
      });
    }

    it('for each statement inside a method', () => {
      const fixtures = path.join('test', 'python', 'fixtures');
      for (const file of ['expressions', 'statements', 'places', 'line-ends']) {
        for (const snippet of readFileSync(path.join(fixtures, `${file}.py.txt`), 'utf8').split('\n---\n')) {
          const body = snippet.replace(/^(?=.)/gm, '        ');
          const text = `class A:\n    def f(self):\n    ${filler}${body}\n        return 1  # end\n\nb = A()\n`;
          assert.deepEqual(whole(parseOutline(text)), whole(parseModule(text)), text);
        }
      }
    });

    for (const [title, body] of [
      ['whose body has a mistake', '    x = = 1\n    y = 2\n'],
      ['whose bracket is never closed', '    x = foo(1,\n    y = 2\n'],
      ['that yields nothing', '    yield\n    return\n'],
      ['that begins with a decorator', '    @cached\n    def inner():\n        yield\n    return inner\n'],
      ['that ends with a semicolon', '    x = 1; y = 2;\n'],
      ['that holds a match', '    match x:\n        case [1, *rest]:\n            return rest\n'],
      ['that holds a large literal', `    return [${'1.0, '.repeat(1_000)}]\n`],
      ['with tabs and spaces', '\tx = 1\n        y = 2\n'],
    ] as const) {
      it(`of a function ${title}`, () => {
        const text = `import torch\n\n\n@decorated(1)\nasync def f(a, b: int = 2) -> int:\n${filler}${body}\n\nz = f(1)\n`;
        assert.deepEqual(whole(parseOutline(text)), whole(parseModule(text)));
      });
    }
  });

  it('leaves a body unread until somebody asks for it, and reads it once', () => {
    const definition = functionOf(parseOutline(`def f(x):\n    y = x\n${filler}    return y\n`));
    assert.ok(isDeferred(definition));
    assert.deepEqual(
      definition.body.map(({ kind }) => kind),
      ['Assign', 'Return'],
    );
    assert.equal(definition.body, definition.body);
  });

  it('reads a short body at once, and a text with a mistake whole', () => {
    assert.ok(!isDeferred(functionOf(parseOutline('def f(x):\n    return x\n'))));
    assert.ok(!isDeferred(functionOf(parseOutline(`def f(x):\n${filler}    return x\n\ny = (1\n`))));
  });
});
