import assert from 'node:assert/strict';
import { readIgnores } from '../../src/python/comments';
import { importedNames } from '../../src/python/imports';
import { parseModule } from '../../src/python/parse';
import { boundNames, localNames, namesBoundBy } from '../../src/python/scopes';
import type { Expression, FunctionDef, Lambda, Statement } from '../../src/python/syntax';
import { nodeAt, pathTo, walk } from '../../src/python/walk';

function first(text: string): Statement {
  const module = parseModule(text);
  assert.deepEqual(module.problems, []);
  return module.body[0]!;
}

function functionOf(text: string): FunctionDef {
  const statement = first(text);
  assert.ok(statement.kind === 'FunctionDef');
  return statement;
}

function expressionOf(text: string): Expression {
  const statement = first(text);
  assert.ok(statement.kind === 'ExpressionStatement');
  return statement.value;
}

const sorted = (names: Iterable<string>): string[] => [...names].sort();

describe('importedNames', () => {
  const cases: readonly (readonly [string, readonly (readonly [string, string, number, boolean])[]])[] = [
    ['import torch', [['torch', 'torch', 0, false]]],
    ['import torch.nn.functional as F', [['F', 'torch.nn.functional', 0, false]]],
    [
      'import torch.nn, numpy as np',
      [
        ['torch', 'torch', 0, false],
        ['np', 'numpy', 0, false],
      ],
    ],
    [
      'from torch import nn as n, optim',
      [
        ['n', 'torch.nn', 0, false],
        ['optim', 'torch.optim', 0, false],
      ],
    ],
    ['from torch.nn.functional import *', [['', 'torch.nn.functional', 0, true]]],
    ['from . import model', [['model', 'model', 1, false]]],
    ['from ...a.b import c as d', [['d', 'a.b.c', 3, false]]],
  ];
  for (const [text, wanted] of cases) {
    it(text, () => {
      const statement = first(text);
      assert.ok(statement.kind === 'Import' || statement.kind === 'ImportFrom');
      const names = importedNames(statement).map(({ bound, qualified, level, isStar }) => [
        bound,
        qualified,
        level,
        isStar,
      ]);
      assert.deepEqual(names, wanted);
    });
  }
});

describe('boundNames', () => {
  it('knows every way of binding a name in a function, and none of the scopes inside it', () => {
    const names = boundNames(
      functionOf(
        `
def f(a, /, b=1, *args, c, **kw):
    global g
    nonlocal n
    g = n = x = 1
    (y, [z, *w]), o.attribute, l[0] = 1
    q: int = 2
    r += 1
    for i, j in v: pass
    with p as s, t as (u, k): pass
    import os.path, sys as system
    from m import e as d, h
    def inner(own=(de := 1)): hidden = 1
    class Local: member = 1
    try: pass
    except E as error: pass
    match v:
        case {"k": captured, **rest} | A(b=captured2) | [_, *stars] as whole: pass
    if (walrus := 1): pass
    [hidden2 for hidden2 in v if (escapes := hidden2)]
    (lambda hidden3: 0)
    del deleted
    return g
`.trim(),
      ),
    );
    assert.deepEqual(
      sorted(names.locals),
      sorted(
        (
          'a b args c kw x y z w q r i j s u k os system d h inner de Local error captured captured2 rest stars whole ' +
          'walrus escapes deleted'
        ).split(' '),
      ),
    );
    assert.deepEqual([...names.globals], ['g']);
    assert.deepEqual([...names.nonlocals], ['n']);
    assert.equal(names.isGenerator, false);
  });

  it('tells generators apart', () => {
    assert.equal(boundNames(functionOf('def f():\n    x = yield 1')).isGenerator, true);
    assert.equal(boundNames(functionOf('def f():\n    yield from g()')).isGenerator, true);
    assert.equal(
      boundNames(functionOf('def f():\n    def g(): yield\n    return (lambda: (yield))')).isGenerator,
      false,
    );
  });

  it('reads a lambda', () => {
    const lambda: Expression = expressionOf('lambda x, *y: (z := x)');
    assert.ok(lambda.kind === 'Lambda');
    assert.deepEqual(sorted(boundNames(lambda satisfies Lambda).locals), ['x', 'y', 'z']);
  });
});

describe('localNames and namesBoundBy', () => {
  it('give the targets of a comprehension', () => {
    const comprehension = expressionOf('[a + b for a, *b in c if (d := a) for e in b]');
    assert.ok(comprehension.kind === 'ListComp');
    assert.deepEqual(sorted(localNames(comprehension)), ['a', 'b', 'e']);
  });

  it('give what a block binds, all or but its own', () => {
    const { body } = parseModule('global g\ng = 1\nx = 2\nfor y in z: pass\n');
    assert.deepEqual(sorted(namesBoundBy(body)), ['g', 'x', 'y']);
    assert.deepEqual(sorted(localNames(body)), ['x', 'y']);
  });
});

describe('walking', () => {
  const text = 'x = f(a, b=[1, c.d[0]])\ndef g(p=q) -> r:\n    return f"{s:{t}}"\n';
  const module = parseModule(text);

  it('visits every node, each before those below it, in the order of the text', () => {
    const names: string[] = [];
    walk(module, (node) => {
      if (node.kind === 'Name') names.push(node.id);
    });
    assert.deepEqual(names, ['x', 'f', 'a', 'c', 'q', 'r', 's', 't']);
  });

  it('finds the innermost expression at an offset', () => {
    const at = (piece: string): string => {
      const node = nodeAt(module, text.indexOf(piece));
      return node === null ? '' : text.slice(node.start, node.end);
    };
    assert.equal(at('d[0]'), 'c.d');
    assert.equal(at('0]'), '0');
    assert.equal(at('c.d'), 'c');
    assert.equal(at(', b=['), 'a');
    assert.equal(at('t}'), 't');
    assert.equal(nodeAt(module, text.indexOf('def')), null);
  });

  it('gives the way to a span', () => {
    const start = text.indexOf('c.d');
    const kinds = pathTo(module, { start, end: start + 1 }).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['Module', 'Assign', 'Call', 'List', 'Subscript', 'Attribute', 'Name']);
  });
});

describe('readIgnores', () => {
  const ignores = (text: string) =>
    readIgnores(text, parseModule(text)).map(({ line, rules, file, span }) => ({
      line,
      rules,
      file,
      text: text.slice(span.start, span.end),
    }));

  it('reads rules, reasons and whole files', () => {
    assert.deepEqual(
      ignores(
        '# losslens: ignore-file[a-b]\nx = 1  # losslens: ignore[c, d-e] because\ny  # losslens: ignore\n',
      ),
      [
        { line: 1, rules: ['a-b'], file: true, text: '# losslens: ignore-file[a-b]' },
        { line: 2, rules: ['c', 'd-e'], file: false, text: '# losslens: ignore[c, d-e] because' },
        { line: 3, rules: 'all', file: false, text: '# losslens: ignore' },
      ],
    );
  });

  it('takes no string, no other word and no late comment for one', () => {
    const late = '\n'.repeat(30);
    assert.deepEqual(
      ignores(`x = "# losslens: ignore"\n# losslens: ignored\n# losslens: ignore-files${late}`),
      [],
    );
    assert.deepEqual(ignores(`${late}# losslens: ignore-file\n`), []);
    assert.equal(ignores(`${late}# losslens: ignore\n`).length, 1);
    assert.deepEqual(ignores('# losslens: ignore[]\n')[0]?.rules, []);
  });
});
