/** How the samples of a batch become one: torch.utils.data.default_collate. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { leafOf, readNest } from '../../literal-tensors';
import type { Runtime } from '../../runtime';
import { dict, list, tensorValue, tuple, typeName, type Value } from '../../values';

/** Tensors are stacked, numbers become a tensor, tuples, lists and dicts are collated part by part. */
export function defaultCollate(samples: readonly Value[]): Value {
  const [first] = samples;
  if (!first) throw new PythonError('IndexError', 'list index out of range');
  const unknown = samples.find((sample) => sample.kind === 'unknown');
  if (unknown?.kind === 'unknown') throw new NotKnown(unknown.reason);
  switch (first.kind) {
    case 'tensor':
      return tensorValue(
        Tensor.apply(
          ops.stack,
          samples.map((sample) => tensorOf(sample)),
          { dim: 0 },
        ),
      );
    case 'float':
      return tensorValue(leafOf(readNest(list([...samples])), 'float64'));
    case 'int':
      return tensorValue(leafOf(readNest(list([...samples])), 'int64'));
    case 'bool':
      return tensorValue(leafOf(readNest(list([...samples])), 'bool'));
    case 'str':
      return list([...samples]);
    case 'dict':
      return dict(
        [...first.entries.values()].map(([key]): readonly [Value, Value] => [
          key,
          defaultCollate(samples.map((sample) => entryUnder(sample, key))),
        ]),
      );
    case 'list':
    case 'tuple': {
      const rows = samples.map((sample) => (sample.kind === first.kind ? sample.items : []));
      if (rows.some((row) => row.length !== first.items.length)) {
        throw new PythonError('RuntimeError', 'each element in list of batch should be of equal size');
      }
      const columns = first.items.map((_, at) => {
        const column = rows.map((row) => row[at]!);
        // Strings are handed on as the tuple that transposing made of them.
        return column[0]?.kind === 'str' ? tuple(column) : defaultCollate(column);
      });
      return first.kind === 'tuple' && first.names ? { ...first, items: columns } : list(columns);
    }
    default:
      throw new PythonError(
        'TypeError',
        `default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found <class '${typeName(first)}'>`,
      );
  }
}

/** A sample that is in no batch: arrays become tensors, tuples become lists. */
export function defaultConvert(sample: Value): Value {
  switch (sample.kind) {
    case 'tensor':
      return sample.framework === 'numpy' ? tensorValue(sample.tensor) : sample;
    case 'tuple':
      if (sample.names) return { ...sample, items: sample.items.map(defaultConvert) };
      return list(sample.items.map(defaultConvert));
    case 'list':
      return list(sample.items.map(defaultConvert));
    case 'dict':
      return dict([...sample.entries.values()].map(([key, value]) => [key, defaultConvert(value)]));
    default:
      return sample;
  }
}

function tensorOf(sample: Value): Tensor {
  if (sample.kind !== 'tensor') throw new NotKnown('a sample of the batch is no tensor');
  return sample.tensor;
}

function entryUnder(sample: Value, key: Value): Value {
  const name = key.kind === 'str' ? key.value : undefined;
  if (sample.kind !== 'dict' || name === undefined) throw new NotKnown('an entry of a sample is not known');
  const entry = sample.entries.get(`s${name}`)?.[1];
  if (!entry) throw new PythonError('KeyError', `'${name}'`);
  return entry;
}

const itemsOf = (value: Value, runtime: Runtime): readonly Value[] => {
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown('the samples of the batch are not known');
  return [...items];
};

export const collateFunction = define('torch.utils.data.default_collate', '(batch)', (args, runtime) =>
  defaultCollate(itemsOf(args.value('batch'), runtime)),
);
