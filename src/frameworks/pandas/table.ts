/**
 * Tables and columns of pandas. What stands in them is not read; how many dims the arrays have that are made of them is
 * what pandas promises, and with that a loss's target of one dim is known from one with a dim of classes.
 */
import type { DType } from '../../engine/dtype';
import type { Role } from '../../engine/role';
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { dtypeMeantBy } from '../arguments';
import { promised } from '../contract';
import { define } from '../define';
import { tensorValue, tuple, type TensorValue, type UnknownValue, type Value } from '../values';

/** What is known of a DataFrame (two dims) or a Series (one). */
export interface Table {
  readonly dims: 1 | 2;
  /** How many columns a DataFrame has, where the text says it. */
  readonly columns?: number | undefined;
  readonly dtype?: DType | undefined;
  readonly role?: Role | undefined;
}

/** A table or a column as the value that code has of it. */
export const tableValue = (table: Table): UnknownValue =>
  promised(`what is in ${table.dims === 2 ? 'a DataFrame' : 'a Series'} is not read`, {
    attribute: (name) => attributeOf(table, name),
    item: (index) => itemOf(table, index),
    elementwise: (other) => beside(table, other),
    array: () => arrayOfTable(table),
  });

export const column: Table = { dims: 1 };
export const frame: Table = { dims: 2 };

/** The array of NumPy's that holds a table. */
export const arrayOfTable = ({ dims, columns, dtype, role }: Table): TensorValue => {
  const rows = new SymbolicDim('rows');
  const shape = dims === 1 ? [rows] : [rows, columns ?? new SymbolicDim('columns')];
  return tensorValue(Tensor.leaf({ shape, dtype, ...(role ? { role } : {}) }), 'numpy');
};

/** What an operator gives: a table where one of both is one, of another dtype. */
function beside({ dims }: Table, other: Value): Value | undefined {
  if (['int', 'float', 'bool', 'str'].includes(other.kind)) return tableValue({ dims });
  const second = tableOf(other);
  return second && tableValue(dims === 2 || second.dims === 2 ? frame : column);
}

/** Methods of both that give rows of the same kind, with the same columns. */
const keepingColumns: ReadonlySet<string> = new Set([
  ...['bfill', 'clip', 'copy', 'drop_duplicates', 'dropna', 'ffill', 'fillna', 'head', 'infer_objects'],
  ...['interpolate', 'mask', 'nlargest', 'nsmallest', 'replace', 'round', 'sample', 'shift', 'sort_index'],
  ...['sort_values', 'tail', 'where'],
]);

/** Methods of both that make another number of each, so that it means something else. */
const renumbering: ReadonlySet<string> = new Set([
  ...['abs', 'cummax', 'cummin', 'cumprod', 'cumsum', 'diff', 'pct_change', 'rank'],
]);

/** Methods of a DataFrame that give a DataFrame, perhaps of other columns. */
const givingFrames: ReadonlySet<string> = new Set([
  ...['add_prefix', 'add_suffix', 'assign', 'drop', 'filter', 'join', 'merge', 'query', 'rename'],
  ...['reset_index', 'select_dtypes', 'set_index'],
]);

/** Methods that put rows together, in windows or in spans of time: what is told of each of these has the dims of the table. */
const grouping: ReadonlySet<string> = new Set(['ewm', 'expanding', 'resample', 'rolling']);

/** What is asked of rows that were put together, a number for each. */
const aggregates: ReadonlySet<string> = new Set([
  ...['asfreq', 'bfill', 'count', 'ffill', 'first', 'interpolate', 'last', 'max', 'mean', 'median', 'min'],
  ...['prod', 'quantile', 'std', 'sum', 'var'],
]);

/** Methods of a Series that give a Series: each element becomes another one. */
const givingColumns: ReadonlySet<string> = new Set(['apply', 'map', 'rename']);

