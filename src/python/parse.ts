/** Text in, tree out: the scan, lezer, the readers, and the problems that each of them met. */
import { parser } from '@lezer/python';
import { readBody } from './compound-statements';
import { withDeferredBodies } from './deferred-bodies';
import { FlatTree, NONE } from './flat-tree';
import { readExpression } from './expressions';
import { NO_STOPS, readTuple } from './sequences';
import { readBlock } from './statements';
import { MAXIMUM_DEPTH, Reading, startOfLine, type Readers } from './reading';
import { respell } from './respelling';
import { scanText, type Scan } from './scan';
import type { Expression, Module, Statement, SyntaxProblem } from './syntax';
import { pathTo } from './walk';

/** The longest text that is read, in UTF-16 units. */
export const MAXIMUM_TEXT_LENGTH = 100 * 1024 * 1024;

/** The longest text that is read besides large literals of numbers, in UTF-16 units: each of its tokens becomes a node. */
export const MAXIMUM_CODE_LENGTH = 10 * 1024 * 1024;

/** Stretches within stretches that are read by themselves, such as the target of a `with` inside another one's. */
const MAXIMUM_PIECES = 20;

/**
 * Reads a Python file, or the code of a notebook cell. Never throws: what is not valid Python is Broken or
 * BrokenStatement, and listed in `problems`; the statements around it stand. A text beyond the bounds above gives
 * an empty body and one problem that says so. Offsets are those of `text`.
 */
export function parseModule(text: string): Module {
  return parse(text, false);
}

/**
 * The same module, in which the bodies of functions, the problems and the comments are read when somebody asks for
 * them: for a file that is imported, most functions of which nobody calls. A mistake inside a body that only lezer
 * finds changes nothing outside of it here.
 */
export function parseOutline(text: string): Module {
  return parse(text, true);
}

function parse(text: string, isOutline: boolean): Module {
  if (text.length > MAXIMUM_TEXT_LENGTH) {
    return tooLong(
      text,
      text.length,
      MAXIMUM_TEXT_LENGTH,
      'Move its data to a file that is loaded, or split it.',
    );
  }
  const scan = isOutline ? withDeferredBodies(text, scanText(text)) : scanText(text);
  const read = respell(text, scan.respellings);
  if (read.text.length > MAXIMUM_CODE_LENGTH) {
    return tooLong(
      text,
      read.text.length,
      MAXIMUM_CODE_LENGTH,
      'Split the file, or write its numbers as plain nested lists, which are read without this bound.',
    );
  }
  const tree = new FlatTree(parser.parse(read.text), read.toOriginal);
  const problems: SyntaxProblem[] = [];
  // An outline that has a mistake is read whole: what lezer makes of the lines around it hangs on all of them.
  if (isOutline && (scan.problems.length > 0 || tree.errors.length > 0)) return parseModule(text);
  const reading = new Reading(text, tree, scan, readersOf(text, problems, 0));
  const body = readBlock(reading, tree.firstChild(0), 0);
  const module = { kind: 'Module', start: 0, end: text.length, body } as const;
  if (isOutline) {
    return {
      ...module,
      get problems() {
        return parseModule(text).problems;
      },
      get comments() {
        return parseModule(text).comments;
      },
    };
  }
  problems.push(...treeProblems(reading), ...reading.problems);
  return { ...module, problems: oneALine(text, scan.problems, problems), comments: scan.comments };
}

function tooLong(text: string, length: number, bound: number, advice: string): Module {
  const megabytes = (units: number): string => `${(units / (1024 * 1024)).toFixed(1)} million characters`;
  const message =
    `this text is too long to be read: ${megabytes(length)}` +
    `${length === text.length ? '' : ' of code besides large literals'}, where ${megabytes(bound)} is the most. ${advice}`;
  return {
    kind: 'Module',
    start: 0,
    end: text.length,
    body: [],
    problems: [{ start: 0, end: 0, message }],
    comments: [],
  };
}

