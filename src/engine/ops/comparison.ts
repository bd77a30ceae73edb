/** Comparisons of elements after broadcasting. They give bools and cut the gradient. */
import { float32, int64, number, otherFloat32 } from '../samples';
import { binary } from './family';

const comparison = (name: string, operator: string, compute: (a: number, b: number) => boolean) =>
  binary({
    name,
    result: 'bool',
    compute: () => (a, b) => Number(compute(a, b)),
    vjp: 'not differentiable',
    samples: [
      {
        inputs: [float32([2, 3], [1, 2, 3, NaN, 0.1, -1]), float32([3], [1, NaN, 2])],
        attributes: {},
        torch: `x0 ${operator} x1`,
      },
      { inputs: [float32([3], [0.1, 0.2, 0.3]), number(0.1)], attributes: {}, torch: `x0 ${operator} x1` },
      { inputs: [int64([3], [1, 2, 3]), number(2)], attributes: {}, torch: `x0 ${operator} x1` },
      { inputs: [float32([2, 3]), otherFloat32([2])], attributes: {}, torch: `x0 ${operator} x1` },
    ],
  });

export const eq = comparison('eq', '==', (a, b) => a === b);
export const ne = comparison('ne', '!=', (a, b) => a !== b);
export const lt = comparison('lt', '<', (a, b) => a < b);
export const le = comparison('le', '<=', (a, b) => a <= b);
export const gt = comparison('gt', '>', (a, b) => a > b);
export const ge = comparison('ge', '>=', (a, b) => a >= b);
