/**
 * One page of cells as an ARIA grid: four digits with their decimal points in line,
 * coloured by value, and the full value for a screen reader.
 */
import type { TensorModel } from '../../src/protocol/model';
import { element, style } from './element';
import type { Grid } from './grid';
import { heatOf, largestOf, type Heat } from './heat';
import { cellText, decimalsFor, exactText, type CellText } from './number';

/** A tensor whose values and sizes are all known. */
export type KnownTensor = TensorModel & {
  readonly values: NonNullable<TensorModel['values']>;
  readonly shape: readonly number[];
};

/** @param name What the table holds: `target`. */
export function cells(document: Document, name: string, tensor: KnownTensor, grid: Grid): HTMLElement {
  const { values, dtype, scale, range, shape } = tensor;
  const rows = indices(grid.fromRow, grid.toRow);
  const columns = indices(grid.fromColumn, grid.toColumn);
  const written = writer(tensor);
  const page = rows.map((row) => columns.map((column) => valueAt(values, grid.at(row, column))));
  const decimals = Math.max(
    0,
    ...page.flat().map((value) => (value === null ? 0 : (written(value).decimals ?? 0))),
  );

  const cell = (row: number, column: number, value: number | null): HTMLElement => {
    if (value === null) return element(document, 'td', { class: 'cell nothing', role: 'gridcell' });
    const { text, decimals: own } = written(value);
    const heat = heatOf(value, scale, range);
    const label = `${name}${grid.name(row, column)} = ${exactText(value, dtype)}`;
    const first = row === grid.fromRow && column === grid.fromColumn;
    const made = element(
      document,
      'td',
      {
        class: classOf(heat, own === null ? 0 : decimals - own),
        role: 'gridcell',
        tabindex: first ? 0 : -1,
        'aria-colindex': column + 1,
        'aria-label': label,
        title: label,
      },
      text,
    );
    if (heat.tone === 'positive' || heat.tone === 'negative') style(made, '--share', String(heat.share));
    return made;
  };

  // A lone scalar has no axis, and a short vector only one.
  const rowHeaders = !grid.vector || grid.rows > 1;
  const body = rows.map((row, line) =>
    element(
      document,
      'tr',
      { role: 'row', 'aria-rowindex': row + 1 },
      rowHeaders && axis(document, 'row', grid.vector ? row * grid.columns : row),
      ...columns.map((column, turn) => cell(row, column, page[line]?.[turn] ?? null)),
    ),
  );
  const head = element(
    document,
    'tr',
    { role: 'row' },
    rowHeaders && element(document, 'td', { class: 'axis' }),
    ...columns.map((column) => axis(document, 'col', column)),
  );
  return element(
    document,
    'table',
    {
      class: 'cells',
      // Another page or shape is another table; the same one keeps its cells and the focus in them.
      'data-key': `cells ${shape.join(' ')} from ${grid.fromRow} ${grid.fromColumn}`,
      role: 'grid',
      'aria-label': name,
      'aria-readonly': 'true',
      'aria-rowcount': grid.rows,
      'aria-colcount': grid.columns,
    },
    shape.length > 0 && element(document, 'thead', { role: 'rowgroup' }, head),
    element(document, 'tbody', { role: 'rowgroup' }, ...body),
  );
}

const indices = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, turn) => from + turn);

const valueAt = (values: KnownTensor['values'], at: number | null): number | null =>
  at === null ? null : (values[at] ?? null);

/** How the numbers of a tensor are written, so that their decimal points stand in line. */
export function writer({ values, dtype, range }: KnownTensor): (value: number) => CellText {
  if (dtype === 'bool') return (value) => ({ text: exactText(value, dtype), decimals: null });
  const decimals = decimalsFor(values, largestOf(range));
  return (value) => cellText(value, decimals);
}

function axis(document: Document, scope: 'row' | 'col', index: number): HTMLElement {
  const role = scope === 'row' ? 'rowheader' : 'columnheader';
  return element(document, 'th', { class: 'axis', scope, role }, String(index));
}

/** The classes of a cell.
 *
 * @param lack How many decimals fewer than the longest number has: so much space stands behind it. */
export function classOf({ tone, category }: Heat, lack: number): string {
  const classes = ['cell'];
  if (tone !== 'none') classes.push(tone);
  if (tone === 'class') classes.push(`class-${category}`);
  if (lack > 0) classes.push(`lack-${lack}`);
  return classes.join(' ');
}
