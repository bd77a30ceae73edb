/**
 * Datasets of what stands in files: `tf.data.TFRecordDataset`, and `load` of TensorFlow Datasets. Their elements are not
 * read; what a function makes of any of them, once it is mapped over them, is.
 */
import { promised } from '../contract';
import { define } from '../define';
import { eachItem } from '../each-item';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { dict, list, tuple, unknown, type NativeFunction, type Value } from '../values';
import { unreadDataset } from './datasets';

const unread = (): Value => unknown('files are not read');

const recordDatasets = ['TFRecordDataset', 'TextLineDataset', 'FixedLengthRecordDataset'].map((name) =>
  define(`tensorflow.data.${name}`, '(filenames, *args, **kwargs)', () => unreadDataset()),
);

/** One dataset, or as many as splits are asked for; a sample alone, or with what is to be told of it. */
const load = define(
  'tensorflow_datasets.load',
  '(name, *, split=None, data_dir=None, batch_size=None, shuffle_files=False, download=True, as_supervised=False, with_info=False, **kwargs)',
  (args, runtime) => {
    const isSet = (option: string): boolean => {
      const set = runtime.truth(args.value(option));
      if (set === undefined) throw new NotKnown(`whether ${option} is set is not known`);
      return set;
    };
    const isPair = isSet('as_supervised');
    const size = args.value('batch_size');
    if (size.kind !== 'None' && size.kind !== 'int') throw new NotKnown('the size of a batch is not known');
    const dataset = (): Value => {
      const element = isPair ? tuple([unread(), unread()]) : unread();
      // All samples in one batch are no dataset any more.
      return size.kind === 'int' && size.value === -1 ? element : unreadDataset(element);
    };
    const split = args.value('split');
    const splits = split.kind === 'list' && !split.open ? list(split.items.map(dataset)) : undefined;
    const read = split.kind === 'str' ? dataset() : (splits ?? unread());
    return isSet('with_info') ? tuple([read, unknown('what is said of a data set is not read')]) : read;
  },
);

/** The same elements, or the same batch of all, as arrays of NumPy. */
const asNumpy = define('tensorflow_datasets.as_numpy', '(dataset, **kwargs)', (args, runtime) => {
  const dataset = args.value('dataset');
  if (dataset.kind !== 'instance') return asArrays(dataset, runtime);
  const reason = 'the elements of a data set are not read';
  return promised(reason, { each: () => asArrays(eachItem(dataset, runtime) ?? unread(), runtime) });
});

function asArrays(element: Value, runtime: Runtime): Value {
  switch (element.kind) {
    case 'tensor':
      return runtime.call(runtime.getAttribute(element, 'numpy'), []);
    case 'tuple':
      return tuple(element.items.map((item) => asArrays(item, runtime)));
    case 'dict':
      if (element.open) break;
      return dict(
        [...element.entries.values()].map(([key, item]) => [key, asArrays(item, runtime)] as const),
      );
    default:
  }
  return unread();
}

export const readDatasets: readonly NativeFunction[] = [...recordDatasets, load, asNumpy];
