/** What a cell of a sheet says: its place, its formula with the numbers put in, and its value. */
import { elementAt, rowIndex, type SheetGroup, type SheetModel } from '../../src/protocol/sheet';
import type { SheetCell } from './lineage';
import { exactText } from './number';
import { putIn, type Letter } from './put-in';
import { spokenCell } from './spoken-cell';

/** The text of a number in a group: what its cells show. */
export type Write = (group: number, value: number) => string;

/** The value of a cell. */
export function valueOf({ rows, groups }: SheetModel, { group, row, column }: SheetCell): number {
  const of = groups[group];
  return of?.tensor.values?.[elementAt(rows, of.layout, row, column)] ?? Number.NaN;
}

/** `input[0, 1]`, `× −1 [2]`: the name of a cell, with the column where there are several. */
export function nameOf(sheet: SheetModel, { group, row, column }: SheetCell): string {
  const of = sheet.groups[group];
  const index = [...rowIndex(sheet.rows, row), ...((of?.layout.columns ?? 1) > 1 ? [column] : [])];
  const place = index.length > 0 ? `[${index.join(', ')}]` : '';
  return `${of?.name ?? ''}${of?.kind === 'step' ? ' ' : ''}${place}`.trim();
}

/** `softmax [0, 1] = 0.7856` with all digits, for a screen reader. */
export function labelOf(sheet: SheetModel, cell: SheetCell, shown: string): string {
  const dtype = sheet.groups[cell.group]?.tensor.dtype ?? '';
  return spokenCell(nameOf(sheet, cell), exactText(valueOf(sheet, cell), dtype), shown);
}

/** `e^2.0 / (e^2.0 + e^-1.0 + e^0.5) = 0.7856`; empty for an input. */
export function workingOf(sheet: SheetModel, cell: SheetCell, write: Write): string {
  const of = sheet.groups[cell.group];
  if (!of || of.formula === '') return '';
  const written = putIn(of.formula, lettersOf(sheet, of, cell, write));
  return `${written} = ${write(cell.group, valueOf(sheet, cell))}`;
}

/** The line below the sheet. */
export function readoutOf(sheet: SheetModel, cell: SheetCell, write: Write): string {
  const working = workingOf(sheet, cell, write);
  return working === ''
    ? labelOf(sheet, cell, write(cell.group, valueOf(sheet, cell)))
    : `${nameOf(sheet, cell)}: ${working}`;
}

function lettersOf(
  sheet: SheetModel,
  { operands }: SheetGroup,
  { row, column }: SheetCell,
  write: Write,
): ReadonlyMap<string, Letter> {
  const letters = new Map<string, Letter>();
  for (const { letter, group, reach } of operands) {
    const columns = sheet.groups[group]?.layout.columns ?? 0;
    const text = (at: number): string => write(group, valueOf(sheet, { group, row, column: at }));
    const own = columns === 1 ? 0 : column;
    // What is picked by the target keeps its letter: log p[2].
    if (reach !== 'target' && columns > 0)
      letters.set(letter, {
        own: text(own),
        row: reach === 'sample' ? Array.from({ length: columns }, (_, at) => text(at)) : [],
      });
  }
  return letters;
}
