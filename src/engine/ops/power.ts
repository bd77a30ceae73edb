/** Powers and roots. */
import { isFloating } from '../dtype';
import { TensorError } from '../error';
import { choose, compare, logarithm, minus, negative, over, times } from '../formula';
import type { Op } from '../op';
import { bool, float32, int64, number, otherFloat32, unitFloat32 } from '../samples';
import { nearestPow } from '../special/nearest';
import { Tensor } from '../tensor';
import { binary, unary, noBool } from './family';
import { numberTensor } from './number';
import { sumToSize } from './sum_to_size';

/** Whether a Python number or a tensor holds a negative element. */
const hasNegative = (tensor: Tensor): boolean => tensor.values().some((value) => value < 0);

/** Of which exponents PyTorch makes the power in steps that are rounded, where a number is the exponent. */
const steps: Readonly<Record<string, (x: number, round: (value: number) => number) => number>> = {
  3: (x, round) => round(x * x) * x,
  [-2]: (x, round) => 1 / round(x * x),
  [-0.5]: (x, round) => 1 / round(Math.sqrt(x)),
};

type Power = {
  /** The exponent of `steps` that makes all powers; without it each is the nearest to the exact one. */
  readonly inSteps?: number;
};

/** What `pow` is told of an exponent, so that its powers are PyTorch's to the last digit. */
export function stepsOf(exponent: Tensor): Power {
  if (!exponent.wrapped || !exponent.hasValues) return {};
  const [value] = exponent.values();
  return String(value) in steps ? { inSteps: value! } : {};
}

/** base^exponent. */
export const pow = {
  ...binary<Power>({
    name: 'pow',
    gradFn: ([base, exponent]) =>
      base!.wrapped ? 'PowBackward2' : exponent!.wrapped ? 'PowBackward0' : 'PowBackward1',
    result: 'promoted',
    refuse: noBool('pow'),
    compute: ({ inSteps }, dtype) => {
      const made = inSteps === undefined || !isFloating(dtype) ? undefined : steps[inSteps];
      const round = dtype === 'float64' ? (value: number): number => value : Math.fround;
      if (made) return (base) => made(base, round);
      // In C, unlike in JavaScript, 1 to any power is 1, also to the power of NaN.
      const raised = dtype === 'float64' ? nearestPow : Math.pow;
      const power = (base: number, exponent: number): number => (base === 1 ? 1 : raised(base, exponent));
      if (isFloating(dtype)) return power;
      // Whole numbers to negative powers are cut to whole numbers, and those of zero are zero.
      return (base, exponent) => (base === 0 && exponent < 0 ? 0 : power(base, exponent));
    },
    roundsSteps: true,
    vjp: (gradient, { inputs: [base, exponent], output }) => [
      base!.requiresGrad ? sumToSize(baseShare(gradient, base!, exponent!), base!.shape) : undefined,
      exponent!.requiresGrad
        ? sumToSize(exponentShare(gradient, base!, exponent!, output), exponent!.shape)
        : undefined,
    ],
    samples: [
      { inputs: [float32([2, 3]), number(2)], attributes: {}, torch: 'x0 ** x1' },
      { inputs: [float32([4], [-2, 0, 1, 3]), number(3)], attributes: {}, torch: 'x0 ** x1' },
      { inputs: [unitFloat32([2, 3]), otherFloat32([3])], attributes: {}, torch: 'x0 ** x1' },
      { inputs: [number(2), float32([3])], attributes: {}, torch: 'x0 ** x1' },
      { inputs: [float32([2], [0, 2]), number(0)], attributes: {}, torch: 'x0 ** x1' },
      { inputs: [float32([2], [4, 2]), number(0.5)], attributes: {}, torch: 'x0 ** x1' },
      { inputs: [float32([2], [0, 2]), float32([2], [0, 1])], attributes: {}, torch: 'x0 ** x1' },
      { inputs: [int64([2], [3, -2]), number(3)], attributes: {}, torch: 'x0 ** x1' },
      { inputs: [int64([2], [3, -2]), number(-1)], attributes: {}, torch: 'x0 ** x1' },
      { inputs: [bool([2], [1, 0]), number(2)], attributes: {}, torch: 'x0 ** x1' },
    ],
  }),
  check: ([base, exponent]: readonly Tensor[]): void => {
    const areIntegers =
      base!.dtype && exponent!.dtype && !isFloating(base!.dtype) && !isFloating(exponent!.dtype);
    if (areIntegers && exponent!.wrapped && exponent!.hasValues && hasNegative(exponent!)) {
      throw new TensorError('RuntimeError', 'Integers to negative integer powers are not allowed.');
    }
  },
};

