/**
 * A formula with its numbers put in: `e^x / Σ e^x` with x = 2.0 in a row of 2.0, -1.0, 0.5 is
 * `e^2.0 / (e^2.0 + e^-1.0 + e^0.5)`. What stands behind a Σ, to the next sum or quotient, is
 * written once for each number of the row.
 */

/** What a letter stands for: its own number, and those of its row where a Σ runs over them. */
export interface Letter {
  readonly own: string;
  readonly row: readonly string[];
}

/** More terms of a sum than this are cut in the middle. */
const terms = 4;

/** @param letters By the letter; what is not among them stays as it is written. */
export function putIn(formula: string, letters: ReadonlyMap<string, Letter>): string {
  const written = rightSide(formula);
  const parts: string[] = [];
  let from = 0;
  for (let at = written.indexOf('Σ '); at >= 0; at = written.indexOf('Σ ', from)) {
    parts.push(replaced(written.slice(from, at), letters, ({ own }) => own));
    from = endOfTerm(written, at + 2);
    parts.push(sum(written.slice(at + 2, from), letters));
  }
  parts.push(replaced(written.slice(from), letters, ({ own }) => own));
  return parts.join('');
}

/** `p = σ(x)` without the letter that it defines. */
export const rightSide = (formula: string): string => {
  const [, defined, rest] = /^(\S+|log p) = (.+)$/.exec(formula) ?? [];
  return defined === undefined || rest === undefined ? formula : rest;
};

/** Where the term that starts here ends: at the next sum, difference, quotient or closing bracket, or a word. */
function endOfTerm(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth < 0) return at;
    if (depth === 0 && /^ (?:[/+−]|within) /.test(text.slice(at, at + 8))) return at;
  }
  return text.length;
}

function sum(term: string, letters: ReadonlyMap<string, Letter>): string {
  const count = Math.max(
    0,
    ...[...letters].filter(([letter]) => occurs(term, letter)).map(([, { row }]) => row.length),
  );
  if (count === 0) return `Σ ${term}`;
  const one = (at: number): string => replaced(term, letters, ({ own, row }) => row[at] ?? own);
  const shown =
    count <= terms
      ? Array.from({ length: count }, (_, at) => one(at))
      : [one(0), one(1), '…', one(count - 1)];
  // A negative number is set off from the sign before it; the first has none.
  const text = shown.map((each, at) => (at > 0 && each.startsWith('-') ? `(${each})` : each)).join(' + ');
  return shown.length === 1 ? text : `(${text})`;
}

/** A letter as it stands alone: not a part of a word or number, and not picked from by `[y]`. */
const pattern = (letter: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}_])${letter}(?![\p{L}\p{Nd}_[])`, 'gu');

const occurs = (text: string, letter: string): boolean => pattern(letter).test(text);

function replaced(
  text: string,
  letters: ReadonlyMap<string, Letter>,
  number: (letter: Letter) => string,
): string {
  // The longer letters first: `log p` is one, not the logarithm of another.
  const sorted = [...letters.keys()].sort((a, b) => b.length - a.length);
  const alternatives = sorted.map((letter) => pattern(letter).source);
  if (alternatives.length === 0) return text;
  return text.replace(new RegExp(alternatives.join('|'), 'gu'), (letter, ...rest) => {
    const at = rest.find((each): each is number => typeof each === 'number') ?? 0;
    const value = number(letters.get(letter)!);
    const before = text.slice(0, at).trimEnd();
    const isFree = (before === '' || /[(|[^]$/.test(before)) && !/^[²^]/.test(text.slice(at + letter.length));
    return value.startsWith('-') && !isFree ? `(${value})` : value;
  });
}
