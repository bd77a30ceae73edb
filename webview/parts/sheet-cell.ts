/** The cells of a sheet that hold values, in the colours and with the decimals of their group. */
import { elementAt, type SheetModel } from '../../src/protocol/sheet';
import { formatOf } from './cell-format';
import { classOf } from './cells';
import { element, style } from './element';
import { heatOf } from './heat';
import type { SheetCell } from './lineage';
import { exactText, type CellText } from './number';
import { labelOf, valueOf, workingOf, type Write } from './sheet-readout';
import { isKnown } from './table';

/** What is drawn: rows of all groups, and columns of each. */
export interface Page {
  readonly fromRow: number;
  readonly toRow: number;
  /** By group; a group whose columns are on another page has none of these. */
  readonly columns: readonly { readonly from: number; readonly to: number }[];
}

export type Writer = (value: number) => CellText;

/** By group: how its numbers are written. */
export const writersOf = ({ groups }: SheetModel): readonly Writer[] =>
  groups.map(({ tensor }) =>
    isKnown(tensor)
      ? formatOf(tensor, tensor.values, 'auto').write
      : (value) => ({ text: exactText(value, tensor.dtype), decimals: null }),
  );

/** The text of a number in its group. */
export const writeWith =
  (writers: readonly Writer[]): Write =>
  (group, value) =>
    writers[group]?.(value).text ?? String(value);

/** Makes the cells of one page; the first of them takes part in the tab order. */
export function cellMaker(
  document: Document,
  model: SheetModel,
  page: Page,
  writers: readonly Writer[],
): (cell: SheetCell) => HTMLElement {
  const write = writeWith(writers);
  const decimals = model.groups.map((_, group) => {
    const { from, to } = page.columns[group]!;
    let most = 0;
    for (let row = page.fromRow; row < page.toRow; row++)
      for (let column = from; column < to; column++)
        most = Math.max(most, writers[group]!(valueOf(model, { group, row, column })).decimals ?? 0);
    return most;
  });
  return (at) => {
    const { group, row, column } = at;
    const { tensor, layout } = model.groups[group]!;
    const value = valueOf(model, at);
    const { text, decimals: own } = writers[group]!(value);
    const heat = heatOf(value, tensor.scale, tensor.range);
    const { from } = page.columns[group]!;
    const isFirst = group === 0 && row === page.fromRow && column === from;
    const label = labelOf(model, at, text);
    const working = workingOf(model, at, write);
    const made = element(
      document,
      'td',
      {
        class: `${classOf(heat, own === null ? 0 : decimals[group]! - own)}${column === from ? ' first' : ''}`,
        role: 'gridcell',
        tabindex: isFirst ? 0 : -1,
        'data-cell': `${group} ${row} ${column}`,
        'data-tensor': tensor.id,
        'data-at': elementAt(model.rows, layout, row, column),
        'aria-label': label,
        'aria-description': working === '' ? null : working,
      },
      text,
    );
    if (heat.tone === 'positive' || heat.tone === 'negative') style(made, '--share', String(heat.share));
    return made;
  };
}
