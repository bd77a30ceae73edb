/**
 * Functions whose bodies are read when somebody asks for them. A file that is only imported defines many functions of
 * which few are called: reading their bodies is most of the work, and their trees are most of the memory.
 */
import { startOfLine } from './reading';
import type { Respelling } from './respelling';
import { indentOf, type Hole, type Scan } from './scan';

/** A body shorter than this, in UTF-16 units, is read at once: reading it later costs more than its own length. */
const SHORTEST_DEFERRED = 120;

const FUNCTION = /(?:async[ \t]+)?def[ \t]/y;

/**
 * The same scan, in which the body of each outermost function is a placeholder of one name. A text in which something
 * is wrong stays as it is: where a body ends is certain only where all indents and brackets fit.
 */
export function withDeferredBodies(text: string, scan: Scan): Scan {
  if (scan.problems.length > 0) return scan;
  const bodies = outermostBodies(text, scan);
  if (bodies.length === 0) return scan;
  const holes = new Map(scan.holes);
  const respellings: Respelling[] = [];
  let next = 0;
  for (const { start, end } of bodies) {
    while (next < scan.respellings.length && scan.respellings[next]!.start < start)
      respellings.push(scan.respellings[next++]!);
    while (next < scan.respellings.length && scan.respellings[next]!.start < end) next++;
    holes.set(start, { kind: 'body', start, end });
    respellings.push({ start, end, text: '_' });
  }
  respellings.push(...scan.respellings.slice(next));
  return { ...scan, holes, respellings };
}

/** In the order of the text: from the first line of a body to the end of its last. */
function outermostBodies(text: string, { lines, lineEnds }: Scan): readonly Hole[] {
  const bodies: Hole[] = [];
  const widthOf = (line: number): number => indentOf(text, startOfLine(text, lines[line]!), lines[line]!);
  for (let line = 0; line < lines.length; line++) {
    FUNCTION.lastIndex = lines[line]!;
    if (!FUNCTION.test(text)) continue;
    const width = widthOf(line);
    let last = line;
    while (last + 1 < lines.length && widthOf(last + 1) > width) last++;
    if (last === line) continue;
    const start = lines[line + 1]!;
    const end = lineEnds[last]!;
    // A semicolon ends the line, and not the statement.
    if (end - start >= SHORTEST_DEFERRED && text[end - 1] !== ';') bodies.push({ kind: 'body', start, end });
    line = last;
  }
  return bodies;
}
