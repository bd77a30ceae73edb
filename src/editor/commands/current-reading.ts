/** The analysis of the document in front, or a message that says why there is none. */
import * as vscode from 'vscode';
import type { Analysis } from '../../rules/analyze';
import { uncancelled } from '../analysis/analyzer';
import type { DocumentReading } from '../documents';
import type { Host } from '../host';
import { displayName } from '../ids';

export interface CurrentReading {
  readonly editor: vscode.TextEditor;
  readonly reading: DocumentReading;
  readonly analysis: Analysis;
}

/** Tells the person what is wrong where it returns undefined. */
export async function currentReading(host: Host): Promise<CurrentReading | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    // VS Code hands no document of more than 50 MB to extensions, so a huge file looks like no editor at all.
    void vscode.window.showInformationMessage(
      `Open a Python file or a notebook first. (A file of more than 50 MB is not shown to extensions; split it, or run losslens in a terminal.)`,
    );
    return undefined;
  }
  const reading = await host.documents.current(editor.document, uncancelled, true);
  if (!reading) {
    void vscode.window.showInformationMessage(
      `${displayName} reads Python; this document is ${editor.document.languageId}.`,
    );
    return undefined;
  }
  if (!reading.outcome.ok) {
    void vscode.window.showWarningMessage(reading.outcome.failure.message);
    return undefined;
  }
  return { editor, reading, analysis: reading.outcome.value };
}
