import { TensorError } from '../error';
import { minus, negative, over, plus, sumOf, times } from '../formula';
import type { Loss } from '../loss';
import { logsigmoid } from '../ops/logsigmoid';
import { sigmoid } from '../ops/sigmoid';
import { constant, float32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, samples } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/** l = −Σ over the classes of w · [y · log σ(x) + (1 − y) · log σ(−x)] / C. */
export const multilabel_soft_margin_loss: Loss<WithReduction> = {
  name: 'multilabel_soft_margin_loss',
  gradFn: null,
  formula: '−Σ w · [y · log σ(x) + (1 − y) · log(1 − σ(x))] / C',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html',
  tensors: ['input', 'target', 'weight'],
  expects: [
    { of: 'input', roles: ['logits'], dtype: 'floating', says: 'raw scores; the sigmoid is inside the loss' },
    {
      of: 'target',
      roles: ['binary-targets', 'one-hot', 'soft-targets'],
      range: [0, 1],
      dtype: 'any',
      says: 'numbers from 0 to 1, one per class',
    },
  ],
  insideActivation: 'sigmoid',
  evaluate: (inputs, { reduction }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const { weight } = inputs;
    if (x.rank === 0)
      throw new TensorError('IndexError', 'Dimension specified as -1 but tensor has no dimensions');
    const positive = times(y, Tensor.apply(logsigmoid, [x], {}));
    const others = times(minus(1, y), Tensor.apply(logsigmoid, [negative(x)], {}));
    const plain = negative(plus(positive, others));
    const weighted = weight ? times(plain, weight) : plain;
    const classes = x.shape?.[x.shape.length - 1];
    const perElement = over(
      sumOf(weighted, -1),
      typeof classes === 'number' ? classes : Tensor.leaf({ shape: [], dtype: 'int64' }),
    );
    const probability = Tensor.apply(sigmoid, [x], {});
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      activation: { name: 'sigmoid', tensor: probability },
      steps: [
        { name: 'sigmoid', formula: 'p = σ(x)', tensor: probability, operands: elements({ x }) },
        {
          name: 'loss of each class',
          formula: 'b = −[y · log p + (1 − y) · log(1 − p)]',
          tensor: plain,
          operands: elements({ p: probability, y }),
        },
        ...(weight
          ? [
              {
                name: 'times the weight',
                formula: 'k = w · b',
                tensor: weighted,
                operands: elements({ w: weight, b: plain }),
              },
            ]
          : []),
        {
          name: 'loss of each sample',
          formula: `Σ ${weight ? 'k' : 'b'} / ${typeof classes === 'number' ? classes : 'C'}`,
          tensor: perElement,
          operands: samples(weight ? { k: weighted } : { b: plain }),
        },
      ],
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([2, 3]), target: unitFloat32([2, 3]) },
      attributes: { reduction },
      torch: `F.multilabel_soft_margin_loss(input, target, reduction='${reduction}')`,
    })),
    {
      inputs: {
        input: float32([2, 3]),
        target: constant(float32([2, 3], [1, 0, 1, 0, 0, 1])),
        weight: constant(float32([3])),
      },
      attributes: { reduction: 'none' },
      torch: "F.multilabel_soft_margin_loss(input, target, weight, reduction='none')",
    },
    {
      inputs: { input: float32([2, 3]), target: constant(float32([2, 2])) },
      attributes: { reduction: 'mean' },
      torch: 'F.multilabel_soft_margin_loss(input, target)',
    },
  ],
};
