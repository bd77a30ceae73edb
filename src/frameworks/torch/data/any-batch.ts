/** A batch of a dataset whose length is not known: how many dims its tensors have, and of which dtype they are. */
import type { DType } from '../../../engine/dtype';
import { SymbolicDim, type Dim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Runtime } from '../../runtime';
import { dict, list, tensorValue, unknown, type Value } from '../../values';
import { anyPosition, itemOf } from './datasets';

/** What the default collate function makes of some samples, whichever they are. */
export function anyBatch(dataset: Value, runtime: Runtime): Value {
  return batchOf(itemOf(dataset, anyPosition(), runtime), new SymbolicDim('batch'));
}

function batchOf(sample: Value, batch: Dim): Value {
  switch (sample.kind) {
    case 'tensor': {
      const { shape, dtype, role } = sample.tensor;
      const moved = role.dim === undefined ? role : { ...role, dim: role.dim + 1 };
      return tensorValue(Tensor.leaf({ shape: shape && [batch, ...shape], dtype, role: moved }));
    }
    case 'float':
    case 'int':
    case 'bool':
      return tensorValue(Tensor.leaf({ shape: [batch], dtype: dtypes[sample.kind] }));
    case 'list':
      if (sample.open) break;
      return list(sample.items.map((item) => batchOf(item, batch)));
    case 'tuple': {
      const items = sample.items.map((item) => batchOf(item, batch));
      return sample.names ? { ...sample, items } : list(items);
    }
    case 'dict':
      if (sample.open) break;
      return dict([...sample.entries.values()].map(([key, value]) => [key, batchOf(value, batch)]));
    case 'unknown': {
      const { array, number } = sample.contract ?? {};
      if (array) return batchOf(array(), batch);
      if (!number) break;
      return tensorValue(Tensor.leaf({ shape: [batch], dtype: dtypes[number] }));
    }
    default:
  }
  return unknown(sample.kind === 'unknown' ? sample.reason : 'what is made of these samples is not known');
}

const dtypes: Readonly<Record<'float' | 'int' | 'bool', DType>> = {
  float: 'float64',
  int: 'int64',
  bool: 'bool',
};
