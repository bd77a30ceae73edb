import { choose, compare, exponential, logarithm, minus, plus } from '../formula';
import type { Op } from '../op';
import { constant, float32 } from '../samples';
import { normalizeDim } from '../shape';
import { Tensor } from '../tensor';
import { floatingOnly } from './family';
import { flip } from './flip';
import { abs } from './sign';

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
  // As PyTorch does it: in logarithms, apart for what is positive and what is negative.
  roundsSteps: true,
  vjp: (gradient, { inputs: [x], output, attributes: { dim } }) => {
    const turned = (tensor: Tensor): Tensor => Tensor.apply(flip, [tensor], { dims: [dim] });
    const isZero = compare(gradient, '==', 0);
    const logarithms = logarithm(choose(isZero, 1, Tensor.apply(abs, [gradient], {})));
    const isNothing = compare(output, '==', -Infinity);
    const part = (how: '>' | '<'): Tensor => {
      const chosen = choose(compare(gradient, how, 0), logarithms, -Infinity);
      const shifted = choose(isNothing, -Infinity, minus(chosen, output));
      const totals = turned(Tensor.apply(logcumsumexp, [turned(shifted)], { dim }));
      return exponential(plus(totals, x!));
    };
    return [minus(part('>'), part('<'))];
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
