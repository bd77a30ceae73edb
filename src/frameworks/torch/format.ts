/** How PyTorch prints a tensor (torch/_tensor_str.py): precision 4, summaries above 1000 elements, lines of 80. */
import { defaultFloatDType } from '../../engine/context';
import { toFixed } from '../../base/fixed';
import { isFloating } from '../../engine/dtype';
import type { NdArray } from '../../engine/op';
import { stridesOf } from '../../engine/shape';
import { gradFnOf, type TensorValue } from '../values';

/** What `torch.set_printoptions` sets. */
export interface TorchPrintOptions {
  readonly precision: number;
  readonly threshold: number;
  readonly edgeitems: number;
  readonly linewidth: number;
  /** Whether numbers are written in scientific notation; null lets their range decide. */
  readonly sciMode: boolean | null;
}

export const torchPrintOptions: TorchPrintOptions = {
  precision: 4,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 80,
  sciMode: null,
};

/** The text of `print(x)`: `tensor([0.9000, 0.1000], requires_grad=True)`. */
export function formatTorchTensor(value: TensorValue, options = torchPrintOptions): string {
  const { tensor } = value;
  const array = tensor.array();
  const prefix = 'tensor(';
  const suffixes: string[] = [];
  let body: string;
  if (array.values.length === 0) {
    if (array.shape.length !== 1)
      suffixes.push(`size=(${array.shape.join(', ')}${array.shape.length === 1 ? ',' : ''})`);
    if (array.dtype !== defaultFloatDType()) suffixes.push(`dtype=torch.${array.dtype}`);
    body = '[]';
  } else {
    if (![defaultFloatDType(), 'int64', 'bool'].includes(array.dtype))
      suffixes.push(`dtype=torch.${array.dtype}`);
    const summarize = array.values.length > options.threshold;
    body = formatPart(array, 0, 0, prefix.length, summarize, formatterOf(array, summarize, options), options);
  }
  if (tensor.requiresGrad) {
    const gradFn = gradFnOf(value);
    suffixes.push(tensor.producer && gradFn ? `grad_fn=<${gradFn}>` : 'requires_grad=True');
  }
  const text = withSuffixes(prefix + body, suffixes, prefix.length, options);
  return value.isParameter ? `Parameter containing:\n${text}` : text;
}

function withSuffixes(
  text: string,
  suffixes: readonly string[],
  indent: number,
  options: TorchPrintOptions,
): string {
  let result = text;
  let lastLine = text.length - text.lastIndexOf('\n') + 1;
  for (const suffix of suffixes) {
    if (lastLine + suffix.length + 2 > options.linewidth) {
      result += `,\n${' '.repeat(indent)}${suffix}`;
      lastLine = indent + suffix.length;
    } else {
      result += `, ${suffix}`;
      lastLine += suffix.length + 2;
    }
  }
  return `${result})`;
}

interface Formatter {
  readonly width: number;
  format(value: number): string;
}

