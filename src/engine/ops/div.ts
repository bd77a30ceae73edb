import { roundNumber } from '../backends/rounding';
import { isFloating, type DType } from '../dtype';
import { TensorError } from '../error';
import { negative, over, times, zerosLike } from '../formula';
import type { Op } from '../op';
import { scaledRole } from '../roles';
import { float32, int64, number, otherFloat32 } from '../samples';
import type { Tensor } from '../tensor';
import { binary, resultType } from './family';
import { sumToSize } from './sum_to_size';

type Division = {
  /** Without it the division is true: integers give floats. */
  readonly rounding_mode?: 'trunc' | 'floor' | undefined;
};

/** Integers are divided exactly. */
const roundQuotient = (dtype: DType, quotient: number): number =>
  isFloating(dtype) ? roundNumber(dtype, quotient) : quotient;

/** ⌊a / b⌋ as Python computes it: through the remainder, so that 1 // 0.1 is 9 and not the rounded quotient 10. */
export const floorQuotientIn =
  (dtype: DType) =>
  (a: number, b: number): number => {
    if (b === 0) return a / b;
    const rest = a % b;
    const quotient =
      roundQuotient(dtype, roundQuotient(dtype, a - rest) / b) - Number(rest !== 0 && rest < 0 !== b < 0);
    // A quotient of zero has the sign of a / b.
    if (quotient === 0) return a / b < 0 ? -0 : 0;
    const floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  };

const trueDivision = binary<Division>({
  name: 'div',
  // `1 / x` is a reciprocal times one.
  gradFn: ([a], { rounding_mode }) =>
    a!.wrapped ? 'MulBackward0' : rounding_mode ? 'DivBackward2' : 'DivBackward0',
  result: 'float',
  keepsScalars: true,
  compute: ({ rounding_mode }, dtype) => {
    if (rounding_mode === 'floor') return floorQuotientIn(dtype);
    // The quotient is rounded to the dtype before its digits are cut.
    if (rounding_mode === 'trunc') return (a, b) => Math.trunc(roundQuotient(dtype, a / b));
    return (a, b) => a / b;
  },
  // A GPU's quotient may be off by an ulp, which a rounding to integers turns into a whole one.
  gpu: ({ rounding_mode }) => (rounding_mode ? undefined : 'a / b'),
  role: scaledRole,
  roundsSteps: true,
  vjp: (gradient, { inputs: [a, b], attributes }) => {
    if (attributes.rounding_mode) return [zerosLike(a!), zerosLike(b!)];
    return [
      a!.requiresGrad ? sumToSize(over(gradient, b!), a!.shape) : undefined,
      // In PyTorch's order, which float16 and bfloat16 tell from others.
      b!.requiresGrad ? sumToSize(times(negative(gradient), over(over(a!, b!), b!)), b!.shape) : undefined,
    ];
  },
  samples: [
    { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: 'x0 / x1' },
    { inputs: [int64([3], [1, 2, 3]), number(2)], attributes: {}, torch: 'x0 / x1' },
    { inputs: [number(1), float32([3], [2, -4, 0])], attributes: {}, torch: 'x0 / x1' },
    {
      inputs: [float32([2, 3]), otherFloat32([3])],
      attributes: { rounding_mode: 'floor' },
      torch: "torch.div(x0, x1, rounding_mode='floor')",
    },
    {
      inputs: [int64([3], [7, -7, 9]), number(2)],
      attributes: { rounding_mode: 'trunc' },
      torch: "torch.div(x0, x1, rounding_mode='trunc')",
    },
    {
      inputs: [int64([3], [7, -7, 9]), number(0)],
      attributes: { rounding_mode: 'floor' },
      torch: "torch.div(x0, x1, rounding_mode='floor')",
    },
  ],
});

/** a / b; with a rounding mode the quotient is rounded and integers stay integers. */
export const div: Op<Division> = {
  ...trueDivision,
  infer: (inputs, attributes) => {
    const type = trueDivision.infer(inputs, attributes);
    return attributes.rounding_mode ? { ...type, dtype: resultType(inputs) } : type;
  },
  check: (inputs, { rounding_mode }) => {
    if (rounding_mode) refuseIntegerDivisionByZero(inputs);
  },
};

/** Throws what PyTorch throws when integers are divided by a zero. */
export function refuseIntegerDivisionByZero(inputs: readonly Tensor[]): void {
  const [a, b] = inputs;
  if (!a!.dtype || !b!.dtype || isFloating(a!.dtype) || isFloating(b!.dtype) || !b!.hasValues) return;
  if (b!.values().includes(0)) throw new TensorError('RuntimeError', 'ZeroDivisionError');
}
