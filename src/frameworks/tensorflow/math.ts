/** tf.math and what of it stands in `tf.` too: elementwise functions and reductions. */
import { isFloating } from '../../engine/dtype';
import { castTo, choose, compare, minus, over, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import * as activations from '../activation-formulas';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import { defineAll } from '../define';
import { namedTuple, tuple, type NativeFunction } from '../values';
import { applyOp, cut, larger, operand, pair, smaller, tensorFunction, wrap } from './dialect';

/** TensorFlow's name → the engine's; those with a star also stand directly in `tf.`. */
export const unary: Readonly<Record<string, Parameters<typeof applyOp>[0]>> = {
  'abs*': ops.abs,
  'acos*': ops.acos,
  'acosh*': ops.acosh,
  'asin*': ops.asin,
  'asinh*': ops.asinh,
  'atan*': ops.atan,
  'atanh*': ops.atanh,
  ceil: ops.ceil,
  'cos*': ops.cos,
  'cosh*': ops.cosh,
  erf: ops.erf,
  erfinv: ops.erfinv,
  lgamma: ops.lgamma,
  digamma: ops.digamma,
  'exp*': ops.exp,
  expm1: ops.expm1,
  'floor*': ops.floor,
  log: ops.log,
  log1p: ops.log1p,
  log_sigmoid: ops.logsigmoid,
  'logical_not*': ops.logical_not,
  'negative*': ops.neg,
  reciprocal: ops.reciprocal,
  rint: ops.round,
  'round*': ops.round,
  rsqrt: ops.rsqrt,
  'sigmoid*': ops.sigmoid,
  'sign*': ops.sign,
  'sin*': ops.sin,
  'sinh*': ops.sinh,
  'sqrt*': ops.sqrt,
  'square*': ops.square,
  'tan*': ops.tan,
  'tanh*': ops.tanh,
  is_nan: ops.isnan,
  is_inf: ops.isinf,
  is_finite: ops.isfinite,
};

const namesOf = (name: string): string[] => {
  const plain = name.replace('*', '');
  return name.endsWith('*') ? [`math.${plain}`, plain] : [`math.${plain}`];
};

const elementwise = Object.entries(unary).flatMap(([name, op]) =>
  tensorFunction(namesOf(name), '(x, name=None)', (args) => applyOp(op, [operand(args, 'x')])),
);

/** x · y, or 0 where y is 0, whatever x is. */
const withoutNaN = (x: Tensor, y: Tensor, how: typeof over): Tensor => {
  const isZero = compare(y, '==', 0);
  return choose(isZero, 0, how(x, choose(isZero, 1, y)));
};

const both =
  (op: unknown) =>
  (x: Tensor, y: Tensor): Tensor =>
    applyOp(op, [x, y]);

/** Integers are divided as doubles. */
const divided = (x: Tensor, y: Tensor): Tensor => {
  const areIntegers = [x, y].every(({ dtype }) => dtype !== undefined && !isFloating(dtype));
  return areIntegers ? over(castTo(x, 'float64'), castTo(y, 'float64')) : over(x, y);
};

export const binary: Readonly<Record<string, (x: Tensor, y: Tensor) => Tensor>> = {
  'add*': both(ops.add),
  'subtract*': both(ops.sub),
  'multiply*': both(ops.mul),
  'divide*': divided,
  'truediv*': divided,
  'pow*': both(ops.pow),
  'maximum*': larger,
  'minimum*': smaller,
  floordiv: both(ops.floor_divide),
  floormod: both(ops.remainder),
  mod: both(ops.remainder),
  'equal*': both(ops.eq),
  'not_equal*': both(ops.ne),
  'less*': both(ops.lt),
  'less_equal*': both(ops.le),
  'greater*': both(ops.gt),
  'greater_equal*': both(ops.ge),
  'logical_and*': both(ops.logical_and),
  'logical_or*': both(ops.logical_or),
  logical_xor: both(ops.logical_xor),
  squared_difference: (x, y) => applyOp(ops.square, [minus(x, y)]),
  divide_no_nan: (x, y) => withoutNaN(x, y, over),
  multiply_no_nan: (x, y) => withoutNaN(x, y, times),
  xlogy: both(ops.xlogy),
  atan2: both(ops.atan2),
};

const pairs = Object.entries(binary).flatMap(([name, compute]) =>
  tensorFunction(namesOf(name), '(x, y, name=None)', (args) => compute(...pair(args, 'x', 'y'))),
);

/** `reduction_indices` and `keep_dims` are the names that TensorFlow 1 has for the same. */
const axes = (args: Arguments): { dim: number[] | undefined; keepdim: boolean } => ({
  dim: args.optionalInts(args.isNone('axis') ? 'reduction_indices' : 'axis'),
  keepdim: (args.optionalBool('keepdims') ?? false) || args.bool('keep_dims'),
});

/** The mean of integers is an integer, cut off towards zero. */
function mean(x: Tensor, attributes: ReturnType<typeof axes>): Tensor {
  if (!x.dtype || isFloating(x.dtype)) return applyOp(ops.mean, [x], attributes);
  const wide = castTo(x, 'float64');
  return castTo(applyOp(ops.mean, [wide], attributes), x.dtype);
}

/** Sums keep the dtype of integers. */
function sum(x: Tensor, attributes: ReturnType<typeof axes>): Tensor {
  const total = applyOp(ops.sum, [x], attributes);
  return x.dtype && total.dtype !== x.dtype ? castTo(total, x.dtype) : total;
}

const allDims = (x: Tensor): number[] => Array.from({ length: x.rank ?? 0 }, (_, at) => at);

export const reduced: Readonly<Record<string, (x: Tensor, attributes: ReturnType<typeof axes>) => Tensor>> = {
  sum,
  mean,
  max: (x, attributes) => applyOp(ops.amax, [x], attributes),
  min: (x, attributes) => applyOp(ops.amin, [x], attributes),
  any: (x, attributes) => applyOp(ops.any, [x], attributes),
  all: (x, attributes) => applyOp(ops.all, [x], attributes),
  prod: (x, { dim, keepdim }) =>
    (dim ?? allDims(x))
      .map((axis) => (axis < 0 ? axis + (x.rank ?? 0) : axis))
      .sort((a, b) => b - a)
      .reduce((product, axis) => applyOp(ops.prod, [product], { dim: axis, keepdim }), x),
  variance: (x, attributes) => applyOp(ops.var, [x], { ...attributes, correction: 0 }),
  std: (x, attributes) => applyOp(ops.std, [x], { ...attributes, correction: 0 }),
  logsumexp: (x, { dim, keepdim }) => applyOp(ops.logsumexp, [x], { dim: dim ?? allDims(x), keepdim }),
  euclidean_norm: (x, attributes) => applyOp(ops.sqrt, [sum(applyOp(ops.square, [x]), attributes)]),
};

const reductions = Object.entries(reduced).flatMap(([name, compute]) =>
  tensorFunction(
    [`math.reduce_${name}`, `reduce_${name}`],
    '(input_tensor, axis=None, keepdims=False, name=None, reduction_indices=None, keep_dims=False)',
    (args) => compute(operand(args, 'input_tensor'), axes(args)),
  ),
);

const cumulative = (['cumsum', 'cumprod'] as const).flatMap((name) =>
  tensorFunction(
    namesOf(name === 'cumsum' ? 'cumsum*' : 'cumprod'),
    '(x, axis=0, exclusive=False, reverse=False, name=None)',
    (args) => {
      if (args.bool('exclusive')) throw new NotKnown(`an exclusive ${name} is not computed`);
      const dim = args.int('axis');
      const x = operand(args, 'x');
      const turned = (tensor: Tensor): Tensor =>
        args.bool('reverse') ? applyOp(ops.flip, [tensor], { dims: [dim] }) : tensor;
      // Running sums keep the dtype of integers.
      const running = applyOp(ops[name], [turned(x)], { dim });
      return turned(x.dtype ? castTo(running, x.dtype) : running);
    },
  ),
);

const places = (['argmax', 'argmin'] as const).flatMap((name) =>
  tensorFunction(
    [name, `math.${name}`],
    "(input, axis=None, output_type='int64', name=None, dimension=None)",
    (args) => {
      const found = applyOp(ops[name], [operand(args, 'input')], {
        // `dimension` is what TensorFlow 1 calls it.
        dim: args.optionalInt('axis') ?? args.optionalInt('dimension') ?? 0,
        keepdim: false,
      });
      const dtype = args.optionalDType('output_type') ?? 'int64';
      return dtype === 'int64' ? found : castTo(found, dtype);
    },
  ),
);

const others: readonly NativeFunction[] = [
  ...tensorFunction(['math.softsign'], '(features, name=None)', (args) =>
    activations.softsign(operand(args, 'features')),
  ),
  ...tensorFunction(['math.softplus', 'nn.softplus'], '(features, name=None)', (args) =>
    activations.softplus(operand(args, 'features')),
  ),
  ...tensorFunction(['clip_by_value'], '(t, clip_value_min, clip_value_max, name=None)', (args) =>
    activations.clip(
      operand(args, 't'),
      args.optionalNumber('clip_value_min'),
      args.optionalNumber('clip_value_max'),
    ),
  ),
  ...tensorFunction(['stop_gradient'], '(input, name=None)', (args) => cut(operand(args, 'input'))),
  ...tensorFunction(
    ['math.l2_normalize', 'nn.l2_normalize', 'linalg.l2_normalize'],
    '(x, axis=None, epsilon={}, name=None)'.replace('{}', '1e-12'),
    (args) => {
      const x = operand(args, 'x');
      const squares = sum(applyOp(ops.square, [x]), { dim: args.optionalInts('axis'), keepdim: true });
      const bounded = larger(squares, numberLike(squares, args.number('epsilon')));
      return times(x, applyOp(ops.rsqrt, [bounded]));
    },
  ),
  ...tensorFunction(
    ['norm', 'linalg.norm'],
    "(tensor, ord='euclidean', axis=None, keepdims=None, name=None)",
    (args) => {
      const x = operand(args, 'tensor');
      const order = args.value('ord');
      const attributes = { dim: args.optionalInts('axis'), keepdim: args.optionalBool('keepdims') ?? false };
      const isEuclidean =
        order.kind === 'str' || ((order.kind === 'int' || order.kind === 'float') && order.value === 2);
      if (isEuclidean && (attributes.dim?.length !== 2 || order.kind === 'str')) {
        return reduced['euclidean_norm']!(x, attributes);
      }
      if ((order.kind === 'int' || order.kind === 'float') && order.value === 1)
        return sum(applyOp(ops.abs, [x]), attributes);
      throw new NotKnown('this norm is not computed');
    },
  ),
  ...defineAll(['tensorflow.nn.moments'], '(x, axes, shift=None, keepdims=False, name=None)', (args) => {
    const attributes = { dim: args.ints('axes'), keepdim: args.bool('keepdims') };
    const x = operand(args, 'x');
    return tuple([mean(x, attributes), reduced['variance']!(x, attributes)].map(wrap));
  }),
  ...defineAll(
    ['tensorflow.math.top_k', 'tensorflow.nn.top_k'],
    '(input, k=1, sorted=True, index_type=None, name=None)',
    (args) => {
      const attributes = { k: args.int('k'), dim: -1, largest: true };
      const x = operand(args, 'input');
      const indices = castTo(applyOp(ops.topk_indices, [x], attributes), 'int32');
      return namedTuple('TopKV2', {
        values: wrap(applyOp(ops.topk, [x], attributes)),
        indices: wrap(indices),
      });
    },
  ),
];

const numberLike = (tensor: Tensor, value: number): Tensor =>
  Tensor.leaf({ shape: [], dtype: tensor.dtype ?? 'float32', values: Float64Array.of(value) });

export const mathNames: readonly NativeFunction[] = [
  ...elementwise,
  ...pairs,
  ...reductions,
  ...cumulative,
  ...places,
  ...others,
];
