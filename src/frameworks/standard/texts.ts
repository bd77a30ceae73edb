/** `json`, `string` and `unicodedata`, as far as training code reads settings and splits texts with them. */
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { integer } from '../integers';
import type { Runtime } from '../runtime';
import {
  bool,
  dict,
  float,
  int,
  list,
  none,
  str,
  typeName,
  type NativeFunction,
  type Value,
} from '../values';
import { itemsOf } from './items';

/** Marks the numbers of a JSON text that Python reads as floats: `2.0` is none of JavaScript's own. */
const FLOAT = '\u0000float:';

/** Marks whole numbers that a double does not hold exactly. */
const LONG = '\u0000long:';

/** Marks keys: JavaScript puts those that are whole numbers before all others. */
const KEY = '\u0000key:';

/** A value of JSON as Python reads it. */
function fromJson(value: unknown): Value {
  if (value === null) return none;
  if (typeof value === 'boolean') return bool(value);
  if (typeof value === 'string') {
    if (value.startsWith(LONG)) return integer(BigInt(value.slice(LONG.length)));
    return value.startsWith(FLOAT) ? float(Number(value.slice(FLOAT.length))) : str(value);
  }
  if (Array.isArray(value)) return list(value.map(fromJson));
  if (typeof value === 'number') return int(value);
  return dict(
    Object.entries(value as object).map(([key, item]) => [str(key.slice(KEY.length)), fromJson(item)]),
  );
}

/** Writes the floats and the long integers of a JSON text as marked texts, and marks its keys; other texts are left alone. */
const marked = (text: string): string =>
  text.replace(/"(?:\\.|[^"\\])*"(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token, colon?: string) => {
    if (token.startsWith('"'))
      return colon === undefined ? token : `"${JSON.stringify(KEY).slice(1, -1)}${token.slice(1)}`;
    if (/[.eE]/.test(token)) return JSON.stringify(FLOAT + token);
    return Number.isSafeInteger(Number(token)) ? token : JSON.stringify(LONG + token);
  });

/** A text in JSON, in ASCII as Python writes it unless it is told otherwise. */
const jsonText = (text: string, inAscii: boolean): string =>
  inAscii
    ? JSON.stringify(text).replace(
        /[\u007f-\uffff]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    : JSON.stringify(text);

interface JsonStyle {
  readonly indent: number | undefined;
  readonly isSorted: boolean;
  readonly inAscii: boolean;
  /** Between items, and between a key and its value. */
  readonly separators: readonly [string, string];
  /** What makes of an object something that can be written. */
  readonly fallback: Value | undefined;
}

/** Python's `json.dumps`: on one line unless there is an indent. */
function toJson(runtime: Runtime, value: Value, style: JsonStyle, depth = 0): string {
  const { indent, separators, inAscii } = style;
  const [between, colon] = separators;
  const inner = (item: Value): string => toJson(runtime, item, style, depth + 1);
  const block = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return open + close;
    if (indent === undefined) return `${open}${parts.join(between)}${close}`;
    const pad = ' '.repeat(indent * (depth + 1));
    const lines = parts.map((part) => pad + part).join(`${between}\n`);
    return `${open}\n${lines}\n${' '.repeat(indent * depth)}${close}`;
  };
  switch (value.kind) {
    case 'None':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'str':
      return jsonText(value.value, inAscii);
    case 'long':
    case 'int':
    case 'float':
      return (runtime.format(value, 'repr') ?? '').replace('nan', 'NaN').replace('inf', 'Infinity');
    case 'list':
    case 'tuple':
      return block('[', value.items.map(inner), ']');
    case 'dict': {
      // A key that is no text is written as its value would be.
      const entries = [...value.entries.values()].map(
        ([key, item]) => [key.kind === 'str' ? key.value : keyText(runtime, key, style), item] as const,
      );
      if (style.isSorted) entries.sort(([a], [b]) => (a < b ? -1 : 1));
      return block(
        '{',
        entries.map(([name, item]) => `${jsonText(name, inAscii)}${colon}${inner(item)}`),
        '}',
      );
    }
    case 'unknown':
      throw new NotKnown(value.reason);
    default:
      if (style.fallback) return inner(runtime.call(style.fallback, [value]));
      throw new PythonError('TypeError', `Object of type ${typeName(value)} is not JSON serializable`);
  }
}

