/** Bounding elements from below and above. */
import { defaultFloatDType } from '../context';
import { isFloating } from '../dtype';
import { TensorError } from '../error';
import { choose, compare, times } from '../formula';
import { gpuNumber } from '../gpu_number';
import type { Op } from '../op';
import { clampedRole } from '../roles';
import { float32, int64 } from '../samples';
import { broadcastShapes } from '../shape';
import { Tensor } from '../tensor';
import { floatingOnly, resultType, unary } from './family';
import { logical_or } from './logic';
import { hardtanh_backward } from './rectifier_gradients';
import { sumToSize } from './sum_to_size';

/** The bounds; at least one is given. */
type Bounds = { readonly min?: number | undefined; readonly max?: number | undefined };

const clampElements = unary<Bounds>({
  name: 'clamp',
  gradFn: 'ClampBackward1',
  result: 'same',
  // NaN passes through; where min exceeds max, max wins, as in PyTorch.
  compute:
    ({ min = -Infinity, max = Infinity }) =>
    (x) =>
      Math.min(Math.max(x, min), max),
  gpu: ({ min, max }) => {
    const bounded = min === undefined ? 'a' : `Math.max(a, ${gpuNumber(min)})`;
    return max === undefined ? bounded : `Math.min(${bounded}, ${gpuNumber(max)})`;
  },
  vjp: (gradient, { inputs: [x], attributes: { min, max } }) => {
    let share = gradient;
    if (min !== undefined) share = choose(compare(x!, '>=', min), share, 0);
    if (max !== undefined) share = choose(compare(x!, '<=', max), share, 0);
    return [share];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: { min: -1, max: 0.5 }, torch: 'x0.clamp(-1, 0.5)' },
    { inputs: [float32([4], [-1, 0, 1, NaN])], attributes: { min: 0 }, torch: 'x0.clamp(min=0)' },
    { inputs: [float32([3], [-1, 1, 2])], attributes: { max: 1 }, torch: 'x0.clamp(max=1)' },
    { inputs: [float32([3], [0, 2, 5])], attributes: { min: 3, max: 1 }, torch: 'x0.clamp(3, 1)' },
    { inputs: [int64([3], [0, 2, 5])], attributes: { min: 1 }, torch: 'x0.clamp(min=1)' },
    { inputs: [int64([3], [0, 2, 5])], attributes: { max: 1.5 }, torch: 'x0.clamp(max=1.5)' },
    { inputs: [float32([2])], attributes: {}, torch: 'x0.clamp()' },
  ],
});

/** min(max(x, min), max) by numbers. The gradient passes where min ≤ x ≤ max, ends included. */
export const clamp: Op<Bounds> = {
  ...clampElements,
  infer: ([x], { min, max }) => {
    if (min === undefined && max === undefined) {
      throw new TensorError('RuntimeError', "torch.clamp: At least one of 'min' or 'max' must not be None");
    }
    const bounds = [min, max].filter((bound) => bound !== undefined);
    const becomesFloat =
      x!.dtype && !isFloating(x!.dtype) && bounds.some((bound) => !Number.isInteger(bound));
    return { shape: x!.shape, dtype: becomesFloat ? defaultFloatDType() : x!.dtype };
  },
  role: ([x], { min, max }) => clampedRole(x!.role, min, max),
};

/** Which bounds are given; they are the further inputs, in this order. */
type TensorBounds = { readonly bounds: 'min' | 'max' | 'both' };