/** Chooses integer, fixed or scientific notation from all values that will be shown. */
function formatterOf(array: NdArray, summarize: boolean, options: TorchPrintOptions): Formatter {
  const { precision } = options;
  const shown = summarize ? edgeValues(array, options.edgeitems) : Array.from(array.values);
  if (!isFloating(array.dtype)) {
    const text = (value: number): string =>
      array.dtype === 'bool' ? (value ? 'True' : 'False') : integerText(value);
    const width = shown.reduce((widest, value) => Math.max(widest, text(value).length), 1);
    return { width, format: (value) => text(value).padStart(width) };
  }
  const finite = shown.filter((value) => Number.isFinite(value) && value !== 0);
  const special = (value: number): string => (Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf');
  if (finite.length === 0) {
    return floatFormatter(1, (value) =>
      Number.isFinite(value) ? `${signedFixed(value, 0)}.` : special(value),
    );
  }
  const magnitudes = finite.map(Math.abs);
  const max = magnitudes.reduce((a, b) => Math.max(a, b));
  const min = magnitudes.reduce((a, b) => Math.min(a, b));
  const allIntegers = finite.every((value) => Number.isInteger(value));
  const isWide = max / min > 1000 || max > 1e8 || (!allIntegers && min < 1e-4);
  const scientific = options.sciMode ?? isWide;
  const widthOf = (text: (value: number) => string, extra: number): number =>
    finite.reduce((widest, value) => Math.max(widest, text(value).length + extra), 1);
  if (scientific) {
    const text = (value: number): string =>
      Number.isFinite(value) ? exponential(value, precision) : special(value);
    return floatFormatter(widthOf(text, 0), text);
  }
  if (allIntegers) {
    const width = widthOf((value) => value.toFixed(0), 1);
    return floatFormatter(width, (value) =>
      Number.isFinite(value) ? `${signedFixed(value, 0)}.` : special(value),
    );
  }
  const text = (value: number): string =>
    Number.isFinite(value) ? signedFixed(value, precision) : special(value);
  return floatFormatter(widthOf(text, 0), text);
}

/** All digits: beyond 2^53 JavaScript fills up with zeros what a double does not tell from its neighbours. */
const integerText = (value: number): string =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? String(BigInt(value)) : String(value);

const floatFormatter = (width: number, text: (value: number) => string): Formatter => ({
  width,
  format: (value) => text(value).padStart(width),
});

/** C keeps the sign of a rounded zero: -0.00001 prints as -0.0000. */
const signedFixed = (value: number, digits: number): string =>
  Object.is(value, -0) ||
  (value < 0 && Number(toFixed(value, digits)) === 0 && !toFixed(value, digits).startsWith('-'))
    ? `-${toFixed(Math.abs(value), digits)}`
    : toFixed(value, digits);

function exponential(value: number, precision: number): string {
  const [mantissa, exponent] = value.toExponential(precision).split('e') as [string, string];
  const power = Number(exponent);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** Indices of a dim that a summary shows; null stands for what is left out. */
function shownIndices(length: number, summarize: boolean, edgeItems: number): (number | null)[] {
  const all = Array.from({ length }, (_, at) => at);
  if (!summarize || length <= 2 * edgeItems) return all;
  return [...all.slice(0, edgeItems), null, ...all.slice(length - edgeItems)];
}

/** The values that a summary shows. */
function edgeValues(array: NdArray, edgeItems: number): number[] {
  const strides = stridesOf(array.shape);
  const found: number[] = [];
  const visit = (dim: number, offset: number): void => {
    if (dim === array.shape.length) found.push(array.values[offset]!);
    else
      for (const index of shownIndices(array.shape[dim]!, true, edgeItems)) {
        if (index !== null) visit(dim + 1, offset + index * strides[dim]!);
      }
  };
  visit(0, 0);
  return found;
}

function formatPart(
  array: NdArray,
  dim: number,
  offset: number,
  indent: number,
  summarize: boolean,
  formatter: Formatter,
  options: TorchPrintOptions,
): string {
  const left = array.shape.length - dim;
  if (left === 0) return formatter.format(array.values[offset]!);
  const stride = stridesOf(array.shape)[dim]!;
  const indices = shownIndices(array.shape[dim]!, summarize, options.edgeitems);
  if (left === 1) {
    const texts = indices.map((index) =>
      index === null ? ' ...' : formatter.format(array.values[offset + index]!),
    );
    const perLine = Math.max(1, Math.floor((options.linewidth - indent) / (formatter.width + 2)));
    const lines: string[] = [];
    for (let at = 0; at < texts.length; at += perLine) lines.push(texts.slice(at, at + perLine).join(', '));
    return `[${lines.join(`,\n${' '.repeat(indent + 1)}`)}]`;
  }
  const parts = indices.map((index) =>
    index === null
      ? '...'
      : formatPart(array, dim + 1, offset + index * stride, indent + 1, summarize, formatter, options),
  );
  return `[${parts.join(`,${'\n'.repeat(left - 1)}${' '.repeat(indent + 1)}`)}]`;
}
