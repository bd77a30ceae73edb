import { isFloating, type DType } from '../dtype';
import { castTo } from '../formula';
import type { Op } from '../op';
import { bool, float32, float64, int64 } from '../samples';

/** `x.to(dtype)`. Floats become integers towards zero; anything but zero becomes true. */
export const cast: Op<{ readonly dtype: DType }> = {
  name: 'cast',
  gradFn: 'ToCopyBackward0',
  infer: ([x], { dtype }) => ({ shape: x!.shape, dtype }),
  role: ([x], { dtype }) => {
    const { kind } = x!.role;
    const staysInIntegers =
      kind === 'class-indices' || kind === 'one-hot' || kind === 'binary-targets' || kind === 'unknown';
    return isFloating(dtype) || staysInIntegers ? x!.role : { kind: 'values' };
  },
  kernel: {
    kind: 'elementwise',
    // Integers that overflow wrap in their typed array; what no integer can hold is rounded when it is stored.
    compute: ({ dtype }) => (dtype === 'bool' ? (x) => (x === 0 ? 0 : 1) : (x) => x),
  },
  vjp: (gradient, { inputs: [x] }) => [isFloating(x!.dtype!) ? castTo(gradient, x!.dtype!) : undefined],
  samples: [
    {
      inputs: [float32([4], [1.5, -1.5, 0, 300])],
      attributes: { dtype: 'int64' },
      torch: 'x0.to(torch.int64)',
    },
    { inputs: [float32([3], [0.5, 0, NaN])], attributes: { dtype: 'bool' }, torch: 'x0.to(torch.bool)' },
    { inputs: [int64([3], [5, -1, 0])], attributes: { dtype: 'float32' }, torch: 'x0.to(torch.float32)' },
    { inputs: [int64([3], [255, 256, -1])], attributes: { dtype: 'uint8' }, torch: 'x0.to(torch.uint8)' },
    {
      inputs: [float64([3], [0.1, 1e-9, 70000])],
      attributes: { dtype: 'float16' },
      torch: 'x0.to(torch.float16)',
    },
    {
      inputs: [float32([3], [0.1, 3.14159, 70000])],
      attributes: { dtype: 'bfloat16' },
      torch: 'x0.to(torch.bfloat16)',
    },
    { inputs: [float32([2, 2])], attributes: { dtype: 'float64' }, torch: 'x0.to(torch.float64)' },
    { inputs: [bool([2], [1, 0])], attributes: { dtype: 'float32' }, torch: 'x0.to(torch.float32)' },
  ],
};
