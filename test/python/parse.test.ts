import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MAXIMUM_CODE_LENGTH, MAXIMUM_TEXT_LENGTH, parseModule } from '../../src/python/parse';
import type { Expression, Module, Statement } from '../../src/python/syntax';
import { walk } from '../../src/python/walk';
import { dumpModule, type Plain } from './dump';

const fixtures = path.join('test', 'python', 'fixtures');
const goldens = JSON.parse(readFileSync(path.join(fixtures, 'ast.json'), 'utf8')) as Record<string, Plain[]>;

/** The value of the only assignment, or of the only expression, of a text. */
function valueOf(text: string): Expression {
  const [statement] = parseModule(text).body;
  assert.ok(statement?.kind === 'Assign' || statement?.kind === 'ExpressionStatement');
  return statement.value;
}

const kinds = (statements: readonly Statement[]): string[] => statements.map(({ kind }) => kind);

const messages = (module: Module, text: string): string[] =>
  module.problems.map(({ start, message }) => `${text.slice(0, start).split('\n').length}: ${message}`);

describe('parseModule', () => {
  describe("gives the tree that Python's own parser gives", () => {
    for (const [file, trees] of Object.entries(goldens)) {
      const snippets = readFileSync(path.join(fixtures, file), 'utf8').split('\n---\n');
      snippets.forEach((text, index) => {
        it(`${file} ${index + 1}: ${text.split(/[\r\n]/, 1)[0]!.slice(0, 50)}`, () => {
          const module = parseModule(text);
          assert.deepEqual(module.problems, []);
          assert.deepEqual(dumpModule(module), trees[index]);
        });
      });
    }

    it('on a file that starts with a byte order mark', () => {
      const module = parseModule('\ufeffx = 1\n');
      assert.deepEqual(module.problems, []);
      assert.deepEqual(kinds(module.body), ['Assign']);
      assert.equal(module.body[0]!.start, 1);
    });

    it('on strings that a backslash joins over a line end of Windows', () => {
      const lines = ['x = "a\\', 'b"', "y = f'{x} \\", "  {x!r:{x}}'", "z = rf'c\\", "d'", 'w = 1', ''];
      const windows = parseModule(lines.join('\r\n'));
      assert.deepEqual(windows.problems, []);
      // The places differ by the units of the line ends, and nothing else does.
      const said = (module: Module): string =>
        JSON.stringify(dumpModule(module), (key, value: unknown) => (key === 'at' ? undefined : value));
      assert.equal(said(windows), said(parseModule(lines.join('\n'))));
    });
  });

  describe('keeps the statements around a mistake', () => {
    const cases: readonly (readonly [
      text: string,
      kinds: readonly string[],
      ...messages: readonly string[],
    ])[] = [
      ['x = foo(a,\ny = bar(b)\nz = 3\n', ['Assign', 'Assign', 'Assign'], "1: '(' is never closed"],
      ['x = [1, 2\n\n\ndef f():\n    pass\n', ['Assign', 'FunctionDef'], "1: '[' is never closed"],
      ['def f(a, b:\n    x = 1\n    return x\ny = 2\n', ['FunctionDef', 'Assign'], "1: '(' is never closed"],
      ['if x\n    y = 1\nz = 2\n', ['If', 'Assign'], "1: ':' is missing at the end of this line"],
      ['for x in\n    y\nz\n', ['For', 'ExpressionStatement'], "1: ':' is missing at the end of this line"],
      [
        'class A\n    x = 1\ny\n',
        ['ClassDef', 'ExpressionStatement'],
        "1: ':' is missing at the end of this line",
      ],
      ['x = (1))\ny\n', ['BrokenStatement', 'ExpressionStatement'], "1: ')' closes no bracket"],
      ['x = (1]\ny\n', ['Assign', 'ExpressionStatement'], "1: ']' does not close '(': ')' was expected"],
      ['f(a b)\nx\n', ['ExpressionStatement', 'ExpressionStatement'], "1: 'b' does not fit here"],
      ['x = 1 y = 2\nz\n', ['BrokenStatement', 'ExpressionStatement'], "1: something is missing before 'y'"],
      [
        'x.\ny\n',
        ['ExpressionStatement', 'ExpressionStatement'],
        '1: the line ends where something more is expected',
      ],
      ['x = 012\ny\n', ['Assign', 'ExpressionStatement'], "1: '012' is not a number of Python"],
      [
        'x = 1\n    y = 2\n',
        ['Assign', 'Assign'],
        '2: this line is indented deeper than the block it stands in',
      ],
      ['if a:\nx = 1\n', ['If', 'Assign'], '2: an indented block is missing before this line'],
      [
        'if a:\n    x\n  y\n',
        ['If', 'ExpressionStatement'],
        "3: this line's indentation is that of no block around it",
      ],
      ['for i in x:\n', ['For'], '1: an indented block is missing at the end of the text'],
      [
        'try:\n    x\ny\n',
        ['Try', 'ExpressionStatement'],
        "1: 'except' or 'finally' is missing after this 'try'",
      ],
      [
        'else:\n    x\ny\n',
        ['BrokenStatement', 'ExpressionStatement', 'ExpressionStatement'],
        "1: 'else' does not fit here",
      ],
      ['@f\nx = 1\n', ['BrokenStatement', 'Assign'], '1: a function or a class must follow a decorator'],
      [
        'print "a"\nx\n',
        ['BrokenStatement', 'ExpressionStatement'],
        '1: this is the print statement of Python 2: write print(…)',
      ],
      [
        'x.class\ny\n',
        ['ExpressionStatement', 'ExpressionStatement'],
        "1: 'class' is a keyword and no attribute",
      ],
      ['f(a=1, b)\n', ['ExpressionStatement'], '1: a positional argument follows a keyword argument'],
      [
        'def f(a=1, b): pass\n',
        ['FunctionDef'],
        "1: 'b' has no default and follows a parameter that has one",
      ],
      ['a <> b\n', ['ExpressionStatement'], "1: '<>' is Python 2: write '!='"],
      [
        'x = "abc\ny\n',
        ['Assign', 'ExpressionStatement'],
        '1: this string is never closed: " was expected before the end of the line',
      ],
      [
        'x = f"{a"\ny\n',
        ['Assign', 'ExpressionStatement'],
        '1: this string is never closed: " was expected before the end of the line',
      ],
      [
        'x = “a”\ny\n',
        ['Assign', 'ExpressionStatement'],
        "1: '“' (U+201C) is not a character of Python outside strings and comments",
      ],
      [
        'x\u00a0= 3\ny\n',
        ['Assign', 'ExpressionStatement'],
        '1: this space (U+00A0) is not white space of Python: replace it by a plain one',
      ],
      ['x = 1;; y = 2\n', ['Assign', 'Assign'], "1: found ';' where a statement was expected"],
    ];
    for (const [text, expected, ...said] of cases) {
      it(JSON.stringify(text), () => {
        const module = parseModule(text);
        assert.deepEqual(kinds(module.body), expected);
        assert.deepEqual(messages(module, text), said);
      });
    }

    it('inside a function too, and the value that is wrong is Broken with its message', () => {
      const text = 'def f():\n    a = 1\n    loss = F.cross_entropy(logits,\n    loss.backward()\nb = 2\n';
      const [f, b] = parseModule(text).body;
      assert.ok(f?.kind === 'FunctionDef');
      assert.deepEqual(kinds(f.body), ['Assign', 'Assign', 'ExpressionStatement']);
      const [, loss] = f.body;
      assert.ok(loss?.kind === 'Assign' && loss.value.kind === 'Broken');
      assert.equal(loss.value.message, "'(' is never closed");
      assert.equal(text.slice(loss.value.start, loss.value.end), 'F.cross_entropy(logits,');
      assert.equal(b?.kind, 'Assign');
    });
  });

  describe('never throws, whatever the text', () => {
    const nested = (open: string, close: string, count: number): string =>
      `x = ${open.repeat(count)}1${close.repeat(count)}\ny = 2\n`;
    const deep: Readonly<Record<string, string>> = {
      brackets: nested('(', ')', 5_000),
      calls: nested('f(', ')', 5_000),
      lists: nested('[', ']', 5_000),
      subscripts: nested('a[', ']', 5_000),
      dicts: nested('{1: ', '}', 5_000),
      'brackets without end': `x = ${'('.repeat(5_000)}\ny = 2\n`,
      additions: `x = ${'a + '.repeat(20_000)}1\ny = 2\n`,
      powers: `x = ${'a ** '.repeat(20_000)}1\ny = 2\n`,
      nots: `x = ${'not '.repeat(20_000)}1\ny = 2\n`,
      signs: `x = ${'-'.repeat(20_000)}1\ny = 2\n`,
      attributes: `x = a${'.b'.repeat(20_000)}\ny = 2\n`,
      lambdas: `x = ${'lambda: '.repeat(5_000)}1\ny = 2\n`,
      conditionals: `x = ${'a if b else '.repeat(10_000)}1\ny = 2\n`,
    };
    for (const [name, text] of Object.entries(deep)) {
      it(`${name} by the thousand are broken, and the next line stands`, () => {
        const module = parseModule(text);
        const last = module.body[module.body.length - 1];
        assert.ok(module.problems.length > 0);
        assert.ok(last?.kind === 'Assign' && last.targets[0]?.kind === 'Name' && last.targets[0].id === 'y');
        assert.equal(text.slice(last.start, last.end), 'y = 2');
      });
    }

    it('elif by the thousand ends in a broken statement', () => {
      const module = parseModule(`if a:\n    b\n${'elif c:\n    d\n'.repeat(5_000)}`);
      assert.deepEqual(kinds(module.body), ['If']);
      assert.match(module.problems[0]!.message, /nested deeper than 400 levels/);
    });

    it('chains of one operator are one node, however long', () => {
      const value = valueOf(`x = ${'a or '.repeat(500)}b\n`);
      assert.ok(value.kind === 'BoolOp');
      assert.equal(value.values.length, 501);
    });

    it('truncations and random edits of valid Python give a module whose nodes stand in the text', () => {
      const text = ['statements', 'expressions', 'places']
        .map((name) => readFileSync(path.join(fixtures, `${name}.py.txt`), 'utf8'))
        .join('\n');
      let seed = 20_240_229;
      const random = (below: number): number => {
        // A linear congruential generator: the same edits in every run.
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      const alphabet = [
        ...'()[]{}:,.;=+-*/@#"\'\\\n\t %!fr0123abc\u00e9\ud83d$?`',
        '"""',
        'lambda ',
        'for ',
        ' in ',
        'f"{',
      ];
      const start = Date.now();
      for (let round = 0; round < 300; round++) {
        const from = random(text.length);
        let piece = text.slice(from, from + random(1_500));
        for (let edit = random(8); edit > 0; edit--) {
          const at = random(piece.length + 1);
          piece = piece.slice(0, at) + alphabet[random(alphabet.length)]! + piece.slice(at + random(4));
        }
        const module = parseModule(piece);
        walk(module, (node) => {
          assert.ok(
            node.start >= 0 && node.start <= node.end && node.end <= piece.length,
            `${node.kind} ${node.start}-${node.end} of ${piece.length} in ${JSON.stringify(piece)}`,
          );
        });
      }
      assert.ok(Date.now() - start < 20_000);
    }).timeout(30_000);
  });

  describe('has bounds, and says so', () => {
    it('on the length of a text', () => {
      const module = parseModule(' '.repeat(MAXIMUM_TEXT_LENGTH + 1));
      assert.deepEqual(module.body, []);
      assert.equal(module.problems.length, 1);
      assert.match(
        module.problems[0]!.message,
        /100\.0 million characters.*100\.0 million characters is the most/,
      );
    });

    it('on the length of the code besides numbers', () => {
      const module = parseModule('# '.padEnd(MAXIMUM_CODE_LENGTH + 1, 'x'));
      assert.deepEqual(module.body, []);
      assert.match(module.problems[0]!.message, /10\.0 million characters is the most\. Split the file/);
    });
  });

  it('lists the comments, and takes no string for one', () => {
    const text = '# a\nx = "# b"  # c\ny = [1,  # d\n     2]\n"""\n# e\n"""\n';
    const comments = parseModule(text).comments.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(comments, ['# a', '# c', '# d']);
  });
});
