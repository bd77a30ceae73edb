/** How numpy prints an array (numpy/core/arrayprint.py): the shortest digits that read back, at most 8 after the point. */
import { roundNumber } from '../../engine/backends/rounding';
import { isFloating, type DType } from '../../engine/dtype';
import type { NdArray } from '../../engine/op';
import { stridesOf } from '../../engine/shape';

/** What `np.set_printoptions` sets. */
export interface PrintOptions {
  readonly precision: number;
  readonly threshold: number;
  readonly edgeitems: number;
  readonly linewidth: number;
  /** Small numbers never in scientific notation. */
  readonly suppress: boolean;
  /** Whether all numbers get the same digits behind the point: as many as the precision says, or as one of them needs. */
  readonly floatmode: 'maxprec' | 'maxprec_equal' | 'fixed';
  /** What the program gave to write elements with, by the kind of dtype. */
  readonly formatter?: Readonly<Record<string, (value: number) => string>>;
}

export const defaultPrintOptions: PrintOptions = {
  precision: 8,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 75,
  suppress: false,
  floatmode: 'maxprec',
};

/** The keys under which numpy looks for what writes elements, the last that is there first. */
const formatterKeys = (dtype: DType): readonly string[] =>
  isFloating(dtype)
    ? ['float', 'float_kind', 'all']
    : dtype === 'bool'
      ? ['bool', 'all']
      : ['int', 'int_kind', 'all'];

/** How one array is laid out. */
interface Layout {
  readonly separator: string;
  readonly indent: number;
  readonly summarize: boolean;
  readonly options: PrintOptions;
  readonly format: (value: number) => string;
}

/** `[0.9 0.1 0.1]` for str, `array([0.9, 0.1, 0.1], dtype=float32)` for repr. */
export function formatNumpyArray(
  array: NdArray,
  how: 'str' | 'repr',
  name: string,
  options: PrintOptions = defaultPrintOptions,
  separator = how === 'str' ? ' ' : ', ',
  before = 0,
): string {
  if (array.shape.length === 0) {
    const text = formatScalar(array.values[0]!, array);
    // `array(1.)`: as among others, zeros behind the point are left out.
    return how === 'str' ? text : `${name}(${text.replace(/\.0$/, '.')}${dtypeSuffix(array, name)})`;
  }
  const prefix = how === 'str' ? '' : `${name}(`;
  if (array.values.length === 0) {
    // A shape that the brackets do not show is written out, and then the dtype as well.
    const shape = array.shape.length > 1 ? `, shape=(${array.shape.join(', ')})` : '';
    return how === 'str' ? '[]' : `${name}([]${shape}, dtype=${array.dtype})`;
  }
  const summarize = array.values.length > options.threshold;
  const shown = summarize ? { ...array, values: edges(array, options.edgeitems) } : array;
  const body = formatPart(array, 0, 0, {
    separator,
    indent: prefix.length + before,
    summarize,
    options,
    format: formatterOf(shown, options),
  });
  return how === 'str' ? body : `${prefix}${body}${dtypeSuffix(array, name)})`;
}

const dtypeSuffix = ({ dtype }: NdArray, name: string): string =>
  name === 'array' && ['float64', 'int64', 'bool'].includes(dtype) ? '' : `, dtype=${dtype}`;

