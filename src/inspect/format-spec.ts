/** Python's format specification mini-language, and the older `%` (Python documentation, "Format String Syntax"). */
import { toFixed as toFixedAsC } from '../base/fixed';
import { PythonError } from '../frameworks/errors';
import { decimal, floatOf } from '../frameworks/integers';
import {
  linearize,
  plain,
  str,
  typeName,
  unknown,
  type InstanceValue,
  type Value,
} from '../frameworks/values';
import { isFloating } from '../engine/dtype';
import { formatFloat } from '../base/python-float';
import type { Runtime } from '../frameworks/runtime';

const SPEC = /^(?:(.)?([<>=^]))?([+\- ])?(#)?(0)?(\d+)?([_,])?(?:\.(\d+))?([a-zA-Z%])?$/su;

/** A value formatted by a specification; undefined where the value is not known. */
export function formatWithSpec(runtime: Runtime, value: Value, spec: string): string | undefined {
  const number = asPlainNumber(value);
  if (spec === '') {
    // A scalar tensor formats as the number it holds (torch/_tensor.py, __format__).
    if (value.kind === 'instance' && linearize(value.class).some((base) => base.attributes.has('__format__')))
      return formattedByClass(runtime, value, spec);
    const isScalar = value.kind === 'tensor' && number !== undefined && isFloating(value.tensor.dtype!);
    return isScalar ? formatFloat(number) : runtime.format(value, 'str');
  }
  if (value.kind === 'long') return formattedLong(runtime, value.value, spec);
  if (value.kind === 'instance') return formattedByClass(runtime, value, spec);
  if (['None', 'list', 'tuple', 'dict', 'set', 'size', 'class', 'function'].includes(value.kind)) {
    throw new PythonError('TypeError', unsupportedFormat(value));
  }
  if (value.kind === 'tensor' && number === undefined && !value.tensor.hasValues) return undefined;
  if (value.kind === 'unknown') return undefined;
  const match = SPEC.exec(spec);
  if (!match)
    throw new PythonError(
      'ValueError',
      `Invalid format specifier '${spec}' for object of type '${typeName(value)}'`,
    );
  const [, fillGiven, alignGiven, sign = '-', alternate, zero, width = '0', grouping, precision, type] =
    match;
  const isNumber = number !== undefined;
  const fill = fillGiven ?? (zero ? '0' : ' ');
  const align = alignGiven ?? (zero && isNumber ? '=' : isNumber && type !== 'c' ? '>' : '<');
  let body: string;
  let prefix = '';
  if (isNumber && type !== 's') {
    const isInt = value.kind === 'tensor' ? !isFloating(value.tensor.dtype!) : value.kind !== 'float';
    body = formatMagnitude(
      Math.abs(number),
      isInt,
      type,
      precision === undefined ? undefined : Number(precision),
    );
    if (grouping) body = group(body, grouping, type);
    const negative = number < 0 || Object.is(number, -0);
    prefix = negative ? '-' : sign === '-' ? '' : sign;
    if (alternate && type && 'boxX'.includes(type)) prefix += `0${type}`;
  } else {
    const text = runtime.format(value, 'str');
    if (text === undefined) return undefined;
    if (type !== undefined && type !== 's') {
      throw new PythonError(
        'ValueError',
        `Unknown format code '${type}' for object of type '${typeName(value)}'`,
      );
    }
    body = precision === undefined ? text : text.slice(0, Number(precision));
  }
  return pad(prefix, body, Number(width), fill, align);
}

/** A number beyond 2^53: its digits are exact in the formats of integers, and a float's in the others. */
function formattedLong(runtime: Runtime, value: bigint, spec: string): string | undefined {
  const [, fill, alignGiven, sign = '-', alternate, zero, width = '0', grouping, precision, type] =
    SPEC.exec(spec) ?? [];
  if (type === 's') throw new PythonError('ValueError', "Unknown format code 's' for object of type 'int'");
  const base = new Map([
    ['b', 2],
    ['o', 8],
    ['x', 16],
    ['X', 16],
    ['d', 10],
    ['n', 10],
  ]).get(type ?? 'd');
  if (base === undefined) return formatWithSpec(runtime, { kind: 'float', value: floatOf(value) }, spec);
  if (precision !== undefined)
    throw new PythonError('ValueError', 'Precision not allowed in integer format specifier');
  const size = value < 0n ? -value : value;
  const digits = base === 10 ? decimal(size) : size.toString(base);
  if (digits === undefined) return undefined;
  const body = grouping ? group(digits, grouping, type) : digits;
  const mark = value < 0n ? '-' : sign === '-' ? '' : sign;
  const prefix = mark + (alternate && type && 'boxX'.includes(type) ? `0${type}` : '');
  const text = type === 'X' ? body.toUpperCase() : body;
  return pad(prefix, text, Number(width), fill ?? (zero ? '0' : ' '), alignGiven ?? (zero ? '=' : '>'));
}

const unsupportedFormat = (value: Value): string =>
  `unsupported format string passed to ${typeName(value)}.__format__`;

/** What an object's `__format__` gives; undefined where it is not known. A number or text that a class builds on has its own. */
function formattedByClass(runtime: Runtime, value: InstanceValue, spec: string): string | undefined {
  const order = linearize(value.class);
  // The members of IntEnum and StrEnum format as what they hold; those of other enumerations as their text.
  const isMember = order.some(({ name }) => name.startsWith('enum.'));
  const isPlain = !isMember || order.some(({ name }) => name === 'enum.IntEnum' || name === 'enum.StrEnum');
  const held = isPlain ? plain(value) : value;
  if (held !== value) return formatWithSpec(runtime, held, spec);
  if (!order.some((base) => base.attributes.has('__format__'))) {
    if (order.every((base) => base.isUser)) throw new PythonError('TypeError', unsupportedFormat(value));
    return undefined;
  }
  const made = runtime.call(runtime.getAttribute(value, '__format__'), [str(spec)]);
  return made.kind === 'str' ? made.value : undefined;
}

function asPlainNumber(value: Value): number | undefined {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  if (value.kind === 'bool') return Number(value.value);
  // A tensor of one element formats as the number it holds; PyTorch does so for scalars only.
  if (value.kind === 'tensor' && value.tensor.shape?.length === 0 && value.tensor.hasValues)
    return value.tensor.values()[0];
  return undefined;
}

function formatMagnitude(
  magnitude: number,
  isInt: boolean,
  type: string | undefined,
  precision: number | undefined,
): string {
  if (!Number.isFinite(magnitude)) return Number.isNaN(magnitude) ? 'nan' : 'inf';
  switch (type) {
    case 'd':
    case 'n':
      return String(magnitude);
    case 'b':
      return magnitude.toString(2);
    case 'o':
      return magnitude.toString(8);
    case 'x':
      return magnitude.toString(16);
    case 'c':
      return String.fromCodePoint(magnitude);
    case 'X':
      return magnitude.toString(16).toUpperCase();
    case 'f':
    case 'F':
      return toFixed(magnitude, precision ?? 6);
    case '%':
      return `${toFixed(magnitude * 100, precision ?? 6)}%`;
    case 'e':
    case 'E': {
      const text = exponential(magnitude, precision ?? 6);
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
      return general(magnitude, precision ?? 6);
    case 'G':
      return general(magnitude, precision ?? 6).toUpperCase();
    case undefined:
      if (isInt) return String(magnitude);
      return precision === undefined ? formatFloat(magnitude) : general(magnitude, precision, true);
    default:
      throw new PythonError(
        'ValueError',
        `Unknown format code '${type}' for object of type '${isInt ? 'int' : 'float'}'`,
      );
  }
}

/** Fixed notation, rounding the exact binary value half to even as C does. JavaScript's toFixed is exact up to 1e21. */
export const toFixed = (value: number, digits: number): string =>
  value < 1e21
    ? toFixedAsC(value, Math.min(digits, 100))
    : `${BigInt(value).toString()}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;

/** `1.50e-03`. */
export function exponential(value: number, digits: number): string {
  const shown = Math.min(digits, 100);
  const [rounded, exponent] = value.toExponential(shown).split('e') as [string, string];
  // What lies exactly between two goes to the even one; JavaScript takes the larger.
  const exact = value.toExponential(100).split('e')[0]!;
  const cut = shown === 0 ? exact.slice(0, 1) : exact.slice(0, 2 + shown);
  const isTie = /^\.?50*$/.test(exact.slice(cut.length)) && '02468'.includes(cut.at(-1)!);
  const mantissa = isTie ? cut : rounded;
  const power = Number(exponent);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function general(value: number, precision: number, keepPoint = false): string {
  const digits = Math.max(precision, 1);
  if (value === 0) return keepPoint ? '0.0' : '0';
  const power = Number(value.toExponential(digits - 1).split('e')[1]);
  const limit = keepPoint ? digits - 1 : digits;
  const text =
    power < -4 || power >= limit ? exponential(value, digits - 1) : toFixed(value, digits - 1 - power);
  if (!text.includes('.')) return keepPoint && !text.includes('e') ? `${text}.0` : text;
  const [mantissa, exponent] = text.split('e') as [string, string | undefined];
  const trimmed = mantissa.replace(/0+$/, '').replace(/\.$/, keepPoint && exponent === undefined ? '.0' : '');
  return exponent === undefined ? trimmed : `${trimmed}e${exponent}`;
}

const group = (text: string, separator: string, type: string | undefined): string => {
  const [size, whole] = type && 'boxX'.includes(type) ? [4, /^[\da-f]+/i] : [3, /^\d+/];
  return text.replace(whole, (digits) => {
    const first = digits.length % size || size;
    const pieces = [digits.slice(0, first)];
    for (let at = first; at < digits.length; at += size) pieces.push(digits.slice(at, at + size));
    return pieces.join(separator);
  });
};

function pad(prefix: string, body: string, width: number, fill: string, align: string): string {
  const missing = Math.max(0, width - prefix.length - body.length);
  switch (align) {
    case '<':
      return prefix + body + fill.repeat(missing);
    case '^': {
      const left = Math.floor(missing / 2);
      return fill.repeat(left) + prefix + body + fill.repeat(missing - left);
    }
    case '=':
      return prefix + fill.repeat(missing) + body;
    default:
      return fill.repeat(missing) + prefix + body;
  }
}

/** The number that stands for a `*` in a format. */
function starNumber(value: Value | undefined): string {
  if (value?.kind !== 'int') throw new PythonError('TypeError', '* wants int');
  return String(value.value);
}

/** `text % value`. */
export function percentFormat(runtime: Runtime, text: string, value: Value): Value {
  const items = value.kind === 'tuple' ? [...value.items] : [value];
  let isKnown = true;
  const result = text.replace(
    /%(?:\((\w+)\))?([-+ 0#]*)(\d+|\*)?(?:\.(\d+|\*))?([a-zA-Z%])/g,
    (
      _,
      key: string | undefined,
      flags: string,
      widthGiven: string | undefined,
      precisionGiven: string | undefined,
      type: string,
    ) => {
      if (type === '%') return '%';
      const [width, precision] = [widthGiven, precisionGiven].map((given) =>
        given === '*' ? starNumber(items.shift()) : given,
      );
      const item =
        key !== undefined && value.kind === 'dict' ? value.entries.get(`s${key}`)?.[1] : items.shift();
      if (!item) throw new PythonError('TypeError', 'not enough arguments for format string');
      const conversion = type === 'r' ? 'repr' : 'str';
      if (type === 'c' && item.kind === 'str')
        return pad('', item.value, Number(width ?? 0), ' ', flags.includes('-') ? '<' : '>');
      if (type === 's' || type === 'r') {
        const formatted = runtime.format(item, conversion);
        if (formatted === undefined) isKnown = false;
        const cut = precision === undefined ? formatted : formatted?.slice(0, Number(precision));
        return pad('', cut ?? '', Number(width ?? 0), ' ', flags.includes('-') ? '<' : '>');
      }
      const align = flags.includes('-') ? '<' : flags.includes('0') ? '0=' : '>';
      const sign =
        (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + (flags.includes('#') ? '#' : '');
      const kind = type === 'i' || type === 'u' ? 'd' : type;
      const whole =
        item.kind === 'tensor' && item.tensor.hasValues && item.tensor.numel === 1
          ? ({ kind: 'float', value: item.tensor.values()[0]! } as const)
          : kind === 'd' && item.kind === 'float'
            ? ({ kind: 'int', value: Math.trunc(item.value) } as const)
            : item;
      const formatted = formatWithSpec(
        runtime,
        whole,
        `${align}${sign}${width ?? ''}${precision === undefined ? '' : `.${precision}`}${kind}`,
      );
      if (formatted === undefined) isKnown = false;
      return formatted ?? '';
    },
  );
  return isKnown ? str(result) : unknown('a text with something unknown in it', runtime.place);
}
