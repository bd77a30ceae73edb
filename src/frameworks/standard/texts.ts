/** `json`, `string` and `unicodedata`, as far as training code reads settings and splits texts with them. */
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { integer } from '../integers';
import type { Runtime } from '../runtime';
import { bool, dict, float, int, list, none, str, type NativeFunction, type Value } from '../values';

/** Marks the numbers of a JSON text that Python reads as floats: `2.0` is none of JavaScript's own. */
const FLOAT = '\u0000float:';

/** Marks whole numbers that a double does not hold exactly. */
const LONG = '\u0000long:';

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
  return dict(Object.entries(value as object).map(([key, item]) => [str(key), fromJson(item)]));
}

/** Writes the floats and the long integers of a JSON text as marked texts; what stands in quotes is left alone. */
const markNumbers = (text: string): string =>
  text.replace(/"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) => {
    if (token.startsWith('"')) return token;
    if (/[.eE]/.test(token)) return JSON.stringify(FLOAT + token);
    return Number.isSafeInteger(Number(token)) ? token : JSON.stringify(LONG + token);
  });

/** A text in JSON, in ASCII as Python writes it. */
const jsonText = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Python's `json.dumps`: `, ` and `: ` between things, on one line unless there is an indent. */
function toJson(
  runtime: Runtime,
  value: Value,
  indent: number | undefined,
  sorted: boolean,
  depth = 0,
): string {
  const inner = (item: Value): string => toJson(runtime, item, indent, sorted, depth + 1);
  const block = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return open + close;
    if (indent === undefined) return `${open}${parts.join(', ')}${close}`;
    const pad = ' '.repeat(indent * (depth + 1));
    return `${open}\n${parts.map((part) => pad + part).join(',\n')}\n${' '.repeat(indent * depth)}${close}`;
  };
  switch (value.kind) {
    case 'None':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'str':
      return jsonText(value.value);
    case 'long':
    case 'int':
    case 'float':
      return (runtime.format(value, 'repr') ?? '').replace('nan', 'NaN').replace('inf', 'Infinity');
    case 'list':
    case 'tuple':
      return block('[', value.items.map(inner), ']');
    case 'dict': {
      const entries = [...value.entries.values()].map(([key, item]) => {
        const name = runtime.format(key, 'str') ?? '';
        return [name, item] as const;
      });
      if (sorted) entries.sort(([a], [b]) => (a < b ? -1 : 1));
      return block(
        '{',
        entries.map(([name, item]) => `${jsonText(name)}: ${inner(item)}`),
        '}',
      );
    }
    case 'unknown':
      throw new NotKnown(value.reason);
    default:
      throw new PythonError('TypeError', `Object of type ${value.kind} is not JSON serializable`);
  }
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

export const texts: readonly NativeFunction[] = [
  define('json.dumps', '(obj, *, indent=None, sort_keys=False, **kwargs)', (args, runtime) => {
    const [option] = Object.keys(args.keywords);
    if (option !== undefined) throw new NotKnown(`json.dumps with ${option} is not written`);
    return str(toJson(runtime, args.value('obj'), args.optionalInt('indent'), args.bool('sort_keys')));
  }),
  define('json.loads', '(s, **kwargs)', (args) => {
    try {
      return fromJson(JSON.parse(markNumbers(args.string('s'))));
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
