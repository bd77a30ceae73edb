/**
 * Editing the source of a notebook's cells inside the notebook's JSON text. Only
 * the characters of an edited cell's `source` change; indentation, key order and
 * outputs stay as they are, so that a fix gives a small diff. Jupyter writes a
 * source as a list of lines; a plain string is allowed too, and stays one.
 */
import type { Span } from '../base/place';

/** The text of each cell of a notebook by its index among all cells (code or not), with the place of the JSON value that holds it. */
export interface CellSource {
  readonly text: string;
  /** The JSON value of `source` (nbformat 3: `input`) in the notebook's text. */
  readonly span: Span;
}

/**
 * Finds the sources of all cells.
 *
 * @param json The text of an .ipynb file, valid JSON.
 * @returns By cell index; cells without a source are absent.
 */
export function cellSources(json: string): ReadonlyMap<number, CellSource> {
  const sources = new Map<number, CellSource>();
  const notebook = members(json, skipSpace(json, 0));
  const worksheets = notebook.get('worksheets');
  const sheets = worksheets
    ? elements(json, worksheets.start).map((sheet) => members(json, sheet.start))
    : [notebook];
  let index = 0;
  for (const sheet of sheets) {
    const cells = sheet.get('cells');
    if (!cells) continue;
    for (const cell of elements(json, cells.start)) {
      const parts = members(json, cell.start);
      const span = parts.get('source') ?? parts.get('input');
      if (span) sources.set(index, { text: sourceText(json, span), span });
      index++;
    }
  }
  return sources;
}

/**
 * The notebook's text with the sources of some cells replaced.
 *
 * @param json The text of an .ipynb file, valid JSON.
 * @param texts The new text of each changed cell, by its index among all cells.
 */
export function replaceCells(json: string, texts: ReadonlyMap<number, string>): string {
  const sources = cellSources(json);
  const spans = [...texts].flatMap(([cell, text]) => {
    const source = sources.get(cell);
    return source ? [{ span: source.span, text }] : [];
  });
  spans.sort((a, b) => b.span.start - a.span.start);
  const escapeNonAscii = !/[\u0080-\uffff]/.test(json);
  let result = json;
  for (const { span, text } of spans) {
    const before = json.slice(span.start, span.end);
    result = result.slice(0, span.start) + formatLike(before, text, escapeNonAscii) + result.slice(span.end);
  }
  return result;
}

/**
 * The line of the notebook's JSON text on which a line of a cell stands, for
 * readers who know nothing of cells (annotations on a pull request).
 *
 * @param line 1-based, in the cell.
 * @returns 1-based, in the file; of a source that is one string, the line of that string.
 */
export function lineInFile(json: string, source: CellSource, line: number): number {
  const items = json[source.span.start] === '[' ? elements(json, source.span.start) : [];
  let at = source.span.start;
  let seen = 0;
  for (const item of items) {
    at = item.start;
    seen += 1;
    if (seen >= line) break;
  }
  let lines = 1;
  for (let i = json.indexOf('\n'); i !== -1 && i < at; i = json.indexOf('\n', i + 1)) lines++;
  return lines;
}

/** The value that takes the place of `before`, laid out in its way. */
function formatLike(before: string, text: string, escapeNonAscii: boolean): string {
  const quote = (value: string): string => {
    const quoted = JSON.stringify(value);
    if (!escapeNonAscii) return quoted;
    return quoted.replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  };
  if (!before.startsWith('[')) return quote(text);
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  if (lines.length === 0) return '[]';
  const opening = /^\[\s*/.exec(before)?.[0] ?? '[';
  const closing = /\s*\]$/.exec(before)?.[0] ?? ']';
  const [first, second] = elements(before, 0);
  const separator = first && second ? before.slice(first.end, second.start) : `,${opening.slice(1) || ' '}`;
  return opening + lines.map(quote).join(separator) + closing;
}

function sourceText(json: string, span: Span): string {
  const value: unknown = JSON.parse(json.slice(span.start, span.end));
  if (Array.isArray(value)) return value.map((line) => String(line)).join('');
  return typeof value === 'string' ? value : '';
}

// ------------------------------------------------------- places in JSON text

const whitespace = /\s/;

function skipSpace(json: string, from: number): number {
  let at = from;
  while (at < json.length && whitespace.test(json[at]!)) at++;
  return at;
}

/** The end of the string that starts (with its quote) at `from`. */
function endOfString(json: string, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** The end of the value that starts at `from`. Brackets are counted, so depth costs no stack. */
function endOfValue(json: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < json.length) {
    const unit = json[at]!;
    if (unit === '"') at = endOfString(json, at);
    else {
      if (unit === '{' || unit === '[') depth++;
      else if (unit === '}' || unit === ']') {
        if (depth === 0) return at;
        depth--;
      } else if (depth === 0 && (unit === ',' || whitespace.test(unit))) return at;
      at++;
    }
    if (depth === 0 && at > from && /["\]}]/.test(json[at - 1]!)) return at;
  }
  return at;
}

/** The values of the object that starts at `from`; empty when there is no object. */
function members(json: string, from: number): Map<string, Span> {
  const found = new Map<string, Span>();
  if (json[from] !== '{') return found;
  let at = skipSpace(json, from + 1);
  while (at < json.length && json[at] === '"') {
    const keyEnd = endOfString(json, at);
    const key: unknown = JSON.parse(json.slice(at, keyEnd));
    const start = skipSpace(json, skipSpace(json, keyEnd) + 1);
    const end = endOfValue(json, start);
    found.set(String(key), { start, end });
    at = skipSpace(json, end);
    if (json[at] !== ',') break;
    at = skipSpace(json, at + 1);
  }
  return found;
}

/** The values of the array that starts at `from`; none when there is no array. */
function elements(json: string, from: number): Span[] {
  const found: Span[] = [];
  if (json[from] !== '[') return found;
  let at = skipSpace(json, from + 1);
  while (at < json.length && json[at] !== ']') {
    const end = endOfValue(json, at);
    found.push({ start: at, end });
    at = skipSpace(json, end);
    if (json[at] !== ',') break;
    at = skipSpace(json, at + 1);
  }
  return found;
}
