import assert from 'node:assert/strict';
import { applyFixes, editText } from '../../src/cli/fix';
import type { ReadFile } from '../../src/cli/sources';
import type { Edit, Finding } from '../../src/rules/rule';

const edit = (start: number, end: number, newText: string, source = 0): Edit => ({
  source,
  start,
  end,
  newText,
});

function finding(...edits: Edit[]): Finding {
  const place = { source: 0, start: 0, end: 1, line: 1, column: 1, endLine: 1, endColumn: 2 };
  return {
    rule: 'a-rule',
    severity: 'warning',
    place,
    message: '',
    evidence: '',
    related: [],
    fix: edits.length === 0 ? null : { title: 'Mend it', edits },
  };
}

const file = (text: string): ReadFile => ({
  sources: [{ file: 'a.py', text }],
  decoded: { text, encoding: 'utf-8', byteOrderMark: false },
  isNotebook: false,
});

describe('applyFixes', () => {
  it('applies fixes that do not touch each other, whatever their order', () => {
    const result = applyFixes(file('abcdef'), [
      finding(edit(4, 5, 'E')),
      finding(edit(0, 1, ''), edit(2, 3, 'CC')),
    ]);
    assert.deepEqual(result, { text: 'bCCdEf', applied: 2 });
  });

  it('applies a fix whole or not at all', () => {
    const result = applyFixes(file('abcdef'), [
      finding(edit(0, 2, 'X')),
      finding(edit(1, 3, 'Y'), edit(5, 6, 'Z')),
    ]);
    assert.deepEqual(result, { text: 'Xcdef', applied: 1 });
  });

  it('applies an edit that two fixes share once', () => {
    const result = applyFixes(file('abcdef'), [finding(edit(0, 2, 'X')), finding(edit(0, 2, 'X'))]);
    assert.deepEqual(result, { text: 'Xcdef', applied: 2 });
  });

  it('leaves alone what has no fix or one in another file', () => {
    assert.equal(applyFixes(file('abc'), [finding(), finding(edit(0, 1, 'X', 7))]), null);
  });

  it("edits a cell's own text, in which magics are not blanked", () => {
    const json = JSON.stringify({ cells: [{ cell_type: 'code', source: ['%time x\n', 'y = 1'] }] });
    const read: ReadFile = {
      sources: [{ file: 'a.ipynb', cell: 0, text: '       \ny = 1' }],
      decoded: { text: json, encoding: 'utf-8', byteOrderMark: false },
      isNotebook: true,
    };
    const result = applyFixes(read, [finding(edit(12, 13, '2'))]);
    assert.equal(result?.text, json.replace('y = 1', 'y = 2'));
  });
});

describe('editText', () => {
  it('inserts, replaces and removes', () => {
    assert.equal(editText('abc', [edit(3, 3, '!'), edit(0, 0, '>'), edit(1, 2, '')]), '>ac!');
  });
});
