import { choose, compare, full, over, reshaped, squeezed, unsqueezed } from '../formula';
import type { Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { ctc_loss as ctc } from '../ops/ctc_loss';
import { exp } from '../ops/exponential';
import { permute } from '../ops/permute';
import { int64, spreadLogProbabilities } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, samples } from './operands';
import { readReduction, reduceLoss, type WithReduction } from './reduction';

/** The class that stands for no label (0 in PyTorch unless given), and whether infinite losses count as 0. */
export type CtcLossAttributes = WithReduction & {
  readonly blank: number;
  readonly zero_infinity: boolean;
};

/** What a label outside of the classes gives is not defined: PyTorch reads what happens to lie there. */
function withoutStrayLabels(targets: Tensor, classes: unknown): Tensor {
  if (!targets.hasValues || typeof classes !== 'number') return targets;
  const isStray = targets.values().some((label) => label < 0 || label >= classes);
  return isStray ? Tensor.leaf({ shape: targets.shape, dtype: targets.dtype }) : targets;
}

/** [T, N, C] as a row for each sample, [N, T · C]: what a person looks at together. */
function bySample(logProbabilities: Tensor): Tensor {
  const turned = Tensor.apply(permute, [logProbabilities], { dims: [1, 0, 2] });
  const [samplesOf, steps, classes] = turned.shape ?? [];
  return samplesOf !== undefined && typeof steps === 'number' && typeof classes === 'number'
    ? reshaped(turned, [samplesOf, steps * classes])
    : turned;
}

/** l = −log Σ over all alignments of Π p: blanks between and repetitions of labels are left out when paths are read. */
export const ctc_loss: Loss<CtcLossAttributes> = {
  name: 'ctc_loss',
  gradFn: null,
  formula: '−log Σ_paths Π_t p[t, path(t)]',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html',
  tensors: ['log_probs', 'targets', 'input_lengths', 'target_lengths'],
  expects: [
    {
      of: 'log_probs',
      roles: ['log-probabilities'],
      dtype: 'floating',
      says: 'log-probabilities over the classes along the last dim, [T, N, C]: log_softmax comes before',
    },
    {
      of: 'targets',
      roles: ['class-indices', 'values'],
      dtype: 'integer',
      says: 'labels without blanks, [N, S] or one after the other',
    },
    {
      of: 'input_lengths',
      roles: ['values'],
      dtype: 'integer',
      says: 'how much of T each sample has',
    },
    {
      of: 'target_lengths',
      roles: ['values'],
      dtype: 'integer',
      says: 'how many labels each sample has',
    },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, blank, zero_infinity }) => {
    readReduction(reduction);
    const given = required(inputs, 'log_probs');
    const batched = given.rank !== 2;
    const logProbabilities = batched ? given : unsqueezed(given, 1);
    const lengths = (name: string): Tensor => {
      const tensor = required(inputs, name);
      return tensor.rank === 0 ? unsqueezed(tensor, 0) : tensor;
    };
    const [inputLengths, targetLengths] = [lengths('input_lengths'), lengths('target_lengths')];
    const labels = required(inputs, 'targets');
    const targets = withoutStrayLabels(labels, logProbabilities.shape?.[2]);
    const likelihood = Tensor.apply(ctc, [logProbabilities, targets, inputLengths, targetLengths], {
      blank,
      zero_infinity,
    });
    const aligned = zero_infinity
      ? choose(compare(likelihood, '==', Infinity), full([], likelihood.dtype, 0), likelihood)
      : likelihood;
    const perElement = batched ? aligned : squeezed(aligned, 0);
    const counted = Tensor.apply(clamp, [targetLengths], { min: 1 });
    const shares = reduction === 'mean' ? over(aligned, counted) : perElement;
    const ofSamples = bySample(logProbabilities);
    const probabilities = Tensor.apply(exp, [ofSamples], {});
    return {
      output: reduceLoss(shares, reduction),
      perElement,
      classDim: -1,
      steps: [
        {
          name: 'probabilities, of all classes step after step',
          formula: 'p = e^log_probs',
          tensor: probabilities,
          operands: samples({ log_probs: ofSamples }),
        },
        {
          name: 'loss of each sample',
          formula: 'l = −log of all alignments of U labels in T steps',
          tensor: perElement,
          operands: [...elements({ T: inputLengths, U: targetLengths }), ...samples({ p: probabilities })],
        },
        ...(reduction === 'mean'
          ? [
              {
                name: 'for each label',
                formula: 'l / max(1, U)',
                tensor: shares,
                operands: elements({ l: perElement, U: targetLengths }),
              },
            ]
          : []),
      ],
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: {
        log_probs: spreadLogProbabilities([4, 2, 3]),
        targets: int64([2, 2], [1, 2, 1, 1]),
        input_lengths: int64([2], [4, 3]),
        target_lengths: int64([2], [2, 1]),
      },
      attributes: { reduction, blank: 0, zero_infinity: false },
      torch: `F.ctc_loss(log_probs, targets, input_lengths, target_lengths, reduction='${reduction}')`,
    })),
    ...([true, false] as const).map((zero_infinity) => ({
      inputs: {
        log_probs: spreadLogProbabilities([3, 2, 3]),
        targets: int64([4], [0, 0, 1, 0]),
        input_lengths: int64([2], [2, 3]),
        target_lengths: int64([2], [2, 2]),
      },
      attributes: { reduction: 'mean' as const, blank: 2, zero_infinity },
      torch: `F.ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=2, zero_infinity=${zero_infinity ? 'True' : 'False'})`,
    })),
    {
      inputs: {
        log_probs: spreadLogProbabilities([4, 3]),
        targets: int64([2], [1, 2]),
        input_lengths: int64([], [4]),
        target_lengths: int64([], [2]),
      },
      attributes: { reduction: 'none', blank: 0, zero_infinity: false },
      torch: "F.ctc_loss(log_probs, targets, input_lengths, target_lengths, reduction='none')",
    },
    {
      inputs: {
        log_probs: spreadLogProbabilities([3, 2, 3]),
        targets: int64([1], [1]),
        input_lengths: int64([2], [3, 2]),
        target_lengths: int64([2], [0, 1]),
      },
      attributes: { reduction: 'mean', blank: 0, zero_infinity: false },
      torch: 'F.ctc_loss(log_probs, targets, input_lengths, target_lengths)',
    },
    {
      inputs: {
        log_probs: spreadLogProbabilities([3, 1, 3]),
        targets: int64([1, 2], [1, 2]),
        input_lengths: int64([1], [3]),
        target_lengths: int64([1], [3]),
      },
      attributes: { reduction: 'mean', blank: 0, zero_infinity: false },
      torch: 'F.ctc_loss(log_probs, targets, input_lengths, target_lengths)',
    },
  ],
};
