/** keras.ops that are PyTorch's functions under other names: sorting, picking, products, norms, running sums. */
import { castTo } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { arrayFrom } from '../arrays/held-values';
import { define } from '../define';
import { NotKnown } from '../errors';
import { holdable } from '../held-elements';
import type { Runtime } from '../runtime';
import { applyOp, convert, operand, wrap } from '../tensorflow/dialect';
import { tensorOfTorch } from '../torch/lent';
import { int, namedTuple, none, str, tensorValue, type NativeFunction, type Value } from '../values';

const op = (
  name: string,
  parameters: string,
  compute: (args: Arguments, runtime: Runtime) => Tensor,
): NativeFunction => define(`keras.ops.${name}`, parameters, (args, runtime) => wrap(compute(args, runtime)));

const same = (tensor: Tensor): Value => tensorValue(tensor);
const flat = (tensor: Tensor): Tensor => applyOp(ops.reshape, [tensor], { shape: [-1] });

/** Running sums and products keep the dtype of integers, and go over the flat tensor without an axis. */
const running = (['cumsum', 'cumprod'] as const).map((name) =>
  op(name, '(x, axis=None, dtype=None)', (args) => {
    const x = operand(args, 'x');
    const axis = args.optionalInt('axis');
    const result = applyOp(ops[name], [axis === undefined ? flat(x) : x], { dim: axis ?? 0 });
    return castTo(result, args.optionalDType('dtype') ?? x.dtype ?? 'float32');
  }),
);

