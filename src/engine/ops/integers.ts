/** Arithmetic that only integers have: common divisors and multiples, and shifts of bits. */
import { isFloating, promoteTypes, type DType } from '../dtype';
import type { TensorError } from '../error';
import { notImplementedFor } from '../refusals';
import { bool, float32, int32, int64, number, uint8 } from '../samples';
import { binary } from './family';

const refused =
  (kernel: string, alsoBool: boolean) =>
  (a: DType, b: DType): TensorError | undefined => {
    const dtype = promoteTypes(a, b);
    return isFloating(dtype) || (alsoBool && dtype === 'bool') ? notImplementedFor(kernel, dtype) : undefined;
  };

/** Euclid's algorithm; the result is not negative. */
function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

const ofIntegers = (name: 'gcd' | 'lcm', compute: (a: number, b: number) => number) =>
  binary({
    name,
    result: 'promoted',
    refuse: refused(`${name}_cpu`, true),
    compute: () => (a, b) => compute(a, b),
    vjp: 'not differentiable',
    samples: [
      {
        inputs: [int64([2, 3], [12, -18, 0, 7, 0, 9]), int64([3], [8, 27, 0])],
        attributes: {},
        torch: `torch.${name}(x0, x1)`,
      },
      { inputs: [bool([1], [1]), bool([1], [1])], attributes: {}, torch: `torch.${name}(x0, x1)` },
      { inputs: [float32([1]), float32([1])], attributes: {}, torch: `torch.${name}(x0, x1)` },
    ],
  });

export const gcd = ofIntegers('gcd', greatestCommonDivisor);
export const lcm = ofIntegers('lcm', (a, b) =>
  a === 0 || b === 0 ? 0 : Math.abs(a / greatestCommonDivisor(a, b)) * Math.abs(b),
);

const shift = (
  name: 'bitwise_left_shift' | 'bitwise_right_shift',
  kernel: string,
  compute: (a: number, by: number) => number,
) =>
  binary({
    name,
    result: 'promoted',
    refuse: refused(kernel, true),
    compute: () => (a, by) => compute(a, by),
    vjp: 'not differentiable',
    samples: [
      {
        inputs: [int64([2, 3], [1, -5, 9, 1024, 0, -1]), int64([3], [3, 1, 2])],
        attributes: {},
        torch: `torch.${name}(x0, x1)`,
      },
      { inputs: [int32([2], [7, -8]), number(1)], attributes: {}, torch: `torch.${name}(x0, x1)` },
      { inputs: [uint8([1], [200]), uint8([1], [1])], attributes: {}, torch: `torch.${name}(x0, x1)` },
      { inputs: [float32([1]), float32([1])], attributes: {}, torch: `torch.${name}(x0, x1)` },
    ],
  });

export const bitwise_left_shift = shift('bitwise_left_shift', 'lshift_cpu', (a, by) =>
  by < 0 || by >= 64 ? 0 : a * 2 ** by,
);
export const bitwise_right_shift = shift('bitwise_right_shift', 'rshift_cpu', (a, by) =>
  by < 0 || by >= 64 ? (a < 0 ? -1 : 0) : Math.floor(a / 2 ** by),
);
