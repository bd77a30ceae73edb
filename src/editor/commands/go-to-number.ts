/** *Go to Number in Inspector*: from a number in the source to the cell of the inspector that holds it. */
import * as vscode from 'vscode';
import type { Host } from '../host';
import { focusOfNumber } from '../inspector/peek';
import { subjectOf } from '../inspector/session';
import { currentReading } from './current-reading';

/** Tells the person where there is nothing to go to. */
export async function goToNumber(host: Host): Promise<void> {
  const found = await currentReading(host);
  const subject = found && subjectOf(found.reading);
  if (!found || !subject) return;
  const { editor, reading } = found;
  const source = host.documents.sourceIndex(reading, editor.document);
  const offset = editor.document.offsetAt(editor.selection.active);
  if (focusOfNumber(subject, null, source, offset)) {
    host.inspector.reveal({ kind: 'number', document: reading.key, source, offset });
    return;
  }
  void vscode.window.showInformationMessage(
    'No number of a tensor stands at the cursor. Put it into one, as in torch.tensor([0.5, 1.5]).',
  );
}
