import assert from 'node:assert/strict';
import { readNumericBlock } from '../../src/python/numeric-block';
import { parseModule } from '../../src/python/parse';
import { NUMERIC_BLOCK_LENGTH } from '../../src/python/scan';
import type { Expression } from '../../src/python/syntax';

const block = (text: string) => readNumericBlock(text, 0, text.length);

/** A literal of rows × columns of `cell`. */
const matrix = (rows: number, columns: number, cell = '0.5'): string =>
  `[${Array.from({ length: rows }, () => `[${Array.from({ length: columns }, () => cell).join(', ')}]`).join(',\n ')}]`;

function valueIn(text: string): Expression {
  const [statement] = parseModule(text).body;
  assert.ok(statement?.kind === 'Assign');
  return statement.value;
}

describe('readNumericBlock', () => {
  const shapes: readonly (readonly [string, readonly number[], readonly number[], string])[] = [
    ['[1, 2, 3]', [3], [1, 2, 3], 'int'],
    ['[[1, 2], [3, 4], [5, 6]]', [3, 2], [1, 2, 3, 4, 5, 6], 'int'],
    ['((1., 2.),)', [1, 2], [1, 2], 'float'],
    ['[[[1], [2]]]', [1, 2, 1], [1, 2], 'int'],
    ['[True, False]', [2], [1, 0], 'bool'],
    ['[True, 2]', [2], [1, 2], 'int'],
    ['[nan, inf, -inf]', [3], [NaN, Infinity, -Infinity], 'float'],
    ['[-1, +2, - 3, 1_000]', [4], [-1, 2, -3, 1000], 'int'],
    ['[]', [0], [], 'float'],
    ['[[], []]', [2, 0], [], 'float'],
    ['[1,  # one, [two\n 2,\n]', [2], [1, 2], 'int'],
  ];
  for (const [text, shape, values, type] of shapes) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const read = block(text);
      assert.ok(read.ok);
      assert.deepEqual(read.value.shape, shape);
      assert.deepEqual([...read.value.values], values);
      assert.equal(read.value.elementType, type);
    });
  }

  it('reads every number as JavaScript reads it, to the last bit', () => {
    const written: string[] = [
      '-0.0',
      '5e-324',
      '1.7976931348623157e308',
      '1e400',
      '0.1',
      '1e22',
      '1e23',
      '123456789012345678',
    ];
    let seed = 1;
    for (let index = 0; index < 5_000; index++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      const mantissa = seed / 2 ** 32 - 0.5;
      const number = mantissa * 10 ** ((index % 60) - 30);
      written.push(
        index % 3 === 0 ? number.toPrecision(5) : index % 3 === 1 ? String(number) : number.toExponential(9),
      );
    }
    const read = block(`[${written.join(',')}]`);
    assert.ok(read.ok);
    read.value.values.forEach((value, index) => {
      assert.ok(Object.is(value, Number(written[index])), `${written[index]!} was read as ${value}`);
    });
  });

  const failures: readonly (readonly [string, RegExp, boolean])[] = [
    ['[[1, 2],\n [3]]', /^line 2: row \[1\] has 1 element, where the rows before it have 2/, false],
    ['[[1], 2]', /^line 1: element \[1\] is a number, where a list was expected/, false],
    ['[1, [2]]', /^line 1: element \[1\] is a list, where a number was expected/, false],
    ['[[1, 2), [3, 4]]', /^line 1: found '\)' where '\]' was expected/, true],
    ['[1 2]', /^line 1: found '2' where a comma or a closing bracket was expected/, true],
    ['[1,, 2]', /^line 1: found ',' where a number or a list was expected/, true],
    ['[1,\n two]', /^line 2: found 'two' where a number was expected/, true],
    ['[1, 2', /^line 1: '\[' is never closed/, true],
    ['[1, 3j]', /^line 1: found '3j' where a number was expected/, true],
    ['[1, 2e]', /^line 1: found '2e' where a number was expected/, true],
  ];
  for (const [text, message, isSyntaxError] of failures) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      const read = block(text);
      assert.ok(!read.ok);
      assert.match(read.failure.message, message);
      assert.equal(read.failure.isSyntaxError, isSyntaxError);
      assert.ok(read.failure.start >= 0 && read.failure.end <= text.length);
    });
  }
});

