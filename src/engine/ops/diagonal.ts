/** Diagonals: taking them out, and matrices that hold nothing else. */
import { arange } from '../arange';
import { TensorError } from '../error';
import { full, plus } from '../formula';
import { float32 } from '../samples';
import { isKnownShape, normalizeDim } from '../shape';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { index, index_put } from './indexing';
import { permute } from './permute';

/** Rows and columns of the elements of a diagonal of a rows × columns matrix. */
function places(rows: number, columns: number, offset: number): readonly [Tensor, Tensor] {
  const count = Math.max(Math.min(rows + Math.min(offset, 0), columns - Math.max(offset, 0)), 0);
  const steps = arange(count);
  return [plus(steps, Math.max(-offset, 0)), plus(steps, Math.max(offset, 0))];
}

const byTensors = { items: [{ kind: 'tensor' }, { kind: 'tensor' }] } as const;

/** `x.diagonal(offset, dim1, dim2)`: the diagonal of each matrix in two dims, which become one at the end. */
export const diagonal = composite<{ readonly offset: number; readonly dim1: number; readonly dim2: number }>({
  name: 'diagonal',
  gradFn: 'DiagonalBackward0',
  compose: ([x], { offset, dim1, dim2 }) => {
    const shape = x!.shape;
    if (!isKnownShape(shape)) return Tensor.leaf({ dtype: x!.dtype });
    const first = normalizeDim(dim1, shape.length);
    const second = normalizeDim(dim2, shape.length);
    if (first === second) {
      throw new TensorError('RuntimeError', `diagonal dimensions cannot be identical ${dim1}, ${dim2}`);
    }
    const others = shape.map((_, dim) => dim).filter((dim) => dim !== first && dim !== second);
    const matrices = Tensor.apply(permute, [x!], { dims: [first, second, ...others] });
    const picked = Tensor.apply(
      index,
      [matrices, ...places(shape[first]!, shape[second]!, offset)],
      byTensors,
    );
    return Tensor.apply(permute, [picked], { dims: [...others.map((_, at) => at + 1), 0] });
  },
  samples: [
    { inputs: [float32([3, 3])], attributes: { offset: 0, dim1: 0, dim2: 1 }, torch: 'x0.diagonal()' },
    {
      inputs: [float32([2, 3, 4])],
      attributes: { offset: 1, dim1: -2, dim2: -1 },
      torch: 'x0.diagonal(1, -2, -1)',
    },
    { inputs: [float32([3, 2])], attributes: { offset: -1, dim1: 0, dim2: 1 }, torch: 'x0.diagonal(-1)' },
    { inputs: [float32([3, 2])], attributes: { offset: 0, dim1: 0, dim2: 0 }, torch: 'x0.diagonal(0, 0, 0)' },
  ],
});

/** `torch.diag(x, diagonal)`: the matrix with the vector x as a diagonal, or the diagonal of the matrix x. */
export const diag = composite<{ readonly diagonal: number }>({
  name: 'diag',
  gradFn: ([x]) => (x!.rank === 2 ? 'DiagonalBackward0_copy' : 'DiagEmbedBackward0'),
  compose: ([x], { diagonal: offset }) => {
    if (x!.rank !== undefined && x!.rank !== 1 && x!.rank !== 2) {
      throw new TensorError('RuntimeError', `diag(): Supports 1D or 2D tensors. Got ${x!.rank}D`);
    }
    if (x!.rank === 2) return Tensor.apply(diagonal, [x!], { offset, dim1: 0, dim2: 1 });
    if (!isKnownShape(x!.shape)) return Tensor.leaf({ dtype: x!.dtype });
    const size = x!.shape[0]! + Math.abs(offset);
    const zeros = full([size, size], x!.dtype, 0);
    return Tensor.apply(index_put, [zeros, x!, ...places(size, size, offset)], byTensors);
  },
  samples: [
    { inputs: [float32([3])], attributes: { diagonal: 0 }, torch: 'torch.diag(x0)' },
    { inputs: [float32([2])], attributes: { diagonal: -1 }, torch: 'torch.diag(x0, -1)' },
    { inputs: [float32([2, 3])], attributes: { diagonal: 1 }, torch: 'torch.diag(x0, 1)' },
    { inputs: [float32([2, 1, 1])], attributes: { diagonal: 0 }, torch: 'torch.diag(x0)' },
  ],
});
