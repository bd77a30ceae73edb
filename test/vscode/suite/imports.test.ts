/** A model in one file and its loss in another. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, codeOf, diagnosticsOf, losslens, marked, until } from './support';

const model = (last: string): string => `import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(4, 3)${last})

    def forward(self, x):
        return self.layers(x)
`;
const train = `import torch
from torch import nn
from model import Net

loss = nn.CrossEntropyLoss()(Net()(torch.randn(8, 4)), torch.randint(3, (8,)))
`;

describe('imports', () => {
  let folder: string;

  before(losslens);
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'losslens-imports-'));
    writeFileSync(path.join(folder, 'model.py'), model(', nn.Softmax(dim=1)'));
    writeFileSync(path.join(folder, 'train.py'), train);
  });
  afterEach(async () => {
    await closeAll();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (name: string): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument(path.join(folder, name));
    await vscode.window.showTextDocument(document);
    return document;
  };

  it('are followed, and the mark names both places', async () => {
    const [mark] = await marked(await open('train.py'));
    assert.ok(mark);
    assert.equal(codeOf(mark), 'softmax-before-cross-entropy');
    const places = (mark.relatedInformation ?? []).map(({ location }) => path.basename(location.uri.fsPath));
    assert.ok(places.includes('model.py'), places.join());
  });

  it('are read as they stand in the editor, saved or not', async () => {
    const loop = await open('train.py');
    await marked(loop);
    const other = await open('model.py');
    const edit = new vscode.WorkspaceEdit();
    const at = other.getText().indexOf(', nn.Softmax(dim=1)');
    edit.delete(other.uri, new vscode.Range(other.positionAt(at), other.positionAt(at + 19)));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('no mark', () => diagnosticsOf(loop).length === 0);
    assert.ok(await other.save());
  });

  it('are mended in the file where the mistake is made', async () => {
    const loop = await open('train.py');
    await marked(loop);
    await vscode.commands.executeCommand('losslens.fixAll');
    const other = await vscode.workspace.openTextDocument(path.join(folder, 'model.py'));
    await until('the model without its softmax', () => other.getText() === model(''));
    assert.equal(loop.getText(), train);
    await until('no mark', () => diagnosticsOf(loop).length === 0);
    assert.ok(await other.save());
  });
});