describe('large literals in a module', () => {
  it('are one node with the offsets of the text, and what stands around them keeps its place', () => {
    const literal = matrix(100, 10);
    const text = `x = torch.tensor(${literal}, dtype=torch.float32)\ny = x[0]  # after\n`;
    const module = parseModule(text);
    assert.deepEqual(module.problems, []);
    const [x, y] = module.body;
    assert.ok(x?.kind === 'Assign' && x.value.kind === 'Call');
    const [data] = x.value.args;
    assert.ok(data?.kind === 'NumericBlock');
    assert.deepEqual(data.shape, [100, 10]);
    assert.equal(text.slice(data.start, data.end), literal);
    assert.equal(x.value.keywords[0]?.name, 'dtype');
    assert.equal(text.slice(x.value.keywords[0].start, x.value.keywords[0].end), 'dtype=torch.float32');
    assert.equal(text.slice(y?.start, y?.end), 'y = x[0]');
    assert.deepEqual(
      module.comments.map(({ start, end }) => text.slice(start, end)),
      ['# after'],
    );
  });

  it('are plain lists below the bound', () => {
    const literal = matrix(2, 3);
    assert.ok(literal.length < NUMERIC_BLOCK_LENGTH);
    assert.equal(valueIn(`x = ${literal}\n`).kind, 'List');
  });

  it('stand in calls, in tuples and in each other; a call and a subscript are none', () => {
    const literal = matrix(100, 10);
    const tuple = valueIn(`x = (${literal}, ${literal})\n`);
    assert.ok(tuple.kind === 'NumericBlock');
    assert.deepEqual([tuple.shape, tuple.outer], [[2, 100, 10], 'tuple']);
    assert.equal(valueIn(`x = (${literal})\n`).kind, 'NumericBlock');
    const mixed = valueIn(`x = [${literal}, y]\n`);
    assert.ok(mixed.kind === 'List');
    assert.deepEqual(
      mixed.elements.map(({ kind }) => kind),
      ['NumericBlock', 'Name'],
    );
    const numbers = Array.from({ length: 900 }, (_, index) => index).join(', ');
    const call = valueIn(`x = f(${numbers})\n`);
    assert.ok(call.kind === 'Call');
    assert.equal(call.args.length, 900);
    assert.equal(valueIn(`x = a[${numbers}]\n`).kind, 'Subscript');
  });

  it('are not looked for in strings and comments', () => {
    const literal = matrix(100, 10);
    const text = `x = """${literal}"""\n# ${literal.replaceAll('\n', ' ')}\ny = 1\n`;
    const module = parseModule(text);
    assert.deepEqual(module.problems, []);
    assert.ok(module.body[0]?.kind === 'Assign' && module.body[0].value.kind === 'Constant');
    assert.equal(module.body.length, 2);
  });

  it('that are ragged are valid Python, and read as the lists they are', () => {
    const text = `x = [${matrix(100, 10)}, [[1, 2]]]\n`;
    const module = parseModule(text);
    assert.deepEqual(module.problems, []);
    const value = valueIn(text);
    assert.ok(value.kind === 'List');
    assert.equal(value.elements.length, 2);
    assert.equal(value.elements[0]?.kind, 'List');
  });

  it('that are ragged and very large are broken with the row that differs', () => {
    const text = `x = [${matrix(20_000, 5).slice(1, -1)},\n [1, 2]]\ny = 1\n`;
    const module = parseModule(text);
    assert.deepEqual(module.problems, []);
    const value = valueIn(text);
    assert.ok(value.kind === 'Broken');
    assert.match(value.message, /line 20001: row \[20000\] has 2 elements, where the rows before it have 5/);
    assert.equal(module.body.length, 2);
  });

  it('with a wrong bracket, without end, or with a comma missing are broken where they stand', () => {
    for (const [literal, message] of [
      [matrix(500, 5).replace('],', '),'), /'\)' does not close '\['/],
      [matrix(500, 5).slice(0, -1), /'\[' is never closed/],
      [matrix(500, 5).replace('0.5, ', '0.5 '), /found '0' where a comma or a closing bracket was expected/],
    ] as const) {
      const text = `x = ${literal}\ny = 1\n`;
      const module = parseModule(text);
      assert.equal(module.problems.length, 1, JSON.stringify(module.problems));
      assert.match(module.problems[0]!.message, message);
      const value = valueIn(text);
      assert.equal(value.kind, 'Broken');
      assert.deepEqual(
        module.body.map(({ kind }) => kind),
        ['Assign', 'Assign'],
      );
    }
  });
});
