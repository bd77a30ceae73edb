/**
 * A sheet as a teacher draws it: a row for each sample, a group of columns for each step,
 * one page of each. The cell under pointer or focus lights those that it is made of and
 * those that it goes into, and the line below tells its formula with the numbers put in.
 */
import type { ElementAt } from '../../src/protocol/peek';
import { elementAt, rowCount, rowIndex, type SheetModel } from '../../src/protocol/sheet';
import type { UiEvent } from '../ui-state';
import { cellMaker, writersOf, writeWith, type Current, type Page, type Writer } from './sheet-cell';
import type { Context } from './context';
import { change, element, style } from './element';
import { fedBy, originsOf, type SheetCell } from './lineage';
import { pager, pageRows, pageStart } from './pager';
import { peekLink, sourceLink } from './peek';
import { readoutOf } from './sheet-readout';
import { windowOf } from './table';
import { walkable, type Watch } from './walk';

/** Of a group with more columns, so many are drawn at a time. */
const pageColumns = 8;

export interface SheetOptions {
  /** Names the sheet in the panel's memory. */
  readonly key: string;
  /** What the sheet holds, for a screen reader. */
  readonly name: string;
  /** What the shares are of: `loss`. */
  readonly whole: string;
  /** What stands below the sheet and is made of the losses: the reduction; null for nothing. */
  readonly total: HTMLElement | null;
}

export function sheet(context: Context, model: SheetModel, options: SheetOptions): HTMLElement {
  const { document, emit } = context;
  const { key, name, total } = options;
  const window = windowOf(context, key);
  const rows = rowCount(model.rows);
  const columns = Math.max(1, ...model.groups.map(({ layout }) => layout.columns));
  const fromRow = pageStart(window.row, rows, pageRows);
  const fromColumn = pageStart(window.column, columns, pageColumns);
  const page: Page = {
    fromRow,
    toRow: Math.min(fromRow + pageRows, rows),
    columns: model.groups.map(({ layout }) => {
      const from = layout.columns <= pageColumns ? 0 : pageStart(fromColumn, layout.columns, pageColumns);
      return { from, to: Math.min(from + pageColumns, layout.columns) };
    }),
  };
  const writers = writersOf(model);
  const write = writeWith(writers);
  const current = { at: cellOfTurn(model, window.cell), isChosen: window.isChosen };
  const drawn = grid(context, model, page, writers, current, options);
  const watch: Watch = (cell, shown) => {
    // Where nobody points, the selected cell goes on telling what it is made of.
    const told = cell ?? shown.querySelector<HTMLElement>('[aria-selected="true"]');
    const at = told && placeOf(told);
    light(shown, model, at);
    return at ? readoutOf(model, at, write) : (cell?.getAttribute('aria-label') ?? hintOf(model));
  };
  walkable(drawn, watch, (cell) => {
    const at = placeOf(cell);
    if (!at) return;
    const change = { cell: [at.row, turnOf(model, at)], isChosen: true } as const;
    emit({ type: 'seen', table: key, change });
  });
  return element(
    document,
    'div',
    { class: 'table sheet', 'data-key': `sheet ${key}` },
    element(document, 'div', { class: 'table-scroll' }, drawn),
    element(
      document,
      'p',
      { class: 'readout working', 'aria-hidden': 'true' },
      current.isChosen && current.at ? readoutOf(model, current.at, write) : hintOf(model),
    ),
    pager(context, { of: 'rows', from: page.fromRow, to: page.toRow, size: rows, page: pageRows }, (row) =>
      emit({ type: 'window', table: key, change: { row } }),
    ),
    pager(
      context,
      {
        of: 'columns',
        from: fromColumn,
        to: Math.min(fromColumn + pageColumns, columns),
        size: columns,
        page: pageColumns,
      },
      (column) => emit({ type: 'window', table: key, change: { column } }),
    ),
    total,
    foot(context, model, name),
  );
}

/** What stands below a sheet while nobody points at a cell. */
const hintOf = ({ groups }: SheetModel): string =>
  groups.some(({ operands }) => operands.length > 0)
    ? 'Point at a cell, or click it, to see what it is made of.'
    : 'Point at a cell, or click it, to see its value.';

/** The turn of a cell's column among those of all groups. */
const turnOf = ({ groups }: SheetModel, { group, column }: SheetCell): number =>
  groups.slice(0, group).reduce((turn, { layout }) => turn + layout.columns, column);

/** The cell of a row and turn; null where this sheet has none there. */
function cellOfTurn(
  { groups, rows }: SheetModel,
  [row, turn]: readonly [row: number, turn: number],
): SheetCell | null {
  let column = turn;
  for (const [group, { layout }] of groups.entries()) {
    if (column < layout.columns) return row < rowCount(rows) ? { group, row, column } : null;
    column -= layout.columns;
  }
  return null;
}

