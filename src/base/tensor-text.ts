/** Values as Python writes them: nested lists, for programs that are read, copied or run elsewhere. */

/**
 * The values as nested lists of Python, exact to the last bit.
 *
 * @param values Row-major, as many as the shape says.
 */
export function nestedLists(values: ArrayLike<number>, shape: readonly number[], dtype: string): string {
  const write = (dim: number, from: number, count: number): string => {
    const size = shape[dim];
    if (size === undefined) return elementText(values[from] ?? Number.NaN, dtype);
    const stride = size === 0 ? 0 : count / size;
    return `[${Array.from({ length: size }, (_, index) => write(dim + 1, from + index * stride, stride)).join(', ')}]`;
  };
  return write(0, 0, values.length);
}

/** One element as a literal of its dtype, by PyTorch's name: `True`, `3`, `0.5`, `float('nan')`. */
export function elementText(value: number, dtype: string): string {
  if (dtype === 'bool') return value === 0 ? 'False' : 'True';
  if (/^u?int/.test(dtype)) return String(Math.trunc(value));
  if (Number.isNaN(value)) return "float('nan')";
  if (!Number.isFinite(value)) return value > 0 ? "float('inf')" : "float('-inf')";
  if (Object.is(value, -0)) return '-0.0';
  const text = digitsOf(value, dtype);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A finite number in the fewest digits that tell it from its neighbours of its dtype; an unknown dtype counts as float64. */
export const digitsOf = (value: number, dtype: string): string =>
  /float/.test(dtype) && dtype !== 'float64' ? shortest(value) : String(value);

/** The fewest digits that give the same float32: `0.1`, and not `0.10000000149011612`; all of a number that is none. */
function shortest(value: number): string {
  // Zeros at the end are dropped, so that six digits are as good as fewer; nine tell each float32 from its neighbours.
  for (let digits = 6; digits <= 9; digits++) {
    const written = Number(value.toPrecision(digits));
    if (Math.fround(written) === value) return String(written);
  }
  return String(value);
}
