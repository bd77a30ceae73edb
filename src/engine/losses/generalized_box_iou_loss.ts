import { minus, over, plus } from '../formula';
import type { Loss } from '../loss';
import { areaOf, boxExpectations, boxLoss, boxSamples, type BoxIouAttributes } from './box_iou_loss';
import { elements } from './operands';

/** l = 1 − IoU + what the box around both holds beside their union (Rezatofighi et al., arXiv:1902.09630). */
export const generalized_box_iou_loss: Loss<BoxIouAttributes> = {
  name: 'generalized_box_iou_loss',
  gradFn: null,
  formula: '1 − IoU + (area around − area of the union) / area around',
  source: 'https://docs.pytorch.org/vision/stable/generated/torchvision.ops.generalized_box_iou_loss.html',
  tensors: ['boxes1', 'boxes2'],
  expects: boxExpectations,
  insideActivation: null,
  evaluate: (inputs, attributes) =>
    boxLoss(inputs, attributes, ({ iou, union, around, areas: [a, b], shared: s }) => {
      const area = areaOf(around);
      const empty = over(minus(area, union), plus(area, attributes.eps));
      return {
        loss: minus(1, minus(iou, empty)),
        formula: '1 − (i − e)',
        steps: [
          { name: 'area around both', formula: 'c = width · height', tensor: area, operands: [] },
          {
            name: 'empty share of it',
            formula: 'e = (c − (a + b − s)) / c',
            tensor: empty,
            operands: elements({ c: area, a, b, s }),
          },
        ],
        operands: { i: iou, e: empty },
      };
    }),
  samples: boxSamples('generalized_box_iou_loss'),
};
