/** Matrices with everything above or below a diagonal set to zero. */
import { TensorError } from '../error';
import type { Op } from '../op';
import { float32 } from '../samples';
import { Tensor } from '../tensor';

/** 0 is the main diagonal, positive ones lie above it. */
type Diagonal = { readonly diagonal?: number | undefined };

const triangle = (
  name: 'tril' | 'triu',
  stays: (row: number, column: number, diagonal: number) => boolean,
): Op<Diagonal> => {
  const op: Op<Diagonal> = {
    name,
    gradFn: `${name === 'tril' ? 'Tril' : 'Triu'}Backward0`,
    infer: ([x]) => {
      if (x!.rank !== undefined && x!.rank < 2) {
        throw new TensorError('RuntimeError', `${name}: input tensor must have at least 2 dimensions`);
      }
      return { shape: x!.shape, dtype: x!.dtype };
    },
    kernel: {
      kind: 'general',
      compute: ([x], { diagonal = 0 }, result) => {
        const columns = x!.shape[x!.shape.length - 1]!;
        const rows = x!.shape[x!.shape.length - 2]!;
        x!.values.forEach((value, at) => {
          const row = Math.floor(at / columns) % rows;
          result.values[at] = stays(row, at % columns, diagonal) ? value : 0;
        });
      },
    },
    vjp: (gradient, { attributes }) => [Tensor.apply(op, [gradient], attributes)],
    samples: [
      { inputs: [float32([3, 3])], attributes: { diagonal: 0 }, torch: `x0.${name}()` },
      { inputs: [float32([2, 3, 4])], attributes: { diagonal: 1 }, torch: `x0.${name}(1)` },
      { inputs: [float32([3, 3])], attributes: { diagonal: -1 }, torch: `x0.${name}(-1)` },
      { inputs: [float32([3])], attributes: {}, torch: `x0.${name}()` },
    ],
  };
  return op;
};

export const tril = triangle('tril', (row, column, diagonal) => column - row <= diagonal);
export const triu = triangle('triu', (row, column, diagonal) => column - row >= diagonal);