function keyText(runtime: Runtime, key: Value, style: JsonStyle): string {
  if (['None', 'bool', 'int', 'long', 'float'].includes(key.kind)) return toJson(runtime, key, style);
  if (key.kind === 'unknown') throw new NotKnown(key.reason);
  throw new PythonError('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

/** The separators of `json.dumps`: with an indent, nothing stands at the end of a line after a comma. */
function separatorsOf(args: Arguments, runtime: Runtime, isIndented: boolean): readonly [string, string] {
  if (args.isNone('separators')) return [isIndented ? ',' : ', ', ': '];
  const [between, colon] = itemsOf(runtime, args.value('separators'));
  if (between?.kind !== 'str' || colon?.kind !== 'str')
    throw new NotKnown('the separators of json.dumps are not known');
  return [between.value, colon.value];
}

/** The general categories of Unicode, as `\p{…}` names them. */
const categories = 'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn'
  .split(' ')
  .map((name) => [name, new RegExp(`^\\p{${name}}$`, 'u')] as const);

const unicode: readonly NativeFunction[] = [
  define('unicodedata.normalize', '(form, unistr)', (args) => {
    const form = args.string('form');
    if (!/^NFK?[CD]$/.test(form)) throw new PythonError('ValueError', 'invalid normalization form');
    return str(args.string('unistr').normalize(form));
  }),
  define('unicodedata.category', '(chr)', (args) => {
    const character = args.string('chr');
    if ([...character].length !== 1)
      throw new PythonError('TypeError', 'category() argument must be a unicode character, not str');
    return str(categories.find(([, test]) => test.test(character))?.[0] ?? 'Cn');
  }),
];

/** A text without the white space that all of its lines begin with; lines of white space only are empty. */
function dedented(text: string): string {
  const lines = text.split('\n').map((line) => (/^[ \t]*$/.test(line) ? '' : line));
  const margins = lines.filter((line) => line !== '').map((line) => /^[ \t]*/.exec(line)![0]);
  const margin = margins.reduce<string | undefined>((common, next) => {
    if (common === undefined) return next;
    let length = 0;
    while (length < common.length && common[length] === next[length]) length++;
    return common.slice(0, length);
  }, undefined);
  return lines.map((line) => line.slice(margin?.length ?? 0)).join('\n');
}

export const texts: readonly NativeFunction[] = [
  define(
    'json.dumps',
    '(obj, *, skipkeys=False, ensure_ascii=True, indent=None, separators=None, default=None, sort_keys=False, **kwargs)',
    (args, runtime) => {
      const option = args.given('skipkeys') ? 'skipkeys' : Object.keys(args.keywords)[0];
      if (option !== undefined) throw new NotKnown(`json.dumps with ${option} is not written`);
      const indent = args.optionalInt('indent');
      return str(
        toJson(runtime, args.value('obj'), {
          indent,
          isSorted: args.bool('sort_keys'),
          inAscii: args.bool('ensure_ascii'),
          separators: separatorsOf(args, runtime, indent !== undefined),
          fallback: args.isNone('default') ? undefined : args.value('default'),
        }),
      );
    },
  ),
  define('textwrap.dedent', '(text)', (args) => str(dedented(args.string('text')))),
  define('json.loads', '(s, **kwargs)', (args) => {
    try {
      return fromJson(JSON.parse(marked(args.string('s'))));
    } catch (error) {
      if (error instanceof SyntaxError) throw new NotKnown('this text is not valid JSON');
      throw error;
    }
  }),
  ...unicode,
];

export const textConstants: readonly (readonly [string, Value])[] = [
  ['string.ascii_lowercase', str('abcdefghijklmnopqrstuvwxyz')],
  ['string.ascii_uppercase', str('ABCDEFGHIJKLMNOPQRSTUVWXYZ')],
  ['string.ascii_letters', str('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')],
  ['string.digits', str('0123456789')],
  ['string.punctuation', str('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~')],
];
