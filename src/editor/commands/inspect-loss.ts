/** *Inspect Loss at Cursor*, and what a click on a lens or in a hover does. */
import * as vscode from 'vscode';
import type { LossTabName } from '../../protocol/messages';
import type { Host } from '../host';
import { displayName } from '../ids';
import { lossNear } from '../lookup';
import { currentReading } from './current-reading';
import { isLinkedTarget } from './arguments';

/** Shows a loss or a tensor that a lens or a hover named. */
export function inspectPlace(host: Host, argument: unknown): void {
  if (isLinkedTarget(argument)) host.inspector.reveal(argument);
}

/**
 * Shows the loss call around the cursor, else the one on its line.
 *
 * @param tab The way of looking at it; the one that was used last where none is given.
 */
export async function inspectLossAtCursor(host: Host, tab?: LossTabName): Promise<void> {
  const found = await currentReading(host);
  if (!found) return;
  const { editor, reading, analysis } = found;
  const source = host.documents.sourceIndex(reading, editor.document);
  const { active } = editor.selection;
  const offset = editor.document.offsetAt(active);
  const call = lossNear(analysis.inspection, source, offset, active.line + 1);
  if (call) {
    const target = { kind: 'loss', document: reading.key, place: call.place } as const;
    host.inspector.reveal(tab ? { ...target, tab } : target);
    return;
  }
  const lines = analysis.inspection.losses
    .filter(({ place }) => place.source === source)
    .map(({ place }) => place.line);
  const where = [...new Set(lines)].slice(0, 5).join(', ');
  void vscode.window.showInformationMessage(
    where === ''
      ? `${displayName} found no loss call here. It knows PyTorch's losses, as functions and as nn classes.`
      : `There is no loss call on this line. Put the cursor on one: line ${where}.`,
  );
}
