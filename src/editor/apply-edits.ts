/** Turning the edits of a fix into an edit of the workspace. Offsets are those of the text that was read. */
import * as vscode from 'vscode';
import { LineIndex } from '../base/line-index';
import type { Edit } from '../rules/rule';
import type { DocumentReading, Documents } from './documents';

/** The edits of a reading's sources as one that VS Code can apply, and undo, at once. */
export function workspaceEdit(reading: DocumentReading, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  const indexes = new Map<number, LineIndex>();
  for (const { source, start, end, newText } of edits) {
    const read = reading.sources[source];
    if (!read) continue;
    const lines = indexes.get(source) ?? new LineIndex(read.text);
    indexes.set(source, lines);
    const from = lines.position(start);
    const to = lines.position(end);
    const range = new vscode.Range(from.line - 1, from.column - 1, to.line - 1, to.column - 1);
    result.replace(read.uri, range, newText);
  }
  return result;
}

/**
 * Applies edits of a reading, unless the text has changed since.
 *
 * @returns Whether they were applied.
 */
export async function applyEdits(
  documents: Documents,
  reading: DocumentReading,
  edits: readonly Edit[],
): Promise<boolean> {
  if (!documents.isCurrent(reading) || !(await areUnchanged(reading, edits))) {
    void vscode.window.showInformationMessage(
      'The text has changed since it was read. Try again in a moment.',
    );
    return false;
  }
  return vscode.workspace.applyEdit(workspaceEdit(reading, edits));
}

/** Whether the texts that the edits are in, imported files among them, are still what was read. */
async function areUnchanged(reading: DocumentReading, edits: readonly Edit[]): Promise<boolean> {
  for (const source of new Set(edits.map((edit) => edit.source))) {
    const read = reading.sources[source];
    if (!read || read.cell !== null || read.uri.toString() === reading.key) continue;
    try {
      const document = await vscode.workspace.openTextDocument(read.uri);
      if (document.getText() !== read.text) return false;
    } catch {
      return false;
    }
  }
  return true;
}
