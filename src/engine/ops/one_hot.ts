import { TensorError } from '../error';
import type { Op } from '../op';
import { float32, int64 } from '../samples';
import { isKnownShape, numelOf, SymbolicDim, type Dim } from '../shape';
import type { Tensor } from '../tensor';

/** `F.one_hot(indices, num_classes)`: a last dim of num_classes with a one at each index; -1 takes the largest index + 1. */
export const one_hot: Op<{ readonly num_classes: number }> = {
  name: 'one_hot',
  infer: ([x], { num_classes }) => {
    if (x!.dtype && x!.dtype !== 'int64') {
      throw new TensorError('RuntimeError', 'one_hot is only applicable to index tensor of type LongTensor.');
    }
    if (num_classes <= 0 && isKnownShape(x!.shape) && numelOf(x!.shape) === 0) {
      throw new TensorError('RuntimeError', 'Can not infer total number of classes from empty tensor.');
    }
    return { shape: x!.shape && [...x!.shape, classesOf(x!, num_classes)], dtype: 'int64' };
  },
  role: ([x]) => (x!.rank === undefined ? { kind: 'one-hot' } : { kind: 'one-hot', dim: x!.rank }),
  check: ([x], { num_classes }) => {
    if (!x!.hasValues) return;
    for (const value of x!.values()) {
      if (value < 0) throw new TensorError('RuntimeError', 'Class values must be non-negative.');
      if (num_classes >= 0 && value >= num_classes) {
        throw new TensorError('RuntimeError', 'Class values must be smaller than num_classes.');
      }
    }
  },
  kernel: {
    kind: 'general',
    compute: ([x], _, result) => {
      const classes = result.shape[result.shape.length - 1]!;
      x!.values.forEach((value, at) => {
        result.values[at * classes + value] = 1;
      });
    },
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [int64([3], [0, 2, 1])], attributes: { num_classes: -1 }, torch: 'F.one_hot(x0)' },
    { inputs: [int64([2, 2], [0, 2, 1, 3])], attributes: { num_classes: 5 }, torch: 'F.one_hot(x0, 5)' },
    { inputs: [int64([2], [1, 2])], attributes: { num_classes: 2 }, torch: 'F.one_hot(x0, 2)' },
    { inputs: [int64([0])], attributes: { num_classes: -1 }, torch: 'F.one_hot(x0)' },
    { inputs: [int64([1], [-1])], attributes: { num_classes: 2 }, torch: 'F.one_hot(x0, 2)' },
    { inputs: [float32([1], [1])], attributes: { num_classes: -1 }, torch: 'F.one_hot(x0)' },
  ],
};

function classesOf(x: Tensor, classes: number): Dim {
  if (classes !== -1) return classes;
  if (!x.hasValues) return new SymbolicDim('classes');
  let most = -1;
  for (const value of x.values()) most = Math.max(most, value);
  return most + 1;
}
