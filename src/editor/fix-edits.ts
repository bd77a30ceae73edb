/** Choosing the edits of many fixes that can be made in one go. */
import { LineIndex } from '../base/line-index';
import type { Edit, Finding } from '../rules/rule';

/**
 * The edits of all fixes that do not touch each other, in the order of the findings. A fix is taken
 * whole or not at all; one edit that several findings ask for is made once.
 *
 * @returns The edits, and how many findings they answer.
 */
export function compatibleEdits(findings: readonly Finding[]): {
  readonly edits: readonly Edit[];
  readonly fixed: number;
} {
  const edits: Edit[] = [];
  let fixed = 0;
  for (const { fix } of findings) {
    if (!fix || fix.edits.length === 0) continue;
    const fresh = fix.edits.filter((edit) => !edits.some((taken) => isSame(edit, taken)));
    if (fresh.some((edit) => edits.some((taken) => collide(edit, taken)))) continue;
    edits.push(...fresh);
    fixed++;
  }
  return { edits, fixed };
}

/**
 * The edit that silences rules on a line: a comment of its own at the line's end, or the names
 * added to the comment that is there already.
 *
 * @param line 1-based, of source number `source` whose text is `text`.
 */
export function ignoreEdit(text: string, source: number, line: number, rule: string): Edit {
  const lines = new LineIndex(text);
  const start = lines.offset(line, 1);
  const next = line < lines.lineCount ? lines.offset(line + 1, 1) : text.length;
  const written = text.slice(start, next).replace(/[\r\n]+$/, '');
  const existing = /#\s*losslens:\s*ignore\[([^\]]*)\]/.exec(written);
  if (existing) {
    const end = start + existing.index + existing[0].length - 1;
    const separator = existing[1]!.trim() === '' ? '' : ', ';
    return { source, start: end, end, newText: `${separator}${rule}` };
  }
  const end = start + written.trimEnd().length;
  return { source, start: end, end: start + written.length, newText: `  # losslens: ignore[${rule}]` };
}

const isSame = (a: Edit, b: Edit): boolean =>
  a.source === b.source && a.start === b.start && a.end === b.end && a.newText === b.newText;

/** Two insertions at one place collide too: their order would be chance. */
const collide = (a: Edit, b: Edit): boolean =>
  a.source === b.source && ((a.start < b.end && b.start < a.end) || a.start === b.start);
