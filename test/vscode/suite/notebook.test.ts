/** All code cells of a notebook are one program, read in their order. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  actionsAt,
  applyAction,
  closeAll,
  codeOf,
  diagnosticsOf,
  hoverOf,
  lensesOf,
  losslens,
  marked,
  until,
} from './support';

const cells = [
  '%matplotlib inline\nimport torch\nimport torch.nn.functional as F\nlogits = torch.tensor([[2.0, -1.0], [0.2, 1.4]])',
  'probabilities = F.softmax(logits, dim=1)',
  '!pip list\nloss = F.cross_entropy(probabilities, torch.tensor([0, 1]))',
];

async function showNotebook(): Promise<vscode.NotebookDocument> {
  const data = new vscode.NotebookData([
    new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, '# A notebook', 'markdown'),
    ...cells.map((text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python')),
  ]);
  const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

const cell = (notebook: vscode.NotebookDocument, index: number): vscode.TextDocument =>
  notebook.cellAt(index).document;

describe('notebooks', () => {
  before(losslens);
  afterEach(closeAll);

  it('carry values from cell to cell', async () => {
    const notebook = await showNotebook();
    const [lens] = await lensesOf(cell(notebook, 3));
    assert.equal(lens?.line, 1);
    assert.match(lens.title, /^loss \d\.\d{4} · mean of 2/);
    assert.match(await hoverOf(cell(notebook, 2), 'probabilities'), /probabilities dim=1/);
    assert.deepEqual(await lensesOf(cell(notebook, 1)), []);
  });

  it('mark a mistake in the cell of the loss, related to the cell of the softmax, and fix it', async () => {
    const notebook = await showNotebook();
    const [mark] = await marked(cell(notebook, 3));
    assert.equal(codeOf(mark!), 'softmax-before-cross-entropy');
    assert.equal(mark?.range.start.line, 1);
    assert.equal(mark.relatedInformation?.[0]?.location.uri.toString(), cell(notebook, 2).uri.toString());
    await applyAction(await actionsAt(cell(notebook, 3), mark.range), /^Ignore/);
    await until('no diagnostics', () => diagnosticsOf(cell(notebook, 3)).length === 0);
  });

  it('are read again when a cell is taken away', async () => {
    const notebook = await showNotebook();
    await marked(cell(notebook, 3));
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(2, 3))]);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('no finding', () =>
      diagnosticsOf(cell(notebook, 2)).every((mark) => !codeOf(mark).startsWith('softmax')),
    );
    const [lens] = await lensesOf(cell(notebook, 2));
    assert.match(lens?.title ?? '', /^loss \?/);
  });

  it('open from the examples', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const notebook = await vscode.workspace.openNotebookDocument(
      vscode.Uri.joinPath(folder.uri, 'losses.ipynb'),
    );
    await vscode.window.showNotebookDocument(notebook);
    // By our own interface: VS Code answers `executeCodeLensProvider` only for cells that are on the screen.
    const api = await losslens();
    const values: (number | null | undefined)[] = [];
    for (const { document, kind } of notebook.getCells()) {
      const at = document.getText().search(/criterion\(|F\.binary/);
      if (kind !== vscode.NotebookCellKind.Code || at < 0) continue;
      values.push((await api.inspect(document.uri, document.positionAt(at + 2)))?.loss?.value);
    }
    assert.equal(values.length, 3);
    for (const value of values) assert.equal(typeof value, 'number');
  });
});
