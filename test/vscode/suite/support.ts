/** What the tests inside VS Code share: documents, waiting, and asking providers as VS Code does. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LossLensApi } from '../../../src/editor/api';

/** Activates the extension, or takes the active one. */
export async function losslens(): Promise<LossLensApi> {
  const extension = vscode.extensions.getExtension<LossLensApi>('losslens.losslens');
  assert.ok(extension, 'the extension is not among those that VS Code knows');
  return extension.activate();
}

/** Shows Python that is in no file, as somebody who tries something would. */
export async function showPython(content: string, language = 'python'): Promise<vscode.TextDocument> {
  // VS Code may give a new untitled document the text of one that was closed a moment ago under the same name.
  const document = await until('a document with the text that it was given', async () => {
    const opened = await vscode.workspace.openTextDocument({ language, content });
    return opened.getText() === content && opened;
  });
  await vscode.window.showTextDocument(document);
  return document;
}

/** The first value that is neither undefined nor false; fails after `milliseconds`. */
export async function until<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  milliseconds = 10_000,
): Promise<Value> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

export async function lensesOf(document: vscode.TextDocument): Promise<{ line: number; title: string }[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses.map(({ range, command }) => ({ line: range.start.line, title: command?.title ?? '' }));
}

/** Our hover's Markdown at the middle of the `occurrence`th `word`; the empty text where there is none. */
export async function hoverOf(document: vscode.TextDocument, word: string, occurrence = 0): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionOf(document, word, occurrence),
  );
  return hovers
    .flatMap(({ contents }) =>
      contents.map((content) => (typeof content === 'string' ? content : content.value)),
    )
    .filter((text) => text.includes('losslens'))
    .join('\n');
}

/** The middle of the `occurrence`th `word`. */
export function positionOf(document: vscode.TextDocument, word: string, occurrence = 0): vscode.Position {
  let at = -1;
  for (let count = 0; count <= occurrence; count++) at = document.getText().indexOf(word, at + 1);
  assert.ok(at >= 0, `«${word}» is not in the document`);
  return document.positionAt(at + Math.floor(word.length / 2));
}

export const diagnosticsOf = ({ uri }: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'LossLens');

/** The diagnostics once there are any. */
export const marked = (document: vscode.TextDocument): Promise<vscode.Diagnostic[]> =>
  until('diagnostics', () => {
    const found = diagnosticsOf(document);
    return found.length > 0 && found;
  });

export const codeOf = ({ code }: vscode.Diagnostic): string =>
  String(typeof code === 'object' ? code.value : (code ?? ''));

export async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind?.value,
  );
}

/** Applies the action whose title matches. */
export async function applyAction(actions: readonly vscode.CodeAction[], title: RegExp): Promise<void> {
  const action = actions.find((candidate) => title.test(candidate.title));
  assert.ok(
    action?.edit,
    `no action «${title.source}» among: ${actions.map((other) => other.title).join(', ')}`,
  );
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

export async function insertAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  text: string,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, position, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Closes every editor, so that one test's documents are not read in another. */
export const closeAll = (): Thenable<unknown> =>
  vscode.commands.executeCommand('workbench.action.closeAllEditors');

/** Three logits against one target, in the words of the first example. */
export const bceWithLogits = `import torch
import torch.nn.functional as F

logits = torch.tensor([0.9, 0.1, 0.1], requires_grad=True)
target = torch.tensor([1.0, 0.0, 0.0])
loss = F.binary_cross_entropy_with_logits(logits, target)
`;

/** Its loss, mean over the three. */
export const bceValue = [0.9, 0.1, 0.1]
  .map((x, at) => Math.log(1 + Math.exp(at === 0 ? -x : x)))
  .reduce((sum, loss) => sum + loss / 3, 0);

/** A softmax before the loss that contains one. */
export const softmaxTwice = `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6], [-0.9, 0.3, 1.8]])
labels = torch.tensor([0, 1, 2])
probabilities = F.softmax(logits, dim=1)
loss = F.cross_entropy(probabilities, labels)
`;
