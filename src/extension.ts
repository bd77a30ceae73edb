/** The extension in Node: reads and computes in a process of its own. */
import type * as vscode from 'vscode';
import { activateWith } from './editor/activate';
import type { LossLensApi } from './editor/api';
import { ProcessAnalyzer } from './editor/analysis/process-analyzer';

export function activate(context: vscode.ExtensionContext): LossLensApi {
  return activateWith(
    context,
    (log) =>
      new ProcessAnalyzer(
        {
          process: context.asAbsolutePath('dist/analysis.process.js'),
          worker: context.asAbsolutePath('dist/analysis.worker.js'),
        },
        { storage: context.globalStorageUri.fsPath, log },
      ),
  );
}
