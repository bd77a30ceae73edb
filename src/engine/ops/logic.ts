/** Logic of truths: zero is false, anything else is true. */
import { bool, float32, int64 } from '../samples';
import { binary, unary } from './family';

const logic = (name: string, compute: (a: boolean, b: boolean) => boolean) =>
  binary({
    name,
    result: 'bool',
    compute: () => (a, b) => Number(compute(a !== 0, b !== 0)),
    vjp: 'not differentiable',
    samples: [
      {
        inputs: [bool([4], [0, 0, 1, 1]), bool([4], [0, 1, 0, 1])],
        attributes: {},
        torch: `torch.${name}(x0, x1)`,
      },
      { inputs: [float32([2], [0, 2]), int64([1], [3])], attributes: {}, torch: `torch.${name}(x0, x1)` },
    ],
  });

export const logical_and = logic('logical_and', (a, b) => a && b);
export const logical_or = logic('logical_or', (a, b) => a || b);
export const logical_xor = logic('logical_xor', (a, b) => a !== b);

export const logical_not = unary({
  name: 'logical_not',
  result: 'bool',
  compute: () => (x) => Number(x === 0),
  vjp: 'not differentiable',
  samples: [
    { inputs: [bool([2], [0, 1])], attributes: {}, torch: 'torch.logical_not(x0)' },
    { inputs: [float32([3], [0, 2, NaN])], attributes: {}, torch: 'torch.logical_not(x0)' },
  ],
});