/** What brings a number of a sheet into sight; null where the sheet does not hold it. */
export function sheetSight(model: SheetModel, key: string, { tensor, index }: ElementAt): UiEvent | null {
  const group = model.groups.find((each) => each.tensor.id === tensor);
  const rows = rowCount(model.rows);
  for (let row = 0; group && row < rows; row++) {
    for (let column = 0; column < group.layout.columns; column++) {
      if (elementAt(model.rows, group.layout, row, column) === index)
        return { type: 'window', table: key, change: { row, column } };
    }
  }
  return null;
}

function grid(
  context: Context,
  model: SheetModel,
  page: Page,
  writers: readonly Writer[],
  current: Current,
  { name, whole }: SheetOptions,
): HTMLElement {
  const { document } = context;
  const { groups, shares } = model;
  const isWide = page.columns.some(({ from, to }) => to - from > 1);
  const cell = cellMaker(document, model, page, writers, current);
  const letters = lettersOf(model);
  const heads = groups.map(({ name: title, formula, kind, tensor }, group) => {
    const below = formula === '' ? (letters[group] ?? '') : formula;
    const { from, to } = page.columns[group]!;
    return element(
      document,
      'th',
      {
        class: `group ${kind}${to - from > 1 ? '' : ' narrow'}`,
        scope: to - from > 1 ? 'colgroup' : 'col',
        role: 'columnheader',
        colspan: Math.max(to - from, 1),
        'aria-colspan': Math.max(to - from, 1),
      },
      groupName(context, title, tensor.id),
      below !== '' && element(document, 'span', { class: 'group-formula' }, below),
    );
  });
  const indices = groups.flatMap(({ layout }, group) => {
    const { from, to } = page.columns[group]!;
    return Array.from({ length: to - from }, (_, turn) => {
      const kind = `axis${turn === 0 ? ' first' : ''}`;
      // A single column is named by its group.
      if (layout.columns < 2) return element(document, 'td', { class: kind });
      return element(
        document,
        'th',
        { class: kind, scope: 'col', role: 'columnheader' },
        String(from + turn),
      );
    });
  });
  const hasShares = shares !== null || model.silent !== null;
  const head = [
    element(
      document,
      'tr',
      { role: 'row' },
      element(document, 'td', { class: 'axis corner' }),
      ...heads,
      hasShares &&
        element(
          document,
          'th',
          { class: 'group share', scope: 'col', role: 'columnheader' },
          element(document, 'span', { class: 'group-name' }, `share of the ${whole}`),
        ),
    ),
    isWide &&
      element(
        document,
        'tr',
        { role: 'row', class: 'columns' },
        element(document, 'td', { class: 'axis corner' }),
        ...indices,
        hasShares && element(document, 'td', { class: 'axis first' }),
      ),
  ];
  const body = Array.from({ length: page.toRow - page.fromRow }, (_, turn) => {
    const row = page.fromRow + turn;
    const mark = markOf(model, row, whole);
    return element(
      document,
      'tr',
      { role: 'row', 'aria-rowindex': row + 1, class: mark?.kind ?? null },
      element(
        document,
        'th',
        { class: 'axis', scope: 'row', role: 'rowheader' },
        model.rows.length > 0
          ? rowIndex(model.rows, row).join(', ')
          : element(document, 'span', { class: 'spoken' }, 'the only row'),
        mark !== null && element(document, 'span', { class: 'spoken' }, `, ${mark.text}`),
      ),
      ...groups.flatMap((_group, group) => {
        const { from, to } = page.columns[group]!;
        return Array.from({ length: to - from }, (_turn, at) => cell({ group, row, column: from + at }));
      }),
      hasShares && shareCell(document, model, row, whole, mark),
    );
  });
  const sizes = groups.map(({ layout }) => layout.columns).join(' ');
  return element(
    document,
    'table',
    {
      class: 'cells sheet-cells',
      'data-key': `sheet-cells ${model.rows.join(' ')} of ${sizes} from ${page.fromRow} ${page.columns.map(({ from }) => from).join(' ')}`,
      role: 'grid',
      'aria-label': name,
      'aria-readonly': 'true',
      'aria-rowcount': rowCount(model.rows),
    },
    element(document, 'thead', { role: 'rowgroup' }, ...head),
    element(document, 'tbody', { role: 'rowgroup' }, ...body),
  );
}

