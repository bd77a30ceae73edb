/** jax.scipy.stats.norm: the density of the normal distribution, its logarithm, and the share below. */
import { exponential, minus, over, plus, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import type { NativeFunction } from '../values';
import { arrayFunction, operand } from './dialect';

/** How many deviations a number is above the mean. */
const standardized = (args: Arguments): Tensor =>
  over(minus(operand(args, 'x'), operand(args, 'loc')), operand(args, 'scale'));

function logDensity(args: Arguments): Tensor {
  const scale = operand(args, 'scale');
  const distance = standardized(args);
  const square = times(distance, distance);
  const constant = Tensor.apply(ops.log, [times(times(scale, scale), 2 * Math.PI)], {});
  return over(plus(constant, square), -2);
}

const PARAMETERS = '(x, loc=0, scale=1)';

export const normalDistribution: readonly NativeFunction[] = [
  ...arrayFunction(['jax.scipy.stats.norm.logpdf'], PARAMETERS, logDensity),
  ...arrayFunction(['jax.scipy.stats.norm.pdf'], PARAMETERS, (args) => exponential(logDensity(args))),
  ...arrayFunction(['jax.scipy.stats.norm.cdf'], PARAMETERS, (args) => {
    const scaled = times(standardized(args), -Math.SQRT1_2);
    return times(Tensor.apply(ops.erfc, [scaled], {}), 0.5);
  }),
];