/** min(max(x, min), max) by tensors. An element that a bound replaces gives its gradient to the bound. */
export const clamp_between: Op<TensorBounds> = {
  name: 'clamp_between',
  gradFn: (_, { bounds }) =>
    ({ min: 'ClampMinBackward1', max: 'ClampMaxBackward1', both: 'ClampBackward0' })[bounds],
  infer: (inputs) => {
    const shapes = inputs.map(({ shape }) => shape);
    return {
      shape: shapes.reduce((a, b) => (a && b ? broadcastShapes(a, b) : undefined)),
      dtype: resultType(inputs),
    };
  },
  kernel: {
    kind: 'elementwise',
    // NaN in any of them passes through.
    compute: ({ bounds }) => {
      if (bounds === 'min') return (x, min) => Math.max(x, min);
      if (bounds === 'max') return (x, max) => Math.min(x, max);
      return (x, min, max) => Math.min(Math.max(x, min), max);
    },
  },
  vjp: (gradient, { inputs: [x, ...given], attributes: { bounds } }) => {
    const min = bounds === 'max' ? undefined : given[0]!;
    const max = bounds === 'min' ? undefined : given[given.length - 1]!;
    const both = (a: Tensor, b: Tensor): Tensor => times(a, b);
    const isWithin = [
      ...(min ? [compare(x!, '>=', min)] : []),
      ...(max ? [compare(x!, '<=', max)] : []),
    ].reduce(both);
    const share = (condition: Tensor, of: Tensor): Tensor =>
      sumToSize(choose(condition, gradient, 0), of.shape);
    const shares = [share(isWithin, x!)];
    if (min) {
      const isBelow = compare(x!, '<', min);
      shares.push(share(max ? both(isBelow, compare(min, '<', max)) : isBelow, min));
    }
    if (max) {
      const isAbove = compare(x!, '>', max);
      const wins = min ? Tensor.apply(logical_or, [isAbove, compare(max, '<', min)], {}) : isAbove;
      shares.push(share(wins, max));
    }
    return shares;
  },
  samples: [
    {
      inputs: [float32([2, 3]), float32([3], [-1, 0.2, 1]), float32([2, 1], [0.5, 0.1])],
      attributes: { bounds: 'both' },
      torch: 'torch.clamp(x0, x1, x2)',
    },
    {
      inputs: [float32([4], [-1, 0, 1, NaN]), float32([4], [0, 0, NaN, 0])],
      attributes: { bounds: 'min' },
      torch: 'torch.clamp_min(x0, x1)',
    },
    {
      inputs: [int64([3], [0, 2, 5]), float32([], [1.5])],
      attributes: { bounds: 'max' },
      torch: 'torch.clamp_max(x0, x1)',
    },
  ],
};

/** As clamp, but the gradient passes only strictly between the bounds: ReLU6 is hardtanh from 0 to 6. */
export const hardtanh = unary<{ readonly min_val: number; readonly max_val: number }>({
  name: 'hardtanh',
  gradFn: 'HardtanhBackward0',
  result: 'same',
  compute:
    ({ min_val, max_val }) =>
    (x) =>
      Math.min(Math.max(x, min_val), max_val),
  gpu: ({ min_val, max_val }) => `Math.min(Math.max(a, ${gpuNumber(min_val)}), ${gpuNumber(max_val)})`,
  vjp: (gradient, { inputs: [x], attributes }) => [
    Tensor.apply(hardtanh_backward, [gradient, x!], attributes),
  ],
  samples: [
    {
      inputs: [float32([5], [-2, -1, 0.5, 1, 2])],
      attributes: { min_val: -1, max_val: 1 },
      torch: 'F.hardtanh(x0)',
    },
    { inputs: [float32([4], [-2, 0, 3, 7])], attributes: { min_val: 0, max_val: 6 }, torch: 'F.relu6(x0)' },
  ],
});

/** x / 6 + 1/2 bounded to 0..1: a sigmoid of straight lines. */
export const hardsigmoid = unary({
  name: 'hardsigmoid',
  gradFn: 'HardsigmoidBackward0',
  result: 'same',
  refuse: floatingOnly('hardsigmoid_cpu'),
  compute: () => (x) => Math.min(Math.max(x / 6 + 0.5, 0), 1),
  role: () => ({ kind: 'sigmoid-probabilities' }),
  vjp: (gradient, { inputs: [x] }) => [
    choose(times(compare(x!, '>', -3), compare(x!, '<', 3)), times(gradient, 1 / 6), 0),
  ],
  samples: [{ inputs: [float32([5], [-4, -3, 0.5, 3, 4])], attributes: {}, torch: 'F.hardsigmoid(x0)' }],
});
