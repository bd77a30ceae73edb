import type { Loss } from '../loss';
import { boxExpectations, boxLoss, boxSamples, distanceLoss, type BoxIouAttributes } from './box_iou_loss';

/** l = 1 − IoU + squared distance of the centers / squared diagonal around both (Zheng et al., arXiv:1911.08287). */
export const distance_box_iou_loss: Loss<BoxIouAttributes> = {
  name: 'distance_box_iou_loss',
  gradFn: null,
  formula: '1 − IoU + (distance of the centers / diagonal around both)²',
  source: 'https://docs.pytorch.org/vision/stable/generated/torchvision.ops.distance_box_iou_loss.html',
  tensors: ['boxes1', 'boxes2'],
  expects: boxExpectations,
  insideActivation: null,
  evaluate: (inputs, attributes) =>
    boxLoss(inputs, attributes, (overlap) => distanceLoss(overlap, attributes.eps)),
  samples: boxSamples('distance_box_iou_loss'),
};
