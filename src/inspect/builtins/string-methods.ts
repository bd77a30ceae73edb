/** The methods of Python's `str`. */
import { PythonError } from '../../frameworks/errors';
import type { Arguments } from '../../frameworks/arguments';
import type { Runtime } from '../../frameworks/runtime';
import { itemsOf } from '../../frameworks/standard/items';
import { madeOfUsual } from '../../frameworks/usual';
import { bool, int, keyOf, list, str, tuple, type NativeFunction, type Value } from '../../frameworks/values';
import { formatMethod } from './format-method';
import { asKind, methodTable } from './method-table';
import { native } from './native';

const method = (
  name: string,
  parameters: string,
  f: (own: string, args: Arguments, runtime: Runtime) => Value,
): NativeFunction =>
  native(`str.${name}`, parameters, (args, runtime) =>
    f(asKind(args.value('self'), 'str').value, args, runtime),
  );

/** A test of the whole text, which no empty text passes. */
const test = (name: string, expression: RegExp): NativeFunction =>
  method(name, '(self)', (own) => bool(expression.test(own)));

/** Takes characters of a set, or white space, from one or both ends. */
function stripped(own: string, args: Arguments, ends: 'left' | 'right' | 'both'): Value {
  const given = args.optionalString('chars');
  const isTaken = (character: string): boolean =>
    given === undefined ? /\s/.test(character) : given.includes(character);
  let [start, stop] = [0, own.length];
  if (ends !== 'right') while (start < stop && isTaken(own[start]!)) start++;
  if (ends !== 'left') while (stop > start && isTaken(own[stop - 1]!)) stop--;
  return str(own.slice(start, stop));
}

/** The parts between separators; at most `count` cuts, from the left or from the right. */
function parts(own: string, args: Arguments, fromRight: boolean): Value {
  const separator = args.optionalString('sep');
  const most = args.int('maxsplit');
  if (separator === '') throw new PythonError('ValueError', 'empty separator');
  if (separator === undefined) return list(words(own, most < 0 ? Infinity : most, fromRight).map(str));
  const all = own.split(separator);
  if (most < 0 || all.length - 1 <= most) return list(all.map(str));
  return fromRight
    ? list([all.slice(0, all.length - most).join(separator), ...all.slice(all.length - most)].map(str))
    : list([...all.slice(0, most), all.slice(most).join(separator)].map(str));
}

/** The words between white space; what is left after so many cuts keeps its own. */
function words(own: string, most: number, fromRight: boolean): readonly string[] {
  const found = [...own.matchAll(/\S+/g)];
  if (found.length - 1 <= most) return found.map(([word]) => word);
  if (fromRight) {
    const kept = found.slice(found.length - most).map(([word]) => word);
    const last = found[found.length - most - 1]!;
    return [own.slice(0, last.index + last[0].length), ...kept];
  }
  return [...found.slice(0, most).map(([word]) => word), own.slice(found[most]!.index)];
}

/** Text before a separator, the separator, and text after it. */
function partitioned(own: string, separator: string, at: number, whole: 'first' | 'last'): Value {
  if (at < 0) return tuple((whole === 'first' ? [own, '', ''] : ['', '', own]).map(str));
  return tuple([own.slice(0, at), separator, own.slice(at + separator.length)].map(str));
}

/** Whether one of the given texts (one, or a tuple of them) passes. */
function someOf(runtime: Runtime, given: Value, passes: (text: string) => boolean): Value {
  const texts = given.kind === 'tuple' ? itemsOf(runtime, given) : [given];
  return bool(texts.some((text) => passes(asKind(text, 'str').value)));
}

function found(own: string, args: Arguments, find: (text: string) => number, isStrict: boolean): Value {
  const at = find(args.string('sub'));
  if (at < 0 && isStrict) throw new PythonError('ValueError', 'substring not found');
  return int(at);
}

/** Fills up on both sides; an odd rest goes to the left where the width is odd, as CPython does it. */
function centered(own: string, width: number, fill: string): string {
  const missing = width - own.length;
  if (missing <= 0) return own;
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + own + fill.repeat(missing - left);
}

const capitalized = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();

/** Each tab reaches to the next column that is a multiple of the size; a line break begins anew. */
function expanded(text: string, size: number): string {
  let column = 0;
  return [...text]
    .map((character) => {
      const width = size > 0 ? size - (column % size) : 0;
      if (character === '\t') {
        column += width;
        return ' '.repeat(width);
      }
      column = character === '\n' || character === '\r' ? 0 : column + 1;
      return character;
    })
    .join('');
}

