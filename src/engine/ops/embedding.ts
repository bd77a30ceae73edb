import { torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { castTo, choose, compare } from '../formula';
import { arange } from '../arange';
import { float32, int64 } from '../samples';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { detach } from './identity';
import { index } from './indexing';
import { unsqueeze } from './squeeze';

/** `F.embedding(indices, weight, padding_idx)`: the rows of the weight that are named; that of padding_idx gets no gradient. */
export const embedding = composite<{ readonly padding_idx?: number | undefined }>({
  name: 'embedding',
  gradFn: 'EmbeddingBackward0',
  compose: ([indices, weight], { padding_idx }) => {
    if (indices!.dtype && indices!.dtype !== 'int64' && indices!.dtype !== 'int32') {
      throw new TensorError(
        'RuntimeError',
        `Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.${torchScalarName(indices!.dtype)}Tensor instead (while checking arguments for embedding)`,
      );
    }
    const rows = weight!.shape?.[0];
    let table = weight!;
    if (padding_idx !== undefined && typeof rows === 'number') {
      const row = padding_idx < 0 ? padding_idx + rows : padding_idx;
      const isPadding = Tensor.apply(unsqueeze, [compare(arange(rows), '==', row)], { dim: 1 });
      table = choose(isPadding, Tensor.apply(detach, [table], {}), table);
    }
    // Positions of which the dtype is not known are integers: nothing else names rows.
    const positions = indices!.dtype ? indices! : castTo(indices!, 'int64');
    return Tensor.apply(index, [table, positions], { items: [{ kind: 'tensor' }] });
  },
  check: ([indices, weight]) => {
    const rows = weight!.shape?.[0];
    if (!indices!.hasValues || typeof rows !== 'number') return;
    if (indices!.values().some((at) => at < 0 || at >= rows)) {
      throw new TensorError('IndexError', 'index out of range in self');
    }
  },
  samples: [
    { inputs: [int64([2, 2], [0, 2, 2, 1]), float32([3, 4])], attributes: {}, torch: 'F.embedding(x0, x1)' },
    {
      inputs: [int64([3], [0, 2, 1]), float32([3, 2])],
      attributes: { padding_idx: -1 },
      torch: 'F.embedding(x0, x1, padding_idx=-1)',
    },
    { inputs: [int64([1], [3]), float32([3, 2])], attributes: {}, torch: 'F.embedding(x0, x1)' },
    { inputs: [float32([1], [1]), float32([3, 2])], attributes: {}, torch: 'F.embedding(x0, x1)' },
  ],
});
