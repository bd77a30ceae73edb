import assert from 'node:assert/strict';
import { cellSources, lineInFile, replaceCells } from '../../src/cli/notebook';

/** As Jupyter writes it: one blank of indentation, a line of source a string. */
const jupyter = JSON.stringify(
  {
    cells: [
      { cell_type: 'markdown', metadata: {}, source: ['# A title\n', 'and "text"'] },
      { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['a = 1\n', 'b = [2]'] },
      { cell_type: 'code', execution_count: 3, metadata: { tags: ['x'] }, outputs: [], source: [] },
      { cell_type: 'code', metadata: {}, source: 'c = 3' },
    ],
    metadata: { kernelspec: { name: 'python3' } },
    nbformat: 4,
    nbformat_minor: 5,
  },
  null,
  1,
);

describe('cellSources', () => {
  it('finds the source of every cell, by its index among all cells', () => {
    const texts = [...cellSources(jupyter)].map(([cell, source]) => [cell, source.text]);
    assert.deepEqual(texts, [
      [0, '# A title\nand "text"'],
      [1, 'a = 1\nb = [2]'],
      [2, ''],
      [3, 'c = 3'],
    ]);
  });

  it('reads the worksheets of nbformat 3', () => {
    const old = '{"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1"]}]}], "nbformat": 3}';
    assert.equal(cellSources(old).get(0)?.text, 'x = 1');
  });

  it('finds nothing where there are no cells', () => {
    assert.equal(cellSources('[]').size, 0);
    assert.equal(cellSources('{"nbformat": 4}').size, 0);
  });
});

describe('replaceCells', () => {
  it('changes only the characters of the cell', () => {
    const changed = replaceCells(jupyter, new Map([[1, 'a = 1\nb = [2, 3]\nd = "é"']]));
    const expected = jupyter.replace('"b = [2]"', '"b = [2, 3]\\n",\n    "d = \\"\\u00e9\\""');
    assert.equal(changed, expected);
  });

  it('keeps a string a string, and an unchanged notebook the same', () => {
    assert.equal(replaceCells(jupyter, new Map([[3, 'c = 4']])), jupyter.replace('c = 3', 'c = 4'));
    const same = new Map([...cellSources(jupyter)].map(([cell, { text }]) => [cell, text] as const));
    assert.equal(replaceCells(jupyter, same), jupyter);
  });

  it('fills an empty cell with valid JSON', () => {
    const changed = replaceCells(jupyter, new Map([[2, 'x = 1\ny = 2\n']]));
    assert.equal(cellSources(changed).get(2)?.text, 'x = 1\ny = 2\n');
    assert.doesNotThrow(() => JSON.parse(changed) as unknown);
  });

  it('writes other scripts as the notebook does', () => {
    const raw = '{"cells": [{"source": ["s = \'ä\'"]}]}';
    assert.equal(replaceCells(raw, new Map([[0, "s = 'ö'"]])), raw.replace('ä', 'ö'));
  });
});

describe('lineInFile', () => {
  it('gives the line of the JSON that holds a line of a cell', () => {
    const source = cellSources(jupyter).get(1)!;
    const lines = jupyter.split('\n');
    assert.match(lines[lineInFile(jupyter, source, 2) - 1]!, /b = \[2\]/);
    const text = cellSources(jupyter).get(3)!;
    assert.match(lines[lineInFile(jupyter, text, 1) - 1]!, /c = 3/);
  });
});
