/** The choice of the plane of a tensor: which dims make rows and columns, and the index along each of the others. */
import type { TableWindow } from '../ui-state';
import type { Context } from './context';
import { element, listen, type Child } from './element';
import type { Grid } from './grid';
import { dropdown } from './picker';

type Look = (change: Partial<TableWindow>) => void;

/** Null for a tensor of one plane: there is nothing to choose, and it is transposed by a button (tools.ts). */
export function axesPicker(
  context: Context,
  shape: readonly number[],
  { axes }: Grid,
  window: TableWindow,
  look: Look,
): HTMLElement | null {
  if (axes === null || shape.length < 3) return null;
  const [down, across] = axes;
  const dims = shape.map((size, dim) => ({ value: String(dim), text: `dim ${dim} (${size})` }));
  const choose = (rows: number, columns: number): void =>
    look({
      axes: [rows, columns],
      row: 0,
      column: 0,
      cell: [0, 0],
      order: window.order.by === 'column' ? { by: 'position' } : window.order,
    });
  return element(
    context.document,
    'div',
    { class: 'pickers', role: 'group', 'aria-label': 'Plane', 'data-key': 'axes' },
    dropdown(context, 'rows', dims, String(down), (chosen) =>
      // Taking the other one's dim swaps the two.
      choose(+chosen, +chosen === across ? down : across),
    ),
    dropdown(context, 'columns', dims, String(across), (chosen) =>
      choose(+chosen === down ? across : down, +chosen),
    ),
  );
}

/** A slider and a number for each dim that makes neither rows nor columns; null where there is none. */
export function sliders(
  context: Context,
  { rest }: Grid,
  { indices }: TableWindow,
  look: Look,
): HTMLElement | null {
  if (rest.length === 0) return null;
  const { document } = context;
  const choose = (dim: number, index: number): void => {
    const longest = Math.max(indices.length, dim + 1);
    look({
      indices: Array.from({ length: longest }, (_, each) => (each === dim ? index : (indices[each] ?? 0))),
    });
  };
  const slider = (dim: number, size: number, index: number): Child => {
    const take = (event: Event, shown: HTMLElement): void => {
      if (!('value' in shown)) return;
      const wanted = Number(shown.value);
      const nearest = Number.isInteger(wanted) ? Math.min(Math.max(wanted, 0), size - 1) : index;
      if (event.type === 'change') shown.value = String(nearest);
      if (nearest !== index) choose(dim, nearest);
    };
    const control = (type: 'range' | 'number'): HTMLElement => {
      const made = element(document, 'input', {
        class: type === 'range' ? 'control-slider' : 'control-number',
        type,
        min: 0,
        max: size - 1,
        step: 1,
        value: index,
        'aria-label': type === 'range' ? `dim ${dim}` : `Index along dim ${dim}, 0 to ${size - 1}`,
        'aria-valuetext': type === 'range' ? `${index} of 0 to ${size - 1}` : null,
      });
      listen(made, type === 'range' ? 'input' : 'change', take);
      return made;
    };
    return element(
      document,
      'div',
      { class: 'slide', 'data-key': `dim ${dim}` },
      element(document, 'span', { 'aria-hidden': 'true' }, `dim ${dim}`),
      control('range'),
      control('number'),
      element(document, 'span', { class: 'quiet', 'aria-hidden': 'true' }, `of ${size}`),
    );
  };
  return element(
    document,
    'div',
    { class: 'slides', 'data-key': 'slides' },
    ...rest.map(({ dim, size, index }) => slider(dim, size, index)),
  );
}