export const stringMethods = methodTable(
  method(
    'format',
    '(self, *args, **kwargs)',
    (own, args, runtime) =>
      madeOfUsual(args.rest, (items) => formatMethod(runtime, own, items, args.keywords)) ??
      formatMethod(runtime, own, args.rest, args.keywords),
  ),
  method('join', '(self, items)', (own, args, runtime) =>
    str(
      itemsOf(runtime, args.value('items'))
        .map((item) => asKind(item, 'str').value)
        .join(own),
    ),
  ),
  method('split', '(self, sep=None, maxsplit=-1)', (own, args) => parts(own, args, false)),
  method('rsplit', '(self, sep=None, maxsplit=-1)', (own, args) => parts(own, args, true)),
  method('splitlines', '(self, keepends=False)', (own, args) => {
    const lines = own.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
    return list(lines.map((line) => str(args.bool('keepends') ? line : line.replace(/\r?\n$|\r$/, ''))));
  }),
  method('partition', '(self, sep)', (own, args) =>
    partitioned(own, args.string('sep'), own.indexOf(args.string('sep')), 'first'),
  ),
  method('rpartition', '(self, sep)', (own, args) =>
    partitioned(own, args.string('sep'), own.lastIndexOf(args.string('sep')), 'last'),
  ),
  method('strip', '(self, chars=None)', (own, args) => stripped(own, args, 'both')),
  method('lstrip', '(self, chars=None)', (own, args) => stripped(own, args, 'left')),
  method('rstrip', '(self, chars=None)', (own, args) => stripped(own, args, 'right')),
  method('lower', '(self)', (own) => str(own.toLowerCase())),
  method('casefold', '(self)', (own) => str(own.toLowerCase())),
  method('upper', '(self)', (own) => str(own.toUpperCase())),
  method('title', '(self)', (own) => str(own.replace(/[A-Za-z]+/g, capitalized))),
  method('capitalize', '(self)', (own) => str(capitalized(own))),
  method('swapcase', '(self)', (own) =>
    str([...own].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')),
  ),
  method('replace', '(self, old, new, count=-1)', (own, args) => {
    const pieces = own.split(args.string('old'));
    const most = args.int('count') < 0 ? pieces.length : args.int('count');
    return str(
      pieces.reduce(
        (text, piece, at) => text + (at <= most ? args.string('new') : args.string('old')) + piece,
      ),
    );
  }),
  method('removeprefix', '(self, prefix)', (own, args) =>
    str(own.startsWith(args.string('prefix')) ? own.slice(args.string('prefix').length) : own),
  ),
  method('removesuffix', '(self, suffix)', (own, args) => {
    const suffix = args.string('suffix');
    return str(suffix !== '' && own.endsWith(suffix) ? own.slice(0, -suffix.length) : own);
  }),
  method('startswith', '(self, prefix)', (own, args, runtime) =>
    someOf(runtime, args.value('prefix'), (text) => own.startsWith(text)),
  ),
  method('endswith', '(self, suffix)', (own, args, runtime) =>
    someOf(runtime, args.value('suffix'), (text) => own.endsWith(text)),
  ),
  method('find', '(self, sub)', (own, args) => found(own, args, (text) => own.indexOf(text), false)),
  method('rfind', '(self, sub)', (own, args) => found(own, args, (text) => own.lastIndexOf(text), false)),
  method('index', '(self, sub)', (own, args) => found(own, args, (text) => own.indexOf(text), true)),
  method('rindex', '(self, sub)', (own, args) => found(own, args, (text) => own.lastIndexOf(text), true)),
  method('count', '(self, sub)', (own, args) => int(own.split(args.string('sub')).length - 1)),
  method('ljust', "(self, width, fillchar=' ')", (own, args) =>
    str(own.padEnd(args.int('width'), args.string('fillchar'))),
  ),
  method('rjust', "(self, width, fillchar=' ')", (own, args) =>
    str(own.padStart(args.int('width'), args.string('fillchar'))),
  ),
  method('center', "(self, width, fillchar=' ')", (own, args) =>
    str(centered(own, args.int('width'), args.string('fillchar'))),
  ),
  method('zfill', '(self, width)', (own, args) => {
    const [, sign = '', digits = ''] = /^([+-]?)(.*)$/s.exec(own)!;
    return str(sign + digits.padStart(args.int('width') - sign.length, '0'));
  }),
  method('translate', '(self, table)', (own, args) => {
    const table = asKind(args.value('table'), 'dict');
    const replaced = [...own].map((character) => {
      const by = table.entries.get(keyOf(int(character.codePointAt(0)!)))?.[1];
      if (!by) return character;
      if (by.kind === 'None') return '';
      return by.kind === 'int' ? String.fromCodePoint(by.value) : asKind(by, 'str').value;
    });
    return str(replaced.join(''));
  }),
  method('expandtabs', '(self, tabsize=8)', (own, args) => str(expanded(own, args.int('tabsize')))),
  test('isdigit', /^\p{Nd}+$/u),
  test('isdecimal', /^\p{Nd}+$/u),
  test('isnumeric', /^\p{N}+$/u),
  test('isalpha', /^\p{L}+$/u),
  test('isalnum', /^[\p{L}\p{N}]+$/u),
  test('isspace', /^\s+$/),
  test('isidentifier', /^[\p{L}_][\p{L}\p{N}_]*$/u),
  method('isupper', '(self)', (own) => bool(/\p{Lu}/u.test(own) && own === own.toUpperCase())),
  method('islower', '(self)', (own) => bool(/\p{Ll}/u.test(own) && own === own.toLowerCase())),
);