/** The readers of one text; those of its stretches keep the offsets of the whole. */
function readersOf(text: string, problems: SyntaxProblem[], level: number): Readers {
  const readPiece = (
    piece: string,
    start: number,
    end: number,
    before: number,
    blockLength?: number,
  ): Reading => {
    const moved = (offset: number): number => Math.min(Math.max(offset - before + start, start), end);
    const inner = scanText(piece, blockLength);
    const read = respell(piece, inner.respellings);
    const back = read.toOriginal;
    const tree = new FlatTree(parser.parse(read.text), (offset) => moved(back ? back(offset) : offset));
    const scan: Scan = {
      ...inner,
      holes: new Map(
        [...inner.holes].map(([at, hole]) => [
          moved(at),
          { ...hole, start: moved(hole.start), end: moved(hole.end) },
        ]),
      ),
      stars: new Set([...inner.stars].map(moved)),
      slashes: new Set([...inner.slashes].map(moved)),
      awaits: new Set([...inner.awaits].map(moved)),
      patterns: new Map(
        [...inner.patterns].map(([at, pattern]) => [
          moved(at),
          { start: moved(pattern.start), end: moved(pattern.end) },
        ]),
      ),
      damage: new Map([...inner.damage].map(([at, message]) => [moved(at), message])),
      lines: inner.lines.map(moved),
      lineEnds: inner.lineEnds.map(moved),
      readableEnd: moved(inner.readableEnd),
    };
    return new Reading(text, tree, scan, readersOf(text, problems, level + 1));
  };
  const isTooDeep = (depth: number): boolean => level >= MAXIMUM_PIECES || depth > MAXIMUM_DEPTH;

  return {
    readExpression,
    readBlock,
    readSlice(from, to, depth, blockLength): Expression {
      let start = from;
      let end = to;
      while (start < end && /\s/.test(text[start]!)) start++;
      while (end > start && /\s/.test(text[end - 1]!)) end--;
      if (isTooDeep(depth))
        return { kind: 'Broken', start, end, message: 'this is nested too deep to be read' };
      // In brackets, so that it may go over several lines.
      const reading = readPiece(`(${text.slice(start, end)})`, start, end, 1, blockLength);
      const { tree } = reading;
      const statement = tree.firstChild(0);
      const inside = statement === NONE ? NONE : tree.firstChild(statement);
      const value =
        tree.errors.length === 0 && inside !== NONE ? readTuple(reading, inside, NO_STOPS, depth + 1) : null;
      problems.push(...reading.problems);
      if (value) return value;
      const message = `'${text
        .slice(start, end)
        .split(/[\r\n]/, 1)[0]!
        .trim()
        .slice(0, 40)}' is not an expression`;
      problems.push({ start, end, message });
      return { kind: 'Broken', start, end, message };
    },
    readLines(start, end, depth): readonly Statement[] {
      const message = 'these lines could not be read after the mistake before them';
      if (isTooDeep(depth)) return [{ kind: 'BrokenStatement', start, end, message }];
      const reading = readPiece(text.slice(start, end), start, end, 0);
      const body = readBlock(reading, reading.tree.firstChild(0), depth);
      problems.push(...reading.problems, ...treeProblems(reading));
      return body;
    },
    readBodyLater(start, end, depth): readonly Statement[] {
      // Below a header, so that lezer meets the indent of a block; it begins where the line does.
      const reading = readPiece(
        `${HEADER}${text.slice(startOfLine(text, start), end)}`,
        startOfLine(text, start),
        end,
        HEADER.length,
      );
      const header = reading.tree.firstChild(0);
      const block = header === NONE ? undefined : reading.children(header).at(-1);
      if (block !== undefined && reading.tree.name(block) === 'Body') {
        const body = readBody(reading, block, depth);
        if (reading.problems.length === 0 && treeProblems(reading).length === 0) return body;
      }
      // What is wrong is read with all around it, as it is in a file that is read by itself.
      const whole = pathTo(parseModule(text), { start, end }).find(({ kind }) => kind === 'FunctionDef');
      if (whole?.kind === 'FunctionDef') return whole.body;
      return [
        { kind: 'BrokenStatement', start, end, message: 'these lines could not be read by themselves' },
      ];
    },
  };
}

/** What a body that is read by itself stands below. */
const HEADER = 'if _:\n';

/** What lezer could not read and nothing else has explained. */
function treeProblems(reading: Reading): SyntaxProblem[] {
  return reading.tree.errors
    .filter((error) => !reading.forgiven.has(error) && reading.tree.start(error) <= reading.scan.readableEnd)
    .map((error) => ({ ...reading.span(error), message: reading.describe(error) }));
}

/** In the order of the text, and one a line: the first says what is wrong, the others mostly follow from it. */
function oneALine(
  text: string,
  fromScan: readonly SyntaxProblem[],
  fromTree: readonly SyntaxProblem[],
): SyntaxProblem[] {
  if (fromScan.length + fromTree.length === 0) return [];
  const byPlace = (one: SyntaxProblem, other: SyntaxProblem): number => one.start - other.start;
  const kept: SyntaxProblem[] = [];
  // What the scan found is exact, so it goes before what lezer made of it.
  const lines = new Set<number>();
  for (const problem of [...[...fromScan].sort(byPlace), ...[...fromTree].sort(byPlace)]) {
    const line = startOfLine(text, problem.start);
    if (lines.has(line)) continue;
    lines.add(line);
    kept.push(problem);
  }
  return kept.sort(byPlace);
}
