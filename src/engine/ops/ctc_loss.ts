/**
 * The connectionist temporal classification loss and its gradient: the forward-backward recursions of
 * Graves et al., "Connectionist Temporal Classification" (ICML 2006), in logarithms.
 */
import { isFloating } from '../dtype';
import { TensorError } from '../error';
import { notImplementedFor } from '../refusals';
import type { NdArray, Op } from '../op';
import { constant, float32, int64, spreadLogProbabilities } from '../samples';
import { Tensor } from '../tensor';

/** The class that stands for no label, and whether a sample that cannot be aligned counts as nothing. */
export type CtcAttributes = { readonly blank: number; readonly zero_infinity: boolean };

/** One sample of the batch: how long it is, and its labels with a blank around each. */
interface Sequence {
  readonly length: number;
  readonly states: readonly number[];
  /** The position of log p of class `label` at a time among the values. */
  readonly position: (time: number, label: number) => number;
}

/** The samples of a batch. Targets are rows with padding behind, or all labels one after the other. */
function sequencesOf(inputs: readonly NdArray[], blank: number): Sequence[] {
  const [logProbabilities, targets, inputLengths, targetLengths] = inputs as [
    NdArray,
    NdArray,
    NdArray,
    NdArray,
  ];
  const [, batch = 0, classes = 0] = logProbabilities.shape;
  let start = 0;
  return Array.from({ length: batch }, (_, at) => {
    const count = targetLengths.values[at]!;
    const from = targets.shape.length === 1 ? start : at * targets.shape[1]!;
    start += count;
    const labels = Array.from(targets.values.subarray(from, from + count));
    return {
      length: inputLengths.values[at]!,
      states: [blank, ...labels.flatMap((label) => [label, blank])],
      position: (time, label) => (time * batch + at) * classes + label,
    };
  });
}

/** log Σ e^x, −∞ where there is nothing. */
function logSum(values: readonly number[]): number {
  const most = Math.max(-Infinity, ...values);
  if (most === -Infinity) return -Infinity;
  return most + Math.log(values.reduce((total, value) => total + Math.exp(value - most), 0));
}

/** Whether a path may skip the blank between two states: only between labels that differ. */
const skips = (states: readonly number[], from: number, to: number, blank: number): boolean =>
  states[to] !== undefined &&
  states[from] !== undefined &&
  states[to] !== blank &&
  states[from] !== states[to];

/** alpha[t][s]: log of the probability of all beginnings of paths that are in state s at time t. */
function beginnings(
  { length, states, position }: Sequence,
  logs: NdArray['values'],
  blank: number,
): number[][] {
  const alpha: number[][] = [];
  for (let time = 0; time < length; time++) {
    const before = alpha[time - 1];
    alpha.push(
      states.map((label, state) => {
        const own = logs[position(time, label)]!;
        if (!before) return state < 2 ? own : -Infinity;
        const from = [before[state]!];
        if (state > 0) from.push(before[state - 1]!);
        if (skips(states, state - 2, state, blank)) from.push(before[state - 2]!);
        return own + logSum(from);
      }),
    );
  }
  return alpha;
}

/** beta[t][s]: log of the probability of all ends of paths that are in state s at time t. */
function ends({ length, states, position }: Sequence, logs: NdArray['values'], blank: number): number[][] {
  const beta: number[][] = Array.from({ length });
  for (let time = length - 1; time >= 0; time--) {
    const after = beta[time + 1];
    beta[time] = states.map((label, state) => {
      const own = logs[position(time, label)]!;
      if (!after) return state >= states.length - 2 ? own : -Infinity;
      const to = [after[state]!];
      if (state + 1 < states.length) to.push(after[state + 1]!);
      if (skips(states, state, state + 2, blank)) to.push(after[state + 2]!);
      return own + logSum(to);
    });
  }
  return beta;
}

/** −log of the probability of all paths that give the labels; of nothing at all where there is no time and no label. */
function negativeLogLikelihood({ length, states }: Sequence, alpha: readonly number[][]): number {
  if (length === 0) return states.length === 1 ? 0 : Infinity;
  const last = alpha[length - 1]!;
  const likelihood = logSum(last.slice(-2));
  return likelihood === 0 ? 0 : -likelihood;
}

