/** keras.datasets: the shapes and dtypes of what `load_data` gives (documentation of Keras, "Built-in small datasets"). */
import type { DType } from '../../engine/dtype';
import type { RoleKind } from '../../engine/role';
import type { Shape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { tensorValue, tuple, type NativeFunction, type Value } from '../values';

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
export const datasetNames: readonly NativeFunction[] = datasets.map((dataset) =>
  define(`keras.datasets.${dataset.name}.load_data`, '(path=None)', () =>
    tuple(dataset.counts.map((count) => part(dataset, count))),
  ),
);
