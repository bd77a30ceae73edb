/** The data sets of scikit-learn: how many columns they have, and what their targets are, is what its documentation says. */
import type { DType } from '../../engine/dtype';
import { SymbolicDim, type Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { promised } from '../contract';
import { define } from '../define';
import { column, frame, tableValue } from '../pandas/table';
import { tensorValue, tuple, unknown, type NativeFunction, type TensorValue, type Value } from '../values';

/** Samples and features of a data set that is loaded, and how many classes it has; none where its target is a number. */
interface DataSet {
  readonly samples: number;
  readonly features: number;
  readonly classes?: number;
}

const dataSets: Readonly<Record<string, DataSet>> = {
  load_iris: { samples: 150, features: 4, classes: 3 },
  load_digits: { samples: 1797, features: 64, classes: 10 },
  load_wine: { samples: 178, features: 13, classes: 3 },
  load_breast_cancer: { samples: 569, features: 30, classes: 2 },
  load_diabetes: { samples: 442, features: 10 },
  fetch_california_housing: { samples: 20640, features: 8 },
};

const array = (shape: readonly Dim[], dtype: DType, isOfClasses = false): TensorValue =>
  tensorValue(
    Tensor.leaf({ shape, dtype, ...(isOfClasses ? { role: { kind: 'class-indices' } } : {}) }),
    'numpy',
  );

const isSet = (value: Value | undefined): boolean => value?.kind === 'bool' && value.value;

function loaded({ samples, features, classes }: DataSet, args: Arguments): Value {
  const isFrame = isSet(args.keywords['as_frame']);
  const data = isFrame ? tableValue({ ...frame, columns: features }) : array([samples, features], 'float64');
  const target = isFrame
    ? tableValue(column)
    : array([samples], classes === undefined ? 'float64' : 'int64', classes !== undefined);
  if (isSet(args.keywords['return_X_y'])) return tuple([data, target]);
  const parts: Readonly<Record<string, Value>> = {
    data,
    target,
    ...(isFrame ? { frame: tableValue(frame) } : {}),
  };
  return promised('what a data set has besides is not read', {
    attribute: (name) => (Object.hasOwn(parts, name) ? parts[name] : undefined),
    item: (index) =>
      index.kind === 'str' && Object.hasOwn(parts, index.value) ? parts[index.value] : undefined,
  });
}

const sizeOf = (value: Value | undefined, usual: number): Dim =>
  value === undefined ? usual : value.kind === 'int' ? value.value : new SymbolicDim('?');

/** A function that makes samples with features and a class for each; `usual` are its defaults. */
const making = (
  name: string,
  usual: { readonly samples: number; readonly features: number },
  takesFeatures: boolean,
): NativeFunction =>
  define(`sklearn.datasets.${name}`, '(n_samples=None, n_features=None, **kwargs)', (args) => {
    const given = (parameter: string): Value | undefined =>
      args.given(parameter) ? args.value(parameter) : undefined;
    // Two numbers of samples are those of two classes.
    const samples = sizeOf(given('n_samples'), usual.samples);
    const features = takesFeatures ? sizeOf(given('n_features'), usual.features) : usual.features;
    return tuple([array([samples, features], 'float64'), array([samples], 'int64', true)]);
  });

export const dataSetNames: readonly NativeFunction[] = [
  ...Object.entries(dataSets).map(([name, set]) =>
    define(`sklearn.datasets.${name}`, '(*args, **kwargs)', (args) => loaded(set, args)),
  ),
  making('make_classification', { samples: 100, features: 20 }, true),
  making('make_blobs', { samples: 100, features: 2 }, true),
  making('make_moons', { samples: 100, features: 2 }, false),
  making('make_circles', { samples: 100, features: 2 }, false),
  define('sklearn.datasets.make_regression', '(n_samples=100, n_features=100, **kwargs)', (args) => {
    if (args.keywords['n_targets'] || isSet(args.keywords['coef']))
      return unknown('what it makes with these options is not read');
    const samples = sizeOf(args.value('n_samples'), 100);
    return tuple([
      array([samples, sizeOf(args.value('n_features'), 100)], 'float64'),
      array([samples], 'float64'),
    ]);
  }),
];
