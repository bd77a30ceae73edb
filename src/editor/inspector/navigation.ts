/** Going from the inspector to a place in the editor. */
import * as vscode from 'vscode';
import type { Place } from '../../base/place';
import { fail, succeed } from '../../base/result';
import type { Outcome } from '../../protocol/transport';
import { locate, type DocumentReading } from '../documents';
import { nearestOccurrence, type Visited } from './keeping';
import { shortName } from './session';

/** Selects a place of a reading, in the editor where its document is open already; undefined where it has none. */
export async function showPlace(
  reading: DocumentReading,
  place: Place,
): Promise<vscode.Location | undefined> {
  const location = locate(reading, place);
  if (!location) return undefined;
  const { uri, range } = location;
  const open = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  // Without a column VS Code would open it a second time, in the group in front.
  const column = open?.viewColumn === undefined ? {} : { viewColumn: open.viewColumn };
  await vscode.window.showTextDocument(uri, { ...column, selection: range });
  return location;
}

/** Goes to an inspection of before; where the text has moved, to the nearest place with the same words. */
export async function revisit(entry: Visited & { readonly expression: string }): Promise<Outcome> {
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.document));
    const near = document.offsetAt(new vscode.Position(entry.line, entry.character));
    const at = nearestOccurrence(document.getText(), entry.expression, near) ?? near;
    const place = document.positionAt(at);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
    return succeed(null);
  } catch {
    return fail(`${shortName(entry.document)} could not be opened; it may have been moved or deleted.`);
  }
}
