/**
 * Arrays that numpy reads from text: they have one dim or two, so that a table of which a column is asked for has two.
 * What stands in the file is not read.
 */
import type { DType } from '../../engine/dtype';
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { dtypeMeantBy } from '../arguments';
import { promised } from '../contract';
import { define, defineAll } from '../define';
import { tensorValue, unknown, type NativeFunction, type Value } from '../values';

interface TextTable {
  readonly rows: SymbolicDim;
  readonly columns: SymbolicDim;
  readonly dtype: DType | undefined;
}

const tableValue = (table: TextTable): Value =>
  promised('what stands in a file is not read', {
    attribute: (name) => attributeOf(table, name),
    item: (index) => itemOf(table, index),
    elementwise: (other) =>
      ['int', 'float'].includes(other.kind) ? tableValue({ ...table, dtype: undefined }) : undefined,
  });

function attributeOf(table: TextTable, name: string): Value | undefined {
  if (name === 'copy') return define('numpy.copy', '(*args, **kwargs)', () => tableValue(table));
  if (name !== 'astype') return undefined;
  return define('numpy.astype', '(dtype, *args, **kwargs)', (args) =>
    tableValue({ ...table, dtype: dtypeMeantBy(args.value('dtype')) }),
  );
}

/** `table[rows, columns]`: there are two dims then, and a number takes its dim away. Some rows are a table again. */
function itemOf(table: TextTable, index: Value): Value | undefined {
  if (index.kind === 'slice') return tableValue({ ...table, rows: keptOf(table.rows, index)! });
  const [rows, columns, more] = index.kind === 'tuple' ? index.items : [];
  if (!rows || !columns || more) return undefined;
  const kept = [keptOf(table.rows, rows), keptOf(table.columns, columns)];
  if (kept.includes(undefined)) return undefined;
  const shape = kept.filter((dim) => dim !== null && dim !== undefined);
  return shape.length === 0 ? undefined : tensorValue(Tensor.leaf({ shape, dtype: table.dtype }), 'numpy');
}

/** What a part of an index leaves of a dim: null where it is taken away; undefined where that is not known. */
function keptOf(dim: SymbolicDim, part: Value): SymbolicDim | null | undefined {
  if (part.kind === 'int') return null;
  if (part.kind !== 'slice') return undefined;
  const isWhole = [part.lower, part.upper, part.step].every(({ kind }) => kind === 'None');
  return isWhole ? dim : new SymbolicDim(dim.name);
}

export const textFileReaders: readonly NativeFunction[] = [
  ...defineAll(
    ['numpy.loadtxt', 'numpy.genfromtxt'],
    "(fname, dtype='float64', comments='#', delimiter=None, **kwargs)",
    (args) => {
      const { names, unpack } = args.keywords;
      const dtype = dtypeMeantBy(args.value('dtype'));
      // Named columns make an array of records, of one dim.
      if (args.spread || names || unpack || !dtype) return unknown('what stands in a file is not read');
      return tableValue({ rows: new SymbolicDim('rows'), columns: new SymbolicDim('columns'), dtype });
    },
  ),
];
