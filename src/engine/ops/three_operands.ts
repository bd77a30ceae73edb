/** Arithmetic of three tensors that is rounded once. */
import { minus, negative, over, plus, times } from '../formula';
import type { Op } from '../op';
import { bfloat16, float32, int64, number, otherFloat32 } from '../samples';
import { composite } from './composite';
import { sumToSize } from './sum_to_size';

type Scaled = { readonly value: number };

/** input + value · a · b. */
export const addcmul: Op<Scaled> = {
  ...composite<Scaled>({
    name: 'addcmul',
    gradFn: 'AddcmulBackward0',
    compose: ([input, a, b], { value }) =>
      plus(input!, value === 1 ? times(a!, b!) : times(times(a!, b!), value)),
    samples: [
      {
        inputs: [float32([2, 3]), otherFloat32([2, 1]), otherFloat32([3], 2)],
        attributes: { value: 0.5 },
        torch: 'torch.addcmul(x0, x1, x2, value=0.5)',
      },
      {
        inputs: [int64([2], [1, 2]), int64([2], [3, 4]), int64([2], [5, 6])],
        attributes: { value: 2 },
        torch: 'torch.addcmul(x0, x1, x2, value=2)',
      },
    ],
  }),
  roundsSteps: true,
  vjp: (gradient, { inputs: [input, a, b], attributes: { value } }) => [
    sumToSize(gradient, input!.shape),
    sumToSize(times(gradient, times(b!, value)), a!.shape),
    sumToSize(times(gradient, times(a!, value)), b!.shape),
  ],
};

/** input + value · a / b. */
export const addcdiv: Op<Scaled> = {
  ...composite<Scaled>({
    name: 'addcdiv',
    gradFn: 'AddcdivBackward0',
    compose: ([input, a, b], { value }) =>
      plus(input!, value === 1 ? over(a!, b!) : times(over(a!, b!), value)),
    samples: [
      {
        inputs: [float32([2, 3]), otherFloat32([2, 1]), float32([3], [0.5, -2, 3])],
        attributes: { value: 0.5 },
        torch: 'torch.addcdiv(x0, x1, x2, value=0.5)',
      },
    ],
  }),
  roundsSteps: true,
  vjp: (gradient, { inputs: [input, a, b], attributes: { value } }) => [
    sumToSize(gradient, input!.shape),
    sumToSize(times(gradient, over(value, b!)), a!.shape),
    sumToSize(times(negative(gradient), over(times(a!, value), times(b!, b!))), b!.shape),
  ],
};

/** start + weight · (end − start). */
export const lerp: Op = {
  ...composite({
    name: 'lerp',
    gradFn: ([, , weight]) => (weight!.wrapped ? 'LerpBackward0' : 'LerpBackward1'),
    compose: ([start, end, weight]) => plus(start!, times(weight!, minus(end!, start!))),
    samples: [
      {
        inputs: [float32([2, 3]), otherFloat32([3]), number(0.25)],
        attributes: {},
        torch: 'torch.lerp(x0, x1, x2)',
      },
      {
        inputs: [float32([2, 3]), otherFloat32([2, 3]), otherFloat32([3], 2)],
        attributes: {},
        torch: 'torch.lerp(x0, x1, x2)',
      },
      {
        inputs: [bfloat16([3]), bfloat16([3]), number(0.7)],
        attributes: {},
        torch: 'torch.lerp(x0, x1, x2)',
      },
    ],
  }),
  roundsSteps: true,
  vjp: (gradient, { inputs: [start, end, weight] }) => [
    sumToSize(times(gradient, minus(1, weight!)), start!.shape),
    sumToSize(times(gradient, weight!), end!.shape),
    weight!.requiresGrad ? sumToSize(times(gradient, minus(end!, start!)), weight!.shape) : undefined,
  ],
};
