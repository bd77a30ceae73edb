/** `np.var` and `np.std` as numpy computes them: the mean of squared distances from the mean, in the order of its sums. */
import { isFloating } from '../../engine/dtype';
import { minus, over, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { arrayOf } from '../arrays/dialect';
import { castTo } from '../arrays/promotion';
import { inAskedDType, partOptions, wantAllElements } from '../arrays/reduction-options';
import { define } from '../define';
import { tensorValue, type NativeFunction } from '../values';
import { numpyDialect } from './dialect';
import { pairwiseSum, type Reduced } from './pairwise-sum';

function variance(args: Arguments): Tensor {
  wantAllElements(args);
  const given = inAskedDType(arrayOf(args.value('a'), numpyDialect), args);
  const x = given.dtype && !isFloating(given.dtype) ? castTo(given, 'float64') : given;
  const along: Reduced = { dim: args.optionalInts('axis'), keepdim: args.bool('keepdims') };
  const ddof = args.number('ddof');
  const total = pairwiseSum(x, { ...along, keepdim: true });
  if (!total) {
    return Tensor.apply(ops.var, [x], {
      dim: along.dim && [...along.dim],
      correction: ddof,
      keepdim: along.keepdim,
    });
  }
  const count = x.numel / Math.max(1, total.numel);
  const far = minus(x, over(total, count));
  return over(pairwiseSum(times(far, far), along)!, Math.max(0, count - ddof));
}

/** They stand before the rows of the same names that PyTorch lends. */
export const spreadFunctions: readonly NativeFunction[] = (['var', 'std'] as const).map((name) =>
  define(
    `numpy.${name}`,
    `(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, ${partOptions})`,
    (args) => {
      const found = variance(args);
      return tensorValue(name === 'std' ? Tensor.apply(ops.sqrt, [found], {}) : found, 'numpy');
    },
  ),
);
