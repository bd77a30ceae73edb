/** Constant tensors that operations are made of. */
import { Tensor } from './tensor';

/** 0, 1, …, count − 1 as int64. */
export const arange = (count: number): Tensor =>
  Tensor.leaf({
    shape: [count],
    dtype: 'int64',
    values: Float64Array.from({ length: count }, (_, at) => at),
    role: { kind: 'values' },
  });
