import { compare, choose, exponential, minus, reshaped, sumOf, times, unsqueezed } from '../formula';
import { arange } from '../arange';
import type { Op } from '../op';
import { constant, float32 } from '../samples';
import { normalizeDim, type Dim } from '../shape';
import type { Tensor } from '../tensor';
import { floatingOnly } from './family';

type Along = { readonly dim: number };

/** log Σ e^x over an element and all before it, with the largest so far taken out so that nothing overflows. */
export const logcumsumexp: Op<Along> = {
  name: 'logcumsumexp',
  gradFn: 'LogcumsumexpBackward0',
  infer: ([x], { dim }) => {
    const error = x!.dtype ? floatingOnly('logcumsumexp_out_cpu')(x!.dtype) : undefined;
    if (error) throw error;
    if (x!.rank !== undefined) normalizeDim(dim, x!.rank);
    return { shape: x!.shape, dtype: x!.dtype };
  },
  kernel: {
    kind: 'line',
    dim: ({ dim }) => dim,
    compute: () => (line, result) => {
      let total = -Infinity;
      for (let at = 0; at < line.length; at++) {
        const element = line[at]!;
        const most = Math.max(total, element);
        if (Number.isFinite(most)) total = most + Math.log1p(Math.exp(Math.min(total, element) - most));
        else total = most;
        result[at] = total;
      }
    },
  },
  vjp: (gradient, { inputs: [x], output, attributes }) => {
    if (x!.rank === 0) return [gradient];
    const dim = normalizeDim(attributes.dim, x!.rank!);
    // Element i has the share e^(xᵢ − yⱼ) in each total yⱼ from its own on: a matrix for each line.
    const own = unsqueezed(x!, dim + 1);
    const totals = unsqueezed(output, dim);
    const size = x!.shape![dim] as number;
    const along = (axis: number): Tensor =>
      reshaped(
        arange(size),
        [...x!.shape!, 0].map((_, at): Dim => (at === axis ? size : 1)),
      );
    const isLater = compare(along(dim + 1), '>=', along(dim));
    const isThere = times(isLater, compare(totals, '!=', -Infinity));
    const shares = exponential(choose(isThere, minus(own, totals), -Infinity));
    return [sumOf(times(shares, unsqueezed(gradient, dim)), dim + 1)];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: { dim: 1 }, torch: 'torch.logcumsumexp(x0, 1)' },
    { inputs: [float32([2, 3, 2])], attributes: { dim: -2 }, torch: 'torch.logcumsumexp(x0, -2)' },
    {
      inputs: [constant(float32([4], [-Infinity, 1000, -1000, 999]))],
      attributes: { dim: 0 },
      torch: 'torch.logcumsumexp(x0, 0)',
    },
  ],
};
