/**
 * A tensor as a heat-mapped table: the choice of the plane, its cells under a scroll
 * bar, what their colours mean, and the exact value of the cell under pointer or focus.
 * Of a large table only what is in sight is drawn; scrolling draws the cells anew, and
 * nothing else of the panel.
 */
import type { TensorModel } from '../../src/protocol/model';
import { firstWindow, type Order, type TableWindow, type UiEvent } from '../ui-state';
import { axesPicker, sliders } from './axes';
import {
  cells,
  currentCell,
  drawnOfPlan,
  planOf,
  tabStop,
  type DrawnCells,
  type KnownTensor,
  type TablePlan,
} from './cells';
import type { Context } from './context';
import { element, listen, scrolled, type Child } from './element';
import { isSteady, offsetOf, seenAt, seenWith } from './extent';
import { gridOf, indexOf, ranked, withRows, type Grid } from './grid';
import { legend } from './legend';
import { orderOf, rowOrder } from './order';
import { patchChildren } from './patch';
import { sourceLink } from './peek';
import { focusCurrent, stopAt, walkWindow, type Walk } from './walk-window';

export interface TableOptions {
  /** Whether a click on a column's header sorts the rows. */
  readonly sortable?: boolean;
}

/**
 * @param key Names the table in the panel's memory: `input target`.
 * @param name What the table holds, for screen readers: `target`.
 * @returns Null when there are no values to draw.
 */
export function table(
  context: Context,
  key: string,
  name: string,
  tensor: TensorModel,
  { sortable = false }: TableOptions = {},
): HTMLElement | null {
  if (!isKnown(tensor) || tensor.values.length === 0) return null;
  const { document, emit } = context;
  const window = windowOf(context, key);
  const grid = arranged(tensor, window);
  const look = (change: Partial<TableWindow>): void => emit({ type: 'window', table: key, change });
  const sortBy =
    sortable && !grid.vector && window.order.by !== 'value'
      ? (order: Order): void => look({ order, row: 0, cell: [0, currentCell(grid, window)[1]] })
      : null;
  const readout = element(document, 'span', { class: 'readout', 'aria-hidden': 'true' });
  const choices: Child[] =
    window.order.by === 'value' || grid.axes === null
      ? []
      : [axesPicker(context, tensor.shape, grid, window, look), sliders(context, grid, window, look)];
  return element(
    document,
    'div',
    { class: 'table', 'data-key': `table ${key}`, 'data-tensor': tensor.id },
    ...choices,
    scroller(context, key, planOf(context.metrics, name, tensor, grid, window, sortBy)),
    element(
      document,
      'div',
      { class: 'table-foot' },
      legend(document, tensor),
      tensor.id !== null && sourceLink(context),
      readout,
    ),
  );
}

export const windowOf = ({ ui }: Pick<Context, 'ui'>, key: string): TableWindow =>
  ui.windows[key] ?? firstWindow;

/** Whether all values and sizes are there. */
export function isKnown(tensor: TensorModel): tensor is KnownTensor {
  return (
    tensor.values !== null && tensor.shape !== null && tensor.shape.every((size) => typeof size === 'number')
  );
}

/** The cells in the order that the person wants. */
export function arranged({ shape, values }: KnownTensor, window: TableWindow): Grid {
  const { order } = window;
  if (order.by === 'value') return ranked(shape, orderOf(values, order.descending));
  const grid = gridOf(shape, window);
  if (order.by === 'position' || grid.vector) return grid;
  return withRows(grid, rowOrder(values, grid, order));
}

