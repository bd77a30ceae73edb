/** Exponential functions. */
import { plus, times } from '../formula';
import type { Role } from '../role';
import { float32, int64 } from '../samples';
import { nearestExp } from '../special/nearest';
import type { Tensor } from '../tensor';
import { unary } from './family';

/** Exponentials of log-probabilities are probabilities, along the same dim. */
function roleOfExponential([x]: readonly Tensor[]): Role {
  if (x!.role.kind !== 'log-probabilities') return { kind: 'values' };
  return x!.role.dim === undefined
    ? { kind: 'sigmoid-probabilities' }
    : { kind: 'probabilities', dim: x!.role.dim };
}

/** e^x. */
export const exp = unary({
  name: 'exp',
  gradFn: 'ExpBackward0',
  result: 'float',
  compute: (_, dtype) => (dtype === 'float64' ? nearestExp : Math.exp),
  gpu: () => 'Math.exp(a)',
  role: roleOfExponential,
  vjp: (gradient, { output }) => [times(gradient, output)],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.exp(x0)' },
    { inputs: [float32([4], [100, -120, -Infinity, NaN])], attributes: {}, torch: 'torch.exp(x0)' },
    { inputs: [int64([2], [0, 2])], attributes: {}, torch: 'torch.exp(x0)' },
  ],
});

/** 2^x. */
export const exp2 = unary({
  name: 'exp2',
  gradFn: 'Exp2Backward0',
  result: 'float',
  compute: () => (x) => 2 ** x,
  roundsSteps: true,
  vjp: (gradient, { output }) => [times(gradient, times(output, Math.LN2))],
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'torch.exp2(x0)' }],
});

/** e^x − 1, exact near zero. */
export const expm1 = unary({
  name: 'expm1',
  gradFn: 'Expm1Backward0',
  result: 'float',
  compute: () => Math.expm1,
  gpu: () => 'Math.expm1(a)',
  roundsSteps: true,
  vjp: (gradient, { output }) => [times(gradient, plus(output, 1))],
  samples: [{ inputs: [float32([4], [1e-6, -2, 0, 1.5])], attributes: {}, torch: 'torch.expm1(x0)' }],
});
