/** Where a string token ends, and how the f-strings that lezer's tokenizer misreads are respelled for it. */
import type { Respelling } from './respelling';

export interface StringEnd {
  /** Just after the closing quotes, or where the string breaks off. */
  readonly end: number;
  readonly isClosed: boolean;
  readonly isFormat: boolean;
  /** What is wrong when it is not closed. */
  readonly message: string;
  readonly respellings: readonly Respelling[];
}

/** Fields of f-strings within fields, beyond which nothing is read. */
const MAXIMUM_FIELDS = 20;

/** A number whose dot has no digit after it, as in `{1.:.2f}`: see spellNumber in scan.ts. */
const DOT_NUMBER = /(?<![\w.)\]])(\d[\d_]*)\.(?![\d.])/g;

/** Finds the end of the string whose prefix starts at `start` and whose first quote stands at `quoteAt`. */
export function findStringEnd(text: string, start: number, quoteAt: number): StringEnd {
  const prefix = text.slice(start, quoteAt).toLowerCase();
  const isFormat = prefix.includes('f');
  const respellings: Respelling[] = [];
  const end = isFormat
    ? formatEnd(text, quoteAt, prefix.includes('r'), respellings, 0)
    : plainEnd(text, quoteAt, respellings);
  if (end >= 0) return { end, isClosed: true, isFormat, message: '', respellings };
  const quote = text[quoteAt]!;
  const isLong = text.startsWith(quote.repeat(3), quoteAt);
  return {
    end: isLong && !isFormat ? text.length : lineEnd(text, quoteAt),
    isClosed: false,
    isFormat,
    message: isLong
      ? `this string is never closed: ${quote.repeat(3)} was expected before the end of the text`
      : `this string is never closed: ${quote} was expected before the end of the line`,
    respellings: [],
  };
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}

/**
 * What lezer reads of a backslash before the two units of a line end of Windows: it takes one of them with the
 * backslash, and would end the string at the other.
 */
const joinedLine = (at: number): Respelling => ({ start: at, end: at + 3, text: ' \\\n' });

const isJoinedLine = (text: string, at: number): boolean =>
  text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10;

/** The end of a string without fields, or -1 where it is not closed. */
function plainEnd(text: string, quoteAt: number, respellings: Respelling[]): number {
  const quote = text.charCodeAt(quoteAt);
  const isLong = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
  let at = quoteAt + (isLong ? 3 : 1);
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 92) {
      if (isJoinedLine(text, at)) respellings.push(joinedLine(at++));
      at++;
    } else if (unit === quote) {
      if (!isLong) return at + 1;
      if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return at + 3;
    } else if ((unit === 10 || unit === 13) && !isLong) return -1;
  }
  return -1;
}

/** The end of an f-string, or -1 where it or one of its fields is not closed. */
function formatEnd(
  text: string,
  quoteAt: number,
  isRaw: boolean,
  respellings: Respelling[],
  level: number,
): number {
  if (level > MAXIMUM_FIELDS) return -1;
  const quote = text.charCodeAt(quoteAt);
  const isLong = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
  let at = quoteAt + (isLong ? 3 : 1);
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 92) {
      const next = text.charCodeAt(at + 1);
      if (next === 123 || next === 125) {
        // To lezer this backslash would hide the brace; to Python it stands for itself.
        respellings.push({ start: at, end: at + 1, text: '_' });
        at++;
      } else if (!isRaw && next === 78 && text.charCodeAt(at + 2) === 123) {
        const close = text.indexOf('}', at);
        at = close < 0 ? at + 3 : close + 1;
      } else if (isJoinedLine(text, at)) {
        respellings.push(joinedLine(at));
        at += 3;
      } else at += 2;
    } else if (unit === 123) {
      if (text.charCodeAt(at + 1) === 123) at += 2;
      else {
        at = fieldEnd(text, at, isLong, quote, respellings, level);
        if (at < 0) return -1;
      }
    } else if (unit === quote) {
      if (!isLong) return at + 1;
      if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return at + 3;
      at++;
    } else if ((unit === 10 || unit === 13) && !isLong) return -1;
    else at++;
  }
  return -1;
}

/** The offset after the `}` of the field that opens at `open`, or -1. */
function fieldEnd(
  text: string,
  open: number,
  isLong: boolean,
  quote: number,
  respellings: Respelling[],
  level: number,
): number {
  let at = open + 1;
  let depth = 0;
  const spellField = (end: number): void => {
    const field = text.slice(open + 1, end);
    if (!field.includes('.')) return;
    for (const match of field.matchAll(DOT_NUMBER)) {
      const dot = open + 1 + match.index + match[1]!.length;
      if (!/[a-df-ik-zA-DF-IK-Z_]/.test(text[dot + 1] ?? ''))
        respellings.push({ start: dot, end: dot + 1, text: '_' });
    }
  };
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 34 || unit === 39) {
      let start = at;
      while (start > open + 1 && /[a-zA-Z]/.test(text[start - 1]!)) start--;
      const prefix = text.slice(start, at).toLowerCase();
      const end = prefix.includes('f')
        ? formatEnd(text, at, prefix.includes('r'), respellings, level + 1)
        : plainEnd(text, at, respellings);
      if (end < 0) return -1;
      at = end;
      continue;
    }
    if (unit === 40 || unit === 91 || unit === 123) depth++;
    else if (unit === 125 && depth === 0) {
      spellField(at);
      return at + 1;
    } else if (unit === 41 || unit === 93 || unit === 125) {
      if (--depth < 0) return -1;
    } else if (unit === 58 && depth === 0) {
      spellField(at);
      // Lezer takes `:=` for the sign of an assignment in an expression.
      if (text.charCodeAt(at + 1) === 61) respellings.push({ start: at + 1, end: at + 2, text: '_' });
      return specificationEnd(text, at + 1, isLong, quote, respellings, level + 1);
    } else if ((unit === 10 || unit === 13) && !isLong && depth === 0) {
      // A field may go on in the next line since Python 3.12, but a quote left open is the likelier reason.
      if (lineEnd(text, at + 1) > at + 1 && !/^\s*[\w([{.}:!]/.test(text.slice(at, at + 200))) return -1;
    }
    at++;
  }
  return -1;
}

/** The offset after the `}` that ends a format specification, with its own fields. */
function specificationEnd(
  text: string,
  from: number,
  isLong: boolean,
  quote: number,
  respellings: Respelling[],
  level: number,
): number {
  if (level > MAXIMUM_FIELDS) return -1;
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 125) return at + 1;
    if (unit === 123) {
      at = fieldEnd(text, at, isLong, quote, respellings, level);
      if (at < 0) return -1;
      continue;
    }
    if (!isLong && (unit === 10 || unit === 13 || unit === quote)) return -1;
    at++;
  }
  return -1;
}