function checkLengths(inputs: readonly Tensor[]): void {
  const [logProbabilities, targets, inputLengths, targetLengths] = inputs as [Tensor, Tensor, Tensor, Tensor];
  const within = ' (while checking arguments for ctc_loss_allocate_outputs)';
  const time = logProbabilities.shape?.[0];
  if (inputLengths.hasValues) {
    for (const length of inputLengths.values()) {
      if (length < 0) {
        throw new TensorError(
          'RuntimeError',
          `Expected input_lengths to have value at least 0, but got value ${length}${within}`,
        );
      }
      if (typeof time === 'number' && length > time) {
        throw new TensorError(
          'RuntimeError',
          `Expected input_lengths to have value at most ${time}, but got value ${length}${within}`,
        );
      }
    }
  }
  if (!targetLengths.hasValues || !targets.shape) return;
  const lengths = Array.from(targetLengths.values());
  const [first, second] = targets.shape;
  if (targets.shape.length === 1) {
    const total = lengths.reduce((sum, length) => sum + length, 0);
    if (typeof first === 'number' && first !== total) {
      throw new TensorError(
        'RuntimeError',
        `Expected tensor to have size ${total} at dimension 0, but got size ${first} for argument #2 'targets'${within}`,
      );
    }
    return;
  }
  if (typeof first === 'number' && first !== lengths.length) {
    throw new TensorError(
      'RuntimeError',
      `Expected tensor to have size ${lengths.length} at dimension 0, but got size ${first} for argument #2 'targets'${within}`,
    );
  }
  const most = Math.max(0, ...lengths);
  if (typeof second === 'number' && second < most) {
    throw new TensorError(
      'RuntimeError',
      `Expected tensor to have size at least ${most} at dimension 1, but got size ${second} for argument #2 'targets'${within}`,
    );
  }
}

/**
 * −log of the probability of each sample's labels, over all ways to stretch them over the time. Inputs: log_probs
 * [T, N, C]; targets [N, S], or [Σ target_lengths]; input_lengths and target_lengths [N]. The result is [N].
 */
export const ctc_loss: Op<CtcAttributes> = {
  name: 'ctc_loss',
  gradFn: 'CtcLossBackward0',
  infer: ([logProbabilities, , inputLengths, targetLengths], { blank }) => {
    const [, batch, classes] = logProbabilities!.shape ?? [];
    const { dtype } = logProbabilities!;
    if (blank < 0 || (typeof classes === 'number' && blank >= classes)) {
      throw new TensorError('RuntimeError', 'blank must be in label range');
    }
    for (const [name, lengths] of [
      ['input_lengths', inputLengths!],
      ['target_lengths', targetLengths!],
    ] as const) {
      if (lengths.dtype && (isFloating(lengths.dtype) || lengths.dtype === 'bool')) {
        throw new TensorError('RuntimeError', `${name} must be integral`);
      }
      const count = lengths.shape?.[0];
      if (typeof count === 'number' && typeof batch === 'number' && count !== batch) {
        throw new TensorError('RuntimeError', `${name} must be of size batch_size`);
      }
    }
    if (dtype && dtype !== 'float32' && dtype !== 'float64') {
      throw notImplementedFor('ctc_loss_cpu', dtype);
    }
    return { shape: logProbabilities!.shape ? [batch!] : undefined, dtype };
  },
  check: checkLengths,
  kernel: {
    kind: 'general',
    compute: (inputs, { blank }, result) => {
      sequencesOf(inputs, blank).forEach((sequence, at) => {
        const alpha = beginnings(sequence, inputs[0]!.values, blank);
        result.values[at] = negativeLogLikelihood(sequence, alpha);
      });
    },
  },
  vjp: (gradient, { inputs, attributes }) => [
    Tensor.apply(ctc_loss_backward, [gradient, ...inputs], attributes),
    undefined,
    undefined,
    undefined,
  ],
  samples: [
    {
      inputs: [
        spreadLogProbabilities([4, 2, 3]),
        int64([2, 2], [1, 2, 1, 1]),
        int64([2], [4, 3]),
        int64([2], [2, 2]),
      ],
      attributes: { blank: 0, zero_infinity: false },
      torch: "F.ctc_loss(x0, x1, x2, x3, reduction='none')",
    },
    {
      inputs: [
        spreadLogProbabilities([3, 3, 3]),
        int64([3], [1, 0, 0]),
        int64([3], [3, 2, 0]),
        int64([3], [1, 2, 0]),
      ],
      attributes: { blank: 2, zero_infinity: false },
      torch: "F.ctc_loss(x0, x1, x2, x3, blank=2, reduction='none')",
    },
    ...(
      [
        [4, 3, 2, 2, 0],
        [3, 4, 2, 2, 0],
        [3, 3, 3, 2, 0],
        [3, 3, 2, 2, 3],
        [3, -1, 2, 2, 0],
      ] as const
    ).map(([first, second, one, two, blank]) => ({
      inputs: [
        float32([3, 2, 3]),
        int64([2, 2], [1, 2, 1, 1]),
        int64([2], [first, second]),
        int64([2], [one, two]),
      ],
      attributes: { blank, zero_infinity: false },
      torch: `F.ctc_loss(x0, x1, x2, x3, blank=${blank}, reduction='none')`,
    })),
    {
      inputs: [float32([3, 2, 3]), int64([3], [1, 2, 1]), int64([2], [3, 3]), int64([2], [2, 2])],
      attributes: { blank: 0, zero_infinity: false },
      torch: "F.ctc_loss(x0, x1, x2, x3, reduction='none')",
    },
  ],
};