/** exponent · base^(exponent − 1), and 0 where the exponent is 0. */
function baseShare(gradient: Tensor, base: Tensor, exponent: Tensor): Tensor {
  // A number as the exponent is looked at once, a tensor at each place.
  const number = exponent.wrapped && exponent.hasValues ? exponent.values()[0]! : undefined;
  const type = exponent.dtype && isFloating(exponent.dtype) ? 'float' : 'int';
  const less = number === undefined ? minus(exponent, 1) : numberTensor(number - 1, type);
  const slope = times(exponent, Tensor.apply(pow, [base, less], stepsOf(less)));
  const share = times(gradient, slope);
  return number === undefined || number === 0 ? choose(compare(exponent, '==', 0), 0, share) : share;
}

/** base^exponent · log base, and 0 where the base is 0 and the exponent is not negative. */
function exponentShare(gradient: Tensor, base: Tensor, exponent: Tensor, output: Tensor): Tensor {
  const isFlat = times(compare(base, '==', 0), compare(exponent, '>=', 0));
  return choose(isFlat, 0, times(gradient, times(output, logarithm(base))));
}

/** x². */
export const square: Op = {
  ...unary({
    name: 'square',
    gradFn: 'PowBackward0',
    result: 'same',
    compute: () => (x) => x * x,
    gpu: () => 'a * a',
    roundsSteps: true,
    vjp: (gradient, { inputs: [x] }) => [times(gradient, times(x!, 2))],
    samples: [
      { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.square(x0)' },
      { inputs: [int64([2], [3, -4])], attributes: {}, torch: 'torch.square(x0)' },
    ],
  }),
  // Bools count as 0 and 1.
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype === 'bool' ? 'int64' : x!.dtype }),
};

/** √x. */
export const sqrt = unary({
  name: 'sqrt',
  gradFn: 'SqrtBackward0',
  result: 'float',
  compute: () => Math.sqrt,
  gpu: () => 'Math.sqrt(a)',
  roundsSteps: true,
  vjp: (gradient, { output }) => [over(gradient, times(output, 2))],
  samples: [
    { inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.sqrt(x0)' },
    { inputs: [float32([2], [0, -1])], attributes: {}, torch: 'torch.sqrt(x0)' },
    { inputs: [int64([2], [4, 2])], attributes: {}, torch: 'torch.sqrt(x0)' },
  ],
});

/** 1 / √x. */
export const rsqrt = unary({
  name: 'rsqrt',
  gradFn: 'RsqrtBackward0',
  result: 'float',
  compute: (_, dtype) =>
    dtype === 'float64' ? (x) => 1 / Math.sqrt(x) : (x) => 1 / Math.fround(Math.sqrt(x)),
  roundsSteps: true,
  vjp: (gradient, { output }) => [
    times(times(gradient, -0.5), times(output, Tensor.apply(square, [output], {}))),
  ],
  samples: [{ inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.rsqrt(x0)' }],
});

/** 1 / x. */
export const reciprocal = unary({
  name: 'reciprocal',
  gradFn: 'ReciprocalBackward0',
  result: 'float',
  compute: () => (x) => 1 / x,
  roundsSteps: true,
  vjp: (gradient, { output }) => [negative(times(gradient, Tensor.apply(square, [output], {})))],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.reciprocal(x0)' },
    { inputs: [int64([2], [4, 2])], attributes: {}, torch: 'torch.reciprocal(x0)' },
  ],
});
