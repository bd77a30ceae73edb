/** The modified Bessel functions of the first kind that have gradients; `bessel.ts` has those without. */
import { halfScaledI0 } from '../special/half_bessel';
import { besselI0, besselI1, scaledI0, scaledI1 } from '../special/modified_bessel';
import { choose, compare, minus, over, plus, times } from '../formula';
import type { Op } from '../op';
import { float32 } from '../samples';
import { Tensor } from '../tensor';
import { unary } from './family';
import { sign } from './sign';

const apply = (op: Op, x: Tensor): Tensor => Tensor.apply(op, [x], {});

const samples = (name: string) => [
  { inputs: [float32([2, 3])], attributes: {}, torch: `torch.special.${name}(x0)` },
  { inputs: [float32([4], [0, -30, 40, 1e-6])], attributes: {}, torch: `torch.special.${name}(x0)` },
];

export const i0: Op = unary({
  name: 'i0',
  gradFn: 'I0Backward0',
  result: 'float',
  compute: () => besselI0,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, apply(i1, x!))],
  samples: samples('i0'),
});

/** So many numbers in half precision PyTorch computes at once, in single precision; the rest one by one, in half. */
const AT_ONCE = 64;

/** e^−|x| I₀(x). */
export const i0e: Op = {
  ...unary({
    name: 'i0e',
    gradFn: 'SpecialI0EBackward0',
    result: 'float',
    compute: () => scaledI0,
    roundsSteps: true,
    vjp: (gradient, { inputs: [x], output }) => [
      times(gradient, minus(apply(i1e, x!), times(apply(sign, x!), output))),
    ],
    samples: samples('i0e'),
  }),
  kernel: {
    kind: 'general',
    compute: ([x], _, { values, dtype }) => {
      const isHalf = dtype === 'float16' || dtype === 'bfloat16';
      const rest = isHalf ? values.length - (values.length % AT_ONCE) : values.length;
      x!.values.forEach((value, at) => {
        values[at] = at < rest ? scaledI0(value) : halfScaledI0(value, dtype);
      });
    },
  },
};

/** Its slope I₀ − I₁/x is 1/2 at 0. */
export const i1: Op = unary({
  name: 'i1',
  gradFn: 'SpecialI1Backward0',
  result: 'float',
  compute: () => besselI1,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x], output }) => [
    times(gradient, choose(compare(x!, '==', 0), 0.5, minus(apply(i0, x!), over(output, x!)))),
  ],
  samples: samples('i1'),
});

/** e^−|x| I₁(x). */
export const i1e: Op = unary({
  name: 'i1e',
  gradFn: 'SpecialI1EBackward0',
  result: 'float',
  compute: () => scaledI1,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x], output }) => {
    const fading = times(output, plus(apply(sign, x!), over(1, x!)));
    return [times(gradient, choose(compare(x!, '==', 0), 0.5, minus(apply(i0e, x!), fading)))];
  },
  samples: samples('i1e'),
});
