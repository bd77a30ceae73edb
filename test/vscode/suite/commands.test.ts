/** The commands, and what another extension gets from ours. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SelectionOutcome } from '../../../src/editor/commands/inspect-selection';
import { commands } from '../../../src/editor/ids';
import {
  bceValue,
  bceWithLogits,
  closeAll,
  lensesOf,
  losslens,
  positionOf,
  showPython,
  softmaxTwice,
  until,
} from './support';

const inspectSelection = (argument?: unknown): Thenable<SelectionOutcome | undefined> =>
  vscode.commands.executeCommand(commands.inspectSelection, argument);

/** Selects a text of the document in front. */
function select(document: vscode.TextDocument, text: string): void {
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0);
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  editor.selection = new vscode.Selection(
    document.positionAt(start),
    document.positionAt(start + text.length),
  );
}

describe('Draw Samples Again', () => {
  before(losslens);
  afterEach(closeAll);

  const draw = (): Thenable<unknown> => vscode.commands.executeCommand(commands.drawSamplesAgain);

  it('shows other numbers for what has no seed, each time', async () => {
    const document = await showPython(
      'import torch\nimport torch.nn.functional as F\nloss = F.mse_loss(torch.randn(3), torch.zeros(3))\n',
    );
    const lens = async (): Promise<string> => (await lensesOf(document))[0]?.title ?? '';
    const first = await lens();
    assert.match(first, /^loss .* · sampled · Inspect$/);
    assert.equal(await draw(), 1);
    const second = await until('other numbers', async () => {
      const title = await lens();
      return title !== first && title;
    });
    assert.match(second, /sampled/);
    assert.equal(await draw(), 2);
    await until('other numbers again', async () => ![first, second].includes(await lens()));
    // With a seed of the program's own there is nothing left to draw.
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(2, 0), 'torch.manual_seed(0)\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(await draw(), undefined);
    assert.doesNotMatch(await lens(), /sampled/);
  });
});

describe('Inspect Selection', () => {
  before(losslens);
  afterEach(closeAll);

  it('computes a loss of what is selected in a log', async () => {
    const document = await showPython(
      'step 3: out = tensor([0.9, 0.1, 0.1], grad_fn=<AddBackward0>)\n',
      'log',
    );
    select(document, 'tensor([0.9, 0.1, 0.1], grad_fn=<AddBackward0>)');
    const outcome = await inspectSelection({ loss: 'binary_cross_entropy_with_logits', target: '[1, 0, 0]' });
    assert.ok(outcome && 'value' in outcome && outcome.value !== null, JSON.stringify(outcome));
    assert.ok(Math.abs(outcome.value - bceValue) < 1e-6);
  });

  it('finds the tensor around the cursor where nothing is selected', async () => {
    const document = await showPython('loss before: [0.9 0.1 0.1]\n', 'plaintext');
    const position = positionOf(document, '0.1');
    vscode.window.activeTextEditor!.selection = new vscode.Selection(position, position);
    assert.deepEqual(await inspectSelection({ loss: null }), { shown: 'selection', value: null });
  });

  it('shows a loss call or a tensor of Python when just that is selected', async () => {
    const document = await showPython(bceWithLogits);
    select(document, 'F.binary_cross_entropy_with_logits(logits, target)');
    assert.deepEqual(await inspectSelection(), { shown: 'loss', value: null });
    select(document, 'logits');
    assert.deepEqual(await inspectSelection(), { shown: 'tensor', value: null });
  });

  it('says where a selection is no tensor', async () => {
    const document = await showPython('[[1, 2],\n [3, four]]\n', 'plaintext');
    select(document, '[[1, 2],\n [3, four]]');
    const outcome = await inspectSelection({ loss: null });
    assert.ok(outcome && 'failure' in outcome);
    assert.match(outcome.failure, /line 2, column \d/);
  });

  it('says what a target should be', async () => {
    const outcome = await inspectSelection({ text: '[[1, 2], [3, 4]]', loss: 'mse_loss', target: '[1]' });
    assert.ok(outcome && 'failure' in outcome);
    assert.match(outcome.failure, /\[1\]; mse_loss expects \[2, 2\] numbers/);
  });
});

