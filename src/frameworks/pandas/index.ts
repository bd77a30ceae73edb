/** What the names of pandas mean: tables and columns, of which the dims are known (table.ts). */
import { dtypeMeantBy } from '../arguments';
import { define, defineAll, table } from '../define';
import { unknown, type Value } from '../values';
import { column, factorized, frame, tableOf, tableValue } from './table';

const readers: readonly string[] = ['csv', 'excel', 'feather', 'json', 'parquet', 'pickle', 'table'];

export const pandasNames: ReadonlyMap<string, Value> = table([
  ...defineAll(
    readers.map((format) => `pandas.read_${format}`),
    '(*args, **kwargs)',
    // In chunks it gives an iterator; what is pickled may be a column, as JSON is of that type.
    (args) =>
      ['chunksize', 'iterator', 'typ'].some((name) => args.keywords[name]) ||
      args.functionName === 'pandas.read_pickle'
        ? unknown('what a file holds is not read')
        : tableValue(frame),
  ),
  define('pandas.DataFrame', '(*args, **kwargs)', () => tableValue(frame)),
  define('pandas.Series', '(data=None, index=None, dtype=None, name=None, copy=None)', (args) =>
    tableValue({ ...column, dtype: dtypeMeantBy(args.value('dtype')) }),
  ),
  define('pandas.get_dummies', '(data, *args, dtype=None, **kwargs)', (args) => {
    const isColumn = tableOf(args.value('data'))?.dims === 1 && !args.keywords['drop_first'];
    const dtype = dtypeMeantBy(args.value('dtype'));
    return tableValue({ ...frame, dtype, ...(isColumn ? { role: { kind: 'one-hot', dim: 1 } } : {}) });
  }),
  define('pandas.to_numeric', '(arg, **kwargs)', (args) =>
    tableOf(args.value('arg'))?.dims === 1 ? tableValue(column) : unknown('what it converts is not known'),
  ),
  define('pandas.factorize', '(values, **kwargs)', factorized),
]);
