/** Activations that are seldom met. */
import { TensorError } from '../error';
import { choose, compare, exponential, minus, over, plus, times } from '../formula';
import { float32, otherFloat32 } from '../samples';
import { normalizeDim } from '../shape';
import { Tensor } from '../tensor';
import { clamp, hardtanh } from './clamp';
import { composite } from './composite';
import { tanh } from './hyperbolic';
import { narrow } from './narrow';
import { reshape } from './reshape';
import { sigmoid } from './sigmoid';
import { abs } from './sign';

/** max(x, 0) + min(α · (e^(x/α) − 1), 0). */
export const celu = composite<{ readonly alpha: number }>({
  name: 'celu',
  gradFn: 'CeluBackward0',
  compose: ([x], { alpha }) => {
    const below = Tensor.apply(clamp, [x!], { max: 0 });
    return choose(compare(x!, '>', 0), x!, times(minus(exponential(over(below, alpha)), 1), alpha));
  },
  samples: [{ inputs: [float32([2, 3])], attributes: { alpha: 0.5 }, torch: 'F.celu(x0, 0.5)' }],
});

/** x · relu6(x + 3) / 6. */
export const hardswish = composite<Record<string, never>>({
  name: 'hardswish',
  gradFn: 'HardswishBackward0',
  compose: ([x]) => over(times(x!, Tensor.apply(hardtanh, [plus(x!, 3)], { min_val: 0, max_val: 6 })), 6),
  samples: [{ inputs: [float32([5], [-4, -2, 0.5, 2, 4])], attributes: {}, torch: 'F.hardswish(x0)' }],
});

/** x / (1 + |x|). */
export const softsign = composite<Record<string, never>>({
  name: 'softsign',
  gradFn: 'DivBackward0',
  compose: ([x]) => over(x!, plus(Tensor.apply(abs, [x!], {}), 1)),
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'F.softsign(x0)' }],
});

/** x − tanh x. */
export const tanhshrink = composite<Record<string, never>>({
  name: 'tanhshrink',
  gradFn: 'SubBackward0',
  compose: ([x]) => minus(x!, Tensor.apply(tanh, [x!], {})),
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'F.tanhshrink(x0)' }],
});

/** x where it is positive, else weight · x, with one weight for all or for each channel (dim 1). Inputs: x, weight. */
export const prelu = composite<Record<string, never>>({
  name: 'prelu',
  gradFn: 'PreluKernelBackward0',
  compose: ([x, weight]) => {
    const single = weight!.shape?.[0] === 1 || x!.rank === undefined || x!.rank < 2;
    const shape = single ? [-1] : [-1, ...Array.from({ length: x!.rank! - 2 }, () => 1)];
    return choose(compare(x!, '>', 0), x!, times(x!, Tensor.apply(reshape, [weight!], { shape })));
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
