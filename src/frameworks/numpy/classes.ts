/** numpy's classes of arrays and of kinds of scalars, as `isinstance` and `type` ask for them. */
import { isFloating } from '../../engine/dtype';
import { isArrayScalar } from '../format-tensor';
import type { ClassValue, DTypeValue, TensorValue } from '../values';

const abstractClass = (name: string): ClassValue => ({
  kind: 'class',
  name: `numpy.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
});

/** `np.ndarray`, and the kinds of scalars above the class of each dtype. */
export const arrayClasses: readonly ClassValue[] = [
  'ndarray',
  'generic',
  'number',
  'floating',
  'inexact',
  'integer',
  'signedinteger',
  'unsignedinteger',
].map(abstractClass);

/** Whether an array or a scalar of numpy is an instance of a class of numpy's or Python's. */
export function isOfNumpyClass(value: TensorValue, wanted: ClassValue | DTypeValue): boolean {
  const isScalar = isArrayScalar(value);
  const { dtype } = value.tensor;
  if (wanted.kind === 'dtype') return isScalar && dtype === wanted.dtype;
  if (wanted.name === 'builtins.object') return true;
  if (!isScalar) return wanted.name === 'numpy.ndarray';
  const isFloat = dtype !== undefined && isFloating(dtype);
  switch (wanted.name) {
    case 'numpy.generic':
      return true;
    case 'numpy.number':
      return dtype !== 'bool';
    case 'numpy.floating':
    case 'numpy.inexact':
      return isFloat;
    case 'numpy.integer':
      return !isFloat && dtype !== 'bool';
    case 'numpy.signedinteger':
      return !isFloat && dtype !== 'bool' && dtype !== 'uint8';
    case 'numpy.unsignedinteger':
      return dtype === 'uint8';
    // Python's own float is a base of numpy's double, and of no other scalar.
    case 'builtins.float':
      return dtype === 'float64';
    default:
      return false;
  }
}
