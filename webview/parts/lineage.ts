/** Which cells of a sheet a cell is made of, and which it goes into: from the reach of each letter, not from numbers. */
import { elementAt, type SheetModel } from '../../src/protocol/sheet';

export interface SheetCell {
  readonly group: number;
  readonly row: number;
  readonly column: number;
}

/** The cells that make this one; each once. */
export function originsOf(sheet: SheetModel, cell: SheetCell): readonly SheetCell[] {
  const own = sheet.groups[cell.group];
  if (!own) return [];
  return unique(
    own.operands.flatMap(({ group, reach }) => {
      const columns = sheet.groups[group]?.layout.columns ?? 0;
      if (reach === 'sample') return all(columns).map((column) => ({ group, row: cell.row, column }));
      if (reach === 'target') {
        const column = targetColumn(sheet, cell);
        return column !== null && column < columns ? [{ group, row: cell.row, column }] : [];
      }
      return [{ group, row: cell.row, column: columns === 1 ? 0 : cell.column }];
    }),
  );
}

/** The cells that this one goes into; each once. */
export function fedBy(sheet: SheetModel, cell: SheetCell): readonly SheetCell[] {
  return unique(
    sheet.groups.flatMap(({ operands, layout }, group) =>
      operands
        .filter((operand) => operand.group === cell.group)
        .flatMap(({ reach }) => {
          const whole = all(layout.columns).map((column) => ({ group, row: cell.row, column }));
          if (reach === 'sample') return whole;
          if (reach === 'target') return whole.filter((each) => targetColumn(sheet, each) === cell.column);
          const isShared = (sheet.groups[cell.group]?.layout.columns ?? 1) === 1;
          return whole.filter(({ column }) => isShared || layout.columns === 1 || column === cell.column);
        }),
    ),
  );
}

/** The column that the target of this cell's row names; null where it names none. */
export function targetColumn(sheet: SheetModel, { group, row }: SheetCell): number | null {
  const operand = sheet.groups[group]?.operands.find(({ letter }) => letter === 'y');
  const target = operand && sheet.groups[operand.group];
  const value = target?.tensor.values?.[elementAt(sheet.rows, target.layout, row, 0)];
  return value !== undefined && Number.isInteger(value) && value >= 0 ? value : null;
}

const all = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

function unique(cells: readonly SheetCell[]): readonly SheetCell[] {
  const seen = new Map(cells.map((cell) => [`${cell.group} ${cell.row} ${cell.column}`, cell]));
  return [...seen.values()];
}
