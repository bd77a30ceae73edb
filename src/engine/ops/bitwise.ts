/** Logic of the bits of integers, and of bools. */
import { isFloating, promoteTypes, type DType } from '../dtype';
import type { TensorError } from '../error';
import { notImplementedFor } from '../refusals';
import { bool, float32, int64, number, uint8 } from '../samples';
import { binary, unary } from './family';

const refused = (name: string, dtype: DType): TensorError | undefined =>
  isFloating(dtype) ? notImplementedFor(`${name}_cpu`, dtype) : undefined;

/** JavaScript's own operators hold 32 bits only; larger numbers go through BigInt. */
const inBits =
  (small: (a: number, b: number) => number, large: (a: bigint, b: bigint) => bigint) =>
  (a: number, b: number): number =>
    Math.abs(a) < 2 ** 31 && Math.abs(b) < 2 ** 31 ? small(a, b) : Number(large(BigInt(a), BigInt(b)));

const bitwise = (name: string, compute: (a: number, b: number) => number) =>
  binary({
    name,
    result: 'promoted',
    compute: () => compute,
    refuse: (a, b) => refused(name, promoteTypes(a, b)),
    vjp: 'not differentiable',
    samples: [
      {
        inputs: [bool([4], [0, 0, 1, 1]), bool([4], [0, 1, 0, 1])],
        attributes: {},
        torch: `torch.${name}(x0, x1)`,
      },
      {
        inputs: [int64([3], [12, -5, 2 ** 40 + 5]), number(7)],
        attributes: {},
        torch: `torch.${name}(x0, x1)`,
      },
      { inputs: [float32([2]), float32([2])], attributes: {}, torch: `torch.${name}(x0, x1)` },
    ],
  });

export const bitwise_and = bitwise(
  'bitwise_and',
  inBits(
    (a, b) => a & b,
    (a, b) => a & b,
  ),
);
export const bitwise_or = bitwise(
  'bitwise_or',
  inBits(
    (a, b) => a | b,
    (a, b) => a | b,
  ),
);
export const bitwise_xor = bitwise(
  'bitwise_xor',
  inBits(
    (a, b) => a ^ b,
    (a, b) => a ^ b,
  ),
);

/** −x − 1, which flips every bit of an integer; for a bool what is not true. */
export const bitwise_not = unary({
  name: 'bitwise_not',
  result: 'same',
  refuse: (dtype) => refused('bitwise_not', dtype),
  compute: (_, dtype) => (dtype === 'bool' ? (x) => 1 - x : (x) => -x - 1),
  vjp: 'not differentiable',
  samples: [
    { inputs: [int64([3], [0, 5, -7])], attributes: {}, torch: 'torch.bitwise_not(x0)' },
    { inputs: [uint8([2], [0, 5])], attributes: {}, torch: 'torch.bitwise_not(x0)' },
    { inputs: [bool([2], [0, 1])], attributes: {}, torch: 'torch.bitwise_not(x0)' },
    { inputs: [float32([2])], attributes: {}, torch: 'torch.bitwise_not(x0)' },
  ],
});
