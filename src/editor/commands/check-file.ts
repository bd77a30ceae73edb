/** *Check File*: the problems in front, and a message with what was found and what was not judged. */
import * as vscode from 'vscode';
import type { Host } from '../host';
import { displayName } from '../ids';
import { checkSummary } from '../analysis/check-text';
import { currentReading } from './current-reading';

export async function checkFile(host: Host): Promise<void> {
  const found = await currentReading(host);
  if (!found) return;
  const { analysis } = found;
  const errors = analysis.inspection.unknowns.filter(({ error }) => error !== null).length;
  if (analysis.findings.length + errors > 0)
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  const details =
    analysis.notJudged.length + analysis.inspection.limits.length > 0 ? ['What Was Not Judged'] : [];
  // The message stays until it is answered, and a command that waits for it would never end for its caller.
  void vscode.window.showInformationMessage(checkSummary(analysis), ...details).then((chosen) => {
    if (chosen === undefined) return;
    host.output.appendLine(`${displayName} could not judge:`);
    for (const { place, reason } of analysis.notJudged)
      host.output.appendLine(`  line ${place.line}: ${reason}`);
    for (const limit of analysis.inspection.limits) host.output.appendLine(`  ${limit}`);
    host.output.show();
  });
}
