import { choose, compare, exponential, logarithm, minus, plus, times } from '../formula';
import type { Loss } from '../loss';
import { constant, float32, unitFloat32 } from '../samples';
import type { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, numeral } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/** `log_input`: the input is the logarithm of the rate. `full` adds Stirling's term. `eps` keeps log x finite. */
export type PoissonNllAttributes = WithReduction & {
  readonly log_input: boolean;
  readonly full: boolean;
  readonly eps: number;
};

/** y log y − y + ½ log(2πy) where y exceeds 1: Stirling's approximation of log y!. */
function stirling(target: Tensor): Tensor {
  const term = plus(
    minus(times(target, logarithm(target)), target),
    times(logarithm(times(target, 2 * Math.PI)), 0.5),
  );
  return choose(compare(target, '<=', 1), 0, term);
}

/** l = e^x − y · x, or x − y · log(x + ε) for an input that is the rate itself. */
export const poisson_nll_loss: Loss<PoissonNllAttributes> = {
  name: 'poisson_nll_loss',
  gradFn: null,
  formula: 'e^x − y · x',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html',
  tensors: ['input', 'target'],
  expects: [
    {
      of: 'input',
      roles: ['values', 'logits'],
      dtype: 'floating',
      says: 'logarithms of the expected counts',
      given: { log_input: true },
    },
    {
      of: 'input',
      roles: ['values'],
      range: [0, Infinity],
      dtype: 'floating',
      says: 'expected counts, not negative',
      given: { log_input: false },
    },
    { of: 'target', roles: ['values'], range: [0, Infinity], dtype: 'any', says: 'counts' },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, log_input, full, eps }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const rate = log_input ? exponential(x) : x;
    const evidence = times(y, log_input ? x : logarithm(plus(x, eps)));
    const plain = minus(rate, evidence);
    const perElement = full ? plus(plain, stirling(y)) : plain;
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        // Without a logarithm the input is the count itself.
        ...(log_input
          ? [{ name: 'expected count', formula: 'c = e^x', tensor: rate, operands: elements({ x }) }]
          : []),
        {
          name: 'evidence',
          formula: log_input ? 'e = y · x' : `e = y · log(x + ${numeral(eps)})`,
          tensor: evidence,
          operands: elements({ x, y }),
        },
        {
          name: 'loss of each element',
          formula: `${log_input ? 'c' : 'x'} − e${full ? ' + log y!, after Stirling where y > 1' : ''}`,
          tensor: perElement,
          operands: elements({ ...(log_input ? { c: rate } : { x }), e: evidence, ...(full ? { y } : {}) }),
        },
      ],
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([2, 3]), target: constant(float32([2, 3], [0, 1, 2, 3, 7, 1])) },
      attributes: { reduction, log_input: true, full: false, eps: 1e-8 },
      torch: `F.poisson_nll_loss(input, target, reduction='${reduction}')`,
    })),
    {
      inputs: { input: unitFloat32([2, 3]), target: constant(float32([2, 3], [0, 1, 2, 3, 7, 1])) },
      attributes: { reduction: 'none', log_input: false, full: true, eps: 1e-4 },
      torch: "F.poisson_nll_loss(input, target, log_input=False, full=True, eps=1e-4, reduction='none')",
    },
  ],
};
