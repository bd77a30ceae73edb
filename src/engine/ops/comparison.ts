/** Comparisons of elements after broadcasting. They give bools and cut the gradient. */
import { torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { constant, float32, float64, int64, number, otherFloat32 } from '../samples';
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

type Closeness = { readonly rtol: number; readonly atol: number; readonly equal_nan?: boolean | undefined };

/** Whether |a − b| ≤ atol + rtol · |b|. */
export const isclose = binary<Closeness>({
  name: 'isclose',
  result: 'bool',
  refuse: (a, b) =>
    a === b
      ? undefined
      : new TensorError('RuntimeError', `${torchScalarName(a)} did not match ${torchScalarName(b)}`),
  compute:
    ({ rtol, atol, equal_nan = false }) =>
    (a, b) =>
      Number(
        a === b ||
          (equal_nan && Number.isNaN(a) && Number.isNaN(b)) ||
          (Number.isFinite(a - b) && Math.abs(a - b) <= atol + Math.abs(rtol * b)),
      ),
  vjp: 'not differentiable',
  samples: [
    {
      inputs: [
        constant(float32([5], [1, 1, NaN, Infinity, 0])),
        constant(float32([5], [1.000001, 1.1, NaN, Infinity, 1e-9])),
      ],
      attributes: { rtol: 1e-5, atol: 1e-8 },
      torch: 'torch.isclose(x0, x1)',
    },
    {
      inputs: [int64([2, 1], [10, 20]), int64([2], [11, 20])],
      attributes: { rtol: 0.1, atol: 0 },
      torch: 'torch.isclose(x0, x1, rtol=0.1, atol=0)',
    },
    {
      inputs: [constant(float32([1], [NaN])), constant(float32([1], [NaN]))],
      attributes: { rtol: 0, atol: 0, equal_nan: true },
      torch: 'torch.isclose(x0, x1, rtol=0, atol=0, equal_nan=True)',
    },
    {
      inputs: [constant(float32([1])), constant(float64([1]))],
      attributes: { rtol: 1e-5, atol: 1e-8 },
      torch: 'torch.isclose(x0, x1)',
    },
  ],
});
