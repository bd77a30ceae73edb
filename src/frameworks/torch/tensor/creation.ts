/**
 * Tensors out of nothing: literals, fills, ranges. Random numbers stand in random/tensors.ts.
 * Over 400 lines because every way to make a tensor reads the same arguments, and the tables belong together.
 */
import { defaultFloatDType } from '../../../engine/context';
import { allocate, isFloating, promoteTypes, type DType, type Values } from '../../../engine/dtype';
import { castTo } from '../../../engine/formula';
import { newMemory } from '../../../engine/new_memory';
import { ops } from '../../../engine/ops/index';
import { isKnownShape, numelOf, type Shape } from '../../../engine/shape';
import { roundTo } from '../../../engine/backends/rounding';
import { Tensor, valuesWhenAsked, type LeafInit } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { unreadRange } from '../../arrays/unread-range';
import { asBuffer } from '../../buffers';
import { asArray } from '../../contract';
import { define, type Meaning } from '../../define';
import { MAXIMUM_ELEMENTS } from '../random/drawing';
import { NotKnown, PythonError } from '../../errors';
import { leafOf, readNest, shapeOfOpen, type Nest } from '../../literal-tensors';
import { tensorsIn } from '../../read-off';
import type { Runtime } from '../../runtime';
import {
  plain,
  tensorValue,
  typeName,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../../values';
import { sharing } from '../../views';
import { linearPoints, powerPoints } from './spaced';

/** A new leaf as torch's object; the graph's gradients find it through its owner. */
export function own(tensor: Tensor, runtime: Runtime, isParameter = false): TensorValue {
  const object = tensorValue(tensor, 'torch', isParameter);
  if (tensor.requiresGrad) runtime.own(object);
  return object;
}

const numberDType = (type: Nest['type']): DType =>
  type === 'bool' ? 'bool' : type === 'int' ? 'int64' : defaultFloatDType();

/** PyTorch's dtype for plain Python numbers, and what these and tensors beside them promote to. */
export const defaultDType = ({ dtype, mixed, type }: Nest): DType =>
  dtype ?? (mixed ? promoteTypes(mixed.dtype, numberDType(mixed.plain)) : numberDType(type));

const fromData =
  (dtype: DType | undefined): Meaning =>
  (args, runtime) => {
    const data = args.value('data');
    const made = madeOfData(dtype, args, runtime);
    // What is given as a tensor is seen in the call.
    return data.kind === 'tensor' ? made : copied(data, made, runtime);
  };

/** The numbers of data; undefined where some of them, or how many there are, is not known. */
function knownNest(data: Value): Nest | undefined {
  try {
    return readNest(data, true);
  } catch (error) {
    const isOpen = data.kind === 'list' || !tensorsIn(data).next().done;
    if (error instanceof NotKnown && isOpen) return undefined;
    throw error;
  }
}

/** What numbers come from is no part of the graph of the tensor that is made of them: rules ask where it was lost. */
export function copied(data: Value, made: TensorValue, runtime: Runtime): TensorValue {
  const [from] = tensorsIn(data);
  if (from) runtime.noteOperation('copied', [from, made.tensor]);
  return made;
}

function madeOfData(dtype: DType | undefined, args: Arguments, runtime: Runtime): TensorValue {
  const requiresGrad = args.bool('requires_grad');
  const data = asArray(args.value('data'));
  const wanted = dtype ?? args.optionalDType('dtype');
  if (data.kind === 'tensor' && !data.tensor.hasValues) {
    const { shape, dtype: known, role } = data.tensor;
    return own(Tensor.leaf({ shape, dtype: wanted ?? known, role, requiresGrad }), runtime);
  }
  if (data.kind === 'tensor' && !data.tensor.isComputed && data.tensor.dtype)
    return own(copyOf(data.tensor, wanted ?? data.tensor.dtype, requiresGrad), runtime);
  if (data.kind === 'unknown') {
    const number = data.contract?.number;
    const dtypeOfNumber = number === 'int' ? 'int64' : number && defaultFloatDType();
    const shape = number && [];
    return own(Tensor.leaf({ shape, dtype: wanted ?? dtypeOfNumber, requiresGrad }), runtime);
  }
  const nest = knownNest(data);
  if (!nest) return own(Tensor.leaf({ shape: shapeOfOpen(data), dtype: wanted, requiresGrad }), runtime);
  const chosen = wanted ?? defaultDType(nest);
  refuseLong(nest, chosen);
  refuseGradOfIntegers(chosen, requiresGrad);
  return own(leafOf(nest, chosen, requiresGrad), runtime);
}

/** The same values as a leaf of its own, computed when somebody asks: a table that is large has its shape all the same. */
function copyOf(tensor: Tensor, dtype: DType, requiresGrad: boolean): Tensor {
  refuseGradOfIntegers(dtype, requiresGrad);
  const { shape, sampled } = tensor;
  const valuesOf = tensor.dtype === dtype ? tensor : Tensor.apply(ops.cast, [tensor], { dtype });
  return Tensor.leaf({ shape, dtype, valuesOf, sampled, requiresGrad });
}

/** An integer beyond 2^53 becomes a float like each other number, but no element of an integer dtype, which has to be exact. */
function refuseLong({ long }: Nest, dtype: DType): void {
  if (long === undefined || isFloating(dtype)) return;
  if (BigInt.asIntN(64, long) !== long)
    throw new PythonError('ValueError', 'Overflow when unpacking long long');
  throw new NotKnown('an integer beyond 2^53 is not exact in a tensor');
}

function refuseGradOfIntegers(dtype: DType, requiresGrad: boolean): void {
  if (requiresGrad && !isFloating(dtype)) {
    throw new PythonError(
      'RuntimeError',
      'Only Tensors of floating point and complex dtype can require gradients',
    );
  }
}

/** The bounds of `arange(end)`, `arange(start, end)` and `arange(start, end, step)`, positional or by name. */
function rangeOf(args: Arguments): {
  readonly numbers: readonly Nest[];
  readonly start: number;
  readonly stop: number;
  readonly step: number;
} {
  const named = (name: string): Value | undefined => (args.given(name) ? args.value(name) : undefined);
  const given = [...args.rest];
  // One positional number is the end, unless the end has its name.
  const end = named('end') ?? (given.length === 1 && !args.given('start') ? given.shift() : undefined);
  const start = named('start') ?? given.shift();
  const stop = end ?? given.shift();
  const step = named('step') ?? given.shift();
  if (!stop) throw new PythonError('TypeError', "arange() missing required argument: 'end'");
  const numbers = [start, stop, step].flatMap((value) => (value ? [readNest(value)] : []));
  const numberOf = (value: Value | undefined, byDefault: number): number =>
    value ? readNest(value).values[0]! : byDefault;
  return { numbers, start: numberOf(start, 0), stop: numberOf(stop, 0), step: numberOf(step, 1) };
}

/** `torch.zeros(2, 3)`: sizes one by one or as one sequence. */
const filled =
  (value: number): Meaning =>
  (args, runtime) => {
    const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
    return fill(sizesOf(args), dtype, value, args, runtime);
  };

/** The sizes that a tensor is made with; undefined where they are not known: the dtype is known all the same. */
export function sizesOf(args: Arguments): Shape | undefined {
  try {
    return args.shape();
  } catch (error) {
    if (error instanceof NotKnown) return undefined;
    throw error;
  }
}

function fill(
  shape: Shape | undefined,
  dtype: DType,
  value: number,
  args: Arguments,
  runtime: Runtime,
): TensorValue {
  const requiresGrad = args.bool('requires_grad');
  refuseGradOfIntegers(dtype, requiresGrad);
  return own(
    asBuffer(
      Tensor.leaf({
        shape,
        dtype,
        ...(isKnownShape(shape) && valuesOf(shape, dtype, (values) => values.fill(value))),
        requiresGrad,
      }),
    ),
    runtime,
  );
}

/** Values of a shape, unless they are too many to be held; many are written when somebody asks. */
export function valuesOf(
  shape: readonly number[],
  dtype: DType,
  write: (values: Values) => void,
): Pick<LeafInit, 'values' | 'makeValues'> {
  const count = numelOf(shape);
  if (shape.some((size) => size < 0)) {
    throw new PythonError(
      'RuntimeError',
      `Trying to create tensor with negative dimension ${Math.min(...shape)}: [${shape.join(', ')}]`,
    );
  }
  if (count > MAXIMUM_ELEMENTS) return {};
  return valuesWhenAsked(count, () => {
    const values = allocate(dtype, count);
    write(values);
    roundTo(dtype, values);
    return values;
  });
}

const SIZED =
  '(*sizes, size=None, generator=None, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False, memory_format=None)';
const LIKE = '(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None)';

/** The shape of a tensor argument; where it is not known the result has none either. */
function likeShape(args: Arguments): readonly number[] {
  const { shape } = args.tensor('input');
  if (!isKnownShape(shape)) throw new NotKnown('the shape of the input is not known');
  return shape;
}

const NEW =
  '(input, *sizes, size=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)';

const newShape = (args: Arguments): readonly number[] =>
  args.given('size') ? args.ints('size') : args.sizes();

/** `x.new_zeros(size)` and its kin: like `torch.zeros`, in the dtype of x. */
const newOnes: readonly NativeFunction[] = [
  ...(
    [
      ['new_zeros', 0],
      ['new_ones', 1],
    ] as const
  ).map(([name, value]) =>
    define(`torch.Tensor.${name}`, NEW, (args, runtime) =>
      fill(
        sizesOf(args),
        args.optionalDType('dtype') ?? args.tensor('input').dtype ?? 'float32',
        value,
        args,
        runtime,
      ),
    ),
  ),
  define('torch.Tensor.new_empty', NEW, (args, runtime) => {
    const dtype = args.optionalDType('dtype') ?? args.tensor('input').dtype;
    if (!dtype) return tensorValue(Tensor.leaf({ shape: newShape(args) }));
    return own(newMemory(newShape(args), dtype, args.bool('requires_grad')), runtime);
  }),
  define(
    'torch.Tensor.new_empty_strided',
    '(input, size, stride, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)',
    (args, runtime) => {
      const dtype = args.optionalDType('dtype') ?? args.tensor('input').dtype;
      return own(Tensor.leaf({ shape: args.ints('size'), dtype }), runtime);
    },
  ),
  define(
    'torch.Tensor.new_full',
    '(input, size, fill_value, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)',
    (args, runtime) =>
      fill(
        args.ints('size'),
        args.optionalDType('dtype') ?? args.tensor('input').dtype ?? 'float32',
        args.number('fill_value'),
        args,
        runtime,
      ),
  ),
  define(
    'torch.Tensor.new_tensor',
    '(input, data, *, dtype=None, device=None, requires_grad=False)',
    (args, runtime) => {
      const nest = readNest(args.value('data'), true);
      const dtype = args.optionalDType('dtype') ?? args.tensor('input').dtype ?? defaultDType(nest);
      refuseLong(nest, dtype);
      return own(leafOf(nest, dtype, args.bool('requires_grad')), runtime);
    },
  ),
];

/** Tensors and numpy's arrays keep their memory where nothing asks for another dtype or a copy. */
function sharedData(args: Arguments, runtime: Runtime): Value {
  const data = args.value('data');
  const isShared = data.kind === 'tensor' && (data.framework === 'torch' || data.framework === 'numpy');
  const copies = args.functionName === 'torch.asarray' && !args.isNone('copy') && args.bool('copy');
  if (!isShared || copies || args.bool('requires_grad')) return fromData(undefined)(args, runtime);
  const dtype = args.optionalDType('dtype');
  if (dtype && dtype !== data.tensor.dtype) return tensorValue(castTo(data.tensor, dtype));
  if (data.framework !== 'torch') return sharing(data, 'torch');
  const detaches = args.functionName === 'torch.asarray' && data.tensor.requiresGrad;
  return detaches ? tensorValue(Tensor.apply(ops.detach, [data.tensor], {})) : data;
}

const likes: readonly (readonly [string, number])[] = [
  ['zeros_like', 0],
  ['ones_like', 1],
];

export const creation: readonly NativeFunction[] = [
  define(
    'torch.tensor',
    '(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)',
    fromData(undefined),
  ),
  define('torch.from_numpy', '(ndarray)', (args) => {
    const array = asArray(args.value('ndarray'));
    if (array.kind !== 'tensor' || array.framework !== 'numpy') {
      if (array.kind === 'unknown') return tensorValue(Tensor.leaf({}));
      throw new PythonError('TypeError', `expected np.ndarray (got ${typeName(array)})`);
    }
    return sharing(array, 'torch');
  }),
  define('torch.as_tensor', '(data, dtype=None, device=None, *, requires_grad=False)', sharedData),
  define('torch.asarray', '(data, *, dtype=None, device=None, copy=None, requires_grad=False)', sharedData),
  define(
    'torch.scalar_tensor',
    '(data, *, dtype=None, device=None, requires_grad=False)',
    fromData(undefined),
  ),
  define('torch.zeros', SIZED, filled(0)),
  define('torch.ones', SIZED, filled(1)),
  define('torch.empty', SIZED, (args, runtime) => {
    // What is in new memory is not known, but a shape and a dtype are, and usually it is filled next.
    const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
    const shape = sizesOf(args);
    if (!isKnownShape(shape))
      return own(asBuffer(Tensor.leaf({ shape, dtype, requiresGrad: args.bool('requires_grad') })), runtime);
    return own(newMemory(shape, dtype, args.bool('requires_grad')), runtime);
  }),
  define(
    'torch.full',
    '(size, fill_value, *, out=None, dtype=None, layout=None, device=None, requires_grad=False)',
    (args, runtime) => {
      const value = plain(args.value('fill_value'));
      const dtype =
        args.optionalDType('dtype') ??
        (value.kind === 'bool' ? 'bool' : value.kind === 'int' ? 'int64' : defaultFloatDType());
      return fill(sizesOf(args), dtype, args.number('fill_value'), args, runtime);
    },
  ),
  define('torch.empty_like', LIKE, (args, runtime) => {
    const { shape, dtype: given } = args.tensor('input');
    const dtype = args.optionalDType('dtype') ?? given;
    if (!dtype || !isKnownShape(shape)) return tensorValue(Tensor.leaf({ shape, dtype }));
    return own(newMemory(likeShape(args), dtype, args.bool('requires_grad')), runtime);
  }),
  ...likes.map(([name, value]) =>
    define(`torch.${name}`, LIKE, (args, runtime) => {
      const dtype = args.optionalDType('dtype') ?? args.tensor('input').dtype;
      if (!dtype) return tensorValue(Tensor.leaf({ shape: args.tensor('input').shape }));
      if (!isKnownShape(args.tensor('input').shape))
        return tensorValue(Tensor.leaf({ shape: args.tensor('input').shape, dtype }));
      return fill(likeShape(args), dtype, value, args, runtime);
    }),
  ),
  define(
    'torch.full_like',
    '(input, fill_value, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None)',
    (args, runtime) =>
      fill(
        likeShape(args),
        args.optionalDType('dtype') ?? args.tensor('input').dtype ?? defaultFloatDType(),
        args.number('fill_value'),
        args,
        runtime,
      ),
  ),
  define(
    'torch.arange',
    '(*args, start=None, end=None, step=None, out=None, dtype=None, layout=None, device=None, requires_grad=False)',
    (args, runtime) => {
      const named = ['start', 'end', 'step'].flatMap((name) => (args.given(name) ? [args.value(name)] : []));
      const unread = unreadRange([...args.rest, ...named], args.optionalDType('dtype'), 'int64');
      if (unread) return own(unread, runtime);
      const { numbers, ...range } = rangeOf(args);
      const dtype =
        args.optionalDType('dtype') ??
        (numbers.some((nest) => nest.type === 'float') ? defaultFloatDType() : 'int64');
      const cut = (value: number): number => (isFloating(dtype) ? value : Math.trunc(value));
      const [start, stop, step] = [cut(range.start), cut(range.stop), cut(range.step)];
      if (step === 0) throw new PythonError('RuntimeError', 'step must be nonzero');
      if ((stop - start) * step < 0) {
        throw new PythonError('RuntimeError', 'upper bound and lower bound inconsistent with step sign');
      }
      // The bounds as they are given say how many numbers there are, except of int64.
      const length = dtype === 'int64' ? (stop - start) / step : (range.stop - range.start) / range.step;
      const count = Math.max(0, Math.ceil(length));
      const values = valuesOf([count], dtype, (target) => {
        for (let at = 0; at < count; at++) target[at] = start + at * step;
      });
      return own(
        Tensor.leaf({ shape: [count], dtype, ...values, requiresGrad: args.bool('requires_grad') }),
        runtime,
      );
    },
  ),
  define(
    'torch.linspace',
    '(start, end, steps, *, out=None, dtype=None, layout=None, device=None, requires_grad=False)',
    (args, runtime) => {
      const [start, end, steps] = [args.number('start'), args.number('end'), args.int('steps')];
      const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
      const points = linearPoints({ start, end, steps }, dtype);
      const values = valuesOf([steps], dtype, (target) => target.set(points));
      return own(
        Tensor.leaf({ shape: [steps], dtype, ...values, requiresGrad: args.bool('requires_grad') }),
        runtime,
      );
    },
  ),
  define(
    'torch.logspace',
    '(start, end, steps, base=10.0, *, out=None, dtype=None, layout=None, device=None, requires_grad=False)',
    (args, runtime) => {
      const [start, end, steps] = [args.number('start'), args.number('end'), args.int('steps')];
      const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
      const points = powerPoints({ start, end, steps }, args.number('base'), dtype);
      const values = valuesOf([steps], dtype, (target) => target.set(points));
      return own(
        Tensor.leaf({ shape: [steps], dtype, ...values, requiresGrad: args.bool('requires_grad') }),
        runtime,
      );
    },
  ),
  define(
    'torch.range',
    '(start, end, step=1, *, out=None, dtype=None, layout=None, device=None, requires_grad=False)',
    (args, runtime) => {
      const [start, end, step] = [args.number('start'), args.number('end'), args.number('step')];
      const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
      const count = Math.floor((end - start) / step) + 1;
      const values = valuesOf([count], dtype, (target) => {
        for (let at = 0; at < count; at++) target[at] = start + at * step;
      });
      return own(Tensor.leaf({ shape: [count], dtype, ...values }), runtime);
    },
  ),
  ...['torch.empty_strided', 'torch.empty_permuted'].map((name) =>
    define(
      name,
      '(size, order, *, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)',
      (args, runtime) =>
        own(
          Tensor.leaf({
            shape: args.ints('size'),
            dtype: args.optionalDType('dtype') ?? defaultFloatDType(),
            requiresGrad: args.bool('requires_grad'),
          }),
          runtime,
        ),
    ),
  ),
  ...newOnes,
  define(
    'torch.eye',
    '(n, m=None, *, out=None, dtype=None, layout=None, device=None, requires_grad=False)',
    (args, runtime) => {
      const rows = args.int('n');
      const columns = args.optionalInt('m') ?? rows;
      const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
      const values = valuesOf([rows, columns], dtype, (target) => {
        for (let at = 0; at < Math.min(rows, columns); at++) target[at * columns + at] = 1;
      });
      return own(
        Tensor.leaf({ shape: [rows, columns], dtype, ...values, requiresGrad: args.bool('requires_grad') }),
        runtime,
      );
    },
  ),
];
