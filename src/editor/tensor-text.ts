/** Values as Python writes them: nested lists, for programs that are read, copied or run elsewhere. */
import { isFloating, type DType } from '../engine/dtype';

/**
 * The values as nested lists of Python, exact to the last bit.
 *
 * @param values Row-major, as many as the shape says.
 */
export function nestedLists(values: ArrayLike<number>, shape: readonly number[], dtype: DType): string {
  const write = (dim: number, from: number, count: number): string => {
    const size = shape[dim];
    if (size === undefined) return elementText(values[from] ?? Number.NaN, dtype);
    const stride = size === 0 ? 0 : count / size;
    return `[${Array.from({ length: size }, (_, index) => write(dim + 1, from + index * stride, stride)).join(', ')}]`;
  };
  return write(0, 0, values.length);
}

/** One element as a literal of its dtype: `True`, `3`, `0.5`, `float('nan')`. */
export function elementText(value: number, dtype: DType): string {
  if (dtype === 'bool') return value === 0 ? 'False' : 'True';
  if (!isFloating(dtype)) return String(Math.trunc(value));
  if (Number.isNaN(value)) return "float('nan')";
  if (!Number.isFinite(value)) return value > 0 ? "float('inf')" : "float('-inf')";
  if (Object.is(value, -0)) return '-0.0';
  const text = dtype === 'float64' ? String(value) : shortest(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The fewest digits that give the same float32: `0.1`, and not `0.10000000149011612`. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}
