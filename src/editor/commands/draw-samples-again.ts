/** *Draw Samples Again*: other numbers for what a document draws without a seed, so that one sees what luck does. */
import * as vscode from 'vscode';
import type { Host } from '../host';
import { displayName } from '../ids';
import type { DocumentKey } from '../inspector/target';
import { currentReading } from './current-reading';

/** Milliseconds that the status bar says which seed is drawn from. */
const SHOWN = 8_000;

/**
 * @param argument The document's key where a hover or the inspector asks; else the document in front is meant.
 * @returns The seed of the new numbers; `losslens eval --sample-seed` draws the same. Undefined where there are none.
 */
export async function drawSamplesAgain(host: Host, argument: unknown): Promise<number | undefined> {
  const document = typeof argument === 'string' ? argument : await sampledDocumentInFront(host);
  const seed = document === undefined ? undefined : host.documents.drawAgain(document);
  if (seed !== undefined)
    vscode.window.setStatusBarMessage(`${displayName}: samples are drawn from seed ${seed}`, SHOWN);
  return seed;
}

/** Tells the person where it returns undefined. */
async function sampledDocumentInFront(host: Host): Promise<DocumentKey | undefined> {
  const found = await currentReading(host);
  if (!found) return undefined;
  if (found.analysis.inspection.tensors.some(({ sampled }) => sampled)) return found.reading.key;
  void vscode.window.showInformationMessage(
    'Nothing here is sampled: each random number follows from a seed that the program sets.',
  );
  return undefined;
}
