/** String literals: their text, and the fields of f-strings. */
import { NONE } from './flat-tree';
import type { Reading } from './reading';
import { readTuple } from './sequences';
import { readStringToken, stringContent } from './strings';
import type { Constant, Expression, FormattedValue, JoinedString } from './syntax';

export function readString(reading: Reading, node: number, depth: number): Expression {
  const { tree, scan } = reading;
  const { start, end } = reading.span(node);
  const tokens = tree.name(node) === 'ContinuedString' ? reading.children(node) : [node];
  const parts: (string | FormattedValue)[] = [];
  let type: Constant['type'] = 'str';
  let isJoined = false;
  for (const token of tokens) {
    const from = tree.start(token);
    const damage = scan.damage.size > 0 ? scan.damage.get(from) : undefined;
    if (damage !== undefined) return reading.broken(start, end, damage);
    const string = readStringToken(reading.text, from, tree.end(token));
    if (string.isBytes) type = 'bytes';
    if (string.isFormat) {
      isJoined = true;
      const inner = reading.damageIn(token);
      if (inner !== null) return reading.broken(start, end, inner);
      readFormatParts(
        reading,
        tree.firstChild(token),
        string.contentStart,
        string.contentEnd,
        string.isRaw,
        depth,
        parts,
      );
    } else {
      addText(parts, stringContent(reading.text.slice(string.contentStart, string.contentEnd), string));
    }
  }
  if (isJoined) return { kind: 'JoinedString', start, end, parts } satisfies JoinedString;
  return { kind: 'Constant', start, end, type, value: parts.length > 0 ? String(parts[0]) : '' };
}

/** Neighbouring texts are one part, and an empty text is none. */
function addText(parts: (string | FormattedValue)[], text: string): void {
  if (text === '') return;
  const last = parts[parts.length - 1];
  if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else parts.push(text);
}

/** Adds the texts and fields between `from` and `to`; `first` is the first of the sibling nodes that hold the fields. */
function readFormatParts(
  reading: Reading,
  first: number,
  from: number,
  to: number,
  isRaw: boolean,
  depth: number,
  parts: (string | FormattedValue)[],
): void {
  const { tree, text } = reading;
  let at = from;
  const addBetween = (end: number): void => {
    if (end <= at) return;
    const literal = text.slice(at, end).replaceAll('{{', '{').replaceAll('}}', '}');
    addText(parts, stringContent(literal, { isRaw, isBytes: false }));
  };
  for (let child = first; child !== NONE; child = tree.nextSibling(child)) {
    if (tree.name(child) !== 'FormatReplacement') continue;
    addBetween(tree.start(child));
    const field = readField(reading, child, isRaw, depth);
    if (field.debugText !== null) addText(parts, '');
    parts.push(field);
    at = tree.end(child);
  }
  addBetween(to);
}

function readField(reading: Reading, node: number, isRaw: boolean, depth: number): FormattedValue {
  const { tree, text } = reading;
  const { start, end } = reading.span(node);
  let conversion: FormattedValue['conversion'] = null;
  let debugText: string | null = null;
  const format: (string | FormattedValue)[] = [];
  for (let child = tree.firstChild(node); child !== NONE; child = tree.nextSibling(child)) {
    switch (tree.name(child)) {
      case 'FormatConversion': {
        const letter = text[tree.start(child) + 1];
        if (letter === 'r' || letter === 's' || letter === 'a') conversion = letter;
        break;
      }
      case 'FormatSelfDoc':
        debugText = text.slice(start + 1, endOfSelfDocumentation(text, tree.end(child)));
        break;
      case 'FormatSpec':
        readFormatParts(
          reading,
          tree.firstChild(child),
          tree.start(child) + 1,
          tree.end(child),
          isRaw,
          depth,
          format,
        );
        break;
      default:
    }
  }
  const damage = reading.damageIn(node);
  const value =
    damage === null
      ? readTuple(reading, tree.firstChild(node), FIELD_ENDS, depth)
      : reading.broken(start, end, damage);
  return {
    start,
    end,
    value: value ?? reading.broken(start, end, 'this field is empty'),
    conversion,
    format,
    debugText,
  };
}

/** The blanks after the `=` belong to what is shown. */
function endOfSelfDocumentation(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}

const FIELD_ENDS: ReadonlySet<string> = new Set(['FormatSelfDoc', 'FormatConversion', 'FormatSpec', '}']);