describe('the other commands', () => {
  before(losslens);
  afterEach(closeAll);

  it('come to an end, with Python in front and with nothing', async () => {
    for (const content of [bceWithLogits, softmaxTwice, null]) {
      await closeAll();
      if (content !== null) {
        const document = await showPython(content);
        const position = positionOf(document, 'entropy');
        vscode.window.activeTextEditor!.selection = new vscode.Selection(position, position);
      }
      for (const command of [
        commands.inspectLossAtCursor,
        commands.checkFile,
        commands.showOutput,
        commands.showBackends,
      ]) {
        await vscode.commands.executeCommand(command);
      }
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    }
  });

  it('Fix All applies every certain fix', async () => {
    const document = await showPython(softmaxTwice);
    await vscode.commands.executeCommand(commands.fixAll);
    await until('the fix', () => !document.getText().includes('F.softmax('));
  });

  it('Open Example opens an editor without a file', async () => {
    await vscode.commands.executeCommand(commands.openExample);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.isUntitled, true);
    assert.match(document.getText(), /binary_cross_entropy_with_logits/);
  });

  it('Explain Rule opens the page of the rule', async () => {
    await vscode.commands.executeCommand(commands.explainRule, 'softmax-before-cross-entropy');
    const tab = await until('a preview', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label }) => label.includes('softmax-before-cross-entropy')),
    );
    assert.ok(tab.input instanceof vscode.TabInputWebview);
  });
});

describe('the interface for other extensions', () => {
  afterEach(closeAll);

  it('inspects a position and checks a document, as plain data', async () => {
    const api = await losslens();
    assert.match(api.version, /^\d+\.\d+\.\d+/);
    const document = await showPython(softmaxTwice);
    const inspected = await api.inspect(document.uri, positionOf(document, 'cross_entropy'));
    assert.equal(inspected?.loss?.function, 'torch.nn.functional.cross_entropy');
    assert.ok(typeof inspected.loss.value === 'number');
    assert.deepEqual(inspected.loss.gradients[0]?.tensor.shape, [3, 3]);
    const checked = await api.check(document.uri);
    assert.equal(checked.failure, null);
    assert.deepEqual(
      checked.findings.map(({ rule, range }) => [rule, range.start.line]),
      [['softmax-before-cross-entropy', 6]],
    );
    assert.deepEqual(structuredClone(checked), checked);
  });

  it('answers with nothing, not with an exception, for what is not there', async () => {
    const api = await losslens();
    const missing = vscode.Uri.file('/no/such/file.py');
    assert.equal(await api.inspect(missing, new vscode.Position(0, 0)), null);
    assert.notEqual((await api.check(missing)).failure, null);
    const document = await showPython('hello', 'plaintext');
    assert.match((await api.check(document.uri)).failure ?? '', /not Python/);
  });

  it('says that a text is too long', async () => {
    const configuration = vscode.workspace.getConfiguration();
    await configuration.update('losslens.limits.fileCharacters', 1_000, vscode.ConfigurationTarget.Global);
    try {
      const api = await losslens();
      const document = await showPython(`# ${'x'.repeat(2_000)}\n`);
      assert.match(
        (await api.check(document.uri)).failure ?? '',
        /2,003 characters; LossLens reads up to 1,000/,
      );
    } finally {
      await configuration.update(
        'losslens.limits.fileCharacters',
        undefined,
        vscode.ConfigurationTarget.Global,
      );
    }
  });

  it('says who computed, a GPU where there is one', async function () {
    this.timeout(90_000);
    const configuration = vscode.workspace.getConfiguration();
    const program =
      'import torch\nimport torch.nn.functional as F\nx = torch.zeros(400, 500)\nloss = F.binary_cross_entropy_with_logits(x, x)\n';
    const api = await losslens();
    // Show Backends, in a test before this one, has looked for the GPU already: start as if nobody had.
    await vscode.commands.executeCommand(commands.restartAnalysis);
    const document = await showPython(program);
    assert.equal((await api.check(document.uri)).backend, 'cpu');
    await configuration.update('losslens.backend', 'gpu', vscode.ConfigurationTarget.Global);
    try {
      const { backend } = await api.check(document.uri);
      const value = (await api.inspect(document.uri, positionOf(document, 'F.binary')))?.loss?.value;
      assert.ok(Math.abs((value ?? Number.NaN) - Math.LN2) < 1e-6);
      // Software rendering is as good as a card here; a machine with neither cannot show it.
      if (backend !== 'gpu') this.skip();
    } finally {
      await configuration.update('losslens.backend', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
