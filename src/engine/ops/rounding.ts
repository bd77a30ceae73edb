/** Rounding to whole numbers. The derivatives are zero. */
import { roundHalfToEven, roundNumber } from '../backends/rounding';
import { zerosLike } from '../formula';
import { float32, int64 } from '../samples';
import { unary, noBool } from './family';

const rounding = (name: string, gradFn: string, compute: (x: number) => number) =>
  unary({
    name,
    gradFn,
    result: 'same',
    refuse: noBool(`${name}_vml_cpu`),
    compute: () => compute,
    vjp: (_, { inputs: [x] }) => [zerosLike(x!)],
    samples: [
      {
        inputs: [float32([6], [-1.5, -0.5, 0.5, 1.5, 2.7, NaN])],
        attributes: {},
        torch: `torch.${name}(x0)`,
      },
      { inputs: [float32([2, 3])], attributes: {}, torch: `torch.${name}(x0)` },
      { inputs: [int64([2], [-3, 4])], attributes: {}, torch: `torch.${name}(x0)` },
    ],
  });

export const floor = rounding('floor', 'FloorBackward0', Math.floor);
export const ceil = rounding('ceil', 'CeilBackward0', Math.ceil);
export const trunc = rounding('trunc', 'TruncBackward0', Math.trunc);

/** To the nearest number with so many decimals, halves to the even one. */
export const round = unary<{ readonly decimals?: number | undefined }>({
  name: 'round',
  gradFn: (_, { decimals = 0 }) => (decimals === 0 ? 'RoundBackward0' : 'RoundBackward1'),
  result: 'same',
  refuse: noBool('round_vml_cpu'),
  compute: ({ decimals = 0 }, dtype) => {
    // PyTorch scales in the dtype, which decides whether 2.675 is above or below the half; a negative
    // power of ten is divided by, since it is not exact.
    const scale = 10 ** Math.abs(decimals);
    const scaled = (x: number): number => roundNumber(dtype, decimals < 0 ? x / scale : x * scale);
    const back = (x: number): number => (decimals < 0 ? x * scale : x / scale);
    return (x) => (Number.isFinite(x) ? back(roundHalfToEven(scaled(x))) : x);
  },
  vjp: (_, { inputs: [x] }) => [zerosLike(x!)],
  samples: [
    {
      inputs: [float32([6], [-1.5, -0.5, 0.5, 1.5, 2.7, NaN])],
      attributes: { decimals: 0 },
      torch: 'torch.round(x0)',
    },
    {
      inputs: [float32([3], [1.234, -1.236, 0.5])],
      attributes: { decimals: 2 },
      torch: 'torch.round(x0, decimals=2)',
    },
    { inputs: [int64([2], [-3, 4])], attributes: {}, torch: 'torch.round(x0)' },
  ],
});
