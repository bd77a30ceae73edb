/** What the person did to the panel itself: opened, closed, scrolled, sorted. It survives hiding and reloading. */

/** How a table is looked at. */
export interface TableWindow {
  /** First row and column that are seen; a fraction where one is cut. */
  readonly row: number;
  readonly column: number;
  /** The index along each dim; those of the rows' and columns' dims are not looked at. */
  readonly indices: readonly number[];
  /** The dims that make rows and columns; null for the last two. */
  readonly axes: readonly [rows: number, columns: number] | null;
  /** Row and column of the cell that the tab key comes to; in a sheet the columns of all groups count on. */
  readonly cell: readonly [row: number, column: number];
  /** Whether somebody went to that cell: then it is the selected one. */
  readonly isChosen: boolean;
  readonly digits: Digits;
  readonly order: Order;
}

/** Decimals of the numbers in cells: as many as help (`auto`), so many, or all that tell a number from its neighbours. */
export type Digits = (typeof digitChoices)[number];

export const digitChoices = ['auto', '2', '4', '6', 'all'] as const;

export type Order =
  | { readonly by: 'position' }
  /** The rows of the plane, by their values in one column. */
  | { readonly by: 'column'; readonly column: number; readonly descending: boolean }
  /** All values of the tensor, in one column beside their indices. */
  | { readonly by: 'value'; readonly descending: boolean };

export interface UiState {
  /** By a section's key: whether it is open, where the person chose. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly windows: Readonly<Record<string, TableWindow>>;
  /** The key of the chosen tab; empty until the person chose one. */
  readonly tab: string;
  readonly scroll: number;
  /** How often it was stored: of two that were stored in different places, the newer one counts. */
  readonly turn: number;
}

export type UiEvent =
  | { readonly type: 'toggle'; readonly section: string; readonly open: boolean }
  /** A table is to be looked at differently. */
  | { readonly type: 'window'; readonly table: string; readonly change: Partial<TableWindow> }
  /** A table was scrolled or walked, and shows that already. */
  | { readonly type: 'seen'; readonly table: string; readonly change: Partial<TableWindow> }
  | { readonly type: 'tab'; readonly tab: string }
  | { readonly type: 'scroll'; readonly top: number };

export const freshUi: UiState = { open: {}, windows: {}, tab: '', scroll: 0, turn: 0 };

export const firstWindow: TableWindow = {
  row: 0,
  column: 0,
  indices: [],
  axes: null,
  cell: [0, 0],
  isChosen: false,
  digits: 'auto',
  order: { by: 'position' },
};

/** So many tables are remembered, the newest: each tensor that the cursor meets has its own. */
const mostWindows = 60;

/** The state after an event. */
export function reduce(state: UiState, event: UiEvent): UiState {
  switch (event.type) {
    case 'toggle':
      return { ...state, open: { ...state.open, [event.section]: event.open } };
    case 'window':
    case 'seen': {
      const { [event.table]: before = firstWindow, ...others } = state.windows;
      const kept = Object.entries(others).slice(1 - mostWindows);
      return {
        ...state,
        windows: { ...Object.fromEntries(kept), [event.table]: { ...before, ...event.change } },
      };
    }
    case 'tab':
      return { ...state, tab: event.tab };
    case 'scroll':
      return { ...state, scroll: event.top };
  }
}

/** The newest of what was stored in several places. */
export function restoreNewest(stored: readonly unknown[]): UiState {
  const [first = freshUi, ...others] = stored.filter(isRecord).map(restore);
  return others.reduce((best, each) => (each.turn > best.turn ? each : best), first);
}

/** Reads what was stored, by this or an older version; what does not fit counts as not stored. */
export function restore(stored: unknown): UiState {
  if (!isRecord(stored)) return freshUi;
  const { open, windows, tab, scroll, turn } = stored;
  return {
    open: pick(open, (value): value is boolean => typeof value === 'boolean'),
    windows: pick(windows, isWindow),
    tab: typeof tab === 'string' ? tab : '',
    scroll: isOffset(scroll) ? scroll : 0,
    turn: isIndex(turn) ? turn : 0,
  };
}

function pick<Value>(from: unknown, fits: (value: unknown) => value is Value): Record<string, Value> {
  const picked: [string, Value][] = [];
  if (isRecord(from)) {
    for (const [key, value] of Object.entries(from)) if (fits(value)) picked.push([key, value]);
  }
  return Object.fromEntries(picked);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isOffset = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

const isIndex = (value: unknown): value is number => isOffset(value) && Number.isInteger(value);

const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(isIndex);

const isWindow = (value: unknown): value is TableWindow =>
  isRecord(value) &&
  isOffset(value['row']) &&
  isOffset(value['column']) &&
  Array.isArray(value['indices']) &&
  value['indices'].every(isIndex) &&
  (value['axes'] === null || isPair(value['axes'])) &&
  isPair(value['cell']) &&
  typeof value['isChosen'] === 'boolean' &&
  digitChoices.some((choice) => choice === value['digits']) &&
  isOrder(value['order']);

function isOrder(value: unknown): value is Order {
  if (!isRecord(value)) return false;
  const { by, column, descending } = value;
  if (by === 'position') return true;
  return typeof descending === 'boolean' && (by === 'value' || (by === 'column' && isIndex(column)));
}
