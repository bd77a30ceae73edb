/** What lenses, hovers and hints say, in files, in editors without a file, and while somebody types. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { settings } from '../../../src/editor/ids';
import {
  bceValue,
  bceWithLogits,
  closeAll,
  hoverOf,
  insertAt,
  lensesOf,
  losslens,
  showPython,
  until,
} from './support';

const set = (id: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);

describe('reading Python', () => {
  before(losslens);
  afterEach(closeAll);

  it('puts a lens with the loss over its call, in an editor without a file', async () => {
    const document = await showPython(bceWithLogits);
    const [lens] = await lensesOf(document);
    assert.equal(lens?.line, 5);
    assert.match(
      lens.title,
      new RegExp(`^loss ${bceValue.toFixed(4)} · mean of 3 · ∇ max 0\\.\\d+ · Inspect$`),
    );
  });

  it('reads a file that is in no workspace', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'losslens-suite-'));
    try {
      const file = path.join(folder, 'elsewhere.py');
      writeFileSync(file, bceWithLogits);
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
      assert.equal(vscode.workspace.getWorkspaceFolder(document.uri), undefined);
      await vscode.window.showTextDocument(document);
      assert.equal((await lensesOf(document)).length, 1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('follows what is typed', async () => {
    const document = await showPython(bceWithLogits);
    const [before] = await lensesOf(document);
    const at = document.getText().indexOf('0.9');
    await insertAt(document, document.positionAt(at), '5');
    const [after] = await lensesOf(document);
    assert.match(after?.title ?? '', /^loss \d/);
    assert.notEqual(after?.title, before?.title);
  });

  it('says why a loss has no number', async () => {
    const document = await showPython(
      'import torch.nn.functional as F\n\ndef step(logits, y):\n    return F.cross_entropy(logits, y)\n',
    );
    const [lens] = await lensesOf(document);
    assert.match(lens?.title ?? '', /^loss \? · .*logits.* · Inspect$/);
  });

  it('shows a tensor under the mouse: summary, values, picture', async () => {
    const document = await showPython(`${bceWithLogits}matrix = torch.tensor([[1.0, 2.0], [3.0, 4.5]])\n`);
    assert.match(
      await hoverOf(document, 'logits', 2),
      /`logits` `tensor\[3\] f32 \[0\.900, .*requires_grad`.*!\[heat map.*data:image\/svg\+xml;base64,/s,
    );
    const matrix = await hoverOf(document, 'matrix');
    assert.match(matrix, /\| \*\*1\*\* \| `3\.000` \| `4\.500` \|/);
  });

  it('shows a loss call under the mouse: from its inputs to its gradient', async () => {
    const document = await showPython(bceWithLogits);
    const text = await hoverOf(document, 'binary_cross_entropy_with_logits');
    assert.match(text, new RegExp(bceValue.toFixed(4).replace('.', '\\\\?\\.')));
    const order = ['input', 'target', 'sigmoid', 'loss of each', 'mean', '∇ input'].map((row) =>
      text.indexOf(`| ${row}`),
    );
    assert.ok(
      order.every((at) => at >= 0),
      text,
    );
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });

  it('puts shape, dtype and role beside names, only where that is asked for', async () => {
    const document = await showPython(bceWithLogits);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = async (): Promise<string[]> => {
      const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        whole,
      );
      return found.map(({ label }) =>
        typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
      );
    };
    assert.deepEqual(await hints(), []);
    await set(settings.inlayHints, true);
    try {
      const shown = await until('hints', async () => {
        const found = await hints();
        return found.length > 0 && found;
      });
      assert.ok(
        shown.some((hint) => /^: f32\[3\]/.test(hint)),
        shown.join(),
      );
    } finally {
      await set(settings.inlayHints, undefined);
    }
  });

  it('shows no lens and no hover where they are switched off', async () => {
    const document = await showPython(bceWithLogits);
    await set(settings.codeLens, false);
    await set(settings.hover, false);
    try {
      assert.deepEqual(await lensesOf(document), []);
      assert.equal(await hoverOf(document, 'logits'), '');
    } finally {
      await set(settings.codeLens, undefined);
      await set(settings.hover, undefined);
    }
    assert.equal((await lensesOf(document)).length, 1);
  });

  it('leaves other languages alone', async () => {
    const document = await showPython(bceWithLogits, 'plaintext');
    assert.deepEqual(await lensesOf(document), []);
    assert.equal(await hoverOf(document, 'logits'), '');
  });

  it('ends on programs that do not, and the next document is read', async () => {
    await set(settings.milliseconds, 500);
    try {
      const endless = await showPython(`${bceWithLogits}\nwhile True:\n    pass\n`);
      assert.equal((await lensesOf(endless)).length, 1);
      const recursive = await showPython('def f(x):\n    return f(x)\nf(1)\n');
      assert.deepEqual(await lensesOf(recursive), []);
    } finally {
      await set(settings.milliseconds, undefined);
    }
    assert.equal((await lensesOf(await showPython(bceWithLogits))).length, 1);
  });

  it('reads what is Python in a text that is not all Python', async () => {
    const document = await showPython(`${bceWithLogits}\nthis is no (Python\n`);
    assert.equal((await lensesOf(document)).length, 1);
  });

  it('reads a literal of many numbers', async () => {
    const numbers = Array.from({ length: 200_000 }, (_, at) => (at % 100) / 100).join(', ');
    const document = await showPython(
      `import torch\nimport torch.nn.functional as F\nmany = torch.tensor([${numbers}])\nloss = F.l1_loss(many, torch.zeros(200000))\n`,
    );
    const [lens] = await lensesOf(document);
    assert.match(lens?.title ?? '', /^loss 0\.4950 · mean of 200,000 · /);
    assert.match(await hoverOf(document, 'many'), /tensor\[200000\] f32 n=200000/);
  });

  it('goes on after the analysis was restarted, while it works and while it does not', async () => {
    const document = await showPython(bceWithLogits);
    assert.equal((await lensesOf(document)).length, 1);
    await vscode.commands.executeCommand('losslens.restartAnalysis');
    assert.equal((await lensesOf(document)).length, 1);
    const busy = await showPython('while True:\n    pass\n');
    const waiting = lensesOf(busy);
    await vscode.commands.executeCommand('losslens.restartAnalysis');
    await vscode.window.showTextDocument(document);
    await insertAt(document, new vscode.Position(0, 0), '\n');
    assert.equal((await lensesOf(document))[0]?.line, 6);
    await waiting;
  });
});
