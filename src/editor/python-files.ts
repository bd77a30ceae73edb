/** Listens to the Python files on the disk, which open documents may import. */
import * as vscode from 'vscode';

/** @param changed Gets the file that changed or went away. @param made Told that there is a new one. */
export function watching(changed: (uri: vscode.Uri) => void, made: () => void): readonly vscode.Disposable[] {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.py');
  return [watcher, watcher.onDidCreate(made), watcher.onDidChange(changed), watcher.onDidDelete(changed)];
}
