/** The extension in Node: reads and computes in a worker thread. */
import type * as vscode from 'vscode';
import { activateWith } from './editor/activate';
import type { LossLensApi } from './editor/api';
import { WorkerAnalyzer } from './editor/worker-analyzer';

export function activate(context: vscode.ExtensionContext): LossLensApi {
  return activateWith(
    context,
    (log) =>
      new WorkerAnalyzer(context.asAbsolutePath('dist/analysis.worker.js'), {
        storage: context.globalStorageUri.fsPath,
        log,
      }),
  );
}
