/** The softmax family: each line along one dim becomes a distribution. */
import { roundNumber } from '../backends/rounding';
import { minus, sumOf, times } from '../formula';
import { axisOf, roleAlong } from '../roles';
import { bfloat16, float32, int64 } from '../samples';
import { normalizeDim } from '../shape';
import type { Op } from '../op';
import { expSingle } from '../special/single';
import { Tensor } from '../tensor';
import { floatingOnly } from './family';
import { exp } from './exponential';

/** The dim whose lines add up to one, counted from either end. */
type Along = { readonly dim: number };

const inferAlong =
  (kernel: string): Op<Along>['infer'] =>
  ([x], { dim }) => {
    if (x!.rank !== undefined) normalizeDim(dim, x!.rank);
    const error = x!.dtype ? floatingOnly(kernel)(x!.dtype) : undefined;
    if (error) throw error;
    return { shape: x!.shape, dtype: x!.dtype };
  };

const samples = (expression: (dim: number) => string) => [
  { inputs: [float32([2, 3], [0.9, 0.1, 0.1, 100, -100, 0])], attributes: { dim: 1 }, torch: expression(1) },
  { inputs: [float32([2, 3, 2])], attributes: { dim: 1 }, torch: expression(1) },
  { inputs: [float32([4])], attributes: { dim: -1 }, torch: expression(-1) },
  { inputs: [float32([], [3])], attributes: { dim: 0 }, torch: expression(0) },
  { inputs: [float32([2, 2], [-Infinity, 1, NaN, 2])], attributes: { dim: 1 }, torch: expression(1) },
  { inputs: [float32([0, 3])], attributes: { dim: 1 }, torch: expression(1) },
  { inputs: [float32([2, 3])], attributes: { dim: 2 }, torch: expression(2) },
  { inputs: [int64([2], [1, 2])], attributes: { dim: 0 }, torch: expression(0) },
];

/** The largest element; NaN when there is one. */
function largest(line: Float64Array): number {
  let found = -Infinity;
  for (const element of line) found = Math.max(found, element);
  return found;
}

/** Lines up to this length are added up one by one, longer ones in as many lanes as the processor has. */
const ONE_BY_ONE = 16;

/** Puts e^(x − m) in single precision into `result`, and gives their sum. */
function exponentials(line: Float64Array, result: Float64Array): number {
  const most = largest(line);
  const isShort = line.length < ONE_BY_ONE;
  let total = 0;
  for (let at = 0; at < line.length; at++) {
    total += result[at] = expSingle(Math.fround(line[at]! - most));
    if (isShort) total = Math.fround(total);
  }
  return Math.fround(total);
}

/** e^(x − m) / Σ e^(x − m), with m the largest of the line, so that no exponential overflows. */
export const softmax: Op<Along> = {
  name: 'softmax',
  gradFn: 'SoftmaxBackward0',
  infer: inferAlong('softmax_lastdim_kernel_impl'),
  role: ([x], { dim }) => roleAlong('probabilities', axisOf(dim, x!.rank)),
  kernel: {
    kind: 'line',
    dim: ({ dim }) => dim,
    compute:
      (_, { dtype, isInnermost }) =>
      (line, result) => {
        if (dtype === 'float32') {
          const total = exponentials(line, result);
          // Along the innermost dim PyTorch multiplies with the reciprocal of the sum.
          const share = Math.fround(1 / total);
          for (let at = 0; at < line.length; at++)
            result[at] = isInnermost ? result[at]! * share : result[at]! / total;
          return;
        }
        const most = largest(line);
        let total = 0;
        for (let at = 0; at < line.length; at++) total += result[at] = Math.exp(line[at]! - most);
        for (let at = 0; at < line.length; at++) result[at]! /= total;
      },
    gpu: () => 'Math.exp(a - b) / c',
  },
  vjp: (gradient, { output, attributes: { dim } }) => {
    const weighted = times(gradient, output);
    return [times(output, minus(gradient, sumOf(weighted, dim, true)))];
  },
  samples: samples((dim) => `F.softmax(x0, ${dim})`),
};

/** x − m − log Σ e^(x − m), with m the largest of the line. */
export const log_softmax: Op<Along> = {
  name: 'log_softmax',
  gradFn: 'LogSoftmaxBackward0',
  infer: inferAlong('log_softmax_lastdim_kernel_impl'),
  role: ([x], { dim }) => roleAlong('log-probabilities', axisOf(dim, x!.rank)),
  kernel: {
    kind: 'line',
    dim: ({ dim }) => dim,
    compute:
      (_, { dtype, isInnermost }) =>
      (line, result) => {
        const most = largest(line);
        if (dtype === 'float32') {
          const shift = Math.fround(Math.log(exponentials(line, result)));
          for (let at = 0; at < line.length; at++) result[at] = Math.fround(line[at]! - most) - shift;
          return;
        }
        let total = 0;
        for (const element of line) total += Math.exp(element - most);
        // PyTorch's kernels keep the sum and its logarithm: along the innermost dim in the result's dtype, along
        // the others at least in single precision.
        const single = (value: number): number => (dtype === 'float64' ? value : Math.fround(value));
        const round = (value: number): number => (isInnermost ? roundNumber(dtype, value) : single(value));
        const shift = round(Math.log(round(total)));
        for (let at = 0; at < line.length; at++) result[at] = line[at]! - most - shift;
      },
    gpu: () => 'a - b - c',
    gpuSum: Math.log,
  },
  vjp: (gradient, { output, attributes: { dim } }) => [
    minus(gradient, times(Tensor.apply(exp, [output], {}), sumOf(gradient, dim, true))),
  ],
  samples: [
    ...samples((dim) => `F.log_softmax(x0, ${dim})`),
    ...[0, 1].map((dim) => ({
      inputs: [bfloat16([5, 7])],
      attributes: { dim },
      torch: `F.log_softmax(x0, ${dim})`,
    })),
  ],
};
