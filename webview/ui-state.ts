/** What the person did to the panel itself: opened, closed, paged. It survives hiding and reloading. */

/** Which part of a table is seen. */
export interface TableWindow {
  /** First row and column. */
  readonly row: number;
  readonly column: number;
  /** The index along each dim but the last two. */
  readonly indices: readonly number[];
}

export interface UiState {
  /** By a section's key: whether it is open, where the person chose. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly windows: Readonly<Record<string, TableWindow>>;
  /** The key of the chosen tab; empty until the person chose one. */
  readonly tab: string;
  readonly scroll: number;
}

export type UiEvent =
  | { readonly type: 'toggle'; readonly section: string; readonly open: boolean }
  | { readonly type: 'window'; readonly table: string; readonly window: TableWindow }
  | { readonly type: 'tab'; readonly tab: string }
  | { readonly type: 'scroll'; readonly top: number };

export const freshUi: UiState = { open: {}, windows: {}, tab: '', scroll: 0 };

export const firstWindow: TableWindow = { row: 0, column: 0, indices: [] };

/** The state after an event. */
export function reduce(state: UiState, event: UiEvent): UiState {
  switch (event.type) {
    case 'toggle':
      return { ...state, open: { ...state.open, [event.section]: event.open } };
    case 'window':
      return { ...state, windows: { ...state.windows, [event.table]: event.window } };
    case 'tab':
      return { ...state, tab: event.tab };
    case 'scroll':
      return { ...state, scroll: event.top };
  }
}

/** Reads what was stored, by this or an older version; what does not fit counts as not stored. */
export function restore(stored: unknown): UiState {
  if (!isRecord(stored)) return freshUi;
  const { open, windows, tab, scroll } = stored;
  return {
    open: pick(open, (value): value is boolean => typeof value === 'boolean'),
    windows: pick(windows, isWindow),
    tab: typeof tab === 'string' ? tab : '',
    scroll: isIndex(scroll) ? scroll : 0,
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

const isIndex = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

const isWindow = (value: unknown): value is TableWindow =>
  isRecord(value) &&
  isIndex(value['row']) &&
  isIndex(value['column']) &&
  Array.isArray(value['indices']) &&
  value['indices'].every(isIndex);
