/** What can be done with the table of a tensor: find, sort, choose the digits, copy. What came of it is said in a line of its own. */
import { digitChoices, type Digits, type Order, type TableWindow } from '../ui-state';
import { link } from './button';
import { currentCell, type KnownTensor } from './cells';
import type { Context } from './context';
import { asCsv, asJson, asPython } from './copy-text';
import { change, element, listen, type Child } from './element';
import { example, parseIndex } from './find';
import type { Grid } from './grid';
import { exactText, grouped } from './number';
import { dropdown } from './picker';
import { surveyOf } from './survey';

export interface ToolsOptions {
  readonly tensor: KnownTensor;
  readonly grid: Grid;
  readonly window: TableWindow;
  readonly look: (change: Partial<TableWindow>) => void;
  /** Shows an element by its position. @param within Something in the viewer. */
  readonly go: (position: number, within: HTMLElement) => void;
  /** `[2, 0, 5]`, of a position. */
  readonly nameOf: (position: number) => string;
}

/** Says in the viewer's line, to eyes and screen readers, what came of an act. */
export function say(within: HTMLElement, text: string): void {
  const said = within.closest('.viewer')?.querySelector('.said');
  if (said) said.textContent = text;
}

export function tools(context: Context, options: ToolsOptions): HTMLElement {
  const { document } = context;
  return element(
    document,
    'div',
    { class: 'tools', 'data-key': 'tools' },
    finder(context, options),
    element(
      document,
      'div',
      { class: 'tool', 'data-key': 'looks' },
      sorter(context, options),
      digitsPicker(context, options),
      transposer(context, options),
    ),
    copier(context, options),
    element(document, 'output', { class: 'said', role: 'status' }),
  );
}

function finder({ document }: Context, { tensor, go, nameOf }: ToolsOptions): Child {
  const { shape, values, dtype } = tensor;
  if (values.length < 2) return null;
  const field = element(document, 'input', {
    class: 'index-field',
    type: 'text',
    inputmode: 'numeric',
    spellcheck: 'false',
    placeholder: example(shape),
    'aria-label': `Index to go to, such as ${example(shape)}`,
  });
  listen(field, 'keydown', (event, shown) => {
    if ((event as KeyboardEvent).key !== 'Enter' || !('value' in shown)) return;
    const parsed = parseIndex(String(shown.value), shape);
    if (!parsed.ok) return say(shown, parsed.failure);
    // The line is written last: drawing anew clears it.
    go(parsed.value, shown);
    say(shown, `${nameOf(parsed.value)} is ${exactText(values[parsed.value] ?? 0, dtype)}.`);
  });
  const jump = (text: string, what: string, position: number | null): Child =>
    position !== null &&
    jumper(document, text, `Go to the ${what}`, (shown) => {
      go(position, shown);
      say(shown, `The ${what} is ${exactText(values[position] ?? 0, dtype)}, at ${nameOf(position)}.`);
    });
  const { largest, smallest, firstNaN } = surveyOf(values);
  return element(
    document,
    'div',
    { class: 'tool', role: 'group', 'aria-label': 'Find', 'data-key': 'find' },
    element(document, 'span', { 'aria-hidden': 'true' }, 'find'),
    field,
    jump('max', 'largest value', largest),
    jump('min', 'smallest value', smallest),
    jump('NaN', 'first NaN', firstNaN),
  );
}

/** A link that hands its own element on, so that what came of it can be said near it. */
function jumper(
  document: Document,
  text: string,
  name: string,
  act: (shown: HTMLElement) => void,
): HTMLElement {
  const made = link(document, text, name, () => undefined, 'jump');
  listen(made, 'click', (_, shown) => act(shown));
  return made;
}

const orders: Readonly<Record<string, (column: number) => Order>> = {
  position: () => ({ by: 'position' }),
  'column descending': (column) => ({ by: 'column', column, descending: true }),
  'column ascending': (column) => ({ by: 'column', column, descending: false }),
  'value descending': () => ({ by: 'value', descending: true }),
  'value ascending': () => ({ by: 'value', descending: false }),
};

function sorter(context: Context, { tensor, grid, window, look }: ToolsOptions): Child {
  if (tensor.values.length < 2) return null;
  const { order } = window;
  const byColumn = tensor.shape.length > 1 && grid.axes !== null;
  const chosen =
    order.by === 'position' || (order.by === 'column' && !byColumn)
      ? 'position'
      : `${order.by} ${order.descending ? 'descending' : 'ascending'}`;
  const [, current] = currentCell(grid, window);
  const column = order.by === 'column' ? order.column : current;
  const choices = [
    { value: 'position', text: 'by index' },
    ...(byColumn
      ? [
          { value: 'column descending', text: `rows by column ${column} ↓` },
          { value: 'column ascending', text: `rows by column ${column} ↑` },
        ]
      : []),
    { value: 'value descending', text: 'all values ↓' },
    { value: 'value ascending', text: 'all values ↑' },
  ];
  return dropdown(context, 'sort', choices, chosen, (value) => {
    const made = orders[value]?.(column);
    if (made)
      look({
        order: made,
        row: 0,
        column: made.by === 'column' ? window.column : 0,
        cell: [0, made.by === 'column' ? column : 0],
      });
  });
}

/** Swaps the dims of rows and columns. */
function transposer({ document }: Context, { grid, window, look }: ToolsOptions): Child {
  const { axes } = grid;
  if (axes === null) return null;
  const [down, across] = axes;
  const [row, column] = currentCell(grid, window);
  const made = link(
    document,
    'transpose',
    `Swap rows and columns: dim ${across} makes the rows, dim ${down} the columns`,
    () =>
      look({
        axes: [across, down],
        row: 0,
        column: 0,
        cell: [column, row],
        order: window.order.by === 'column' ? { by: 'position' } : window.order,
      }),
    'jump',
  );
  change(made, 'aria-pressed', String(down > across));
  return made;
}

function digitsPicker(context: Context, { tensor, window, look }: ToolsOptions): Child {
  if (!/float/.test(tensor.dtype) && tensor.dtype !== '') return null;
  const choices = digitChoices.map((value) => ({ value, text: value }));
  return dropdown(context, 'digits', choices, window.digits, (value) => look({ digits: value as Digits }));
}

function copier({ document, copy }: Context, { tensor, grid }: ToolsOptions): Child {
  const act = (text: string, what: string, make: () => string): HTMLElement =>
    jumper(document, text, `Copy ${what}`, (shown) => {
      void copy(make()).then((outcome) =>
        say(shown, outcome.ok ? `Copied ${what}.` : `It could not be copied. ${outcome.failure}`),
      );
    });
  const isPart = grid.rest.length > 0;
  const all = `${grouped(tensor.values.length)} ${tensor.values.length === 1 ? 'value' : 'values'}`;
  return element(
    document,
    'div',
    { class: 'tool', role: 'group', 'aria-label': 'Copy', 'data-key': 'copy' },
    element(document, 'span', { 'aria-hidden': 'true' }, 'copy'),
    act('Python', `${all} as Python`, () => asPython(tensor)),
    act('JSON', `${all} as JSON`, () => asJson(tensor)),
    act('CSV', `${isPart ? 'this plane' : all} as CSV`, () => asCsv(tensor, grid)),
  );
}