/** The part with the scroll bars; it draws its cells anew when others come into sight. */
function scroller(context: Context, key: string, plan: TablePlan): HTMLElement {
  const { document, emit } = context;
  const { grid, down, across } = plan;
  // Where this drawing has been scrolled and walked to since.
  let here = plan.window;
  const now = (): TablePlan => ({ ...plan, window: here });
  const walk: Walk = {
    rows: grid.rows,
    columns: grid.columns,
    has: (row, column) => grid.at(row, column) !== null,
    page: (shown) => Math.max(Math.floor(inside(shown.parentElement, plan).height / down.size) - 1, 1),
    origin() {
      const { rows, columns } = drawnOfPlan(now());
      return [rows.from, columns.from];
    },
    reached: (row, column) => {
      const change = { cell: [row, column], isChosen: true } as const;
      here = { ...here, ...change };
      emit({ type: 'seen', table: key, change });
    },
    show: (row, column, shown) =>
      emit({
        type: 'window',
        table: key,
        change: { ...inSight(shown.parentElement, now(), row, column), isChosen: true },
      }),
  };
  const draw = (shown?: DrawnCells): HTMLElement => {
    const drawn = cells(context, now(), shown);
    walkWindow(drawn, walk);
    return drawn;
  };
  const made = element(
    document,
    'div',
    { class: 'table-scroll', tabindex: -1, 'data-key': 'scroll' },
    draw(),
  );
  scrolled(made, { top: offsetOf(down, here.row), left: offsetOf(across, here.column) });
  listen(made, 'scroll', (_, shown) => {
    const before = drawnOfPlan(now());
    const row = seenAt(down, shown.scrollTop);
    const column = seenAt(across, shown.scrollLeft);
    if (row === here.row && column === here.column) return;
    here = { ...here, row, column };
    emit({ type: 'seen', table: key, change: { row, column } });
    const after = drawnOfPlan(now());
    const isSame = before.rows.from === after.rows.from && before.columns.from === after.columns.from;
    if (isSame && isSteady(down) && isSteady(across)) return;
    const hadFocus = shown.contains(document.activeElement);
    patchChildren(shown, element(document, 'div', {}, draw(before)));
    const shownGrid = shown.querySelector<HTMLElement>('[role="grid"]');
    if (shownGrid) stopAt(shownGrid, walk, ...tabStop(now()));
    // The cell with the focus may be gone; the keys go on scrolling from here.
    if (hadFocus && !shown.contains(document.activeElement)) shown.focus({ preventScroll: true });
  });
  return made;
}

/** The pixels in which cells are seen, without the headers. */
function inside(
  shown: HTMLElement | null,
  { down, across, axis, hasHead }: TablePlan,
): { readonly width: number; readonly height: number } {
  return {
    height: (shown?.clientHeight || down.view) - (hasHead ? down.size : 0),
    width: (shown?.clientWidth || across.view) - axis,
  };
}

function inSight(
  shown: HTMLElement | null,
  plan: TablePlan,
  ...cell: readonly [row: number, column: number]
): Partial<TableWindow> {
  const { row, column } = plan.window;
  const { width, height } = inside(shown, plan);
  return {
    cell,
    row: seenWith(plan.down, row, cell[0], height),
    column: seenWith(plan.across, column, cell[1], width),
  };
}

/**
 * Shows the element at a position: chooses its plane, scrolls to its cell and focuses it.
 *
 * @param within Something around the table that is shown.
 */
export function goTo(
  context: Context,
  key: string,
  name: string,
  tensor: KnownTensor,
  position: number,
  within: HTMLElement,
): void {
  const shown = within.querySelector<HTMLElement>('.table-scroll');
  context.emit(sight(context, key, name, tensor, position, shown));
  if (shown) focusCurrent(shown);
}

/**
 * What brings the element at a position into sight.
 *
 * @param shown The part of the table with the scroll bars; null where it is not shown yet.
 */
export function sight(
  context: Context,
  key: string,
  name: string,
  tensor: KnownTensor,
  position: number,
  shown: HTMLElement | null = null,
): UiEvent {
  const window: TableWindow = { ...windowOf(context, key), indices: indexOf(position, tensor.shape) };
  const plan = planOf(context.metrics, name, tensor, arranged(tensor, window), window);
  const row = shown ? seenAt(plan.down, shown.scrollTop) : window.row;
  const column = shown ? seenAt(plan.across, shown.scrollLeft) : window.column;
  const here: TablePlan = { ...plan, window: { ...window, row, column } };
  const change = inSight(shown, here, ...plan.grid.cellOf(position));
  return { type: 'window', table: key, change: { ...change, indices: window.indices } };
}
