/** How alike vectors are, and how far apart. */
import { expanded, minus, over, sumOf, times } from '../../../engine/formula';
import { isFloating } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { broadcastShapes, sameShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { PythonError } from '../../errors';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { at, row } from './rows';

/** The distances of all pairs of rows, those of the first row first. */
function pairDistances(args: Arguments): Value {
  const input = args.tensor('input');
  const p = args.number('p');
  if (input.rank !== undefined && input.rank !== 2) {
    throw new PythonError('RuntimeError', `pdist only supports 2D tensors, got: ${input.rank}D`);
  }
  if (input.dtype && !isFloating(input.dtype)) {
    throw new PythonError('RuntimeError', 'pdist only supports floating-point dtypes');
  }
  if (p < 0) throw new PythonError('RuntimeError', 'pdist only supports non-negative p values');
  const rows = input.shape?.[0];
  if (typeof rows !== 'number')
    return tensorValue(Tensor.leaf({ dtype: input.dtype, role: { kind: 'values' } }));
  const pairs = Array.from({ length: rows }, (_, first) =>
    Array.from({ length: rows - first - 1 }, (__, k) => [first, first + 1 + k] as const),
  ).flat();
  const side = (which: 0 | 1): Tensor => {
    const values = Float64Array.from(pairs, (pair) => pair[which]);
    const index = Tensor.leaf({ shape: [pairs.length], dtype: 'int64', values });
    return Tensor.apply(ops.index_select, [input, index], { dim: 0 });
  };
  const distances = Tensor.apply(ops.norm, [minus(side(0), side(1))], { p, dim: 1, keepdim: false });
  return { ...tensorValue(distances), gradFn: 'PdistBackward0' };
}

/** Σ a / max(‖a‖, ε) · b / max(‖b‖, ε) along a dim of what the two broadcast to (PyTorch documentation). */
function cosine(a: Tensor, b: Tensor, dim: number, eps: number): Tensor {
  const size = a.shape && b.shape ? broadcastShapes(a.shape, b.shape) : undefined;
  const scaled = (x: Tensor): Tensor => {
    const whole = size && !sameShape(size, x.shape!) ? expanded(x, size) : x;
    const length = Tensor.apply(ops.norm, [whole], { p: 2, dim, keepdim: true });
    return over(whole, Tensor.apply(ops.clamp, [length], { min: eps }));
  };
  return sumOf(times(scaled(a), scaled(b)), dim);
}

export const similarities: readonly NativeFunction[] = [
  ...at('tF', 'cosine_similarity', '(x1, x2, dim=1, eps=1e-08)', (args) =>
    tensorValue(cosine(args.tensor('x1'), args.tensor('x2'), args.int('dim'), args.number('eps'))),
  ),
  ...row(
    'tF',
    'pairwise_distance',
    '(x1, x2, p=2.0, eps=1e-06, keepdim=False)',
    ops.pairwise_distance,
    ['x1', 'x2'],
    (args) => ({ p: args.number('p'), eps: args.number('eps'), keepdim: args.bool('keepdim') }),
  ),
  ...at('tF', 'pdist', '(input, p=2.0)', pairDistances),
  ...at('tF', 'bilinear', '(input1, input2, weight, bias=None)', (args) => {
    const bias = args.optionalTensor('bias');
    const inputs = ['input1', 'input2', 'weight'].map((name) => args.tensor(name));
    return tensorValue(Tensor.apply(ops.bilinear, [...inputs, ...(bias ? [bias] : [])], {}));
  }),
];
