/**
 * How much work a regular expression can make. JavaScript's try every way to match, one after the other and without a
 * bound: `(a+)+$` takes seconds for 28 letters and hours for 40.
 */

/** So many steps take about a second. */
export const MOST_STEPS = 1e8;

/** What stands between two brackets. */
interface Group {
  /** Whether something in it matches more than one length. */
  varies: boolean;
  /** The alternatives that `|` parts. */
  ways: number;
}

const quantifier = /^(?:([*+?])|\{(\d+)(?:,(\d*))?\})/;

/**
 * No fewer steps than a search takes in a text of that length: from each place, a repetition may end at each other one,
 * what is optional may be there or not, and a repeated group that varies may be cut up in every way.
 *
 * @param source A regular expression in JavaScript's notation.
 */
export function mostSteps(source: string, length: number): number {
  const groups: Group[] = [{ varies: false, ways: 1 }];
  let steps = length + 1;
  for (let at = 0; at < source.length; at++) {
    const group = groups.at(-1)!;
    const character = source[at]!;
    if (character === '|') group.ways++;
    if (character === '(') {
      groups.push({ varies: false, ways: 1 });
      // What a group begins with, as `?:`, is no quantifier.
      at += /^\(\?(?:<?[=!]|:|<\w+>)/.exec(source.slice(at))?.[0].length ?? 1;
      at--;
      continue;
    }
    let ended: Group = { varies: false, ways: 1 };
    if (character === ')') {
      ended = groups.pop() ?? ended;
      steps *= ended.ways;
    } else if (character === '\\') at += source[at + 1] === 'k' ? source.slice(at).indexOf('>') : 1;
    else if (character === '[') at += classLength(source.slice(at)) - 1;
    const outer = groups.at(-1)!;
    const quantified = quantifier.exec(source.slice(at + 1));
    const [written = '', sign, , most] = quantified ?? [];
    at += written.length;
    // `a+?` looks for the same, the shortest first.
    if (written !== '' && source[at + 1] === '?') at++;
    const isUnbounded = sign === '*' || sign === '+' || most === '';
    const isRepeated = isUnbounded || (written !== '' && sign === undefined);
    if (isRepeated && (ended.varies || ended.ways > 1)) steps *= Math.max(2, ended.ways) ** length;
    if (isUnbounded) steps *= length + 1;
    else if (most !== undefined) steps *= Number(most) + 1;
    else if (sign === '?') steps *= 2;
    outer.varies ||= ended.varies || ended.ways > 1 || isUnbounded || most !== undefined || sign === '?';
  }
  return steps * groups[0]!.ways;
}

/** The characters of a class that begins a text: `[^\]a-z]`. */
const classLength = (source: string): number => /^\[(?:\\[\s\S]|[^\]\\])*\]/.exec(source)?.[0].length ?? 1;