export const moreOperations: readonly NativeFunction[] = [
  ...running,
  define('keras.ops.top_k', '(x, k, sorted=True)', (args) => {
    const attributes = { k: args.int('k'), dim: -1, largest: true };
    const x = operand(args, 'x');
    const indices = castTo(applyOp(ops.topk_indices, [x], attributes), 'int32');
    return namedTuple('TopKV2', { values: wrap(applyOp(ops.topk, [x], attributes)), indices: wrap(indices) });
  }),
  op('take', '(x, indices, axis=None)', (args) => {
    const x = operand(args, 'x');
    const axis = args.optionalInt('axis');
    const from = axis === undefined ? flat(x) : x;
    const dim = axis === undefined ? 0 : axis < 0 ? axis + from.rank! : axis;
    const before = Array.from({ length: dim }, () => ({ kind: 'slice' as const }));
    const indices = castTo(operand(args, 'indices'), 'int64');
    return applyOp(ops.index, [from, indices], { items: [...before, { kind: 'tensor' }] });
  }),
  op('take_along_axis', '(x, indices, axis=None)', (args, runtime) => {
    const indices = castTo(operand(args, 'indices'), 'int64');
    const axis: Record<string, Value> = args.isNone('axis') ? {} : { dim: args.value('axis') };
    return tensorOfTorch(runtime, 'take_along_dim', [same(operand(args, 'x')), same(indices)], axis);
  }),
  op('arange', '(start, stop=None, step=1, dtype=None)', (args) => {
    const parts = ['start', 'stop', 'step'].map((name) =>
      args.isNone(name) ? undefined : operand(args, name),
    );
    const [first, second, step = 1] = ['start', 'stop', 'step'].map((name) => args.optionalNumber(name));
    const [start, stop] = second === undefined ? [0, first!] : [first!, second];
    const isFloat = parts.some((part) => part?.dtype?.startsWith('float'));
    const count = Math.max(0, Math.ceil((stop - start) / step));
    holdable(count);
    const values = Array.from({ length: count }, (_, at) => start + at * step);
    return arrayFrom([count], values, args.optionalDType('dtype') ?? (isFloat ? 'float32' : 'int32'));
  }),
  op('norm', '(x, ord=None, axis=None, keepdims=False)', (args, runtime) => {
    const given: Record<string, Value> = { keepdim: args.value('keepdims') };
    if (!args.isNone('ord')) given['ord'] = args.value('ord');
    if (!args.isNone('axis')) given['dim'] = args.value('axis');
    return tensorOfTorch(runtime, 'linalg.norm', [same(operand(args, 'x'))], given);
  }),
  op('einsum', '(subscripts, *operands, **kwargs)', (args, runtime) =>
    tensorOfTorch(runtime, 'einsum', [
      str(args.string('subscripts')),
      ...args.rest.map((value) => same(convert(value))),
    ]),
  ),
  op('dot', '(x1, x2)', (args) => applyOp(ops.matmul, [operand(args, 'x1'), operand(args, 'x2')])),
  op('outer', '(x1, x2)', (args, runtime) =>
    tensorOfTorch(runtime, 'outer', [same(flat(operand(args, 'x1'))), same(flat(operand(args, 'x2')))]),
  ),
  op('sort', '(x, axis=-1)', (args) =>
    applyOp(ops.sort, [operand(args, 'x')], { dim: args.int('axis'), descending: false }),
  ),
  op('argsort', '(x, axis=-1)', (args) =>
    castTo(applyOp(ops.argsort, [operand(args, 'x')], { dim: args.int('axis'), descending: false }), 'int32'),
  ),
  op('count_nonzero', '(x, axis=None)', (args) => {
    const isHeld = applyOp(ops.ne, [operand(args, 'x'), convert(int(0), operand(args, 'x').dtype)]);
    return castTo(applyOp(ops.sum, [isHeld], { dim: args.optionalInts('axis') }), 'int32');
  }),
  ...(['tril', 'triu'] as const).map((name) =>
    op(name, '(x, k=0)', (args) => applyOp(ops[name], [operand(args, 'x')], { diagonal: args.int('k') })),
  ),
  op('eye', '(N, M=None, k=0, dtype=None)', (args) => {
    const [rows, columns] = [args.int('N'), args.optionalInt('M') ?? args.int('N')];
    holdable(rows * columns);
    const values = Array.from({ length: rows * columns }, (_, at) =>
      Number((at % columns) - Math.floor(at / columns) === args.int('k')),
    );
    return arrayFrom([rows, columns], values, args.optionalDType('dtype') ?? 'float32');
  }),
  op('logaddexp', '(x1, x2)', (args, runtime) =>
    tensorOfTorch(runtime, 'logaddexp', [same(operand(args, 'x1')), same(operand(args, 'x2'))]),
  ),
  op('full', '(shape, fill_value, dtype=None)', (args) =>
    applyOp(ops.expand, [convert(args.value('fill_value'), args.optionalDType('dtype') ?? 'float32')], {
      size: args.ints('shape'),
    }),
  ),
  op('diag', '(x, k=0)', (args, runtime) =>
    tensorOfTorch(runtime, 'diag', [same(operand(args, 'x')), args.value('k')]),
  ),
  op('trace', '(x)', (args, runtime) => tensorOfTorch(runtime, 'trace', [same(operand(args, 'x'))])),
  op('isclose', '(x1, x2, rtol=1e-05, atol=1e-08, equal_nan=False)', (args, runtime) =>
    tensorOfTorch(runtime, 'isclose', [same(operand(args, 'x1')), same(operand(args, 'x2'))], {
      rtol: args.value('rtol'),
      atol: args.value('atol'),
    }),
  ),
  define('keras.backend.backend', '()', () => str('tensorflow')),
  define('keras.config.backend', '()', () => str('tensorflow')),
  define('keras.utils.set_random_seed', '(seed)', () => none),
  define('keras.utils.normalize', '(x, axis=-1, order=2)', (args) => {
    if (args.int('order') !== 2) throw new NotKnown('this norm is not followed');
    const given = args.value('x');
    const x = castTo(convert(given), 'float64');
    const dim = [args.int('axis')];
    const squares = applyOp(ops.sum, [applyOp(ops.square, [x])], { dim, keepdim: true });
    const norm = applyOp(ops.sqrt, [squares]);
    const isZero = applyOp(ops.eq, [norm, convert(int(0), 'float64')]);
    const divisor = applyOp(ops.where, [isZero, convert(int(1), 'float64'), norm]);
    return tensorValue(applyOp(ops.div, [x, divisor]), 'numpy');
  }),
];
