/** Python numbers as operands. Not an operation: it only makes leaves. */
import { Tensor } from '../tensor';

/** A Python number as a scalar tensor that takes part in type promotion by its category only. */
export function numberTensor(value: number | boolean, type: 'int' | 'float' | 'bool' = 'int'): Tensor {
  const kind = typeof value === 'boolean' ? 'bool' : Number.isInteger(value) ? type : 'float';
  const values = kind === 'bool' ? Uint8Array.of(Number(value)) : Float64Array.of(Number(value));
  return Tensor.leaf({
    shape: [],
    dtype: kind === 'bool' ? 'bool' : kind === 'int' ? 'int64' : 'float64',
    values,
    wrapped: true,
    role: { kind: 'values' },
  });
}

/** A Python number of which only the kind is known: what it meets keeps its shape, and its dtype by the same rules. */
export const unknownNumberTensor = (type: 'int' | 'float'): Tensor =>
  Tensor.leaf({
    shape: [],
    dtype: type === 'int' ? 'int64' : 'float64',
    wrapped: true,
    role: { kind: 'values' },
  });
