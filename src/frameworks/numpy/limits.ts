/** `np.finfo` and `np.iinfo`: the bounds of a dtype's numbers, as scalars of that dtype. */
import { allocate, type DType } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { NotKnown, PythonError } from '../errors';
import { floatLimits, integerLimits } from '../limits-of-dtypes';
import { signature } from '../signature';
import { int, tensorValue, type ClassValue, type Value } from '../values';

/** A scalar, which numpy tells from an array without dims by where it comes from. */
function scalarOf(dtype: DType, value: number): Value {
  const values = allocate(dtype, 1);
  values[0] = value;
  return tensorValue(Tensor.apply(ops.clone, [Tensor.leaf({ shape: [], dtype, values })], {}), 'numpy');
}

function limits(
  name: 'finfo' | 'iinfo',
  read: (dtype: DType) => Readonly<Record<string, Value>>,
): ClassValue {
  return {
    kind: 'class',
    name: `numpy.${name}`,
    bases: [],
    attributes: new Map(),
    isUser: false,
    signature: signature('(dtype)'),
    construct: (self, args) => {
      const given = args.value('dtype');
      // The dtype may be given by one of its numbers.
      const dtype = given.kind === 'tensor' ? given.tensor.dtype : args.optionalDType('dtype');
      if (!dtype) throw new NotKnown('the dtype is not known');
      self.attributes.set('dtype', { kind: 'dtype', dtype, framework: 'numpy' });
      for (const [key, value] of Object.entries(read(dtype))) self.attributes.set(key, value);
    },
  };
}

export const numpyLimits: readonly ClassValue[] = [
  limits('finfo', (dtype) => {
    const found = floatLimits[dtype];
    if (!found) throw new PythonError('ValueError', `data type <class 'numpy.${dtype}'> not inexact`);
    const of = (value: number): Value => scalarOf(dtype, value);
    return {
      bits: int(found.bits),
      eps: of(found.eps),
      max: of(found.max),
      min: of(-found.max),
      tiny: of(found.tiny),
      smallest_normal: of(found.tiny),
      resolution: of(10 ** Math.ceil(Math.log10(found.eps))),
    };
  }),
  limits('iinfo', (dtype) => {
    const found = integerLimits[dtype];
    if (!found) throw new NotKnown(`the bounds of ${dtype} are beyond what is exact here`);
    const [bits, min, max] = found;
    return { bits: int(bits), min: int(min), max: int(max) };
  }),
];