/** The fewest digits that give the same number back in the array's precision. */
function shortest(value: number, dtype: DType): string {
  if (Object.is(value, -0)) return '-0';
  if (dtype === 'float64') return String(value);
  for (let digits = 1; digits <= 9; digits++) {
    const text = value.toPrecision(digits);
    if (roundNumber(dtype, Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

/** From here on a number alone is written with an exponent (numpy's `scalartypes.c.src`). */
const scalarBound = (dtype: DType): number => (dtype === 'float64' ? 1e16 : arrayBound(dtype));

/** From here on the numbers of an array are: as many digits as the dtype has, and eight at most. */
const arrayBound = (dtype: DType): number =>
  10 ** Math.min(8, { float16: 3, bfloat16: 2, float32: 6 }[dtype as string] ?? 15);

/** The sign and the digits of an exponent, two at least. */
const exponentText = (power: number, width = 2): string =>
  `${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(width, '0')}`;

function formatScalar(value: number, { dtype }: NdArray): string {
  if (dtype === 'bool') return value ? 'True' : 'False';
  if (!isFloating(dtype)) return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const text = shortest(value, dtype);
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= scalarBound(dtype))) {
    const [mantissa, exponent] = Number(text).toExponential().split('e') as [string, string];
    return `${mantissa}e${exponentText(Number(exponent))}`;
  }
  return text.includes('.') ? text : `${text}.0`;
}

/** So many digits behind the point; what lies exactly between two goes to the even one, unlike in `toFixed`. */
function fixed(value: number, digits: number): string {
  const scaled = Math.abs(value) * 10 ** digits;
  const isTie = scaled % 1 === 0.5 && Math.floor(scaled) % 2 === 0;
  const text = Math.abs(isTie ? Math.floor(scaled) / 10 ** digits : value).toFixed(digits);
  return value < 0 ? `-${text}` : text;
}

/** One way to write all values, so that their points stand below each other. */
function formatterOf(array: NdArray, options: PrintOptions): (value: number) => string {
  const { precision, suppress, floatmode, formatter } = options;
  const own = formatterKeys(array.dtype).flatMap((key) => formatter?.[key] ?? [])[0];
  if (own) return own;
  const values = Array.from(array.values);
  if (!isFloating(array.dtype)) {
    const text = (value: number): string => formatScalar(value, array);
    // Truths are written as wide as False, whatever they are.
    const width = Math.max(array.dtype === 'bool' ? 5 : 0, ...values.map((value) => text(value).length));
    return (value) => text(value).padStart(width);
  }
  const finite = values.filter(Number.isFinite);
  const magnitudes = finite.filter((value) => value !== 0).map(Math.abs);
  const max = Math.max(0, ...magnitudes);
  const min = Math.min(Infinity, ...magnitudes);
  const special = (value: number): string => (Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf');
  // numpy compares in the array's dtype, in which 0.0001 may lie below a double's.
  const isUneven = !suppress && (min < roundNumber(array.dtype, 1e-4) || max / min > 1000);
  if (magnitudes.length > 0 && (max >= arrayBound(array.dtype) || isUneven)) {
    const digits = Math.max(
      ...finite.map((value) => {
        const [mantissa = ''] = Number(shortest(value, array.dtype)).toExponential().split('e');
        return Math.max(0, mantissa.replace('-', '').length - 2);
      }),
    );
    const parts = (value: number): [mantissa: string, power: number] => {
      const places = floatmode === 'fixed' ? precision : Math.min(digits, precision);
      const [mantissa, exponent] = value.toExponential(places).split('e');
      const signed = Object.is(value, -0) ? `-${mantissa!}` : mantissa!;
      return [signed, Number(exponent)];
    };
    const powerWidth = Math.max(2, ...finite.map((value) => String(Math.abs(parts(value)[1])).length));
    const text = (value: number): string => {
      const [mantissa, power] = parts(value);
      return `${mantissa.includes('.') ? mantissa : `${mantissa}.`}e${exponentText(power, powerWidth)}`;
    };
    const width = Math.max(
      ...values.map((value) => (Number.isFinite(value) ? text(value) : special(value)).length),
    );
    return (value) => (Number.isFinite(value) ? text(value) : special(value)).padStart(width);
  }
  const positional = (value: number): string => {
    const text = shortest(value, array.dtype);
    const plain = text.includes('e') ? value.toFixed(Math.min(precision, 100)) : text;
    const [, fraction = ''] = plain.split('.');
    const rounded = fraction.length > precision ? fixed(value, precision) : plain;
    const trimmed = rounded.includes('.') ? rounded.replace(/0+$/, '') : `${rounded}.`;
    return value < 0 && !trimmed.startsWith('-') ? `-${trimmed}` : trimmed;
  };
  const texts = finite.map(positional);
  const left = Math.max(0, ...texts.map((text) => text.indexOf('.')));
  const right = Math.max(0, ...texts.map((text) => text.length - text.indexOf('.') - 1));
  const specialWidth = Math.max(
    0,
    ...values.filter((value) => !Number.isFinite(value)).map((value) => special(value).length),
  );
  const width = Math.max(left + 1 + (floatmode === 'fixed' ? precision : right), specialWidth);
  return (value) => {
    if (!Number.isFinite(value)) return special(value).padStart(width);
    const text = positional(value);
    // What was left out behind the point is blank; where it is only that, all values stay aligned.
    const padded = text.padStart(left + text.length - text.indexOf('.'));
    const places = floatmode === 'fixed' ? left + 1 + precision : left + 1 + right;
    return padded.padEnd(places, floatmode === 'maxprec' ? ' ' : '0').padStart(width);
  };
}

/** The values that are printed of an array that is too long: those at the edges of every dim. */
function edges(array: NdArray, edgeitems: number): Float64Array {
  const strides = stridesOf(array.shape);
  const isShown = (at: number): boolean =>
    array.shape.every((length, dim) => {
      const index = Math.floor(at / strides[dim]!) % length;
      return length <= 2 * edgeitems || index < edgeitems || index >= length - edgeitems;
    });
  return Float64Array.from(Array.from(array.values).filter((_, at) => isShown(at)));
}

function formatPart(array: NdArray, dim: number, offset: number, layout: Layout): string {
  const { separator, indent, summarize, format } = layout;
  const { edgeitems, linewidth } = layout.options;
  const length = array.shape[dim]!;
  const stride = stridesOf(array.shape)[dim]!;
  const indices: (number | null)[] =
    summarize && length > 2 * edgeitems
      ? [
          ...Array.from({ length: edgeitems }, (_, at) => at),
          null,
          ...Array.from({ length: edgeitems }, (_, at) => length - edgeitems + at),
        ]
      : Array.from({ length }, (_, at) => at);
  const left = array.shape.length - dim;
  if (left === 1) {
    const lines: string[] = [];
    let line = '';
    indices.forEach((index, at) => {
      const word = index === null ? '...' : format(array.values[offset + index]!);
      const piece = at === 0 ? word : `${separator}${word}`;
      if (at > 0 && indent + 1 + line.length + piece.length + array.shape.length - left + 1 > linewidth) {
        lines.push((line + separator.trimEnd()).trimEnd());
        line = word;
      } else line += piece;
    });
    lines.push(line);
    return `[${lines.join(`\n${' '.repeat(indent + dim + 1)}`)}]`;
  }
  const parts = indices.map((index) =>
    index === null ? '...' : formatPart(array, dim + 1, offset + index * stride, layout),
  );
  return `[${parts.join(`${separator.trimEnd()}${'\n'.repeat(left - 1)}${' '.repeat(indent + dim + 1)}`)}]`;
}
