/** Tells menus and keys whether a loss call stands at the cursor. */
import * as vscode from 'vscode';
import type { Surface } from '../host';
import { contextKeys } from '../ids';
import { lossNear } from '../lookup';

export const cursorContext: Surface = {
  name: 'cursor context',
  register(host) {
    let said = false;
    const refresh = (): void => {
      const now = isLossAtCursor();
      if (now === said) return;
      said = now;
      void vscode.commands.executeCommand('setContext', contextKeys.lossAtCursor, now);
    };
    const isLossAtCursor = (): boolean => {
      const editor = vscode.window.activeTextEditor;
      const key = editor && host.documents.keyOf(editor.document);
      const reading = key === undefined ? undefined : host.documents.newest(key);
      if (!editor || !reading?.outcome.ok) return false;
      const source = host.documents.sourceIndex(reading, editor.document);
      const { active } = editor.selection;
      return (
        lossNear(
          reading.outcome.value.inspection,
          source,
          editor.document.offsetAt(active),
          active.line + 1,
        ) !== undefined
      );
    };
    return vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(() => host.guard.run('Cursor context', refresh)),
      vscode.window.onDidChangeActiveTextEditor(() => host.guard.run('Cursor context', refresh)),
      host.documents.onDidRead(() => host.guard.run('Cursor context', refresh)),
    );
  },
};
