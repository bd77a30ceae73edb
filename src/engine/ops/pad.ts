import { TensorError } from '../error';
import type { Op } from '../op';
import { float32 } from '../samples';
import { stridesOf, SymbolicDim, type Dim } from '../shape';
import { walkStrided } from '../strided';
import { Tensor } from '../tensor';

/** How much to add before and behind, last dim first, as PyTorch's argument; negative amounts cut off. */
type Padding = { readonly pad: readonly number[]; readonly value?: number | undefined };

/** The amounts before and behind each dim of a tensor. */
function amounts(
  pad: readonly number[],
  rank: number,
): readonly (readonly [before: number, behind: number])[] {
  return Array.from({ length: rank }, (_, dim) => {
    const at = 2 * (rank - 1 - dim);
    return [pad[at] ?? 0, pad[at + 1] ?? 0];
  });
}

/** `F.pad(x, pad, value=value)` in constant mode. */
export const pad: Op<Padding> = {
  name: 'pad',
  gradFn: 'ConstantPadNdBackward0',
  infer: ([x], attributes) => {
    if (attributes.pad.length % 2 !== 0) {
      throw new TensorError('RuntimeError', 'Padding length must be divisible by 2');
    }
    if (!x!.shape) return { dtype: x!.dtype };
    if (attributes.pad.length > 2 * x!.shape.length) {
      throw new TensorError(
        'RuntimeError',
        `Padding length should be less than or equal to two times the input dimension but got padding length ${attributes.pad.length} and input of dimension ${x!.shape.length}`,
      );
    }
    const added = amounts(attributes.pad, x!.shape.length);
    return {
      shape: x!.shape.map((size, dim): Dim => {
        const more = added[dim]![0] + added[dim]![1];
        if (typeof size === 'number') {
          if (size + more >= 0) return size + more;
          throw new TensorError('RuntimeError', 'narrow(): length must be non-negative.');
        }
        return more === 0 ? size : new SymbolicDim(`${size}+${more}`);
      }),
      dtype: x!.dtype,
    };
  },
  kernel: {
    kind: 'general',
    compute: ([x], { pad: given, value = 0 }, result) => {
      const added = amounts(given, x!.shape.length);
      const strides = stridesOf(result.shape);
      result.values.fill(value);
      const own = stridesOf(x!.shape);
      walkStrided(x!.shape, 0, own, (at) => {
        let to = 0;
        for (let dim = 0; dim < own.length; dim++) {
          const index = (Math.floor(at / own[dim]!) % x!.shape[dim]!) + added[dim]![0];
          if (index < 0 || index >= result.shape[dim]!) return;
          to += index * strides[dim]!;
        }
        result.values[to] = x!.values[at]!;
      });
    },
  },
  vjp: (gradient, { attributes }) => [
    Tensor.apply(pad, [gradient], { pad: attributes.pad.map((amount) => -amount) }),
  ],
  samples: [
    { inputs: [float32([2, 3])], attributes: { pad: [1, 2] }, torch: 'F.pad(x0, (1, 2))' },
    {
      inputs: [float32([2, 3])],
      attributes: { pad: [1, 0, -1, 2], value: 5 },
      torch: 'F.pad(x0, (1, 0, -1, 2), value=5)',
    },
    { inputs: [float32([2])], attributes: { pad: [1] }, torch: 'F.pad(x0, (1,))' },
    { inputs: [float32([2])], attributes: { pad: [-1, -2] }, torch: 'F.pad(x0, (-1, -2))' },
  ],
};
