/** Constant tensors that operations are made of. */
import { Tensor, valuesWhenAsked } from './tensor';

/** 0, 1, …, count − 1 as int64. */
export const arange = (count: number): Tensor =>
  Tensor.leaf({
    shape: [count],
    dtype: 'int64',
    ...valuesWhenAsked(count, () => upTo(count)),
    role: { kind: 'values' },
  });

/** 0, 1, …, count − 1. Embeddings ask for thousands of them, for which `Float64Array.from` is far too slow. */
function upTo(count: number): Float64Array {
  const values = new Float64Array(count);
  for (let at = 0; at < count; at++) values[at] = at;
  return values;
}
