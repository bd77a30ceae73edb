/** The extension in a browser: reads and computes in the extension host itself. */
import type * as vscode from 'vscode';
import { activateWith } from './editor/activate';
import type { LossLensApi } from './editor/api';
import { InProcessAnalyzer } from './editor/analysis/in-process-analyzer';

export function activate(context: vscode.ExtensionContext): LossLensApi {
  return activateWith(context, () => new InProcessAnalyzer());
}