function attributeOf(table: Table, name: string): Value | undefined {
  const called = (give: () => Value): Value => define(`pandas.${name}`, '(*args, **kwargs)', give);
  if (name === 'values') return arrayOfTable(table);
  if (name === 'to_numpy')
    return define('pandas.to_numpy', '(dtype=None, copy=False, na_value=None)', (args) =>
      arrayOfTable({ ...table, dtype: args.optionalDType('dtype') ?? table.dtype }),
    );
  if (name === 'astype')
    return define('pandas.astype', "(dtype, copy=None, errors='raise')", (args) =>
      tableValue({ ...table, dtype: dtypeMeantBy(args.value('dtype')) }),
    );
  if (keepingColumns.has(name)) return called(() => tableValue(table));
  if (renumbering.has(name)) return called(() => tableValue({ dims: table.dims, columns: table.columns }));
  if (grouping.has(name)) return called(() => groupsOf({ dims: table.dims }));
  if (name === 'iloc' || name === 'loc')
    return promised('which rows it picks is not read', { item: (index) => located(table, index) });
  if (table.dims === 1) {
    if (givingColumns.has(name)) return called(() => tableValue(column));
    if (name === 'tolist' || name === 'to_list' || name === 'unique') return called(() => tableValue(table));
    if (name === 'to_frame') return called(() => tableValue({ ...table, dims: 2, columns: 1 }));
    if (name === 'cat')
      return promised('what categories a Series has is not read', {
        attribute: (part) => (part === 'codes' ? tableValue(column) : undefined),
      });
    return undefined;
  }
  if (givingFrames.has(name)) return called(() => tableValue(frame));
  return name === 'pop' ? called(() => tableValue(column)) : undefined;
}

/** `table.resample('h')`: rows put together, of which a column may be picked, and then `mean()` or the like is asked. */
const groupsOf = (table: Table): UnknownValue =>
  promised('which rows are put together is not read', {
    attribute: (name) =>
      aggregates.has(name)
        ? define(`pandas.${name}`, '(*args, **kwargs)', () => tableValue(table))
        : undefined,
    item: (index) => (table.dims === 2 && index.kind === 'str' ? groupsOf(column) : undefined),
  });

/** `table[index]`: a name picks a column, a list of names a DataFrame, a slice or a column of truths some rows. */
function itemOf(table: Table, index: Value): Value | undefined {
  if (index.kind === 'slice' || isMask(index)) return tableValue(table);
  if (table.dims === 1) return undefined;
  if (index.kind === 'str') return tableValue(column);
  if (index.kind !== 'list') return undefined;
  return tableValue({ ...frame, columns: index.open ? undefined : index.items.length });
}

const isMask = (index: Value): boolean => {
  const array = index.kind === 'unknown' ? index.contract?.array?.() : undefined;
  return array?.tensor.rank === 1;
};

/** `table.iloc[rows, columns]`: one row or column takes its dim away; what is not known may be one. */
function located(table: Table, index: Value): Value | undefined {
  const [rows, columns] = index.kind === 'tuple' ? index.items : [index];
  const keepsRows = keepsDim(rows!);
  if (keepsRows === undefined) return undefined;
  if (table.dims === 1) return keepsRows ? tableValue(table) : undefined;
  const keepsColumns = columns ? keepsDim(columns) : true;
  if (keepsColumns === undefined || (!keepsRows && !keepsColumns)) return undefined;
  if (keepsRows && !columns) return tableValue(table);
  const isList = columns?.kind === 'list' && !columns.open;
  return keepsRows && keepsColumns
    ? tableValue({ ...frame, columns: isList ? columns.items.length : undefined })
    : tableValue(column);
}

function keepsDim(index: Value): boolean | undefined {
  if (index.kind === 'slice' || index.kind === 'list' || isMask(index)) return true;
  if (index.kind === 'tensor') return index.tensor.rank === undefined ? undefined : index.tensor.rank > 0;
  return index.kind === 'int' || index.kind === 'str' ? false : undefined;
}

/** What is known of a value as a table; undefined where it is none. */
export function tableOf(value: Value): Table | undefined {
  const array =
    value.kind === 'unknown' ? value.contract?.array?.() : value.kind === 'tensor' ? value : undefined;
  const { rank, shape, dtype, role } = array?.tensor ?? {};
  if (rank !== 1 && rank !== 2) return undefined;
  const columns = shape?.[1];
  return { dims: rank, columns: typeof columns === 'number' ? columns : undefined, dtype, role };
}

/** `pd.factorize(column)`: the code of each element, and what the codes stand for. */
export const factorized = (): Value =>
  tuple([arrayOfTable({ ...column, dtype: 'int64', role: { kind: 'class-indices' } }), tableValue(column)]);
