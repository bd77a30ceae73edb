/** Nests of numbers as code and prints write them: brackets, commas or white space, `...` for what is left out. */
import { fail, succeed, type Result } from '../base/result';
import type { TextFailure } from './tensor-text';

export interface NumberNest {
  readonly shape: readonly number[];
  readonly values: Float64Array;
  readonly elementType: 'int' | 'float' | 'bool';
  readonly elided: boolean;
  /** What stands between two elements; null when there are none to tell. */
  readonly separator: 'comma' | 'space' | null;
  /** Whether words of JSON stand in it that Python does not have. */
  readonly hasJsonWords: boolean;
  readonly nulls: number;
  readonly end: number;
}

/** Deeper nests are no tensors: PyTorch itself stops at 64 dimensions. */
export const MAXIMUM_DIMENSIONS = 64;

const SPACE = /[ \t\r\n\f\v\u00a0]*(?:#[^\r\n]*[ \t\r\n]*)*/y;
const NUMBER =
  /[+-]?[ ]?(?:0[xX][\da-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)(?![\w.]|[+-][\d.]+(?:[eE][+-]?\d+)?j)/y;
const WORD =
  /[+-]?(?:(?:np|numpy|math|torch|jnp|tf|onp)\.)?(?:True_?|False_?|true|false|nan|NaN|NAN|inf|Inf|Infinity|infinity|null|None)(?!\w)|[+-]?float\(\s*(['"])[+-]?(?:nan|inf|infinity)\1\s*\)/iy;
const TYPED = /(?:(?:np|numpy)\.(?:float|int|uint|bool)\w*|tensor|(?:jnp|torch)\.\w+)\(\s*/y;
const OTHER = /[\p{L}_][\p{L}\p{N}_.]*|[^\s]/uy;

/**
 * Reads the nest that starts at `start` of `text` with a bracket, or the one number there. The failure says
 * at which row, what was found and what was expected.
 */
export function readNumberNest(text: string, start: number): Result<NumberNest, TextFailure> {
  const values: number[] = [];
  const closers: string[] = [];
  const opens: number[] = [];
  const counts: number[] = [0];
  const sizes: number[] = [];
  let at = start;
  let leafDepth = -1;
  let elided = false;
  const style: { separator: 'comma' | 'space' | null } = { separator: null };
  let hasJsonWords = false;
  let nulls = 0;
  let hasFloat = false;
  let hasInt = false;
  /** What came last at this level: an element, a comma, or nothing yet. */
  let last: 'element' | 'comma' | 'none' = 'none';

  const match = (pattern: RegExp, from: number): RegExpExecArray | null => {
    pattern.lastIndex = from;
    return pattern.exec(text);
  };
  const row = (): string => {
    const indices = counts.slice(1, closers.length + 1);
    return indices.length === 0 ? '' : ` at element [${indices.join('][')}]`;
  };
  const failure = (from: number, end: number, message: string) =>
    fail<TextFailure>({
      start: from,
      end: Math.min(Math.max(end, from), text.length),
      message: `${where(text, from)}${message}`,
    });
  /** Whether an element may stand here, and which sign parts the elements. */
  const separate = (from: number, found: string): TextFailure | null => {
    if (last !== 'element') return null;
    if (style.separator === 'comma') {
      return {
        start: from,
        end: from + found.length,
        message: `${where(text, from)}found '${found}' where a comma or '${closers[closers.length - 1] ?? ']'}' was expected${row()}`,
      };
    }
    style.separator = 'space';
    return null;
  };
  const addLeaf = (value: number, from: number, found: string): TextFailure | null => {
    const wrong = separate(from, found);
    if (wrong) return wrong;
    const depth = closers.length;
    if (leafDepth === -1) leafDepth = depth;
    else if (depth !== leafDepth && !elided) {
      return {
        start: from,
        end: from + found.length,
        message: `${where(text, from)}found the number ${found} where a list was expected${row()}, as before`,
      };
    }
    values.push(value);
    counts[depth] = counts[depth]! + 1;
    last = 'element';
    return null;
  };

  for (;;) {
    at += match(SPACE, at)![0].length;
    const depth = closers.length;
    if (at >= text.length) {
      if (depth === 0)
        return failure(start, at, 'found the end of the text where a number or a bracket was expected');
      const open = opens[depth - 1]!;
      return failure(
        open,
        open + 1,
        `the text ends before this '${text[open]!}' is closed: '${closers[depth - 1]!}' was expected`,
      );
    }
    const character = text[at]!;
    if (character === '[' || character === '(') {
      const wrong = separate(at, character);
      if (wrong) return fail(wrong);
      if (depth === leafDepth && !elided) {
        return failure(at, at + 1, `found a list where a number was expected${row()}, as before`);
      }
      if (depth >= MAXIMUM_DIMENSIONS)
        return failure(at, at + 1, `more than ${MAXIMUM_DIMENSIONS} dimensions are no tensor`);
      closers.push(character === '[' ? ']' : ')');
      opens.push(at);
      counts[depth + 1] = 0;
      last = 'none';
      at++;
      continue;
    }
    if (depth > 0 && (character === ']' || character === ')')) {
      const expected = closers[depth - 1]!;
      if (character !== expected)
        return failure(at, at + 1, `found '${character}' where '${expected}' was expected${row()}`);
      const size = counts[depth]!;
      if (size === 0 && leafDepth === -1) leafDepth = depth;
      const before = sizes[depth];
      if (before === undefined) sizes[depth] = size;
      else if (before !== size && !elided) {
        closers.pop();
        const open = opens[depth - 1]!;
        return failure(
          open,
          at + 1,
          `this row${row()} has ${size} ${size === 1 ? 'element' : 'elements'}, where ${before} ${before === 1 ? 'was' : 'were'} expected as in the rows before it`,
        );
      }
      closers.pop();
      opens.pop();
      counts[depth - 1] = counts[depth - 1]! + 1;
      last = 'element';
      at++;
      if (depth === 1) break;
      continue;
    }
    if (character === ',' && depth > 0) {
      if (last !== 'element')
        return failure(at, at + 1, `found ',' where a number or a list was expected${row()}`);
      if (style.separator === 'space')
        return failure(at, at + 1, `found ',' where white space parted the elements before${row()}`);
      style.separator = 'comma';
      last = 'comma';
      at++;
      continue;
    }
    if (text.startsWith('...', at) && depth > 0) {
      elided = true;
      last = 'element';
      at += 3;
      continue;
    }
    const number = match(NUMBER, at)?.[0];
    if (number !== undefined) {
      const plain = number.replace(/[_ ]/g, '');
      // A `+` before 0x… is none of JavaScript's numbers.
      const value = /^[+-]?0x/i.test(plain)
        ? Number(plain.replace(/^[+-]/, '')) * (plain.startsWith('-') ? -1 : 1)
        : Number(plain);
      if (/[.eE]/.test(plain) && !/^[+-]?0x/i.test(plain)) hasFloat = true;
      else hasInt = true;
      const wrong = addLeaf(value, at, number);
      if (wrong) return fail(wrong);
      at += number.length;
      if (depth === 0) break;
      continue;
    }
    const word = match(WORD, at)?.[0];
    if (word !== undefined) {
      const value = valueOfWord(word);
      if (value.json) hasJsonWords = true;
      if (value.isNull) nulls++;
      if (!value.isBool) hasFloat = true;
      const wrong = addLeaf(value.value, at, word);
      if (wrong) return fail(wrong);
      at += word.length;
      if (depth === 0) break;
      continue;
    }
    const typed = match(TYPED, at)?.[0];
    if (typed !== undefined && depth > 0) {
      const inner = readNumberNest(text, at + typed.length);
      if (!inner.ok) return inner;
      if (inner.value.shape.length > 0)
        return failure(
          at,
          at + typed.length,
          `found a tensor among numbers${row()}: select one tensor alone`,
        );
      const end = closingBracket(text, inner.value.end);
      if (end < 0) return failure(at, at + typed.length, `the text ends before '${typed.trim()}' is closed`);
      const wrong = addLeaf(inner.value.values[0]!, at, typed.trim());
      if (wrong) return fail(wrong);
      if (inner.value.elementType === 'float') hasFloat = true;
      else if (inner.value.elementType === 'int') hasInt = true;
      at = end;
      continue;
    }
    const found = match(OTHER, at)?.[0] ?? character;
    const expected = depth === 0 ? "a number or '['" : `a number or '${closers[depth - 1]!}'`;
    return failure(
      at,
      at + found.length,
      `found '${found.slice(0, 40)}' where ${expected} was expected${row()}`,
    );
  }

  const shape = elided ? [values.length] : sizes.slice(1);
  return succeed({
    shape,
    values: Float64Array.from(values),
    elementType: hasFloat || values.length === 0 ? 'float' : hasInt ? 'int' : 'bool',
    elided,
    separator: style.separator,
    hasJsonWords,
    nulls,
    end: at,
  });
}

function valueOfWord(word: string): {
  readonly value: number;
  readonly isBool: boolean;
  readonly json: boolean;
  readonly isNull: boolean;
} {
  const negative = /^-|['"]-/.test(word);
  const bare = /(true_?|false_?|nan|infinity|inf|null|none)['"]?\s*\)?$/i.exec(word)?.[1] ?? word;
  const lower = bare.toLowerCase();
  const json = ['true', 'false', 'null', 'NaN', 'Infinity'].includes(bare);
  if (lower.startsWith('true')) return { value: 1, isBool: true, json, isNull: false };
  if (lower.startsWith('false')) return { value: 0, isBool: true, json, isNull: false };
  if (lower.startsWith('inf'))
    return { value: negative ? -Infinity : Infinity, isBool: false, json, isNull: false };
  return { value: NaN, isBool: false, json, isNull: lower === 'null' || lower === 'none' };
}

/** The offset after the `)` that closes the bracket which is open at `from`; -1 when there is none. */
export function closingBracket(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') {
      if (--depth === 0) return at + 1;
    }
  }
  return -1;
}

/** `line 3: ` for a text of several lines, and nothing for one of a single line. */
export function where(text: string, offset: number): string {
  if (!/[\r\n]/.test(text)) return '';
  let line = 1;
  for (let at = 0; at < offset; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) line++;
  }
  return `line ${line}: `;
}
