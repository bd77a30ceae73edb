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

/** The cell that somebody was at last, and whether by going there. */
export interface Current {
  readonly at: SheetCell | null;
  readonly isChosen: boolean;
}

/** Whether a cell is drawn. */
const isOn = ({ fromRow, toRow, columns }: Page, { group, row, column }: SheetCell): boolean => {
  const { from, to } = columns[group] ?? { from: 0, to: 0 };
  return row >= fromRow && row < toRow && column >= from && column < to;
};

const isSame = (a: SheetCell, b: SheetCell): boolean =>
  a.group === b.group && a.row === b.row && a.column === b.column;

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

/** Makes the cells of one page; the current one takes part in the tab order, or the first where it is on another page. */
export function cellMaker(
  document: Document,
  model: SheetModel,
  page: Page,
  writers: readonly Writer[],
  current: Current,
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
    const isCurrent = current.at !== null && isSame(current.at, at);
    const isFirst = group === 0 && row === page.fromRow && column === from;
    const isStop = current.at !== null && isOn(page, current.at) ? isCurrent : isFirst;
    const label = labelOf(model, at, text);
    const working = workingOf(model, at, write);
    const made = element(
      document,
      'td',
      {
        class: `${classOf(heat, own === null ? 0 : decimals[group]! - own)}${column === from ? ' first' : ''}`,
        role: 'gridcell',
        tabindex: isStop ? 0 : -1,
        'aria-selected': isCurrent && current.isChosen ? 'true' : null,
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
