/** Activations as formulas, for the frameworks that spell them in their own ways. */
import { castTo, choose, compare, minus, over, plus, times } from '../engine/formula';
import { ops } from '../engine/ops/index';
import { numberTensor } from '../engine/ops/number';
import type { Op } from '../engine/op';
import type { Dim } from '../engine/shape';
import { Tensor } from '../engine/tensor';

const apply = (op: unknown, x: Tensor, attributes: Readonly<Record<string, unknown>> = {}): Tensor =>
  Tensor.apply(op as Op, [x], attributes);

/** Klambauer et al., 2017. */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

export const relu = (x: Tensor): Tensor => apply(ops.relu, x);
export const sigmoid = (x: Tensor): Tensor => apply(ops.sigmoid, x);
export const logSigmoid = (x: Tensor): Tensor => apply(ops.logsigmoid, x);
export const tanh = (x: Tensor): Tensor => apply(ops.tanh, x);
export const silu = (x: Tensor): Tensor => apply(ops.silu, x);
export const selu = (x: Tensor): Tensor => apply(ops.selu, x);
export const mish = (x: Tensor): Tensor => apply(ops.mish, x);
export const softsign = (x: Tensor): Tensor => over(x, plus(apply(ops.abs, x), 1));
export const elu = (x: Tensor, alpha = 1): Tensor => apply(ops.elu, x, { alpha });
export const celu = (x: Tensor, alpha = 1): Tensor => apply(ops.celu, x, { alpha });
export const leakyRelu = (x: Tensor, slope: number): Tensor =>
  apply(ops.leaky_relu, x, { negative_slope: slope });
export const gelu = (x: Tensor, approximate: boolean): Tensor =>
  apply(ops.gelu, x, { approximate: approximate ? 'tanh' : 'none' });
/** log(1 + e^x), without PyTorch's threshold within which it is exact. */
export const softplus = (x: Tensor): Tensor => apply(ops.softplus, x, { beta: 1, threshold: 40 });
export const clip = (x: Tensor, min: number | undefined, max: number | undefined): Tensor =>
  apply(ops.clamp, x, { min, max });

/** min(max(x, 0), 6), whose gradient is 0 at both ends. */
export const relu6 = (x: Tensor): Tensor => {
  const low = relu(x);
  return choose(compare(low, '<', 6), low, 6);
};
export const hardSigmoid = (x: Tensor): Tensor => over(relu6(plus(x, 3)), 6);
export const hardSilu = (x: Tensor): Tensor => times(x, hardSigmoid(x));
export const hardTanh = (x: Tensor): Tensor => clip(x, -1, 1);
export const sparseSigmoid = (x: Tensor): Tensor =>
  choose(compare(x, '<=', -1), 0, choose(compare(x, '>=', 1), 1, times(plus(x, 1), 0.5)));
/** TensorFlow's selu: at 0 its gradient is that of the right side. */
export const seluOfTensorflow = (x: Tensor): Tensor =>
  times(choose(compare(x, '>=', 0), x, times(apply(ops.expm1, x), SELU_ALPHA)), SELU_SCALE);
export const tanhShrink = (x: Tensor): Tensor => minus(x, tanh(x));
export const squareplus = (x: Tensor, b = 4): Tensor =>
  over(plus(x, apply(ops.sqrt, plus(apply(ops.square, x), b))), 2);
export const sparsePlus = (x: Tensor): Tensor =>
  choose(compare(x, '<=', -1), 0, choose(compare(x, '<', 1), times(apply(ops.square, plus(x, 1)), 0.25), x));
export const hardShrink = (x: Tensor, threshold: number): Tensor =>
  choose(compare(apply(ops.abs, x), '>', threshold), x, 0);
export const softShrink = (x: Tensor, threshold: number): Tensor =>
  choose(
    compare(x, '>', threshold),
    minus(x, threshold),
    choose(compare(x, '<', -threshold), plus(x, threshold), 0),
  );
export const threshold = (x: Tensor, bound: number, otherwise: number): Tensor =>
  choose(compare(x, '>', bound), x, otherwise);
export const glu = (x: Tensor, dim: number): Tensor => apply(ops.glu, x, { dim });
export const power = (x: Tensor, exponent: number): Tensor =>
  Tensor.apply(ops.pow, [x, numberTensor(exponent, 'float')], {});

/** Along one dim, several, or all. */
export function alongDims(
  op: 'softmax' | 'log_softmax',
  x: Tensor,
  dims: number | readonly number[] | undefined,
): Tensor {
  if (typeof dims === 'number') return apply(ops[op], x, { dim: dims });
  if (dims?.length === 1) return apply(ops[op], x, { dim: dims[0] });
  const greatest = Tensor.apply(ops.logsumexp, [x], {
    dim: dims ?? Array.from({ length: x.rank ?? 0 }, (_, at) => at),
    keepdim: true,
  });
  const logarithm = minus(x, greatest);
  return op === 'softmax' ? apply(ops.exp, logarithm) : logarithm;
}

/** One-hot rows of class indices along `dim` of the result; what is out of range has no one. */
export function oneHot(
  indices: Tensor,
  count: Dim,
  dim: number,
  dtype: NonNullable<Tensor['dtype']>,
): Tensor {
  if (typeof count !== 'number') return oneHotOfAnyWidth(indices, count, dim, dtype);
  const values = Float64Array.from({ length: count }, (_, at) => at);
  const rank = (indices.rank ?? 0) + 1;
  const place = dim < 0 ? dim + rank : dim;
  const classes = Tensor.leaf({
    shape: Array.from({ length: rank }, (_, at) => (at === place ? count : 1)),
    dtype: 'int64',
    values,
  });
  const equal = compare(Tensor.apply(ops.unsqueeze, [indices], { dim: place }), '==', classes);
  const cast = castTo(equal, dtype);
  if (cast.hasValues) return cast.asLeaf({ role: { kind: 'one-hot', dim: place } });
  // Which classes they are is not known; that it is one in each row is.
  if (indices.rank === undefined) return Tensor.leaf({ dtype, role: { kind: 'one-hot' } });
  return Tensor.leaf({ shape: cast.shape, dtype, role: { kind: 'one-hot', dim: place } });
}

/** Of how many classes they are may not be known: that each row is one-hot is. */
function oneHotOfAnyWidth(
  { shape }: Tensor,
  count: Dim,
  dim: number,
  dtype: NonNullable<Tensor['dtype']>,
): Tensor {
  if (!shape) return Tensor.leaf({ dtype, role: { kind: 'one-hot' } });
  const place = dim < 0 ? dim + shape.length + 1 : dim;
  return Tensor.leaf({
    shape: [...shape.slice(0, place), count, ...shape.slice(place)],
    dtype,
    role: { kind: 'one-hot', dim: place },
  });
}
