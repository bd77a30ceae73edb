/** Logarithms. */
import { over, plus, times } from '../formula';
import type { Role } from '../role';
import { float32, unitFloat32 } from '../samples';
import { nearestLog, nearestLog10, nearestLog2 } from '../special/nearest';
import type { Tensor } from '../tensor';
import { unary } from './family';

/** Logarithms of probabilities are log-probabilities, along the same dim where there is one. */
function roleOfLogarithm([x]: readonly Tensor[]): Role {
  if (x!.role.kind === 'probabilities') return { ...x!.role, kind: 'log-probabilities' };
  return { kind: x!.role.kind === 'sigmoid-probabilities' ? 'log-probabilities' : 'values' };
}

const samples = (name: string) => [
  { inputs: [unitFloat32([2, 3])], attributes: {}, torch: `torch.${name}(x0)` },
  { inputs: [float32([4], [0, -1, 1, Infinity])], attributes: {}, torch: `torch.${name}(x0)` },
];

/** The natural logarithm. */
export const log = unary({
  name: 'log',
  gradFn: 'LogBackward0',
  result: 'float',
  compute: (_, dtype) => (dtype === 'float64' ? nearestLog : Math.log),
  gpu: () => 'Math.log(a)',
  role: roleOfLogarithm,
  vjp: (gradient, { inputs: [x] }) => [over(gradient, x!)],
  samples: samples('log'),
});

/** log₂ x. */
export const log2 = unary({
  name: 'log2',
  gradFn: 'Log2Backward0',
  result: 'float',
  compute: (_, dtype) => (dtype === 'float64' ? nearestLog2 : Math.log2),
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [over(gradient, times(x!, Math.LN2))],
  samples: samples('log2'),
});

/** log₁₀ x. */
export const log10 = unary({
  name: 'log10',
  gradFn: 'Log10Backward0',
  result: 'float',
  compute: (_, dtype) => (dtype === 'float64' ? nearestLog10 : Math.log10),
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [over(gradient, times(x!, Math.LN10))],
  samples: samples('log10'),
});

/** log(1 + x), exact near zero. */
export const log1p = unary({
  name: 'log1p',
  gradFn: 'Log1PBackward0',
  result: 'float',
  compute: () => Math.log1p,
  gpu: () => 'Math.log1p(a)',
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [over(gradient, plus(x!, 1))],
  samples: samples('log1p'),
});
