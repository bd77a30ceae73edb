/** Applying the quick fixes of many findings to one file. */
import type { Source } from '../base/place';
import type { Edit, Finding } from '../rules/rule';
import { cellSources, replaceCells } from './notebook';
import type { ReadFile } from './sources';

export interface FixedFile {
  /** The new text of the file. */
  readonly text: string;
  /** How many findings' fixes are in it. */
  readonly applied: number;
}

/**
 * Applies the fixes that do not touch each other, in the order of the findings. A
 * fix is applied whole or not at all: one with an edit that overlaps an earlier
 * fix, or in another file, waits for the next round.
 *
 * @returns Null when there is nothing to apply.
 */
export function applyFixes(read: ReadFile, findings: readonly Finding[]): FixedFile | null {
  const taken: Edit[] = [];
  let applied = 0;
  for (const { fix } of findings) {
    if (!fix || fix.edits.length === 0) continue;
    const isOurs = fix.edits.every((edit) => read.sources[edit.source] !== undefined);
    const fresh = fix.edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
    if (!isOurs || fresh.some((edit) => taken.some((other) => overlaps(edit, other)))) continue;
    taken.push(...fresh);
    applied++;
  }
  if (applied === 0) return null;
  const text = read.isNotebook ? editNotebook(read, taken) : editText(read.decoded.text, taken);
  return { text, applied };
}

/** The text with edits applied that do not overlap. */
export function editText(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The edits count in the cells' texts; magics were blanked there, so the cell's own text is edited, at the same offsets. */
function editNotebook(read: ReadFile, edits: readonly Edit[]): string {
  const original = cellSources(read.decoded.text);
  const changed = new Map<number, string>();
  read.sources.forEach((source: Source, index) => {
    const own = edits.filter((edit) => edit.source === index);
    const cell = source.cell === undefined ? undefined : original.get(source.cell);
    if (own.length > 0 && cell && source.cell !== undefined)
      changed.set(source.cell, editText(cell.text, own));
  });
  return replaceCells(read.decoded.text, changed);
}

const isSame = (a: Edit, b: Edit): boolean =>
  a.source === b.source && a.start === b.start && a.end === b.end && a.newText === b.newText;

/** Whether two edits touch the same characters; two insertions at one place do too, as their order would be chance. */
const overlaps = (a: Edit, b: Edit): boolean =>
  a.source === b.source && ((a.start < b.end && b.start < a.end) || a.start === b.start);
