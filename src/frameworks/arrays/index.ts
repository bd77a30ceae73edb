/** The vocabulary that numpy, jax.numpy and TensorFlow share: one table of meanings, spelled by each. */
import { isFloating } from '../../engine/dtype';
import { choose, compare, negative, over } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import type { Op } from '../../engine/op';
import { isKnownShape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { asTensor, type Arguments } from '../arguments';
import { asBuffer } from '../buffers';
import { asArray, ofNumber } from '../contract';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { readNest } from '../literal-tensors';
import { tensorShape } from '../tensorflow/tensor-shape';
import { float, int, tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { borrowedFunctions } from './borrowed';
import { creationFunctions, identity, leaf } from './creation';
import { editingFunctions } from './editing';
import { histogramFunctions } from './histogram';
import { indexFunctions } from './index-tricks';
import { leastSquares } from './least-squares';
import { lineFunctions } from './lines';
import { statisticsFunctions } from './statistics';
import { shapeIn, shapeWhereKnown } from '../sizes';
import { arrayOf, type ArrayDialect } from './dialect';
import { moreMethods, valueFunctions } from './methods';
import { elementwiseOptions, withOptions } from './elementwise-options';
import { castTo, inCommonDType } from './promotion';
import { inAskedDType, partOptions, reducedPart } from './reduction-options';
import { roundingFunctions } from './rounding';
import { unreadRange } from './unread-range';

const registry = ops as unknown as Readonly<Record<string, Op | undefined>>;

/** numpy's name → the engine's operation of one tensor. */
const unaryOps: Readonly<Record<string, string>> = {
  exp: 'exp',
  exp2: 'exp2',
  log: 'log',
  log2: 'log2',
  log10: 'log10',
  log1p: 'log1p',
  expm1: 'expm1',
  sqrt: 'sqrt',
  square: 'square',
  sign: 'sign',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  tanh: 'tanh',
  sinh: 'sinh',
  cosh: 'cosh',
  floor: 'floor',
  ceil: 'ceil',
  abs: 'abs',
  absolute: 'abs',
  negative: 'neg',
  reciprocal: 'reciprocal',
  isnan: 'isnan',
  isinf: 'isinf',
  isfinite: 'isfinite',
  logical_not: 'logical_not',
};

/** Those of them that leave integers what they are. */
const keepsIntegers: ReadonlySet<string> = new Set([
  'square',
  'sign',
  'floor',
  'ceil',
  'abs',
  'absolute',
  'negative',
  'isnan',
  'isinf',
  'isfinite',
  'logical_not',
]);

const binaryOps: Readonly<Record<string, string>> = {
  add: 'add',
  subtract: 'sub',
  multiply: 'mul',
  divide: 'div',
  true_divide: 'div',
  power: 'pow',
  maximum: 'maximum',
  minimum: 'minimum',
  matmul: 'matmul',
  dot: 'matmul',
  equal: 'eq',
  not_equal: 'ne',
  less: 'lt',
  less_equal: 'le',
  greater: 'gt',
  greater_equal: 'ge',
  logical_and: 'logical_and',
  logical_or: 'logical_or',
  mod: 'remainder',
};

/** Reductions that are computed in a dtype that may be asked for. */
const accumulating: Readonly<Record<string, string>> = { sum: 'sum', mean: 'mean', prod: 'prod' };

const reductionOps: Readonly<Record<string, string>> = {
  ...accumulating,
  max: 'amax',
  min: 'amin',
  amax: 'amax',
  amin: 'amin',
  any: 'any',
  all: 'all',
};

/** A mean of truths or integers is one of floats; PyTorch alone refuses it. */
const summable = (name: string, x: Tensor, { floatDType }: ArrayDialect): Tensor =>
  name === 'mean' && x.dtype !== undefined && !isFloating(x.dtype)
    ? Tensor.apply(ops.cast, [x], { dtype: floatDType })
    : x;

/** |x| with JAX's gradient, which is 1 at 0. */
const absolute = (x: Tensor): Tensor => choose(compare(x, '>=', 0), x, negative(x));

/** A sum or mean in the order of the dialect; undefined where the engine's will do. */
function summed(
  name: string,
  x: Tensor,
  along: { readonly dim: readonly number[] | undefined; readonly keepdim: boolean },
  dialect: ArrayDialect,
): Tensor | undefined {
  if (name !== 'sum' && name !== 'mean') return undefined;
  const total = dialect.sum?.(x, along);
  return total && name === 'mean' ? over(total, x.numel / Math.max(1, total.numel)) : total;
}

const axisOf = (args: Arguments, dialect: ArrayDialect): number[] | undefined =>
  args.optionalInts(dialect.axis);

/** The shared functions under a prefix such as `numpy.`. */
export function arrayFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (tensor: Tensor): Value => tensorValue(tensor, dialect.framework);
  const one = (args: Arguments): Tensor => arrayOf(args.value('x'), dialect);
  const inFloats = (args: Arguments): Tensor => {
    const x = one(args);
    return x.dtype && !isFloating(x.dtype) ? castTo(x, dialect.floatDType) : x;
  };
  /** Both operands in the dtype in which they meet; true division makes floats of integers. */
  const operands = (name: string, args: Arguments): readonly Tensor[] => {
    const [a, b] = ['x', 'y'].map((parameter) => {
      const value = args.value(parameter);
      return ['int', 'float', 'bool'].includes(value.kind)
        ? asTensor(value, parameter)
        : arrayOf(value, dialect);
    });
    const [left, right] = inCommonDType(a!, b!, dialect.framework);
    const isWide = name.includes('divide') && left.dtype && !isFloating(left.dtype);
    return isWide ? [castTo(left, dialect.floatDType), right] : [left, right];
  };
  const { axis, keepdims } = dialect;
  const fill = (name: string, value: number): NativeFunction =>
    define(`${prefix}${name}`, '(shape, dtype=None)', (args) => {
      const dtype = args.optionalDType('dtype') ?? dialect.floatDType;
      const shape = shapeWhereKnown(args, 'shape');
      return wrap(shape ? leaf(shape, dtype, () => value) : asBuffer(Tensor.leaf({ dtype })));
    });
  return [
    ...Object.entries(unaryOps).flatMap(([name, op]) =>
      registry[op]
        ? [
            define(`${prefix}${name}`, `(x, ${elementwiseOptions})`, (args) => {
              const x = keepsIntegers.has(name) ? one(args) : inFloats(args);
              const isJaxs = dialect.framework === 'jax' && op === 'abs' && x.requiresGrad;
              return withOptions(wrap(isJaxs ? absolute(x) : Tensor.apply(registry[op]!, [x], {})), args);
            }),
          ]
        : [],
    ),
    ...Object.entries(binaryOps).flatMap(([name, op]) =>
      registry[op]
        ? [
            define(`${prefix}${name}`, `(x, y, ${elementwiseOptions})`, (args) =>
              withOptions(wrap(Tensor.apply(registry[op]!, operands(name, args), {})), args),
            ),
          ]
        : [],
    ),
    ...Object.entries(reductionOps).flatMap(([name, op]) =>
      registry[op]
        ? [
            define(
              `${prefix}${name}`,
              `(x, ${axis}=None, ${name in accumulating ? 'dtype=None, ' : ''}out=None, ${keepdims}=False, ${partOptions})`,
              (args) => {
                const asked = (tensor: Tensor): Tensor =>
                  name in accumulating ? inAskedDType(tensor, args) : tensor;
                const along = { dim: axisOf(args, dialect), keepdim: args.bool(keepdims) };
                const given = summable(name, asked(one(args)), dialect);
                const { x, count, withInitial } = reducedPart(name, given, args, along, dialect);
                const reduced = count
                  ? over(Tensor.apply(ops.sum, [x], along), count)
                  : (summed(name, x, along, dialect) ?? Tensor.apply(registry[op]!, [x], along));
                return wrap(asked(withInitial(reduced)));
              },
            ),
          ]
        : [],
    ),
    ...['argmax', 'argmin'].flatMap((name) =>
      registry[name]
        ? [
            define(`${prefix}${name}`, `(x, ${axis}=None)`, (args) =>
              wrap(
                Tensor.apply(registry[name]!, [one(args)], { dim: args.optionalInt(axis), keepdim: false }),
              ),
            ),
          ]
        : [],
    ),
    ...['array', 'asarray', 'constant', 'convert_to_tensor'].map((name) =>
      define(`${prefix}${name}`, '(x, dtype=None, *args, **kwargs)', (args) => {
        const dtype = args.optionalDType('dtype');
        const given = asArray(args.value('x'));
        if (given.kind === 'unknown') return wrap(Tensor.leaf({ dtype }));
        return wrap(arrayOf(given, dialect, dtype));
      }),
    ),
    fill('zeros', 0),
    fill('ones', 1),
    define(`${prefix}full`, '(shape, fill_value, dtype=None)', (args) => {
      const shape = shapeIn(args, 'shape');
      const dtype =
        args.optionalDType('dtype') ??
        (args.value('fill_value').kind === 'int' ? dialect.intDType : dialect.floatDType);
      const value = args.number('fill_value');
      return wrap(leaf(shape, dtype, () => value));
    }),
    define(`${prefix}arange`, '(*args, dtype=None)', (args) => {
      const unread = unreadRange(args.rest, args.optionalDType('dtype'), dialect.intDType);
      if (unread) return wrap(unread);
      const nests = args.rest.map((value) => readNest(value));
      const [a = 0, b, c = 1] = nests.map((nest) => nest.values[0]!);
      const [start, stop, step] = b === undefined ? [0, a, 1] : [a, b, c];
      const dtype =
        args.optionalDType('dtype') ??
        (nests.some((nest) => nest.type === 'float') ? dialect.floatDType : dialect.intDType);
      const count = Math.max(0, Math.ceil((stop - start) / step));
      return wrap(leaf([count], dtype, (at) => start + at * step));
    }),
    identity(`${prefix}eye`, dialect),
    define(`${prefix}reshape`, '(x, shape)', (args) =>
      wrap(Tensor.apply(ops.reshape, [one(args)], { shape: args.ints('shape') })),
    ),
    define(`${prefix}where`, '(condition, x=None, y=None)', (args, runtime) => {
      if (args.isNone('x')) {
        const home: Value = { kind: 'module', name: prefix.slice(0, -1) };
        return runtime.call(runtime.getAttribute(home, 'nonzero'), [args.value('condition')]);
      }
      const condition = castTo(arrayOf(args.value('condition'), dialect), 'bool');
      return wrap(Tensor.apply(ops.where, [condition, ...operands('where', args)], {}));
    }),
    define(`${prefix}clip`, '(x, a_min=None, a_max=None)', (args) =>
      wrap(
        Tensor.apply(ops.clamp, [one(args)], {
          min: args.optionalNumber('a_min'),
          max: args.optionalNumber('a_max'),
        }),
      ),
    ),
    ...(dialect.framework === 'tensorflow'
      ? []
      : [
          ...borrowedFunctions(prefix, dialect),
          ...creationFunctions(prefix, dialect),
          ...valueFunctions(prefix, dialect),
          ...roundingFunctions(prefix, dialect),
          ...histogramFunctions(prefix, dialect),
          ...indexFunctions(prefix, dialect),
          ...editingFunctions(prefix, dialect),
          ...statisticsFunctions(prefix, dialect),
          ...lineFunctions(prefix, dialect),
          ...leastSquares(prefix, dialect),
        ]),
    define(`${prefix}expand_dims`, `(x, ${axis})`, (args) =>
      wrap(Tensor.apply(ops.unsqueeze, [one(args)], { dim: args.int(axis) })),
    ),
    define(`${prefix}squeeze`, `(x, ${axis}=None)`, (args) =>
      wrap(squeezed(one(args), axisOf(args, dialect), dialect)),
    ),
  ];
}

/** Without dims of size 1; one that is named and is not of size 1 is refused, unlike in PyTorch. */
function squeezed(x: Tensor, dim: number | readonly number[] | undefined, dialect: ArrayDialect): Tensor {
  const named = dim === undefined ? [] : typeof dim === 'number' ? [dim] : dim;
  const isWider = named.some((at) => (x.shape?.at(at) ?? 1) !== 1);
  if (isWider && dialect.framework === 'numpy') {
    const message = 'cannot select an axis to squeeze out which has size not equal to one';
    throw new PythonError('ValueError', message, undefined, true);
  }
  return Tensor.apply(ops.squeeze, [x], { dim });
}

/** The attributes of arrays that all dialects have; methods bind the array as their first argument. */
export function arrayAttribute(
  value: Extract<Value, { kind: 'tensor' }>,
  name: string,
  prefix: string,
  names: ReadonlyMap<string, Value>,
  dialect: ArrayDialect,
): Value | undefined {
  const { tensor } = value;
  switch (name) {
    case 'shape':
      if (!isKnownShape(tensor.shape)) return undefined;
      return dialect.framework === 'tensorflow' ? tensorShape(tensor.shape) : tuple(tensor.shape.map(int));
    case 'dtype':
      return tensor.dtype && { kind: 'dtype', dtype: tensor.dtype, framework: dialect.framework };
    case 'ndim':
      return tensor.rank === undefined ? undefined : int(tensor.rank);
    case 'size':
      return isKnownShape(tensor.shape) ? int(tensor.numel) : undefined;
    case 'T':
      return tensorValue(
        Tensor.apply(ops.permute, [tensor], {
          dims: Array.from({ length: tensor.rank ?? 0 }, (_, at) => (tensor.rank ?? 0) - 1 - at),
        }),
        dialect.framework,
      );
    default:
  }
  const method = methods(dialect).get(name) ?? names.get(`${prefix}${name}`);
  return method?.kind === 'native'
    ? { kind: 'method', self: value, function: method, owner: undefined }
    : undefined;
}

/** The element at a place: one index counts through the whole array, several are one a dim. */
function itemAt(tensor: Tensor, places: readonly number[]): Tensor {
  const from =
    places.length === 1 ? Tensor.apply(ops.flatten, [tensor], { start_dim: 0, end_dim: -1 }) : tensor;
  if (places.length !== from.rank)
    throw new PythonError('ValueError', 'incorrect number of indices for array');
  return places.reduce((part, index) => Tensor.apply(ops.select, [part], { dim: 0, index }), from);
}

/** Methods that differ from the function of the same name, or have none. */
function methods(dialect: ArrayDialect): ReadonlyMap<string, Value> {
  const { framework } = dialect;
  const self = (args: Arguments): Tensor => args.tensor('self');
  const list: NativeFunction[] = [
    ...moreMethods(),
    ...(framework === 'jax' ? [define('block_until_ready', '(self)', (args) => args.value('self'))] : []),
    define('item', '(self, *args)', (args) => {
      const whole = self(args);
      const tensor = args.rest.length === 0 ? whole : itemAt(whole, args.sizes());
      if (framework === 'numpy' && tensor.hasValues && tensor.numel !== 1)
        throw new PythonError('ValueError', 'can only convert an array of size 1 to a Python scalar');
      if (!tensor.hasValues || tensor.numel !== 1)
        return ofNumber('the value that item() gives is not known', tensor.dtype);
      const value = tensor.values()[0]!;
      return isFloating(tensor.dtype!) ? float(value) : int(value);
    }),
    define('astype', '(self, dtype, copy=True)', (args) => {
      const dtype = args.optionalDType('dtype');
      if (!dtype) throw new NotKnown('the dtype is not known');
      return tensorValue(Tensor.apply(ops.cast, [self(args)], { dtype }), framework);
    }),
    define('copy', '(self)', (args) => tensorValue(Tensor.apply(ops.clone, [self(args)], {}), framework)),
    // What has no dims becomes a scalar of numpy's, for which an operation has to have made it.
    define('numpy', '(self)', (args) => {
      const tensor = Tensor.apply(ops.detach, [self(args)], {});
      return tensorValue(tensor, 'numpy');
    }),
    define('reshape', '(self, *shape)', (args) =>
      tensorValue(Tensor.apply(ops.reshape, [self(args)], { shape: args.sizes() }), framework),
    ),
    define('flatten', '(self)', (args) =>
      tensorValue(Tensor.apply(ops.flatten, [self(args)], { start_dim: 0, end_dim: -1 }), framework),
    ),
    define('ravel', "(self, order='C')", (args) => {
      const order = args.string('order');
      if (order !== 'C' && order !== 'F')
        throw new NotKnown(`the order '${order}' of an array is not followed`);
      const tensor = self(args);
      const dims = Array.from({ length: tensor.rank ?? 0 }, (_, at) => (tensor.rank ?? 0) - 1 - at);
      const laid = order === 'F' ? Tensor.apply(ops.permute, [tensor], { dims }) : tensor;
      return tensorValue(Tensor.apply(ops.flatten, [laid], { start_dim: 0, end_dim: -1 }), framework);
    }),
    define('transpose', '(self, *axes)', (args) => {
      const tensor = self(args);
      const axes =
        args.rest.length > 0
          ? args.sizes()
          : Array.from({ length: tensor.rank ?? 0 }, (_, at) => (tensor.rank ?? 0) - 1 - at);
      return tensorValue(Tensor.apply(ops.permute, [tensor], { dims: axes }), framework);
    }),
  ];
  return new Map(list.map((method) => [method.name, method]));
}
