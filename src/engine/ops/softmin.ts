import { negative } from '../formula';
import { axisOf, roleAlong } from '../roles';
import { float32 } from '../samples';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { softmax } from './softmax';

/** The softmax of −x. */
export const softmin = composite<{ readonly dim: number }>({
  name: 'softmin',
  gradFn: 'SoftmaxBackward0',
  compose: ([x], { dim }) => Tensor.apply(softmax, [negative(x!)], { dim }),
  role: ([x], { dim }) => roleAlong('probabilities', axisOf(dim, x!.rank)),
  samples: [{ inputs: [float32([2, 3])], attributes: { dim: 1 }, torch: 'F.softmin(x0, 1)' }],
});
