/** Applying the quick fixes of many findings to the files that were read together. */
import type { Source } from '../base/place';
import type { Edit, Finding } from '../rules/rule';
import { cellSources, replaceCells } from './notebook';
import type { ReadFile } from './sources';

/** One of the files that findings' edits may be in. */
export interface FixableFile {
  /** Absolute. */
  readonly path: string;
  readonly read: ReadFile;
  /** The `source` of places in its first text; its other texts follow. */
  readonly first: number;
}

export interface FixedFiles {
  /** The new texts of the files that change. */
  readonly texts: ReadonlyMap<FixableFile, string>;
  /** How many findings' fixes are in them. */
  readonly applied: number;
}

/**
 * Applies the fixes that do not touch each other, in the order of the findings. A
 * fix is applied whole or not at all: one with an edit that overlaps an earlier
 * fix waits for the next round, and one with an edit elsewhere is left alone.
 *
 * @returns Null when there is nothing to apply.
 */
export function applyFixes(files: readonly FixableFile[], findings: readonly Finding[]): FixedFiles | null {
  const taken: Edit[] = [];
  let applied = 0;
  for (const { fix } of findings) {
    if (!fix || fix.edits.length === 0) continue;
    const isOurs = fix.edits.every((edit) => files.some((file) => isIn(file, edit)));
    const fresh = fix.edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
    if (!isOurs || fresh.some((edit) => taken.some((other) => overlaps(edit, other)))) continue;
    taken.push(...fresh);
    applied++;
  }
  if (applied === 0) return null;
  const texts = new Map<FixableFile, string>();
  for (const file of files) {
    const own = taken.filter((edit) => isIn(file, edit));
    if (own.length === 0) continue;
    const { read } = file;
    texts.set(file, read.isNotebook ? editNotebook(file, own) : editText(read.decoded.text, own));
  }
  return { texts, applied };
}

const isIn = ({ first, read }: FixableFile, { source }: Edit): boolean =>
  source >= first && source < first + read.sources.length;

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
function editNotebook({ read, first }: FixableFile, edits: readonly Edit[]): string {
  const original = cellSources(read.decoded.text);
  const changed = new Map<number, string>();
  read.sources.forEach((source: Source, index) => {
    const own = edits.filter((edit) => edit.source === first + index);
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
