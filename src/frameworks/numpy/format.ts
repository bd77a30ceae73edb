/** How numpy prints an array (numpy/core/arrayprint.py): the shortest digits that read back, at most 8 after the point. */
import { isFloating } from '../../engine/dtype';
import type { NdArray } from '../../engine/op';
import { stridesOf } from '../../engine/shape';

const PRECISION = 8;
const LINE_WIDTH = 75;
const THRESHOLD = 1000;
const EDGE_ITEMS = 3;

/** `[0.9 0.1 0.1]` for str, `array([0.9, 0.1, 0.1], dtype=float32)` for repr. */
export function formatNumpyArray(array: NdArray, how: 'str' | 'repr', name: string): string {
  if (array.shape.length === 0) {
    const text = formatScalar(array.values[0]!, array);
    // `array(1.)`: as among others, zeros behind the point are left out.
    return how === 'str' ? text : `${name}(${text.replace(/\.0$/, '.')}${dtypeSuffix(array, name)})`;
  }
  const separator = how === 'str' ? ' ' : ', ';
  const prefix = how === 'str' ? '' : `${name}(`;
  if (array.values.length === 0) return how === 'str' ? '[]' : `${name}([]${dtypeSuffix(array, name)})`;
  const summarize = array.values.length > THRESHOLD;
  const body = formatPart(array, 0, 0, separator, prefix.length, summarize, formatterOf(array));
  return how === 'str' ? body : `${prefix}${body}${dtypeSuffix(array, name)})`;
}

const dtypeSuffix = ({ dtype }: NdArray, name: string): string =>
  name === 'array' && ['float64', 'int64', 'bool'].includes(dtype) ? '' : `, dtype=${dtype}`;

/** The fewest digits that give the same number back in the array's precision. */
function shortest(value: number, isSingle: boolean): string {
  if (!isSingle) return String(value);
  for (let digits = 1; digits <= 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

function formatScalar(value: number, { dtype }: NdArray): string {
  if (dtype === 'bool') return value ? 'True' : 'False';
  if (!isFloating(dtype)) return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const text = shortest(value, dtype === 'float32');
  if (text.includes('e')) {
    const [mantissa, exponent] = text.split('e') as [string, string];
    const power = Number(exponent);
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [mantissa, exponent] = Number(text).toExponential().split('e') as [string, string];
    const power = Number(exponent);
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  return text.includes('.') ? text : `${text}.0`;
}

/** One way to write all values, so that their points stand below each other. */
function formatterOf(array: NdArray): (value: number) => string {
  const values = Array.from(array.values);
  if (!isFloating(array.dtype)) {
    const text = (value: number): string => formatScalar(value, array);
    // Truths are written as wide as False, whatever they are.
    const width = Math.max(array.dtype === 'bool' ? 5 : 0, ...values.map((value) => text(value).length));
    return (value) => text(value).padStart(width);
  }
  const isSingle = array.dtype === 'float32';
  const finite = values.filter(Number.isFinite);
  const magnitudes = finite.filter((value) => value !== 0).map(Math.abs);
  const max = Math.max(0, ...magnitudes);
  const min = Math.min(Infinity, ...magnitudes);
  const special = (value: number): string => (Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf');
  if (magnitudes.length > 0 && (max >= 1e8 || min < 1e-4 || max / min > 1000)) {
    const digits = Math.max(
      ...finite.map((value) => {
        const [mantissa = ''] = Number(shortest(value, isSingle)).toExponential().split('e');
        return Math.max(0, mantissa.replace('-', '').length - 2);
      }),
    );
    const text = (value: number): string => {
      const [mantissa, exponent] = value.toExponential(Math.min(digits, PRECISION)).split('e') as [
        string,
        string,
      ];
      const power = Number(exponent);
      return `${mantissa.includes('.') ? mantissa : `${mantissa}.`}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
    };
    const width = Math.max(
      ...values.map((value) => (Number.isFinite(value) ? text(value) : special(value)).length),
    );
    return (value) => (Number.isFinite(value) ? text(value) : special(value)).padStart(width);
  }
  const positional = (value: number): string => {
    const text = shortest(value, isSingle);
    const [, fraction = ''] = text.split('.');
    const rounded = fraction.length > PRECISION ? String(Number(value.toFixed(PRECISION))) : text;
    return rounded.includes('.') ? rounded : `${rounded}.`;
  };
  const texts = finite.map(positional);
  const left = Math.max(0, ...texts.map((text) => text.indexOf('.')));
  const right = Math.max(0, ...texts.map((text) => text.length - text.indexOf('.') - 1));
  const specialWidth = Math.max(
    0,
    ...values.filter((value) => !Number.isFinite(value)).map((value) => special(value).length),
  );
  const width = Math.max(left + 1 + right, specialWidth);
  return (value) => {
    if (!Number.isFinite(value)) return special(value).padStart(width);
    const text = positional(value);
    const padded = text.padStart(left + text.length - text.indexOf('.')).padEnd(left + 1 + right);
    return padded.padStart(width);
  };
}

function formatPart(
  array: NdArray,
  dim: number,
  offset: number,
  separator: string,
  indent: number,
  summarize: boolean,
  format: (value: number) => string,
): string {
  const length = array.shape[dim]!;
  const stride = stridesOf(array.shape)[dim]!;
  const indices: (number | null)[] =
    summarize && length > 2 * EDGE_ITEMS
      ? [0, 1, 2, null, length - 3, length - 2, length - 1]
      : Array.from({ length }, (_, at) => at);
  const left = array.shape.length - dim;
  if (left === 1) {
    const lines: string[] = [];
    let line = '';
    indices.forEach((index, at) => {
      const word = index === null ? '...' : format(array.values[offset + index]!);
      const piece = at === 0 ? word : `${separator}${word}`;
      if (at > 0 && indent + 1 + line.length + piece.length + array.shape.length - left + 1 > LINE_WIDTH) {
        lines.push(line + separator.trimEnd());
        line = word;
      } else line += piece;
    });
    lines.push(line);
    return `[${lines.join(`\n${' '.repeat(indent + dim + 1)}`)}]`;
  }
  const parts = indices.map((index) =>
    index === null
      ? '...'
      : formatPart(array, dim + 1, offset + index * stride, separator, indent, summarize, format),
  );
  return `[${parts.join(`${separator.trimEnd()}${'\n'.repeat(left - 1)}${' '.repeat(indent + dim + 1)}`)}]`;
}
