/** Activations that are seldom met. */
import { torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { choose, compare, exponential, minus, over, plus, times } from '../formula';
import { float32, int64, otherFloat32 } from '../samples';
import { normalizeDim } from '../shape';
import { Tensor } from '../tensor';
import { clamp, hardtanh } from './clamp';
import { composite } from './composite';
import { floatingOnly } from './family';
import { narrow } from './narrow';
import { reshape } from './reshape';
import { sigmoid } from './sigmoid';

/** Throws where the numbers are no floats, in the words of PyTorch's kernel of that name. */
function refuseIntegers(x: Tensor, kernel: string): void {
  const error = x.dtype && floatingOnly(kernel)(x.dtype);
  if (error) throw error;
}

/** max(x, 0) + min(α · (e^(x/α) − 1), 0). */
export const celu = composite<{ readonly alpha: number }>({
  name: 'celu',
  gradFn: 'CeluBackward0',
  compose: ([x], { alpha }) => {
    refuseIntegers(x!, 'elu_cpu');
    if (alpha === 0) throw new TensorError('RuntimeError', 'ZeroDivisionError: alpha cannot be 0 for CELU');
    const below = Tensor.apply(clamp, [x!], { max: 0 });
    return choose(compare(x!, '>', 0), x!, times(minus(exponential(over(below, alpha)), 1), alpha));
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: { alpha: 0.5 }, torch: 'F.celu(x0, 0.5)' },
    { inputs: [float32([2])], attributes: { alpha: 0 }, torch: 'F.celu(x0, 0.0)' },
    { inputs: [int64([1], [1])], attributes: { alpha: 1 }, torch: 'F.celu(x0)' },
  ],
});

/** x · relu6(x + 3) / 6. */
export const hardswish = composite<Record<string, never>>({
  name: 'hardswish',
  gradFn: 'HardswishBackward0',
  compose: ([x]) => {
    refuseIntegers(x!, 'hardswish_cpu');
    return over(times(x!, Tensor.apply(hardtanh, [plus(x!, 3)], { min_val: 0, max_val: 6 })), 6);
  },
  samples: [
    { inputs: [float32([7], [-4, -3, -2, 0.5, 2, 3, 4])], attributes: {}, torch: 'F.hardswish(x0)' },
    { inputs: [int64([1], [1])], attributes: {}, torch: 'F.hardswish(x0)' },
  ],
});

/** Throws PyTorch's message where there is neither one slope for all nor one for each channel. */
function checkSlopes(x: Tensor, weight: Tensor): void {
  const refuse = (message: string): never => {
    throw new TensorError('RuntimeError', message);
  };
  if (x.dtype && weight.dtype && x.dtype !== weight.dtype) {
    refuse(
      `prelu: Type promoting not supported. Got ${torchScalarName(x.dtype)} and ${torchScalarName(weight.dtype)}`,
    );
  }
  if (weight.rank !== undefined && weight.rank > 1) {
    refuse(`prelu: Expected \`weight\` to be a scalar or 1D tensor, but got: ndim = ${weight.rank}`);
  }
  const count = weight.rank === 1 ? weight.shape![0] : 1;
  if (typeof count !== 'number' || count === 1 || !x.shape) return;
  if (x.shape.length === 0) refuse('Not allow zero-dim input tensor.');
  const channels = x.shape[1] ?? 1;
  if (typeof channels === 'number' && channels !== count) {
    refuse(
      `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${count} and channel size = ${channels}.`,
    );
  }
}

/** x where it is positive, else weight · x, with one weight for all or for each channel (dim 1). Inputs: x, weight. */
export const prelu = composite<Record<string, never>>({
  name: 'prelu',
  gradFn: 'PreluKernelBackward0',
  compose: ([x, weight]) => {
    checkSlopes(x!, weight!);
    if (x!.rank === undefined) return Tensor.leaf({ dtype: x!.dtype });
    const single = weight!.rank === 0 || weight!.shape?.[0] === 1 || x!.rank < 2;
    const shape = single
      ? Array.from({ length: x!.rank }, () => 1)
      : [-1, ...Array.from({ length: x!.rank - 2 }, () => 1)];
    if (single && weight!.shape?.some((size) => size !== 1))
      return Tensor.leaf({ shape: x!.shape, dtype: x!.dtype });
    const slopes = Tensor.apply(reshape, [weight!], { shape });
    return choose(compare(x!, '>', 0), x!, times(x!, slopes));
  },
  samples: [
    { inputs: [float32([2, 3]), float32([1], [0.25])], attributes: {}, torch: 'F.prelu(x0, x1)' },
    { inputs: [float32([2, 3, 2]), otherFloat32([3])], attributes: {}, torch: 'F.prelu(x0, x1)' },
  ],
});

/** a · σ(b), with a and b the halves of x along a dim. */
export const glu = composite<{ readonly dim: number }>({
  name: 'glu',
  gradFn: 'GluBackward0',
  compose: ([x], { dim }) => {
    if (x!.rank === 0) {
      throw new TensorError('RuntimeError', 'glu does not support scalars because halving size must be even');
    }
    const at = x!.shape && normalizeDim(dim, x!.shape.length);
    const size = at === undefined ? undefined : x!.shape![at];
    if (typeof size !== 'number') return Tensor.leaf({ dtype: x!.dtype });
    if (size % 2 !== 0) {
      throw new TensorError(
        'RuntimeError',
        `Halving dimension must be even, but dimension ${at} is size ${size}`,
      );
    }
    const half = (start: number): Tensor => Tensor.apply(narrow, [x!], { dim, start, length: size / 2 });
    return times(half(0), Tensor.apply(sigmoid, [half(size / 2)], {}));
  },
  samples: [
    { inputs: [float32([2, 4])], attributes: { dim: -1 }, torch: 'F.glu(x0)' },
    { inputs: [float32([2, 3])], attributes: { dim: 1 }, torch: 'F.glu(x0, 1)' },
  ],
});
