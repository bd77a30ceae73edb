/** What floats are made of: their signs, their exponents, and the floats next to them. */
import { roundNumber } from '../backends/rounding';
import { isFloating, type DType } from '../dtype';
import { TensorError } from '../error';
import { choose, compare, over, times, zerosLike } from '../formula';
import type { Op } from '../op';
import { constant, float32, float64, int64, otherFloat32 } from '../samples';
import { broadcastShapes } from '../shape';
import { broadcastStrides, walkStrided } from '../strided';
import { binary, floatingOnly, resultType, unary } from './family';
import { sumToSize } from './sum_to_size';

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0);

/** The magnitude of a with the sign of b. Its slope is ±1, and 0 where a is 0; b gets none. */
export const copysign = binary({
  name: 'copysign',
  gradFn: 'CopysignBackward0',
  result: 'float',
  compute: () => (a, b) => (isNegative(b) ? -Math.abs(a) : Math.abs(a)),
  vjp: (gradient, { inputs: [a, b], output }) => [
    sumToSize(choose(compare(a!, '==', 0), 0, times(gradient, over(output, a!))), a!.shape),
    zerosLike(b!),
  ],
  samples: [
    { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: 'torch.copysign(x0, x1)' },
    {
      inputs: [float32([4], [0, -1, 2, 3]), float32([4], [-3, 0, -Infinity, -2])],
      attributes: {},
      torch: 'torch.copysign(x0, x1)',
    },
    { inputs: [int64([2], [1, -2]), int64([2], [-3, 3])], attributes: {}, torch: 'torch.copysign(x0, x1)' },
  ],
});

/** Whether the sign is a minus, also that of a zero. */
export const signbit = unary({
  name: 'signbit',
  result: 'bool',
  compute: () => (x) => Number(isNegative(x)),
  vjp: 'not differentiable',
  samples: [
    { inputs: [float32([3], [1, -2, 0])], attributes: {}, torch: 'torch.signbit(x0)' },
    { inputs: [int64([2], [1, -1])], attributes: {}, torch: 'torch.signbit(x0)' },
  ],
});

/** The e of x = m · 2^e with 1/2 ≤ |m| < 1, as `torch.frexp` gives it; 0 for zero and what is not finite. */
export const frexp_exponent = unary({
  name: 'frexp_exponent',
  result: 'same',
  refuse: (dtype) =>
    isFloating(dtype)
      ? undefined
      : new TensorError('RuntimeError', 'torch.frexp() only supports floating-point dtypes'),
  compute: () => (x) => {
    if (x === 0 || !Number.isFinite(x)) return 0;
    const magnitude = Math.abs(x);
    const exponent = Math.floor(Math.log2(magnitude)) + 1;
    // The logarithm may be rounded up to a whole number, and down.
    if (magnitude >= 2 ** exponent) return exponent + 1;
    return magnitude < 2 ** (exponent - 1) ? exponent - 1 : exponent;
  },
  vjp: 'not differentiable',
  samples: [
    {
      inputs: [constant(float32([6], [0.75, -1, 8, 0, 1e-40, Infinity]))],
      attributes: {},
      torch: 'torch.frexp(x0).exponent.float()',
    },
    { inputs: [int64([2], [1, 2])], attributes: {}, torch: 'torch.frexp(x0).exponent.float()' },
  ],
});

/** The digits behind the leading one, and the smallest normal number's exponent (IEEE 754, and bfloat16). */
const precision: Partial<Record<DType, readonly [number, number]>> = {
  float16: [10, -14],
  bfloat16: [7, -126],
  float32: [23, -126],
  float64: [52, -1022],
};

/** The float of a dtype that comes after a on the way to b. */
function next(a: number, b: number, dtype: DType): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  if (a === b) return b;
  const [digits, lowest] = precision[dtype]!;
  const smallest = 2 ** (lowest - digits);
  if (a === 0) return b > 0 ? smallest : -smallest;
  const outwards = a > 0 === b > a;
  const magnitude = Math.abs(a);
  const sign = Math.sign(a);
  if (magnitude === Infinity) return sign * roundNumber(dtype, (2 - 2 ** -digits) * 2 ** (1 - lowest));
  const exponent = Math.max(Math.floor(Math.log2(magnitude)), lowest);
  // Below a power of two the floats lie twice as close.
  const isPower = magnitude === 2 ** exponent && exponent > lowest;
  const spacing = 2 ** (exponent - digits - (isPower && !outwards ? 1 : 0));
  return sign * (outwards ? magnitude + spacing : magnitude - spacing);
}

/** The next float after a in the direction of b. Its slope is 1 along a, and 0 along b. */
export const nextafter: Op = {
  name: 'nextafter',
  gradFn: 'NextafterBackward0',
  infer: ([a, b]) => {
    const dtype = resultType([a!, b!]);
    const error = dtype ? floatingOnly('nextafter_cpu')(dtype) : undefined;
    if (error) throw error;
    return { shape: a!.shape && b!.shape ? broadcastShapes(a!.shape, b!.shape) : undefined, dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a, b], _, result) => {
      const froms = new Float64Array(result.values.length);
      walkStrided(result.shape, 0, broadcastStrides(a!.shape, result.shape), (at, from) => {
        froms[at] = a!.values[from]!;
      });
      walkStrided(result.shape, 0, broadcastStrides(b!.shape, result.shape), (at, from) => {
        result.values[at] = next(froms[at]!, b!.values[from]!, result.dtype);
      });
    },
  },
  vjp: (gradient, { inputs: [a, b] }) => [
    sumToSize(choose(compare(a!, '==', b!), 0, gradient), a!.shape),
    zerosLike(b!),
  ],
  samples: [
    {
      inputs: [float32([2, 3], [1, -1, 0, 2.5, 1, 7]), float32([3], [2, 0, -1])],
      attributes: {},
      torch: 'torch.nextafter(x0, x1)',
    },
    {
      inputs: [float64([2], [1, 1]), float64([2], [0, 1])],
      attributes: {},
      torch: 'torch.nextafter(x0, x1)',
    },
    { inputs: [int64([1], [1]), int64([1], [2])], attributes: {}, torch: 'torch.nextafter(x0, x1)' },
  ],
};

/** π for negative numbers, else 0: the angle of a real number in the complex plane. */
export const angle = unary({
  name: 'angle',
  gradFn: 'AngleBackward0',
  result: 'float',
  compute: () => (x) => (Number.isNaN(x) ? NaN : x < 0 ? Math.PI : 0),
  vjp: (_, { inputs: [x] }) => [zerosLike(x!)],
  samples: [
    { inputs: [float32([3], [1, -2, 0])], attributes: {}, torch: 'torch.angle(x0)' },
    { inputs: [int64([2], [1, -1])], attributes: {}, torch: 'torch.angle(x0)' },
  ],
});
