/** Notebooks: the code cells of an .ipynb file, and what IPython adds to Python in them. */
import { fail, succeed, type Result } from '../base/result';

export interface NotebookCell {
  /** Index among all cells of the notebook, from 0. */
  readonly cell: number;
  readonly text: string;
}

/** Cell magics whose cell is Python that runs here; the others hold another language, or a file. */
const PYTHON_MAGICS: ReadonlySet<string> = new Set([
  'time',
  'timeit',
  'capture',
  'prun',
  'debug',
  'memit',
  'mprun',
  'heat',
  'skip',
  'cache',
]);

/**
 * The text of a cell as Python of the same length, so that every offset stays: line magics, `!commands` and `?` are
 * blanked, and what they assign (`files = !ls`) becomes `...`. A cell of another language (`%%bash`, `%%writefile`)
 * gives an empty text.
 */
export function prepareCell(text: string): string {
  if (!/[%!?]/.test(text)) return text;
  const magic = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*%%(\w*)/.exec(text);
  if (magic && !PYTHON_MAGICS.has(magic[1]!)) return '';
  const pieces = text.split(/(\r\n|\r|\n)/);
  const state: LineState = { quote: null, depth: 0, continues: false };
  let inMagic = false;
  for (let index = 0; index < pieces.length; index += 2) {
    const line = pieces[index]!;
    if (inMagic) {
      inMagic = line.endsWith('\\');
      pieces[index] = blank(line);
      continue;
    }
    const isInside = state.quote !== null || state.depth > 0 || state.continues;
    const prepared = isInside ? line : prepareLine(line);
    pieces[index] = prepared;
    inMagic = prepared !== line && line.endsWith('\\');
    followLine(prepared, state);
  }
  return pieces.join('');
}

/** One line that starts a statement. */
function prepareLine(line: string): string {
  const indent = /^[ \t]*/.exec(line)![0].length;
  const first = line[indent];
  const timed = /^([ \t]*)%time[ \t]+(?=\S)/.exec(line);
  if (timed) {
    // `%time x = f()` runs its rest here: a statement and a semicolon keep the rest in its column.
    const [whole, before] = timed;
    return `${before!}0;${blank(whole.slice(before!.length + 2))}${line.slice(whole.length)}`;
  }
  // In a block a statement may be needed, as after `if x:`, and `...` is one.
  if (first === '%' || first === '!' || first === '?') {
    return indent > 0 && line.length - indent >= 3
      ? `${line.slice(0, indent)}...${blank(line.slice(indent + 3))}`
      : blank(line);
  }
  const assigned = /^([ \t]*[\w.,[\] \t]+?=[ \t]*)([%!].*)$/.exec(line);
  if (assigned && !/[=!<>]=[ \t]*$/.test(assigned[1]!)) {
    const rest = assigned[2]!;
    return assigned[1]! + (rest.length >= 3 ? `...${blank(rest.slice(3))}` : `0${blank(rest.slice(1))}`);
  }
  if (/^[ \t]*[\w.*]+(?:\[\d+\])?\?{1,2}[ \t]*$/.test(line)) return blank(line);
  return line;
}

const blank = (text: string): string => ' '.repeat(text.length);

/** Whether the next line goes on a string, a bracket or a line that ends with a backslash. */
interface LineState {
  quote: string | null;
  depth: number;
  continues: boolean;
}

function followLine(line: string, state: LineState): void {
  state.continues = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (state.quote !== null) {
      if (character === '\\') at++;
      else if (line.startsWith(state.quote, at)) {
        at += state.quote.length - 1;
        state.quote = null;
      }
      continue;
    }
    if (character === '#') break;
    if (character === '"' || character === "'") {
      state.quote = line.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
      at += state.quote.length - 1;
    } else if ('([{'.includes(character)) state.depth++;
    else if (')]}'.includes(character)) state.depth = Math.max(0, state.depth - 1);
    else if (character === '\\' && at === line.length - 1) state.continues = true;
  }
  // A string in single quotes ends with its line, closed or not, unless a backslash joins the next.
  if (state.quote !== null && state.quote.length === 1 && !line.endsWith('\\')) state.quote = null;
}

/**
 * The code cells of a notebook of format 3 or 4, prepared as by prepareCell. Only cells of a Python notebook: a notebook
 * that names another language gives none. The failure says what is wrong with the JSON.
 */
export function notebookCells(json: string): Result<readonly NotebookCell[], string> {
  let notebook: unknown;
  try {
    notebook = JSON.parse(json.charCodeAt(0) === 0xfeff ? json.slice(1) : json);
  } catch (error) {
    return fail(`this notebook is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRecord(notebook)) return fail('this is not a notebook: an object with cells was expected');
  const cells = cellsOf(notebook);
  if (!cells) return fail('this is not a notebook: it has no list of cells (nbformat 3 and 4 are read)');
  const language = languageOf(notebook);
  if (language !== null && !/^i?python/i.test(language)) return succeed([]);
  const code: NotebookCell[] = [];
  for (const [index, cell] of cells.entries()) {
    if (!isRecord(cell) || cell['cell_type'] !== 'code') continue;
    // Format 3 calls the text input.
    const text = textOf(cell['source'] ?? cell['input']);
    if (text === null)
      return fail(`cell ${index} of this notebook has no text: a string or a list of strings was expected`);
    code.push({ cell: index, text: prepareCell(text) });
  }
  return succeed(code);
}

function cellsOf(notebook: Readonly<Record<string, unknown>>): readonly unknown[] | null {
  const { cells, worksheets } = notebook;
  if (isList(cells)) return cells;
  if (!isList(worksheets)) return null;
  return worksheets.flatMap((sheet) => (isRecord(sheet) && isList(sheet['cells']) ? sheet['cells'] : []));
}

function languageOf(notebook: Readonly<Record<string, unknown>>): string | null {
  const { metadata } = notebook;
  if (!isRecord(metadata)) return null;
  const { kernelspec, language_info: info } = metadata;
  if (isRecord(info) && typeof info['name'] === 'string') return info['name'];
  if (isRecord(kernelspec) && typeof kernelspec['language'] === 'string') return kernelspec['language'];
  return null;
}

function textOf(source: unknown): string | null {
  if (typeof source === 'string') return source;
  if (!isList(source)) return null;
  const lines: string[] = [];
  for (const line of source) {
    if (typeof line !== 'string') return null;
    lines.push(line);
  }
  return lines.join('');
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
