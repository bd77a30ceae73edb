/** What a torch tensor object has besides operations: its attributes, conversions, gradients and in-place methods. */
import { isFloating, torchScalarName, type DType } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import { isKnownShape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { cpu } from './device';
import { isContiguous, layoutOf } from './layout';
import { facts } from './tensor-facts';
import { NotKnown, PythonError } from '../errors';
import { changeInPlace } from '../in-place';
import { checkCast } from '../out-argument';
import { selectFirst } from '../tensor-index';
import type { Runtime } from '../runtime';
import {
  bool,
  float,
  int,
  list,
  none,
  size,
  str,
  tensorValue,
  tuple,
  unknown,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../values';
import { sharing } from '../views';

/** `x.shape` with sizes that are not known as unknown values. */
export function shapeValue(value: TensorValue, make: (sizes: Value[]) => Value): Value {
  const { shape } = value.tensor;
  if (!shape) return unknown('the shape of the tensor is not known');
  return make(
    shape.map((dim) => (typeof dim === 'number' ? int(dim) : unknown(`the size ${dim.name} is not known`))),
  );
}

/** Attributes that are no methods. */
export const properties: Readonly<Record<string, (value: TensorValue, runtime: Runtime) => Value>> = {
  ...facts,
  shape: (value) => shapeValue(value, size),
  dtype: (value) =>
    value.tensor.dtype
      ? { kind: 'dtype', dtype: value.tensor.dtype, framework: 'torch' }
      : unknown('the dtype of the tensor is not known'),
  device: () => cpu,
  itemsize: (value) => int(bytesOf(value.tensor)),
  nbytes: (value) => int(bytesOf(value.tensor) * value.tensor.numel),
  real: (value) => value,
  ndim: (value) =>
    value.tensor.rank === undefined ? unknown('the rank of the tensor is not known') : int(value.tensor.rank),
  requires_grad: (value) => bool(value.tensor.requiresGrad),
  is_leaf: (value) => bool(!value.tensor.requiresGrad || !value.tensor.producer),
  grad: (value, runtime) => runtime.gradOf(value) ?? none,
  data: (value) => tensorValue(Tensor.apply(ops.detach, [value.tensor], {})),
  T: (value) => {
    const rank = value.tensor.rank;
    if (rank === undefined) return tensorValue(Tensor.leaf({ dtype: value.tensor.dtype }));
    if (rank < 2) return value;
    return tensorValue(
      Tensor.apply(ops.permute, [value.tensor], {
        dims: Array.from({ length: rank }, (_, at) => rank - 1 - at),
      }),
    );
  },
  mT: (value) => tensorValue(Tensor.apply(ops.transpose, [value.tensor], { dim0: -2, dim1: -1 })),
};

/** Bytes of one element. */
function bytesOf({ dtype }: Tensor): number {
  if (!dtype) throw new NotKnown('the dtype of the tensor is not known');
  return dtype === 'bool' ? 1 : Number(/\d+$/.exec(dtype)![0]) / 8;
}

const method = (name: string, parameters: string, call: NativeFunction['call']): NativeFunction =>
  define(`torch.Tensor.${name}`, parameters, call);

/** `x.float()` and its kin. */
const conversions: Readonly<Record<string, DType>> = {
  float: 'float32',
  double: 'float64',
  half: 'float16',
  bfloat16: 'bfloat16',
  long: 'int64',
  int: 'int32',
  short: 'int16',
  byte: 'uint8',
  char: 'int8',
  bool: 'bool',
};

const castTo = (tensor: Tensor, dtype: DType): Tensor =>
  tensor.dtype === dtype ? tensor : Tensor.apply(ops.cast, [tensor], { dtype });

/** A tensor on another framework's or device's side: the same numbers. */
const same = (name: string, parameters: string): NativeFunction =>
  method(name, parameters, (args) => args.value('self'));

function one(tensor: Tensor, name: string): Value {
  if (isKnownShape(tensor.shape) && tensor.numel !== 1) {
    throw new PythonError(
      'RuntimeError',
      `a Tensor with ${tensor.numel} elements cannot be converted to Scalar`,
    );
  }
  if (!tensor.hasValues) throw new NotKnown(`the value that ${name}() gives is not known`);
  return scalar(tensor.values()[0]!, tensor.dtype!);
}

const scalar = (value: number, dtype: DType): Value =>
  dtype === 'bool' ? bool(value !== 0) : isFloating(dtype) ? float(value) : int(value);

/** Nested lists of the values. */
export function toList(value: TensorValue): Value {
  const { tensor } = value;
  if (!tensor.hasValues) throw new NotKnown('the values of the tensor are not known');
  if (tensor.shape!.length === 0) return scalar(tensor.values()[0]!, tensor.dtype!);
  return list(Array.from({ length: tensor.shape![0] as number }, (_, at) => toList(selectFirst(value, at))));
}

export const conversionMethods: readonly NativeFunction[] = [
  ...Object.entries(conversions).map(([name, dtype]) =>
    method(name, '(self, memory_format=None)', (args) => tensorValue(castTo(args.tensor('self'), dtype))),
  ),
  method(
    'to',
    '(self, *args, device=None, dtype=None, non_blocking=False, copy=False, memory_format=None)',
    (args) => {
      const object = args.value('self');
      const given = [...args.rest, args.value('dtype')];
      const wanted = given.find((value) => value.kind === 'dtype');
      const like = given.find((value) => value.kind === 'tensor');
      const dtype =
        wanted?.kind === 'dtype' ? wanted.dtype : like?.kind === 'tensor' ? like.tensor.dtype : undefined;
      // A device changes nothing of what is computed; a dtype that is not known might.
      return dtype ? tensorValue(castTo(args.tensor('self'), dtype)) : object;
    },
  ),
  method('type', '(self, dtype=None)', (args) => {
    const wanted = args.value('dtype');
    if (wanted.kind === 'None') {
      const { dtype: own } = args.tensor('self');
      if (!own) throw new NotKnown('the dtype is not known');
      return str(`torch.${torchScalarName(own)}Tensor`);
    }
    const dtype =
      wanted.kind === 'class'
        ? legacyDTypes[wanted.name.slice(wanted.name.lastIndexOf('.') + 1)]
        : args.optionalDType('dtype');
    if (!dtype) throw new NotKnown('the type is not known');
    return tensorValue(castTo(args.tensor('self'), dtype));
  }),
  method('type_as', '(self, other)', (args) => {
    const { dtype } = args.tensor('other');
    if (!dtype) throw new NotKnown('the dtype is not known');
    return tensorValue(castTo(args.tensor('self'), dtype));
  }),
  same('cpu', '(self, memory_format=None)'),
  same('cuda', '(self, device=None, non_blocking=False)'),
  same('pin_memory', '(self)'),
  method('item', '(self)', (args) => one(args.tensor('self'), 'item')),
  method('tolist', '(self)', (args) => toList(args.tensorObject('self'))),
  method('numpy', '(self, *, force=False)', (args) => {
    const tensor = args.tensor('self');
    if (tensor.requiresGrad) {
      throw new PythonError(
        'RuntimeError',
        "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
      );
    }
    return sharing(args.tensorObject('self'), 'numpy');
  }),
  method('size', '(self, dim=None)', (args) => {
    const sizes = shapeValue(args.tensorObject('self'), size);
    const dim = args.optionalInt('dim');
    if (dim === undefined || sizes.kind !== 'size') return sizes;
    const found = sizes.items.at(dim);
    if (!found) {
      const rank = sizes.items.length;
      throw new PythonError(
        'IndexError',
        `Dimension out of range (expected to be in range of [${-rank}, ${rank - 1}], but got ${dim})`,
      );
    }
    return found;
  }),
  ...['dim', 'ndimension'].map((name) =>
    method(name, '(self)', (args) => properties['ndim']!(args.tensorObject('self'), undefined as never)),
  ),
  method('element_size', '(self)', (args) => int(bytesOf(args.tensor('self')))),
  method('stride', '(self, dim=None)', (args) => {
    const strides = layoutOf(args.tensor('self'));
    if (!strides) throw new NotKnown('how the tensor lies in memory is not known');
    const dim = args.optionalInt('dim');
    return dim === undefined ? tuple(strides.map(int)) : int(strides.at(dim) ?? 1);
  }),
  method('is_contiguous', '(self, memory_format=None)', (args) => {
    const tensor = args.tensor('self');
    const strides = layoutOf(tensor);
    if (!strides) throw new NotKnown('how the tensor lies in memory is not known');
    return bool(isContiguous(strides, tensor.shape as readonly number[]));
  }),
  method('storage_offset', '(self)', (args) => {
    if (args.tensorObject('self').view) throw new NotKnown('where a view begins in memory is not known');
    return int(0);
  }),
  method('data_ptr', '(self)', () => unknown('where memory lies is not known')),
  method('is_floating_point', '(self)', (args) => {
    const { dtype } = args.tensor('self');
    if (!dtype) throw new NotKnown('the dtype is not known');
    return bool(isFloating(dtype));
  }),
];

export const legacyDTypes: Readonly<Record<string, DType>> = {
  Tensor: 'float32',
  FloatTensor: 'float32',
  DoubleTensor: 'float64',
  HalfTensor: 'float16',
  LongTensor: 'int64',
  IntTensor: 'int32',
  ShortTensor: 'int16',
  CharTensor: 'int8',
  ByteTensor: 'uint8',
  BoolTensor: 'bool',
};

export const gradientMethods: readonly NativeFunction[] = [
  method('requires_grad_', '(self, requires_grad=True)', (args, runtime) => {
    const object = args.tensorObject('self');
    const wanted = args.bool('requires_grad');
    const { dtype } = object.tensor;
    if (wanted && dtype && !isFloating(dtype)) {
      throw new PythonError('RuntimeError', 'only Tensors of floating point dtype can require gradients');
    }
    if (object.tensor.requiresGrad !== wanted) {
      runtime.rebind(object, object.tensor.asLeaf({ requiresGrad: wanted }));
      runtime.own(object);
    }
    return object;
  }),
  ...['torch.Tensor.clone', 'torch.clone'].map((name) =>
    define(name, '(self, *, memory_format=None)', (args) =>
      tensorValue(Tensor.apply(ops.clone, [args.tensor('self')], {})),
    ),
  ),
  method('detach_', '(self)', (args, runtime) => {
    const object = args.tensorObject('self');
    runtime.rebind(object, Tensor.apply(ops.detach, [object.tensor], {}));
    return object;
  }),
];

/** In-place fills; every other `name_` follows from the method without the underscore (see `inPlaceMethod`). */
export const inPlaceMethods: readonly NativeFunction[] = [
  ...['torch.Tensor.zero_', 'torch.zero_'].map((name) =>
    define(name, '(self)', (args, runtime) => fillInPlace(args.tensorObject('self'), 0, runtime)),
  ),
  ...(['torch.Tensor.resize_', 'torch.Tensor.resize_as_', 'torch.resize_as_'] as const).map((name) =>
    define(name, '(self, *sizes, memory_format=None)', (args, runtime) => {
      const [model] = args.rest;
      const sizes = model?.kind === 'tensor' ? model.tensor.shape : args.sizes();
      if (!isKnownShape(sizes)) throw new NotKnown('the size is not known');
      return resize(args.tensorObject('self'), sizes, runtime);
    }),
  ),
  method('fill_', '(self, value)', (args, runtime) =>
    fillInPlace(args.tensorObject('self'), args.number('value'), runtime),
  ),
  method('copy_', '(self, src, non_blocking=False)', (args, runtime) => {
    const object = args.tensorObject('self');
    const source = args.tensor('src');
    const { shape } = object.tensor;
    changeInPlace(object, shape ? Tensor.apply(ops.expand, [source], { size: shape }) : source, runtime);
    return object;
  }),
];

/** The first elements of the storage in another shape; what a larger shape adds is whatever memory holds. */
function resize(object: TensorValue, sizes: readonly number[], runtime: Runtime): Value {
  const { tensor } = object;
  if (tensor.requiresGrad) throw new PythonError('RuntimeError', 'cannot resize variables that require grad');
  const count = sizes.reduce((product, length) => product * length, 1);
  const isThere = tensor.hasValues && count <= tensor.numel;
  const flat = Tensor.apply(ops.reshape, [tensor], { shape: [-1] });
  const part = isThere
    ? Tensor.apply(ops.narrow, [flat], { dim: 0, start: 0, length: count })
    : Tensor.leaf({ shape: [count], dtype: tensor.dtype });
  runtime.rebind(object, Tensor.apply(ops.reshape, [part], { shape: sizes }));
  return object;
}

function fillInPlace(object: TensorValue, value: number, runtime: Runtime): Value {
  const { shape, dtype } = object.tensor;
  if (isKnownShape(shape) && dtype) {
    const values = new Float64Array(object.tensor.numel).fill(value);
    const filled = Tensor.leaf({ shape, dtype: 'float64', values });
    changeInPlace(object, castTo(filled, dtype), runtime);
  }
  return object;
}

/** In-place methods that give the object another shape over the same storage. */
const reshaping: ReadonlySet<string> = new Set([
  'squeeze',
  'unsqueeze',
  'transpose',
  'swapaxes',
  'swapdims',
  't',
  'as_strided',
]);

/** The in-place form of a method: computes what `name` computes and moves the object there. */
export const inPlaceMethod = (base: NativeFunction): NativeFunction => ({
  ...base,
  name: `${base.name}_`,
  call: (args, runtime) => {
    const first = base.signature.parameters[0]!.name;
    const object = args.tensorObject(first);
    const result = base.call(args, runtime);
    if (result.kind === 'tensor' && reshaping.has(base.name.slice('torch.Tensor.'.length))) {
      runtime.rebind(object, result.tensor);
      return object;
    }
    const [before, after] = [object.tensor.dtype, result.kind === 'tensor' ? result.tensor.dtype : undefined];
    if (before && after && !isFloating(before) && isFloating(after)) {
      throw new PythonError(
        'RuntimeError',
        `result type ${torchScalarName(after)} can't be cast to the desired output type ${torchScalarName(before)}`,
      );
    }
    if (result.kind !== 'tensor') throw new NotKnown(`what ${base.name}_ does is not known`);
    checkCast(result.tensor.dtype, object.tensor.dtype);
    changeInPlace(object, result.tensor, runtime);
    return object;
  },
});
