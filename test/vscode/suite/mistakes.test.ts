/** Findings as diagnostics, and what their quick fixes do. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settings } from '../../../src/editor/ids';
import {
  actionsAt,
  applyAction,
  closeAll,
  codeOf,
  diagnosticsOf,
  insertAt,
  lensesOf,
  losslens,
  marked,
  showPython,
  softmaxTwice,
  until,
} from './support';

const vanished = (document: vscode.TextDocument): Promise<boolean> =>
  until('no diagnostics', () => diagnosticsOf(document).length === 0);

describe('mistakes', () => {
  before(losslens);
  afterEach(closeAll);

  it('are marked with code, page, evidence and the place of the softmax', async () => {
    const document = await showPython(softmaxTwice);
    const [mark, ...others] = await marked(document);
    assert.deepEqual(others, []);
    assert.ok(mark);
    assert.equal(codeOf(mark), 'softmax-before-cross-entropy');
    assert.ok(typeof mark.code === 'object' && 'target' in mark.code);
    assert.match(mark.code.target.toString(), /docs\/rules\/softmax-before-cross-entropy\.md$/);
    assert.equal(document.getText(mark.range), 'F.cross_entropy(probabilities, labels)');
    assert.match(mark.message, /softmax/i);
    const [related] = mark.relatedInformation ?? [];
    assert.ok(related);
    assert.match(document.getText(related.location.range), /softmax/);
  });

  it('have a lens with their name', async () => {
    const document = await showPython(softmaxTwice);
    const titles = (await lensesOf(document)).map(({ title }) => title);
    assert.ok(
      titles.some((title) => /^[⚠ⓘ] softmax before cross-entropy$/i.test(title)),
      titles.join(' | '),
    );
  });

  it('go away with their fix', async () => {
    const document = await showPython(softmaxTwice);
    const [mark] = await marked(document);
    await applyAction(await actionsAt(document, mark!.range), /softmax(?!”)$|^Remove|logits/i);
    await vanished(document);
    assert.doesNotMatch(document.getText(), /F\.softmax/);
  });

  it('go away when they are ignored on their line', async () => {
    const document = await showPython(softmaxTwice);
    const [mark] = await marked(document);
    await applyAction(await actionsAt(document, mark!.range), /^Ignore/);
    await vanished(document);
    assert.match(document.getText(), /# losslens: ignore\[softmax-before-cross-entropy\]/);
  });

  it('are fixed all at once by the source action', async () => {
    const twice = `${softmaxTwice}\nother = F.softmax(logits, dim=1)\nsecond = F.cross_entropy(other, labels)\n`;
    const document = await showPython(twice);
    await until('two diagnostics', () => diagnosticsOf(document).length === 2);
    const kind = vscode.CodeActionKind.SourceFixAll.append('losslens');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    await applyAction(await actionsAt(document, whole, kind), /^Fix all/);
    await vanished(document);
  });

  it('can be explained from the light bulb', async () => {
    const document = await showPython(softmaxTwice);
    const [mark] = await marked(document);
    const explain = (await actionsAt(document, mark!.range)).find(({ title }) => title.startsWith('Explain'));
    assert.deepEqual(explain?.command?.arguments, ['softmax-before-cross-entropy']);
  });

  it('have the severity that the settings say, or none', async () => {
    const configure = (value: unknown): Thenable<void> =>
      vscode.workspace.getConfiguration().update(settings.rules, value, vscode.ConfigurationTarget.Global);
    const document = await showPython(softmaxTwice);
    await marked(document);
    try {
      await configure({ 'softmax-before-cross-entropy': 'info' });
      await until(
        'another severity',
        () => diagnosticsOf(document)[0]?.severity === vscode.DiagnosticSeverity.Information,
      );
      await configure({ 'softmax-before-cross-entropy': 'off' });
      await vanished(document);
    } finally {
      await configure(undefined);
    }
  });

  it('that PyTorch would raise are marked with its own message', async () => {
    const document = await showPython(
      'import torch\nimport torch.nn.functional as F\nloss = F.binary_cross_entropy_with_logits(torch.zeros(2, 3), torch.zeros(3))\n',
    );
    const marks = await marked(document);
    const error = marks.find((mark) => codeOf(mark) === 'ValueError');
    assert.match(
      error?.message ?? '',
      /^ValueError: Target size \(torch\.Size\(\[3\]\)\) must be the same as input size \(torch\.Size\(\[2, 3\]\)\)/,
    );
    assert.equal(error?.severity, vscode.DiagnosticSeverity.Error);
  });

  it('of Python itself are left to the language server', async () => {
    const document = await showPython('x = (1 +\n');
    await losslens().then((api) => api.check(document.uri));
    assert.deepEqual(diagnosticsOf(document), []);
  });

  it('come and go with the text', async () => {
    const document = await showPython(softmaxTwice.replace('probabilities, labels', 'logits, labels'));
    const api = await losslens();
    assert.deepEqual((await api.check(document.uri)).findings, []);
    const at = document.getText().indexOf('logits, labels)');
    await insertAt(document, document.positionAt(at), 'F.softmax(');
    await insertAt(document, document.positionAt(at + 'F.softmax(logits'.length), ', dim=1)');
    assert.equal(codeOf((await marked(document))[0]!), 'softmax-before-cross-entropy');
  });
});
