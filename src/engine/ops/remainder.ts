/** The two remainders: with the sign of the divisor (Python) and with the sign of the dividend (C). */
import { negative, times } from '../formula';
import { float32, int64, number, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { div, refuseIntegerDivisionByZero } from './div';
import { binary, noBool } from './family';
import { sumToSize } from './sum_to_size';

const samples = (name: string) => [
  { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: `torch.${name}(x0, x1)` },
  { inputs: [int64([4], [7, -7, 9, 4]), number(-4)], attributes: {}, torch: `torch.${name}(x0, x1)` },
  { inputs: [int64([2], [7, -7]), number(0)], attributes: {}, torch: `torch.${name}(x0, x1)` },
];

/** a − b · ⌊a / b⌋, as Python's `%`. */
export const remainder = {
  ...binary({
    name: 'remainder',
    gradFn: ([, b]) => (b!.wrapped ? 'RemainderBackward0' : 'RemainderBackward1'),
    result: 'promoted',
    refuse: noBool('remainder_cpu'),
    compute: () => (a, b) => {
      const rest = a % b;
      return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
    },
    roundsSteps: true,
    vjp: (gradient, { inputs: [a, b] }) => [
      sumToSize(gradient, a!.shape),
      sumToSize(negative(times(gradient, Tensor.apply(div, [a!, b!], { rounding_mode: 'floor' }))), b!.shape),
    ],
    samples: samples('remainder'),
  }),
  check: refuseIntegerDivisionByZero,
};

/** a − b · trunc(a / b), as C's `fmod`. */
export const fmod = {
  ...binary({
    name: 'fmod',
    gradFn: ([, b]) => (b!.wrapped ? 'FmodBackward0' : 'FmodBackward1'),
    result: 'promoted',
    refuse: noBool('fmod_cpu'),
    compute: () => (a, b) => a % b,
    roundsSteps: true,
    vjp: (gradient, { inputs: [a, b] }) => [
      sumToSize(gradient, a!.shape),
      sumToSize(negative(times(gradient, Tensor.apply(div, [a!, b!], { rounding_mode: 'trunc' }))), b!.shape),
    ],
    samples: samples('fmod'),
  }),
  check: refuseIntegerDivisionByZero,
};
