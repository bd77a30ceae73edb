/** What the names of scikit-learn mean that stand between a data set and a loss. */
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { asArray } from '../contract';
import { define, table } from '../define';
import { arrayOfTable, tableOf, tableValue } from '../pandas/table';
import { list, tensorValue, unknown, type Value } from '../values';
import { dataSetNames } from './data-sets';
import { preprocessingNames, scalingFunctions } from './preprocessing';
import { splitterNames } from './splitters';

/** Some rows of what was given: of an array an array, of a table a table. */
function someRows(value: Value): Value {
  const array = asArray(value);
  if (array.kind !== 'tensor') return unknown('which samples are picked is not known');
  if (value.kind === 'unknown') return tableValue(tableOf(value)!);
  const { shape, dtype, role } = array.tensor;
  const rows = shape && [new SymbolicDim('rows'), ...shape.slice(1)];
  return tensorValue(Tensor.leaf({ shape: rows, dtype, role }), array.framework);
}

const split = define('sklearn.model_selection.train_test_split', '(*arrays, **options)', (args) =>
  list(args.rest.flatMap((part) => [someRows(part), someRows(part)])),
);

const binarized = define('sklearn.preprocessing.label_binarize', '(y, *, classes, **options)', (args) => {
  const rows = tableOf(asArray(args.value('y')));
  return arrayOfTable({
    dims: 2,
    dtype: 'int64',
    ...(rows?.dims === 1 ? { role: { kind: 'one-hot', dim: 1 } } : {}),
  });
});

export const sklearnNames: ReadonlyMap<string, Value> = table(
  [split, binarized, ...scalingFunctions],
  [...dataSetNames],
  [...preprocessingNames],
  [...splitterNames],
);
