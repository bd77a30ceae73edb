/** What JAX says where the engine refuses in PyTorch's words. What has no counterpart here stays as the engine said it. */
import type { Tensor } from '../../engine/tensor';
import { PythonError } from '../errors';

const shapeText = (shape: Tensor['shape']): string =>
  `(${(shape ?? []).map(String).join(', ')}${shape?.length === 1 ? ',' : ''})`;

/** lax's names of operators and of functions, where they differ. */
const laxNames: Readonly<Record<string, string>> = {
  subtract: 'sub',
  multiply: 'mul',
  divide: 'div',
  true_divide: 'div',
  power: 'pow',
  maximum: 'max',
  minimum: 'min',
  remainder: 'rem',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '==': 'eq',
  '!=': 'ne',
  less: 'lt',
  less_equal: 'le',
  greater: 'gt',
  greater_equal: 'ge',
  equal: 'eq',
  not_equal: 'ne',
};

/** The error that JAX raises where the engine refused; undefined where its words are not known. */
export function jaxError(
  message: string,
  name: string,
  operands: readonly Tensor[],
): PythonError | undefined {
  const said = (type: string, text: string): PythonError => new PythonError(type, text, undefined, true);
  const shapes = operands.map(({ shape }) => shapeText(shape));
  if (/^The size of tensor a \(/.test(message) && operands.length === 2)
    return said(
      'TypeError',
      `${laxNames[name] ?? name} got incompatible shapes for broadcasting: ${shapes.join(', ')}.`,
    );
  if (/^(?:mat1 and mat2 shapes|size mismatch, got|inconsistent tensor size)/.test(message)) {
    const [a, b] = operands.map(({ shape }) => shape ?? []);
    if (a && b && a.length > 0 && b.length > 0) {
      const [left, right] = [a[a.length - 1], b[Math.max(0, b.length - 2)]];
      return said(
        'TypeError',
        `dot_general requires contracting dimensions to have the same shape, got (${String(left)},) and (${String(right)},).`,
      );
    }
  }
  const reshaped = /^shape '\[(.*)\]' is invalid for input of size (\d+)/.exec(message);
  if (reshaped && operands.length === 1 && !reshaped[1]!.includes('-1')) {
    const sizes = reshaped[1]!.split(', ').map(Number);
    const wanted = sizes.reduce((product, size) => product * size, 1);
    return said(
      'TypeError',
      `cannot reshape array of shape ${shapes[0]!} (size ${reshaped[2]!}) into shape ${shapeText(sizes)} (size ${wanted})`,
    );
  }
  if (/^stack expects each tensor to be equal size/.test(message))
    return said('ValueError', `All input arrays must have the same shape. Got ${shapes.join(', ')}.`);
  return undefined;
}

/** What JAX raises where an item is assigned. */
export const IMMUTABLE =
  'JAX arrays are immutable and do not support in-place item assignment. Instead of x[idx] = y, use x = x.at[idx].set(y) or another .at[] method: https://docs.jax.dev/en/latest/_autosummary/jax.numpy.ndarray.at.html';
