import { minus, over, plus, times } from '../formula';
import type { Loss } from '../loss';
import { detach } from '../ops/identity';
import { atan } from '../ops/trigonometry';
import { Tensor } from '../tensor';
import {
  boxExpectations,
  boxLoss,
  boxSamples,
  distanceLoss,
  heightOf,
  squareOf,
  widthOf,
  type BoxIouAttributes,
  type Corners,
} from './box_iou_loss';
import { elements } from './operands';

/** torchvision leaves `eps` out of the distance that it takes over. */
const DISTANCE_EPS = 1e-7;

const angleOf = (box: Corners): Tensor => Tensor.apply(atan, [over(widthOf(box), heightOf(box))], {});

/** The distance loss plus α · v, with v the difference of the aspect ratios' angles (Zheng et al., arXiv:1911.08287). */
export const complete_box_iou_loss: Loss<BoxIouAttributes> = {
  name: 'complete_box_iou_loss',
  gradFn: null,
  formula:
    '1 − IoU + (distance of the centers / diagonal)² + α · v, v = (2 / π · Δ arctan(w / h))², α = v / (1 − IoU + v)',
  source: 'https://docs.pytorch.org/vision/stable/generated/torchvision.ops.complete_box_iou_loss.html',
  tensors: ['boxes1', 'boxes2'],
  expects: boxExpectations,
  insideActivation: null,
  evaluate: (inputs, attributes) =>
    boxLoss(inputs, { ...attributes, eps: DISTANCE_EPS }, (overlap) => {
      const turned = times(
        squareOf(minus(angleOf(overlap.second), angleOf(overlap.first))),
        4 / Math.PI ** 2,
      );
      const weight = over(turned, plus(plus(minus(1, overlap.iou), turned), attributes.eps));
      // α is a weight: no gradient goes through it.
      const fixed = Tensor.apply(detach, [weight], {});
      const distance = distanceLoss(overlap, DISTANCE_EPS);
      return {
        loss: plus(distance.loss, times(fixed, turned)),
        formula: `${distance.formula} + w · v`,
        steps: [
          ...distance.steps,
          {
            name: 'difference in shape',
            formula: 'v = (2 / π · Δ arctan(width / height))²',
            tensor: turned,
            operands: [],
          },
          {
            name: 'its weight',
            formula: 'w = v / (1 − i + v)',
            tensor: fixed,
            operands: elements({ v: turned, i: overlap.iou }),
          },
        ],
        operands: { ...distance.operands, w: fixed, v: turned },
      };
    }),
  samples: boxSamples('complete_box_iou_loss'),
};
