/**
 * What differs between two pieces of plain data, and the one made of the other again: a state of the panel
 * that a slider changes ten times a second has a few new numbers, and only these travel. What does not
 * differ stays the same object, so that what was drawn of it is known to be drawn. The libraries that make patches of
 * JSON know no typed arrays, which are most of a state.
 */
import { count, either, list, oneOf, record, text, union, type Check } from './check';
import type { TableValues } from './model';
import { tableValues } from './table-values';

export type Edit =
  /** Another value at a path of fields and turns. */
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown }
  /** Other elements of the typed array at a path. */
  | {
      readonly kind: 'elements';
      readonly path: Path;
      readonly at: readonly number[];
      readonly values: TableValues;
    };

type Path = readonly (string | number)[];

/** With more elements than this, a typed array is sent as it is. */
const MOST_ELEMENTS = 256;

/** The edits that make `now` of `before`. */
export function differenceOf(before: unknown, now: unknown): readonly Edit[] {
  const edits: Edit[] = [];
  const compare = (a: unknown, b: unknown, path: Path): void => {
    if (Object.is(a, b)) return;
    const parts = partsOfBoth(a, b);
    if (parts) for (const [key, old, fresh] of parts) compare(old, fresh, [...path, key]);
    else if (isTable(a) && isTable(b)) edits.push(...elementsOf(a, b, path));
    else edits.push({ kind: 'set', path, value: b });
  };
  compare(before, now, []);
  return edits;
}

/** What stands in the same field or turn of both; null where they are of different kinds, or have others. */
function partsOfBoth(
  a: unknown,
  b: unknown,
): readonly (readonly [key: string | number, a: unknown, b: unknown])[] | null {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length ? a.map((each: unknown, turn) => [turn, each, b[turn]]) : null;
  if (!isPlain(a) || !isPlain(b)) return null;
  const keys = Object.keys(a);
  const isSame = keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key));
  return isSame ? keys.map((key) => [key, a[key], b[key]]) : null;
}

function elementsOf(before: TableValues, now: TableValues, path: Path): Edit[] {
  const whole: Edit = { kind: 'set', path, value: now };
  if (before.constructor !== now.constructor || before.length !== now.length) return [whole];
  const at: number[] = [];
  for (let index = 0; index < now.length; index++) {
    if (Object.is(before[index], now[index])) continue;
    if (at.length === MOST_ELEMENTS) return [whole];
    at.push(index);
  }
  if (at.length === 0) return [];
  const values = now.slice(0, at.length);
  for (const [turn, index] of at.entries()) values[turn] = now[index]!;
  return [{ kind: 'elements', path, at, values }];
}

/** What the edits make of `before`, which stays as it is. A path that `before` does not have throws. */
export function edited(before: unknown, edits: readonly Edit[]): unknown {
  return edits.reduce(
    (data, edit) => changedAt(data, edit.path, (old) => (edit.kind === 'set' ? edit.value : put(old, edit))),
    before,
  );
}

function changedAt(data: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(data);
  if (Array.isArray(data) && typeof key === 'number' && key < data.length)
    return data.with(key, changedAt(data[key], rest, change));
  if (isPlain(data) && Object.hasOwn(data, key))
    return { ...data, [key]: changedAt(data[key], rest, change) };
  throw new Error(`There is no ${JSON.stringify(key)} to be changed.`);
}

function put(old: unknown, { at, values }: Extract<Edit, { readonly kind: 'elements' }>): TableValues {
  if (!isTable(old)) throw new Error('There is no table to be changed.');
  const now = old.slice();
  for (const [turn, index] of at.entries()) now[index] = values[turn] ?? Number.NaN;
  return now;
}

const isTable = (value: unknown): value is TableValues => tableValues(value, '') === null;

const isPlain = (value: unknown): value is Readonly<Record<string | number, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

const path: Check<Path> = list(either(text, count));

/** Whether the values fit is told by the check of what the edits make. */
export const edits: Check<readonly Edit[]> = list(
  union<Edit, 'kind'>('kind', {
    set: record<Extract<Edit, { kind: 'set' }>>({ kind: oneOf('set'), path, value: () => null }),
    elements: record<Extract<Edit, { kind: 'elements' }>>({
      kind: oneOf('elements'),
      path,
      at: list(count),
      values: tableValues,
    }),
  }),
);
