/** What programs ask of dtypes: in which two meet, whether one is below another, what a value is. */
import { dtypes, isFloating, type DType } from '../../engine/dtype';
import { Tensor } from '../../engine/tensor';
import { asTensor, type Arguments } from '../arguments';
import { arrayOf } from '../arrays/dialect';
import { inCommonDType, numpyPromoteTypes } from '../arrays/promotion';
import { define } from '../define';
import { NotKnown } from '../errors';
import { isArrayScalar } from '../format-tensor';
import { bool, int, str, type DTypeValue, type NativeFunction, type Value } from '../values';
import { numpyDialect } from './dialect';

const bytes: Readonly<Record<DType, number>> = {
  bool: 1,
  uint8: 1,
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint64: 8,
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
};

export const bytesOf = (dtype: DType): number => bytes[dtype];

/** The letter of a dtype's kind (NumPy documentation, "Array interface protocol"). */
const kindOf = (dtype: DType): string =>
  dtype === 'bool' ? 'b' : dtype.startsWith('u') ? 'u' : isFloating(dtype) ? 'f' : 'i';

/** An attribute of `torch.dtype`; undefined where it has none of that name. */
function torchDTypeAttribute(dtype: DType, name: string): Value | undefined {
  switch (name) {
    case 'is_floating_point':
      return bool(isFloating(dtype));
    case 'is_complex':
      return bool(false);
    case 'is_signed':
      return bool(dtype !== 'bool' && !dtype.startsWith('u'));
    case 'itemsize':
      return int(bytes[dtype]);
    default:
      return undefined;
  }
}

/** An attribute of `np.dtype`; undefined where it has none of that name. */
export function dtypeAttribute({ dtype, framework, isClass }: DTypeValue, name: string): Value | undefined {
  if (framework === 'torch') return torchDTypeAttribute(dtype, name);
  if (name === '__name__') return str(dtype);
  if (isClass) return undefined;
  switch (name) {
    case 'name':
      return str(dtype);
    case 'kind':
      return framework === 'tensorflow' ? undefined : str(kindOf(dtype));
    case 'itemsize':
      return framework === 'tensorflow' ? undefined : int(bytes[dtype]);
    case 'size':
      return framework === 'tensorflow' ? int(bytes[dtype]) : undefined;
    case 'type':
      return framework === 'numpy' ? { kind: 'dtype', dtype, framework, isClass: true } : undefined;
    case 'is_floating':
      return framework === 'tensorflow' ? bool(isFloating(dtype)) : undefined;
    case 'is_integer':
      return framework === 'tensorflow' ? bool(!isFloating(dtype) && dtype !== 'bool') : undefined;
    default:
      return undefined;
  }
}

/** What numpy's abstract classes of scalars hold. */
const families: Readonly<Record<string, (dtype: DType) => boolean>> = {
  generic: () => true,
  number: (dtype) => dtype !== 'bool',
  inexact: isFloating,
  floating: isFloating,
  integer: (dtype) => !isFloating(dtype) && dtype !== 'bool',
  signedinteger: (dtype) => !isFloating(dtype) && dtype !== 'bool' && dtype !== 'uint8',
  unsignedinteger: (dtype) => dtype === 'uint8',
};

/** A value as an operand of a promotion: a Python number keeps being one, a dtype stands for an array of it. */
function operandOf(args: Arguments, value: Value): Tensor {
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool')
    return asTensor(value, 'operand');
  if (value.kind === 'tensor') return value.tensor;
  return Tensor.leaf({ shape: [], dtype: dtypeAmong(args, value) });
}

function dtypeAmong(args: Arguments, value: Value): DType {
  if (value.kind === 'dtype') return value.dtype;
  if (value.kind === 'str' && dtypes.some((dtype) => dtype === value.value)) return value.value as DType;
  const builtin =
    value.kind === 'class' || value.kind === 'native' ? value.name.replace('builtins.', '') : '';
  const named: Readonly<Record<string, DType>> = { float: 'float64', int: 'int64', bool: 'bool' };
  const dtype = named[builtin];
  if (!dtype) throw new NotKnown(`a dtype that ${args.functionName} is given is not known`);
  return dtype;
}

const asDType = (dtype: DType): Value => ({ kind: 'dtype', dtype, framework: 'numpy' });

export const dtypeQuestions: readonly NativeFunction[] = [
  define('numpy.dtype', '(dtype, align=False, copy=False)', (args) =>
    asDType(dtypeAmong(args, args.value('dtype'))),
  ),
  define('numpy.promote_types', '(type1, type2)', (args) =>
    asDType(numpyPromoteTypes(dtypeAmong(args, args.value('type1')), dtypeAmong(args, args.value('type2')))),
  ),
  define('numpy.result_type', '(*arrays_and_dtypes)', (args) => {
    const [first, ...others] = args.rest.map((value) => operandOf(args, value));
    if (!first) throw new NotKnown('result_type is given nothing');
    const met = others.reduce((so, next) => inCommonDType(so, next, 'numpy')[0], first);
    if (!met.dtype || met.wrapped) throw new NotKnown('the dtype of numbers alone is not followed');
    return asDType(met.dtype);
  }),
  define('numpy.can_cast', "(from_, to, casting='safe')", (args) => {
    if (args.string('casting') !== 'safe') throw new NotKnown('only safe casts are followed');
    const [from, to] = [dtypeAmong(args, args.value('from_')), dtypeAmong(args, args.value('to'))];
    return bool(numpyPromoteTypes(from, to) === to);
  }),
  define('numpy.issubdtype', '(arg1, arg2)', (args) => {
    const dtype = dtypeAmong(args, args.value('arg1'));
    const above = args.value('arg2');
    const family = above.kind === 'class' ? families[above.name.replace('numpy.', '')] : undefined;
    return bool(family ? family(dtype) : dtypeAmong(args, above) === dtype);
  }),
  define('numpy.isscalar', '(element)', (args) => {
    const value = args.value('element');
    if (value.kind === 'unknown') throw new NotKnown(value.reason);
    const isPlain = ['int', 'float', 'bool', 'str'].includes(value.kind);
    return bool(isPlain || (value.kind === 'tensor' && value.framework === 'numpy' && isArrayScalar(value)));
  }),
  ...(['isrealobj', 'iscomplexobj'] as const).map((name) =>
    define(`numpy.${name}`, '(x)', () => bool(name === 'isrealobj')),
  ),
  define('numpy.size', '(a, axis=None)', (args) => {
    const { shape } = arrayOf(args.value('a'), numpyDialect);
    const axis = args.optionalInt('axis');
    const sizes = shape && (axis === undefined ? shape : [shape.at(axis)]);
    if (!sizes?.every((size) => typeof size === 'number')) throw new NotKnown('the shape is not known');
    return int(sizes.reduce((product: number, size) => product * size, 1));
  }),
];