/**
 * What ctc_loss gives back. PyTorch takes the log-probabilities for a log_softmax whose gradient it has already
 * taken in: p − Σ of the paths through that class at that time, not the slope in the log-probability alone.
 * Inputs: the gradient [N], then those of ctc_loss.
 */
export const ctc_loss_backward: Op<CtcAttributes> = {
  name: 'ctc_loss_backward',
  infer: ([, logProbabilities]) => ({ shape: logProbabilities!.shape, dtype: logProbabilities!.dtype }),
  kernel: {
    kind: 'general',
    compute: ([gradient, ...inputs], { blank, zero_infinity }, result) => {
      const logs = inputs[0]!.values;
      const classes = inputs[0]!.shape[2] ?? 0;
      result.values.fill(0);
      sequencesOf(inputs, blank).forEach((sequence, at) => {
        const alpha = beginnings(sequence, logs, blank);
        const loss = negativeLogLikelihood(sequence, alpha);
        if (zero_infinity && loss === Infinity) return;
        const beta = ends(sequence, logs, blank);
        const { states, position, length } = sequence;
        for (let time = 0; time < length; time++) {
          for (let label = 0; label < classes; label++) {
            const place = position(time, label);
            const through = logSum(
              states.flatMap((of, state) =>
                of === label ? [alpha[time]![state]! + beta[time]![state]!] : [],
              ),
            );
            const share = Math.exp(through + loss - logs[place]!);
            result.values[place] = (Math.exp(logs[place]!) - share) * gradient!.values[at]!;
          }
        }
      });
    },
  },
  // PyTorch itself has no second derivative of this loss: a run that asks for one ends with this sentence of its autograd,
  // which is quoted. A derivative of ours would show numbers where the user's run has none.
  vjp: () => {
    throw new TensorError('RuntimeError', 'derivative for aten::_ctc_loss_backward is not implemented');
  },
  samples: [
    {
      inputs: [
        constant(float32([2], [1, -0.5])),
        constant(spreadLogProbabilities([4, 2, 3])),
        int64([2, 2], [1, 2, 1, 1]),
        int64([2], [4, 3]),
        int64([2], [2, 2]),
      ],
      attributes: { blank: 0, zero_infinity: false },
      torch: "torch.autograd.grad(F.ctc_loss(x1.requires_grad_(), x2, x3, x4, reduction='none'), x1, x0)[0]",
    },
    {
      inputs: [
        constant(float32([2], [1, -0.5])),
        constant(spreadLogProbabilities([3, 2, 3])),
        int64([2, 2], [1, 1, 1, 2]),
        int64([2], [2, 3]),
        int64([2], [2, 2]),
      ],
      attributes: { blank: 0, zero_infinity: true },
      torch:
        "torch.autograd.grad(F.ctc_loss(x1.requires_grad_(), x2, x3, x4, reduction='none', zero_infinity=True), x1, x0)[0]",
    },
  ],
};
