/** What a torch tensor object has besides operations: its attributes, conversions, gradients and in-place methods. */
import { isInferenceMode } from '../../../engine/context';
import { isFloating, torchScalarName, type DType } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { numberOfDType, promisedNumber, promisedShape, promisedSize } from '../../contract';
import { define } from '../../define';
import { cpu } from '../device';
import { isContiguous, layoutOf, offsetOf } from './layout';
import { facts } from './facts';
import { NotKnown, PythonError } from '../../errors';
import { integerOfFloat } from '../../integers';
import { readOff } from '../../read-off';
import { selectFirst } from '../../tensor-index';
import type { Runtime } from '../../runtime';
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
} from '../../values';
import { sharing } from '../../views';

/** `x.shape` with sizes that are not known as unknown values. */
export function shapeValue(value: TensorValue, make: (sizes: Value[]) => Value): Value {
  const { shape } = value.tensor;
  if (!shape) return promisedShape('the shape of the tensor is not known');
  return make(shape.map((dim) => (typeof dim === 'number' ? int(dim) : promisedSize(dim))));
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
  data: (value, runtime) => {
    const detached = Tensor.apply(ops.detach, [value.tensor], {});
    // An attribute is no call, whose place the result would know.
    if (value.tensor.producer) runtime.noteOperation('detach', [value.tensor], {}, detached);
    return { ...tensorValue(detached), hidesChanges: true };
  },
  _version: (value, runtime) => {
    if (value.tensor.isInference)
      throw new PythonError('RuntimeError', 'Inference tensors do not track version counter.');
    return int(runtime.versionOf(storageOf(value).tensor));
  },
  _base: (value) => (value.view && !isDetached(value) ? baseOf(value) : none),
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

const isDetached = ({ tensor }: TensorValue): boolean => tensor.producer?.op.name === 'detach';

/** The tensor whose storage a view looks at, through all views between: what PyTorch counts changes of. */
function storageOf(value: TensorValue): TensorValue {
  let root = value;
  while (root.view && !root.hidesChanges) root = root.view.base;
  return root;
}

/** What a view is a view of, as autograd has it: a detached tensor begins anew. */
function baseOf(value: TensorValue): TensorValue {
  let root = value;
  while (root.view && !isDetached(root)) root = root.view.base;
  return root;
}

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

function scalar(value: number, dtype: DType): Value {
  if (dtype === 'bool') return bool(value !== 0);
  if (isFloating(dtype)) return float(value);
  return Number.isSafeInteger(value) ? int(value) : integerOfFloat(value);
}

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
  method('item', '(self)', (args, runtime) => {
    const tensor = args.tensor('self');
    return readOff(tensor, runtime, () => one(tensor, 'item'), numberOfDType(tensor.dtype));
  }),
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
    if (dim !== undefined && sizes.kind === 'unknown') return promisedNumber(sizes, 'int');
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
  ...['torch.Tensor.is_inference', 'torch.is_inference'].map((name) =>
    define(name, '(self)', (args) => bool(args.tensor('self').isInference)),
  ),
  define('torch.is_inference_mode_enabled', '()', () => bool(isInferenceMode())),
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
    const offset = offsetOf(args.tensor('self'));
    if (offset === undefined) throw new NotKnown('where a view begins in memory is not known');
    return int(offset);
  }),
  method('_is_view', '(self)', (args) => bool(args.tensorObject('self').view !== undefined)),
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

/** What an operation computed requires grad for good: throws PyTorch's RuntimeError. */
export function checkFlag({ tensor }: TensorValue, wanted: boolean): void {
  if (wanted && tensor.isInference && !isInferenceMode())
    throw new PythonError(
      'RuntimeError',
      'Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.',
    );
  if (wanted || !tensor.requiresGrad || !tensor.producer) return;
  throw new PythonError(
    'RuntimeError',
    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
  );
}

export const gradientMethods: readonly NativeFunction[] = [
  method('requires_grad_', '(self, requires_grad=True)', (args, runtime) => {
    const object = args.tensorObject('self');
    const wanted = args.bool('requires_grad');
    const { dtype } = object.tensor;
    if (wanted && dtype && !isFloating(dtype)) {
      throw new PythonError('RuntimeError', 'only Tensors of floating point dtype can require gradients');
    }
    if (object.tensor.requiresGrad !== wanted) {
      checkFlag(object, wanted);
      const before = object.tensor;
      runtime.retarget(object, before.asLeaf({ requiresGrad: wanted }));
      if (before.producer) runtime.noteOperation('requires_grad', [before, object.tensor]);
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
    runtime.retarget(object, Tensor.apply(ops.detach, [object.tensor], {}));
    return object;
  }),
];