/** Leads to where the tensor was made, or to the call whose step it is. By keyboard, Enter in one of its cells does. */
function groupName(context: Context, title: string, id: number | null): HTMLElement {
  if (id === null) return element(context.document, 'span', { class: 'group-name' }, title);
  const name = `Show where ${title} comes from`;
  const made = peekLink(context, title, name, { kind: 'tensor', tensor: id }, 'group-name');
  change(made, 'tabindex', '-1');
  return made;
}

/** By group: the letter that formulas know it by; undefined where none does. */
const lettersOf = ({ groups }: SheetModel): readonly (string | undefined)[] => {
  const operands = groups.flatMap((group) => group.operands);
  return groups.map((_, at) => operands.find(({ group }) => group === at)?.letter);
};

interface Mark {
  readonly kind: 'ignored-row' | 'zero-row' | 'dominant-row';
  /** `ignored`, as a word in the table. */
  readonly word: string;
  /** For a screen reader. */
  readonly text: string;
}

function markOf({ silent, dominant, shares }: SheetModel, row: number, whole: string): Mark | null {
  const code = silent?.[row] ?? 0;
  if (code === 1)
    return { kind: 'ignored-row', word: 'ignored', text: 'ignored: its target is ignore_index' };
  if (code === 2) return { kind: 'ignored-row', word: 'weight 0', text: 'does not count: its weight is 0' };
  if (shares?.[row] === 0) return { kind: 'zero-row', word: 'exactly 0', text: `exactly 0 of the ${whole}` };
  if (row !== dominant) return null;
  return {
    kind: 'dominant-row',
    word: 'dominates',
    text: `dominates: ${percent(shares?.[row] ?? 0)} of the ${whole}`,
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;

function shareCell(
  document: Document,
  { rows, shares }: SheetModel,
  row: number,
  whole: string,
  mark: Mark | null,
): HTMLElement {
  const share = shares?.[row] ?? null;
  const isNumber = share !== null && (mark === null || mark.kind === 'dominant-row');
  // As it is written in the cell, then what it means.
  const written = [isNumber && percent(share), mark?.word]
    .filter((part) => typeof part === 'string')
    .join(' ');
  const meaning = mark?.text ?? (isNumber ? `of the ${whole}` : '');
  const said = [written, meaning].filter((part) => part !== '').join(', ');
  const made = element(
    document,
    'td',
    {
      class: 'share',
      role: 'gridcell',
      tabindex: -1,
      'aria-label': `row ${rowIndex(rows, row).join(', ')}: ${said}`,
    },
    share !== null && element(document, 'span', { class: 'share-bar' }),
    isNumber && element(document, 'span', { class: 'share-number' }, percent(share)),
    mark !== null && element(document, 'span', { class: 'share-mark' }, mark.word),
  );
  if (share !== null) style(made, '--share', share.toFixed(4));
  return made;
}

/** The place of a cell that holds a value. */
function placeOf(cell: HTMLElement): SheetCell | null {
  const [group, row, column] = (cell.getAttribute('data-cell') ?? '').split(' ').map(Number);
  return group === undefined || row === undefined || column === undefined ? null : { group, row, column };
}

/** Marks what a cell is made of and what it goes into; null takes all marks away. */
function light(cells: HTMLElement, model: SheetModel, at: SheetCell | null): void {
  for (const kind of ['current', 'origin', 'fed'])
    for (const lit of cells.querySelectorAll(`.${kind}`)) lit.classList.remove(kind);
  const total = cells.closest('.sheet')?.querySelector('[data-total]');
  total?.classList.toggle('fed', at !== null && model.groups[at.group]?.isLoss === true);
  if (!at) return;
  const mark = (found: readonly SheetCell[], kind: string): void => {
    for (const { group, row, column } of found)
      cells.querySelector(`[data-cell="${group} ${row} ${column}"]`)?.classList.add(kind);
  };
  mark([at], 'current');
  mark(originsOf(model, at), 'origin');
  mark(fedBy(model, at), 'fed');
}

/** How the lit cells are read, where cells are made of others; and the way to the source. */
function foot(context: Context, { groups }: SheetModel, name: string): HTMLElement | null {
  const hasOperands = groups.some(({ operands }) => operands.length > 0);
  const isWritten = groups.some(({ tensor }) => tensor.id !== null);
  if (!hasOperands && !isWritten) return null;
  const { document } = context;
  return element(
    document,
    'div',
    { class: 'sheet-foot' },
    hasOperands && legend(document, name),
    isWritten && sourceLink(context),
  );
}

const legend = (document: Document, name: string): HTMLElement =>
  element(
    document,
    'p',
    { class: 'sheet-legend', 'aria-label': `How to read ${name}` },
    element(document, 'span', { class: 'swatch origin', 'aria-hidden': 'true' }),
    'is made of ',
    element(document, 'span', { class: 'swatch fed', 'aria-hidden': 'true' }),
    'goes into',
  );
