/** *Open Example*: a small program to try LossLens on, as an editor without a file, so that it can be changed freely. */
import * as vscode from 'vscode';
import type { Host } from '../host';

/** The example that shows most on few lines. */
const EXAMPLE = 'bce_with_logits.py';

export async function openExample(host: Host): Promise<void> {
  const file = vscode.Uri.joinPath(host.extensionUri, 'examples', EXAMPLE);
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({ language: 'python', content });
  await vscode.window.showTextDocument(document);
}
