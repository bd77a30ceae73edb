import assert from 'node:assert/strict';
import { notebookCells, prepareCell } from '../../src/python/cells';
import { parseModule } from '../../src/python/parse';

describe('prepareCell', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['%matplotlib inline\nx = 1\n', '                  \nx = 1\n'],
    ['!pip install torch\nx = 1', '                  \nx = 1'],
    ['x?\nx.y??\n?x\n', '  \n     \n  \n'],
    ['files = !ls\nn = %pwd\n', 'files = ...\nn = ... \n'],
    ['if x:\n    %time\n    !ls\n', 'if x:\n    ...  \n    ...\n'],
    ['%time loss = f(x)\n', '0;    loss = f(x)\n'],
    ['%%time\nx = 1\n', '      \nx = 1\n'],
    ['%%bash\nls\n', ''],
    ['\n# comment\n%%html\n<b>\n', ''],
    ['%%writefile a.py\nx = 1\n', ''],
    ['!pip install a \\\n  b\nx = 1\n', '                \n   \nx = 1\n'],
    ['x = a % b\ny = "%s" % x\nz = 5 % 3\n', 'x = a % b\ny = "%s" % x\nz = 5 % 3\n'],
    [
      'x = (1,\n%y\n)\ns = """\n%not magic\n!nor this\n"""\n',
      'x = (1,\n%y\n)\ns = """\n%not magic\n!nor this\n"""\n',
    ],
    ['x = "what?"\nif a != b: pass\n', 'x = "what?"\nif a != b: pass\n'],
    ['x = a \\\n  % b\n', 'x = a \\\n  % b\n'],
  ];
  for (const [text, prepared] of cases) {
    it(JSON.stringify(text), () => {
      assert.equal(prepareCell(text), prepared);
      if (prepared !== '') assert.equal(prepared.length, text.length);
    });
  }

  it('gives text that is Python', () => {
    const text =
      '%matplotlib inline\nimport torch\n!nvidia-smi\nfiles = !ls\nif files:\n    %time\nx = torch.ones(2)\n';
    const module = parseModule(prepareCell(text));
    assert.deepEqual(module.problems, []);
    const last = module.body[module.body.length - 1]!;
    assert.equal(text.slice(last.start, last.end), 'x = torch.ones(2)');
  });
});

describe('notebookCells', () => {
  it('gives the code cells of format 4 with their index among all cells', () => {
    const notebook = {
      nbformat: 4,
      metadata: { kernelspec: { language: 'python' } },
      cells: [
        { cell_type: 'markdown', source: '# Title' },
        { cell_type: 'code', source: ['x = 1\n', '!ls\n', 'y = 2'], outputs: [] },
        { cell_type: 'code', source: 'z = 3' },
        { cell_type: 'code', source: [] },
      ],
    };
    assert.deepEqual(notebookCells(JSON.stringify(notebook)), {
      ok: true,
      value: [
        { cell: 1, text: 'x = 1\n   \ny = 2' },
        { cell: 2, text: 'z = 3' },
        { cell: 3, text: '' },
      ],
    });
  });

  it('gives the cells of format 3', () => {
    const notebook = { nbformat: 3, worksheets: [{ cells: [{ cell_type: 'code', input: ['x = 1'] }] }] };
    assert.deepEqual(notebookCells(JSON.stringify(notebook)), {
      ok: true,
      value: [{ cell: 0, text: 'x = 1' }],
    });
  });

  it('reads no notebook of another language', () => {
    const notebook = {
      metadata: { language_info: { name: 'R' } },
      cells: [{ cell_type: 'code', source: 'x <- 1' }],
    };
    assert.deepEqual(notebookCells(JSON.stringify(notebook)), { ok: true, value: [] });
  });

  for (const [json, message] of [
    ['{"cells": [', /^this notebook is not JSON: /],
    ['[]', /^this is not a notebook/],
    ['{"a": 1}', /it has no list of cells/],
    ['{"cells": [{"cell_type": "code"}]}', /^cell 0 of this notebook has no text/],
  ] as const) {
    it(`says what is wrong with ${json}`, () => {
      const read = notebookCells(json);
      assert.ok(!read.ok);
      assert.match(read.failure, message);
    });
  }
});
