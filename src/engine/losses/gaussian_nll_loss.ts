import { TensorError } from '../error';
import { logarithm, minus, over, plus, times, unsqueezed } from '../formula';
import type { Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { detach } from '../ops/identity';
import { square } from '../ops/power';
import { float32, otherFloat32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { required, shapesDiffer } from './inputs';
import { elements, numeral } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/** `full` adds the constant ½ log 2π. `eps` is the least variance. */
export type GaussianNllAttributes = WithReduction & { readonly full: boolean; readonly eps: number };

/** The variance shaped to broadcast to the input. Throws PyTorch's ValueErrors. */
function fittingVariance(variance: Tensor, input: Tensor): Tensor {
  if (variance.hasValues && variance.values().some((value) => value < 0)) {
    throw new TensorError('ValueError', 'var has negative entry/entries');
  }
  const own = variance.shape;
  const wanted = input.shape;
  // A number stands for a variance that all elements share.
  if (!own || !wanted || variance.wrapped) return variance;
  if (own.length === wanted.length - 1 && !shapesDiffer(own, wanted.slice(0, -1)))
    return unsqueezed(variance, -1);
  const differing = own.filter(
    (size, dim) => typeof size === 'number' && typeof wanted[dim] === 'number' && size !== wanted[dim],
  );
  const fits =
    own.length === wanted.length &&
    (differing.length === 0 || (differing.length === 1 && differing[0] === 1));
  if (!fits) throw new TensorError('ValueError', 'var is of incorrect size');
  return variance;
}

/** l = ½ · (log v + (x − y)² / v), with the variance v at least ε. */
export const gaussian_nll_loss: Loss<GaussianNllAttributes> = {
  name: 'gaussian_nll_loss',
  gradFn: null,
  formula: '½ · (log v + (x − y)² / v)',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html',
  tensors: ['input', 'target', 'var'],
  expects: [
    { of: 'input', roles: ['values', 'logits'], dtype: 'floating', says: 'predicted means' },
    { of: 'target', roles: ['values'], dtype: 'floating', says: 'the true numbers' },
    {
      of: 'var',
      roles: ['values'],
      range: [0, Infinity],
      dtype: 'floating',
      says: 'predicted variances, not negative',
    },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, full, eps }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const variance = fittingVariance(required(inputs, 'var'), x);
    // PyTorch bounds the variance outside of the graph: the gradient is as if it were not bounded.
    const lift = minus(Tensor.apply(clamp, [variance], { min: eps }), variance);
    const bounded = plus(variance, Tensor.apply(detach, [lift], {}));
    const squares = Tensor.apply(square, [minus(x, y)], {});
    const scaled = over(squares, bounded);
    const plain = times(plus(logarithm(bounded), scaled), 0.5);
    const perElement = full ? plus(plain, 0.5 * Math.log(2 * Math.PI)) : plain;
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        { name: 'squared error', formula: 'q = (x − y)²', tensor: squares, operands: elements({ x, y }) },
        {
          name: 'the variance, bounded below',
          formula: `b = max(v, ${numeral(eps)})`,
          tensor: bounded,
          operands: elements({ v: variance }),
        },
        {
          name: 'in units of the variance',
          formula: 'u = q / b',
          tensor: scaled,
          operands: elements({ q: squares, b: bounded }),
        },
        {
          name: 'loss of each element',
          formula: `½ · (log b + u)${full ? ' + ½ · log 2π' : ''}`,
          tensor: perElement,
          operands: elements({ b: bounded, u: scaled }),
        },
      ],
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]), var: unitFloat32([2, 3]) },
      attributes: { reduction, full: false, eps: 1e-6 },
      torch: `F.gaussian_nll_loss(input, target, var, reduction='${reduction}')`,
    })),
    {
      inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]), var: float32([2], [0.001, 2]) },
      attributes: { reduction: 'none', full: true, eps: 0.01 },
      torch: "F.gaussian_nll_loss(input, target, var, full=True, eps=0.01, reduction='none')",
    },
    {
      inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]), var: float32([2, 1], [0.5, 2]) },
      attributes: { reduction: 'mean', full: false, eps: 1e-6 },
      torch: 'F.gaussian_nll_loss(input, target, var)',
    },
    {
      inputs: { input: float32([1, 2]), target: float32([1, 2]), var: float32([3], [1, 2, 3]) },
      attributes: { reduction: 'mean', full: false, eps: 1e-6 },
      torch: 'F.gaussian_nll_loss(input, target, var)',
    },
    {
      inputs: { input: float32([2]), target: float32([2]), var: float32([2], [-1, 2]) },
      attributes: { reduction: 'mean', full: false, eps: 1e-6 },
      torch: 'F.gaussian_nll_loss(input, target, var)',
    },
  ],
};
