import { isFloating } from '../dtype';
import { TensorError } from '../error';
import { choose, compare, exponential, logarithm, minus, over, sumOf, times } from '../formula';
import type { Loss, Reduction } from '../loss';
import { constant, float32, int64, spreadLogProbabilities, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/** With `log_target` the target holds log-probabilities too. */
export type KlDivAttributes = WithReduction & { readonly log_target: boolean };

/** PyTorch says so whenever the mean is taken. */
const MEAN_WARNING =
  "reduction: 'mean' divides the total loss by both the batch size and the support size." +
  "'batchmean' divides only by the batch size, and aligns with the KL div math definition." +
  "'mean' will be changed to behave the same as 'batchmean' in the next major release.";

/** `batchmean` divides the sum by the size of the first dim. */
function reduceByBatch(perElement: Tensor, input: Tensor, reduction: Reduction): Tensor {
  if (reduction !== 'batchmean') return reduceLoss(perElement, reduction);
  const total = sumOf(perElement);
  if (input.rank === 0) return total;
  const batch = input.shape?.[0];
  return over(total, typeof batch === 'number' ? batch : Tensor.leaf({ shape: [], dtype: 'int64' }));
}

/** l = y · (log y − x), 0 where y is 0; x are log-probabilities. */
export const kl_div: Loss<KlDivAttributes> = {
  name: 'kl_div',
  gradFn: null,
  formula: 'y · (log y − x)',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html',
  tensors: ['input', 'target'],
  expects: [
    {
      of: 'input',
      roles: ['log-probabilities'],
      range: [-Infinity, 0],
      dtype: 'floating',
      says: 'log-probabilities: the output of log_softmax',
    },
    {
      of: 'target',
      roles: ['probabilities', 'soft-targets', 'one-hot', 'log-probabilities'],
      dtype: 'floating',
      says: 'probabilities: log_target=True takes log-probabilities',
      given: { log_target: false },
    },
    {
      of: 'target',
      roles: ['log-probabilities'],
      range: [-Infinity, 0],
      dtype: 'floating',
      says: 'log-probabilities: log_target=False takes probabilities',
      given: { log_target: true },
    },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, log_target }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    if ([x, y].some((tensor) => tensor.dtype && !isFloating(tensor.dtype))) {
      throw new TensorError('RuntimeError', 'kl_div: Integral inputs not supported.');
    }
    const probability = log_target ? exponential(y) : y;
    const entropy = log_target
      ? times(probability, y)
      : choose(compare(y, '==', 0), 0, times(y, logarithm(y)));
    const cross = times(probability, x);
    // PyTorch takes the difference of the logarithms first where both are given.
    const perElement = log_target ? times(probability, minus(y, x)) : minus(entropy, cross);
    return {
      output: reduceByBatch(perElement, x, reduction),
      perElement,
      steps: [
        {
          name: 'target times its logarithm',
          formula: log_target ? 'a = e^y · y' : 'a = y · log y',
          tensor: entropy,
          operands: elements({ y }),
        },
        {
          name: 'target times the input',
          formula: log_target ? 'b = e^y · x' : 'b = y · x',
          tensor: cross,
          operands: elements({ x, y }),
        },
        {
          name: 'difference',
          formula: 'a − b',
          tensor: perElement,
          operands: elements({ a: entropy, b: cross }),
        },
      ],
      warnings: reduction === 'mean' ? [MEAN_WARNING] : [],
    };
  },
  samples: [
    ...(['mean', 'sum', 'none', 'batchmean'] as const).map((reduction) => ({
      inputs: { input: spreadLogProbabilities([2, 3]), target: unitFloat32([2, 3], 2) },
      attributes: { reduction, log_target: false },
      torch: `F.kl_div(input, target, reduction='${reduction}')`,
    })),
    {
      inputs: {
        input: spreadLogProbabilities([2, 3]),
        target: float32([2, 3], [-1, -2, -0.5, -3, -0.1, -4]),
      },
      attributes: { reduction: 'batchmean', log_target: true },
      torch: "F.kl_div(input, target, reduction='batchmean', log_target=True)",
    },
    {
      inputs: { input: spreadLogProbabilities([2, 2]), target: constant(float32([2, 2], [0, 1, 1, 0])) },
      attributes: { reduction: 'none', log_target: false },
      torch: "F.kl_div(input, target, reduction='none')",
    },
    {
      inputs: { input: float32([], [-1]), target: float32([], [0.5]) },
      attributes: { reduction: 'batchmean', log_target: false },
      torch: "F.kl_div(input, target, reduction='batchmean')",
    },
    {
      inputs: { input: float32([1], [-1]), target: int64([1], [1]) },
      attributes: { reduction: 'sum', log_target: false },
      torch: "F.kl_div(input, target, reduction='sum')",
    },
  ],
};
