/** What a click on the lens of a finding does: the cursor goes there, and its message opens. */
import * as vscode from 'vscode';
import { locate } from '../documents';
import type { Host } from '../host';
import { isPlaceOfDocument } from './arguments';

export async function showFinding(host: Host, argument: unknown): Promise<void> {
  if (!isPlaceOfDocument(argument)) return;
  const reading = host.documents.newest(argument.document);
  const location = reading && locate(reading, argument.place);
  if (!location) return;
  const open = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === location.uri.toString(),
  );
  const editor = open ?? (await vscode.window.showTextDocument(location.uri));
  editor.selection = new vscode.Selection(location.range.start, location.range.start);
  editor.revealRange(location.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand('editor.action.showHover');
}
