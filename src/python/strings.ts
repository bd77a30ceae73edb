/** String tokens of Python: prefixes, quotes and escapes. What stands in the fields of an f-string is read in expressions.ts. */

export interface StringToken {
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  readonly isFormat: boolean;
  /** Where the text between the quotes starts and ends. */
  readonly contentStart: number;
  readonly contentEnd: number;
  /** Whether the closing quotes are there. */
  readonly isClosed: boolean;
}

const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

/** Takes apart the string token that stands at `start..end` of `text`, quotes and prefix included. */
export function readStringToken(text: string, start: number, end: number): StringToken {
  let at = start;
  let isRaw = false;
  let isBytes = false;
  let isFormat = false;
  for (; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === DOUBLE_QUOTE || unit === SINGLE_QUOTE) break;
    const letter = text[at]!.toLowerCase();
    isRaw ||= letter === 'r';
    isBytes ||= letter === 'b';
    isFormat ||= letter === 'f';
  }
  const quote = text.slice(at, at + 1);
  const triple = quote.repeat(3);
  const isLong = end - at >= 3 && text.startsWith(triple, at);
  const width = isLong ? 3 : 1;
  const contentStart = Math.min(at + width, end);
  const isClosed = end - width >= contentStart && text.startsWith(isLong ? triple : quote, end - width);
  return { isRaw, isBytes, isFormat, contentStart, contentEnd: isClosed ? end - width : end, isClosed };
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE =
  /\\(?:(\r\n|[\r\n])|([\\'"abfnrtv])|([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/g;

const BYTES_ESCAPE = /\\(?:(\r\n|[\r\n])|([\\'"abfnrtv])|([0-7]{1,3})|x([\da-fA-F]{2}))/g;

/**
 * The characters that the content of a string token stands for. Escapes that Python does not know stay
 * as they are written, and so does `\N{…}`, whose names would need the whole Unicode table. Each byte
 * of a bytes literal is one character of the result. Line ends inside become `\n`, as in Python.
 */
export function stringContent(
  content: string,
  kind: { readonly isRaw: boolean; readonly isBytes: boolean },
): string {
  const plain = content.includes('\r') ? content.replace(/\r\n?/g, '\n') : content;
  if (kind.isRaw || !plain.includes('\\')) return plain;
  return plain.replace(
    kind.isBytes ? BYTES_ESCAPE : ESCAPE,
    (
      whole: string,
      lineEnd: string | undefined,
      simple: string | undefined,
      octal: string | undefined,
      hex: string | undefined,
      four: string | undefined,
      eight: string | undefined,
    ) => {
      if (lineEnd !== undefined) return '';
      if (simple !== undefined) return SIMPLE_ESCAPES[simple] ?? whole;
      if (octal !== undefined) {
        const code = parseInt(octal, 8);
        return String.fromCharCode(kind.isBytes ? code & 0xff : code);
      }
      // A bytes literal has no \u and \U: its pattern has no groups for them, so what follows is not a group.
      const digits = hex ?? (kind.isBytes ? undefined : (four ?? eight));
      if (digits === undefined) return whole;
      const code = parseInt(digits, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
