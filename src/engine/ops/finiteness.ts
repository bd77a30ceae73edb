/** Which elements are NaN, infinite or finite, and what may stand in for them. */
import { choose, zerosLike } from '../formula';
import type { DType } from '../dtype';
import type { Op } from '../op';
import { float32, float64, int64 } from '../samples';
import { Tensor } from '../tensor';
import { keepsRole, unary } from './family';

const test = (name: string, compute: (x: number) => boolean) =>
  unary({
    name,
    result: 'bool',
    compute: () => (x) => Number(compute(x)),
    vjp: 'not differentiable',
    samples: [
      { inputs: [float32([4], [1, NaN, Infinity, -Infinity])], attributes: {}, torch: `torch.${name}(x0)` },
      { inputs: [int64([2], [1, 0])], attributes: {}, torch: `torch.${name}(x0)` },
    ],
  });

export const isnan = test('isnan', Number.isNaN);
export const isinf = test('isinf', (x) => Math.abs(x) === Infinity);
export const isposinf = test('isposinf', (x) => x === Infinity);
export const isneginf = test('isneginf', (x) => x === -Infinity);
export const isfinite = test('isfinite', Number.isFinite);

/** The largest finite number of each floating dtype (IEEE 754; bfloat16 has float32's exponent and 7 bits). */
const largest: Partial<Record<DType, number>> = {
  float16: 65504,
  bfloat16: (2 - 2 ** -7) * 2 ** 127,
  float32: (2 - 2 ** -23) * 2 ** 127,
  float64: Number.MAX_VALUE,
};

type Replacements = {
  readonly nan?: number | undefined;
  readonly posinf?: number | undefined;
  readonly neginf?: number | undefined;
};

/** NaN becomes 0 and infinities the dtype's largest numbers, unless other replacements are given. */
export const nan_to_num: Op<Replacements> = {
  name: 'nan_to_num',
  gradFn: 'NanToNumBackward0',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  role: keepsRole,
  kernel: {
    kind: 'general',
    compute: ([x], { nan = 0, posinf, neginf }, result) => {
      const bound = largest[x!.dtype] ?? Infinity;
      x!.values.forEach((value, at) => {
        if (Number.isNaN(value)) result.values[at] = nan;
        else if (value === Infinity) result.values[at] = posinf ?? bound;
        else if (value === -Infinity) result.values[at] = neginf ?? -bound;
        else result.values[at] = value;
      });
    },
  },
  vjp: (gradient, { inputs: [x] }) => [
    choose(Tensor.apply(isfinite, [x!], {}), gradient, zerosLike(gradient)),
  ],
  samples: [
    { inputs: [float32([4], [1, NaN, Infinity, -Infinity])], attributes: {}, torch: 'torch.nan_to_num(x0)' },
    { inputs: [float64([2], [NaN, -Infinity])], attributes: {}, torch: 'torch.nan_to_num(x0)' },
    {
      inputs: [float32([4], [1, NaN, Infinity, -Infinity])],
      attributes: { nan: 5, posinf: 9, neginf: -9 },
      torch: 'torch.nan_to_num(x0, 5.0, 9.0, -9.0)',
    },
  ],
};
