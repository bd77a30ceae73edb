/**
 * A tensor whose elements can be typed over: a field a cell, a page at a time. The arrow keys up
 * and down step a number, Enter or leaving the field takes it, Escape gives it up.
 */
import type { TensorModel } from '../../src/protocol/model';
import type { TableWindow, UiEvent } from '../ui-state';
import { sliders } from './axes';
import type { Context } from './context';
import { element, lazily, listen, style } from './element';
import { gridOf, indexOf } from './grid';
import { heatOf } from './heat';
import { exactText } from './number';
import { pager } from './pager';
import { isKnown, windowOf } from './table';

/** Fields are heavier than cells: fewer of them are made. */
const ROWS = 20;
const COLUMNS = 12;
/** Characters that a narrow field holds. */
const SHORT = 8;

export interface EditableTensor {
  /** Names the tensor for the person and the host: `input`. */
  readonly name: string;
  readonly model: TensorModel;
  /** Of the analysis that the tensor belongs to. */
  readonly revision: number;
  /** The positions among the row-major values that differ from the program's. */
  readonly changed: ReadonlySet<number>;
}

/** @returns Null where the values are not known. */
export function editable(
  context: Context,
  { name, model, revision, changed }: EditableTensor,
  edit: (index: number, text: string) => void,
): HTMLElement | null {
  const { document, emit } = context;
  if (!isKnown(model) || model.values.length === 0) return null;
  const { values, shape, dtype, scale, range } = model;
  const key = keyOf(name);
  const window = windowOf(context, key);
  const grid = gridOf(shape, window);
  const fromRow = Math.min(window.row, Math.max(grid.rows - 1, 0));
  const fromColumn = Math.min(window.column, Math.max(grid.columns - 1, 0));
  const rows = turns(fromRow, Math.min(fromRow + ROWS, grid.rows));
  const columns = turns(fromColumn, Math.min(fromColumn + COLUMNS, grid.columns));

  const cell = (row: number, column: number): HTMLElement => {
    const at = grid.at(row, column);
    if (at === null) return element(document, 'td');
    const value = values[at] ?? Number.NaN;
    const label = `${name}${grid.name(row, column)}${changed.has(at) ? ', changed' : ''}`;
    const field = element(document, 'input', {
      class: changed.has(at) ? 'value-field changed' : 'value-field',
      type: 'text',
      inputmode: 'decimal',
      spellcheck: 'false',
      'aria-label': label,
      title: label,
      value: exactText(value, dtype),
    });
    const heat = heatOf(value, scale, range);
    if (heat.tone === 'positive' || heat.tone === 'negative') style(field, '--share', String(heat.share));
    listen(field, 'change', (_, shown) => edit(at, (shown as HTMLInputElement).value));
    listen(field, 'keydown', (event, shown) => {
      const { key: pressed, shiftKey } = event as KeyboardEvent;
      const typed = shown as HTMLInputElement;
      if (pressed === 'Escape') typed.value = exactText(value, dtype);
      if (pressed !== 'ArrowUp' && pressed !== 'ArrowDown') return;
      const stepped = step(typed.value, pressed === 'ArrowUp' ? 1 : -1, dtype, shiftKey);
      if (stepped === null) return;
      event.preventDefault();
      typed.value = stepped;
      edit(at, stepped);
    });
    return element(document, 'td', { class: 'value-cell', 'data-key': `value ${at}`, 'data-at': at }, field);
  };

  const isLong = rows.some((row) =>
    columns.some((column) => {
      const at = grid.at(row, column);
      return at !== null && exactText(values[at] ?? Number.NaN, dtype).length > SHORT;
    }),
  );
  // A short vector and a lone number have one line only.
  const hasAxis = !grid.vector || grid.rows > 1;
  const header = (scope: 'row' | 'col', text: string): HTMLElement =>
    element(document, 'th', { class: 'axis', scope }, text);
  const table = element(
    document,
    'table',
    { class: isLong ? 'editable long' : 'editable', 'aria-label': `${name}, to be changed` },
    shape.length > 0 &&
      element(
        document,
        'tr',
        { 'data-key': 'head' },
        hasAxis && element(document, 'td'),
        ...columns.map((column) => header('col', grid.columnName(column))),
      ),
    ...rows.map((row) => {
      const positions = columns.map((column) => grid.at(row, column));
      const of = positions.flatMap((at) => (at === null ? [at] : [at, values[at], changed.has(at)]));
      return lazily(
        document,
        'tr',
        { 'data-key': `row ${row}` },
        [revision, name, dtype, scale, range?.min, range?.max, ...of],
        () => [hasAxis && header('row', grid.rowName(row)), ...columns.map((column) => cell(row, column))],
      );
    }),
  );
  const look = (change: Partial<TableWindow>): void => emit({ type: 'window', table: key, change });
  return element(
    document,
    'div',
    { class: 'table', 'data-key': key, 'data-tensor': model.id },
    sliders(context, grid, window, look),
    element(document, 'div', { class: 'table-scroll' }, table),
    pager(
      context,
      { of: 'rows', from: fromRow, to: fromRow + rows.length, size: grid.rows, page: ROWS },
      (row) => look({ row }),
    ),
    pager(
      context,
      { of: 'columns', from: fromColumn, to: fromColumn + columns.length, size: grid.columns, page: COLUMNS },
      (column) => look({ column }),
    ),
  );
}

/** What brings the field of a position into sight. */
export function fieldSight(
  context: Context,
  { name, model }: Pick<EditableTensor, 'name' | 'model'>,
  position: number,
): UiEvent | null {
  if (!isKnown(model)) return null;
  const key = keyOf(name);
  const [row, column] = gridOf(model.shape, windowOf(context, key)).cellOf(position);
  const change = {
    indices: indexOf(position, model.shape),
    row: row - (row % ROWS),
    column: column - (column % COLUMNS),
  };
  return { type: 'window', table: key, change };
}

const keyOf = (name: string): string => `what-if ${name}`;

/** The next value up or down: whole numbers and truths by one, others by a tenth, or by one with Shift; null for what is no number. */
function step(text: string, direction: 1 | -1, dtype: string, whole: boolean): string | null {
  if (dtype === 'bool') return direction > 0 ? 'True' : 'False';
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return null;
  if (!/^b?float/.test(dtype)) return String(value + direction);
  return String(Number((value + direction * (whole ? 1 : 0.1)).toFixed(10)));
}

const turns = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(to - from, 0) }, (_, turn) => from + turn);
