/** The texts that are read together as one document: a file or the cells of a notebook, and what they import. */
import * as vscode from 'vscode';
import type { Source } from '../../base/place';
import { prepareCell } from '../../python/cells';
import type { AnalysisOutcome } from './analyzer';
import type { DocumentKey } from '../inspector/target';

/** One text of a reading: a file, one cell of a notebook, or a file that they import. Index it with the `source` of a Place. */
export interface ReadSource {
  readonly uri: vscode.Uri;
  /** The text that was read. In a cell, magics are blanked; offsets are those of the document. */
  readonly text: string;
  readonly cell: number | null;
}

/** The cells of a notebook that are read. */
export const pythonCells = (notebook: vscode.NotebookDocument): readonly vscode.NotebookCell[] =>
  notebook
    .getCells()
    .filter((cell) => cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === 'python');

/** The texts of a file or notebook as they stand now. */
export function sourcesOf(subject: vscode.TextDocument | vscode.NotebookDocument): readonly ReadSource[] {
  if (!('notebookType' in subject)) {
    return [{ uri: subject.uri, text: subject.getText(), cell: null }];
  }
  return pythonCells(subject).map(({ document, index }) => ({
    uri: document.uri,
    text: prepareCell(document.getText()),
    cell: index,
  }));
}

/** The files that were imported, by the order of the `source` of their places. */
export const importedBy = (outcome: AnalysisOutcome, own: number): readonly ReadSource[] =>
  outcome.ok
    ? outcome.value.sources
        .slice(own)
        .map(({ file, text }) => ({ uri: vscode.Uri.parse(file), text, cell: null }))
    : [];

/** What other editors hold of Python files: an import means that, saved or not. */
export const openTexts = (key: DocumentKey): readonly Source[] =>
  vscode.workspace.textDocuments
    .filter(
      ({ uri, languageId }) => uri.scheme === 'file' && languageId === 'python' && uri.toString() !== key,
    )
    .map((document) => ({ file: document.uri.toString(), text: document.getText() }));
