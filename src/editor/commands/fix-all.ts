/** *Fix All*: every certain fix of the file or notebook that does not touch another. */
import * as vscode from 'vscode';
import { applyEdits } from '../apply-edits';
import { plural } from '../analysis/check-text';
import { compatibleEdits } from '../fix-edits';
import type { Host } from '../host';
import { currentReading } from './current-reading';

export async function fixAll(host: Host): Promise<void> {
  const found = await currentReading(host);
  if (!found) return;
  const { reading, analysis } = found;
  const { edits, fixed } = compatibleEdits(analysis.findings);
  if (fixed === 0) {
    void vscode.window.showInformationMessage(
      analysis.findings.length === 0
        ? 'There is nothing to fix.'
        : 'None of the mistakes here has a fix that is certain. Their messages say what to type.',
    );
    return;
  }
  if (await applyEdits(host.documents, reading, edits)) {
    void vscode.window.showInformationMessage(`Fixed ${plural(fixed, 'mistake')}.`);
  }
}
