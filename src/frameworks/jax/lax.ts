/** jax.lax beside its control flow: elementwise functions and reductions that PyTorch has under other names. */
import { castTo } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import type { Op } from '../../engine/op';
import { Tensor } from '../../engine/tensor';
import { knownShape } from '../arrays/held-values';
import { define } from '../define';
import { NotKnown } from '../errors';
import { list, type NativeFunction } from '../values';
import { arrayFunction, convert, operand, wrap } from './dialect';

const registry = ops as unknown as Readonly<Record<string, Op>>;

const unary: Readonly<Record<string, string>> = {
  abs: 'abs',
  exp: 'exp',
  log: 'log',
  log1p: 'log1p',
  expm1: 'expm1',
  sqrt: 'sqrt',
  rsqrt: 'rsqrt',
  square: 'square',
  sin: 'sin',
  cos: 'cos',
  tanh: 'tanh',
  logistic: 'sigmoid',
  neg: 'neg',
  sign: 'sign',
  floor: 'floor',
  ceil: 'ceil',
  erf: 'erf',
  lgamma: 'lgamma',
  digamma: 'digamma',
};

const binary: Readonly<Record<string, string>> = {
  add: 'add',
  sub: 'sub',
  mul: 'mul',
  div: 'div',
  max: 'maximum',
  min: 'minimum',
  pow: 'pow',
  eq: 'eq',
  ne: 'ne',
  lt: 'lt',
  le: 'le',
  gt: 'gt',
  ge: 'ge',
};

export const laxNames: readonly NativeFunction[] = [
  ...Object.entries(unary).flatMap(([name, op]) =>
    arrayFunction([`jax.lax.${name}`], '(x, accuracy=None)', (args) =>
      Tensor.apply(registry[op]!, [operand(args, 'x')], {}),
    ),
  ),
  ...Object.entries(binary).flatMap(([name, op]) =>
    arrayFunction([`jax.lax.${name}`], '(x, y)', (args) =>
      Tensor.apply(registry[op]!, [operand(args, 'x'), operand(args, 'y')], {}),
    ),
  ),
  ...arrayFunction(['jax.scipy.special.erf'], '(x)', (args) =>
    Tensor.apply(ops.erf, [operand(args, 'x')], {}),
  ),
  ...arrayFunction(['jax.scipy.special.gammaln'], '(x)', (args) =>
    Tensor.apply(ops.lgamma, [operand(args, 'x')], {}),
  ),
  ...arrayFunction(
    ['jax.lax.dot'],
    '(lhs, rhs, *, dimension_numbers=None, precision=None, preferred_element_type=None, out_sharding=None)',
    (args) => {
      if (!args.isNone('dimension_numbers') || !args.isNone('preferred_element_type'))
        throw new NotKnown('a product along other dims, or in another dtype, is not computed');
      return Tensor.apply(ops.matmul, [operand(args, 'lhs'), operand(args, 'rhs')], {});
    },
  ),
  ...arrayFunction(['jax.lax.clamp'], '(min, x, max)', (args) => {
    const raised = Tensor.apply(ops.maximum, [operand(args, 'x'), operand(args, 'min')], {});
    return Tensor.apply(ops.minimum, [raised, operand(args, 'max')], {});
  }),
  ...arrayFunction(['jax.lax.expand_dims'], '(array, dimensions)', (args) =>
    args
      .ints('dimensions')
      .reduce((array, dim) => Tensor.apply(ops.unsqueeze, [array], { dim }), operand(args, 'array')),
  ),
  ...arrayFunction(['jax.lax.dynamic_slice'], '(operand, start_indices, slice_sizes)', (args) => {
    const starts = args.ints('start_indices');
    const array = operand(args, 'operand');
    const shape = knownShape(array);
    return args.ints('slice_sizes').reduce((part, length, dim) => {
      const size = shape[dim]!;
      const start = Math.min(Math.max(starts[dim]!, 0), size - length);
      return Tensor.apply(ops.narrow, [part], { dim, start, length });
    }, array);
  }),
  ...(['cumsum', 'cumprod'] as const).flatMap((name) =>
    arrayFunction([`jax.lax.${name}`], '(operand, axis=0, reverse=False)', (args) => {
      if (args.bool('reverse')) throw new NotKnown(`${name} from the end is not computed`);
      const array = operand(args, 'operand');
      return castTo(Tensor.apply(ops[name], [array], { dim: args.int('axis') }), array.dtype ?? 'float32');
    }),
  ),
  ...(['argmax', 'argmin'] as const).flatMap((name) =>
    arrayFunction([`jax.lax.${name}`], '(operand, axis, index_dtype)', (args) =>
      castTo(
        Tensor.apply(ops[name], [operand(args, 'operand')], { dim: args.int('axis'), keepdim: false }),
        args.optionalDType('index_dtype') ?? 'int32',
      ),
    ),
  ),
  define('jax.device_get', '(x)', (args) => ({
    ...wrap(convert(args.value('x')).asLeaf()),
    framework: 'numpy',
  })),
  define('jax.lax.top_k', '(operand, k, *, axis=-1)', (args) => {
    const attributes = { k: args.int('k'), dim: args.int('axis'), largest: true };
    const array = operand(args, 'operand');
    const indices = castTo(Tensor.apply(ops.topk_indices, [array], attributes), 'int32');
    return list([wrap(Tensor.apply(ops.topk, [array], attributes)), wrap(indices)]);
  }),
];
