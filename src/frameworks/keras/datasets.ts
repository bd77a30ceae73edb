/** keras.datasets: the shapes and dtypes of what `load_data` gives (documentation of Keras, "Built-in small datasets"). */
import type { DType } from '../../engine/dtype';
import type { RoleKind } from '../../engine/role';
import { SymbolicDim, type Shape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { tensorValue, tuple, unknown, type NativeFunction, type Value } from '../values';

interface Dataset {
  readonly name: string;
  /** Samples for training and for testing. */
  readonly counts: readonly [number, number];
  readonly sample: Shape;
  readonly dtype: DType;
  readonly label: Shape;
  readonly labelDType: DType;
  readonly labelRole: RoleKind;
}

const images = (
  name: string,
  sample: Shape,
  counts: Dataset['counts'],
  label: Shape,
  labelDType: DType = 'uint8',
): Dataset => ({
  name,
  counts,
  sample,
  label,
  dtype: 'uint8',
  labelDType,
  labelRole: 'class-indices',
});

const datasets: readonly Dataset[] = [
  images('mnist', [28, 28], [60_000, 10_000], []),
  images('fashion_mnist', [28, 28], [60_000, 10_000], []),
  images('cifar10', [32, 32, 3], [50_000, 10_000], [1]),
  images('cifar100', [32, 32, 3], [50_000, 10_000], [1], 'int64'),
  {
    name: 'boston_housing',
    counts: [404, 102],
    sample: [13],
    dtype: 'float64',
    label: [],
    labelDType: 'float64',
    labelRole: 'values',
  },
];

/** Data sets of texts: each is a list of as many words as it has, of which nothing is read. */
const texts: readonly Pick<Dataset, 'name' | 'counts'>[] = [
  { name: 'imdb', counts: [25_000, 25_000] },
  { name: 'reuters', counts: [8_982, 2_246] },
];

/** Texts and the number of the class of each; how many there are depends on the share for testing and on the longest. */
function textPart(count: number, args: Arguments): Value {
  const isUsual = Object.keys(args.keywords).every((name) => !changingCounts.has(name)) && !args.spread;
  const labels = Tensor.leaf({
    shape: [isUsual ? count : new SymbolicDim('?')],
    dtype: 'int64',
    role: { kind: 'class-indices' },
  });
  return tuple([unknown('the texts of a data set are not read'), tensorValue(labels, 'numpy')]);
}

const changingCounts: ReadonlySet<string> = new Set(['maxlen', 'test_split']);

const part = (dataset: Dataset, count: number): Value =>
  tuple([
    tensorValue(Tensor.leaf({ shape: [count, ...dataset.sample], dtype: dataset.dtype }), 'numpy'),
    tensorValue(
      Tensor.leaf({
        shape: [count, ...dataset.label],
        dtype: dataset.labelDType,
        role: { kind: dataset.labelRole },
      }),
      'numpy',
    ),
  ]);

/** A share for testing that is not the usual one leaves the counts open: only the usual call is followed. */
export const datasetNames: readonly NativeFunction[] = [
  ...datasets.map((dataset) =>
    define(`keras.datasets.${dataset.name}.load_data`, '(path=None)', () =>
      tuple(dataset.counts.map((count) => part(dataset, count))),
    ),
  ),
  ...texts.map(({ name, counts }) =>
    define(`keras.datasets.${name}.load_data`, '(path=None, num_words=None, skip_top=0, **kwargs)', (args) =>
      tuple(counts.map((count) => textPart(count, args))),
    ),
  ),
];
