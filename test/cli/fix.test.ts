import assert from 'node:assert/strict';
import { applyFixes, editText, type FixableFile } from '../../src/cli/fix';
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

const read = (text: string): ReadFile => ({
  sources: [{ file: 'a.py', text }],
  decoded: { text, encoding: 'utf-8', byteOrderMark: false },
  isNotebook: false,
});

/** What becomes of the text of a file, and how many fixes are in it. */
function fixed(file: ReadFile, findings: readonly Finding[]): { text: string; applied: number } | null {
  const result = applyFixes([{ path: '/a.py', read: file, first: 0 }], findings);
  return result && { text: [...result.texts.values()].join('|'), applied: result.applied };
}

describe('applyFixes', () => {
  it('applies fixes that do not touch each other, whatever their order', () => {
    const result = fixed(read('abcdef'), [
      finding(edit(4, 5, 'E')),
      finding(edit(0, 1, ''), edit(2, 3, 'CC')),
    ]);
    assert.deepEqual(result, { text: 'bCCdEf', applied: 2 });
  });

  it('applies a fix whole or not at all', () => {
    const result = fixed(read('abcdef'), [
      finding(edit(0, 2, 'X')),
      finding(edit(1, 3, 'Y'), edit(5, 6, 'Z')),
    ]);
    assert.deepEqual(result, { text: 'Xcdef', applied: 1 });
  });

  it('applies an edit that two fixes share once', () => {
    const result = fixed(read('abcdef'), [finding(edit(0, 2, 'X')), finding(edit(0, 2, 'X'))]);
    assert.deepEqual(result, { text: 'Xcdef', applied: 2 });
  });

  it('edits an imported file as well, both or neither', () => {
    const own: FixableFile = { path: '/a.py', read: read('abc'), first: 0 };
    const imported: FixableFile = { path: '/b.py', read: read('xyz'), first: 1 };
    const findings = [
      finding(edit(0, 1, 'A'), edit(1, 2, '', 1)),
      finding(edit(2, 3, 'C'), edit(0, 1, '', 2)),
    ];
    const result = applyFixes([own, imported], findings);
    assert.deepEqual([...(result?.texts.values() ?? [])], ['Abc', 'xz']);
    assert.equal(result?.applied, 1);
  });

  it('leaves alone what has no fix or one in another file', () => {
    assert.equal(fixed(read('abc'), [finding(), finding(edit(0, 1, 'X', 7))]), null);
  });

  it("edits a cell's own text, in which magics are not blanked", () => {
    const json = JSON.stringify({ cells: [{ cell_type: 'code', source: ['%time x\n', 'y = 1'] }] });
    const notebook: ReadFile = {
      sources: [{ file: 'a.ipynb', cell: 0, text: '       \ny = 1' }],
      decoded: { text: json, encoding: 'utf-8', byteOrderMark: false },
      isNotebook: true,
    };
    const result = fixed(notebook, [finding(edit(12, 13, '2'))]);
    assert.equal(result?.text, json.replace('y = 1', 'y = 2'));
  });
});

describe('editText', () => {
  it('inserts, replaces and removes', () => {
    assert.equal(editText('abc', [edit(3, 3, '!'), edit(0, 0, '>'), edit(1, 2, '')]), '>ac!');
  });
});
