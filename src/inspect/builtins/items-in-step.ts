/** Several iterables gone through side by side, and generators whose code runs in step with whoever takes their items. */
import type { Arguments } from '../../frameworks/arguments';
import { NotKnown } from '../../frameworks/errors';
import type { Runtime } from '../../frameworks/runtime';
import { eachOf } from '../../frameworks/standard/items';
import type { IteratorValue, Value } from '../../frameworks/values';
import { driveOf } from '../iterate';

/** What is passed to `zip` or `map`, each from its first item on. */
export function columnsOf(args: Arguments, runtime: Runtime): readonly Iterator<Value>[] {
  if (args.spread) throw new NotKnown('what is gone through side by side is not known');
  return args.rest.map((value) => eachOf(runtime, value));
}

/** The next item of each; undefined where one is at its end, and where there are none. */
export const nextOfEach = (columns: readonly Iterator<Value>[]): Value[] | undefined =>
  columns.length > 0 ? takeOfEach(columns) : undefined;

function takeOfEach(columns: readonly Iterator<Value>[]): Value[] | undefined {
  const row: Value[] = [];
  for (const column of columns) {
    const item = column.next();
    if (item.done) return undefined;
    row.push(item.value);
  }
  return row;
}

/** What is made of the items of a generator is made in step with it. */
export const driven = (source: Value, make: (item: Value) => Value): Pick<IteratorValue, 'drive'> => {
  const drive = driveOf(source);
  return drive ? { drive: (consumer) => drive((item) => consumer(make(item))) } : {};
};

/**
 * What is made of rows is made in step with the one generator that is among the values. As in Python, that does not go
 * on to an item where a column before it has none.
 *
 * @param columns What `columnsOf` gave of the values.
 */
export function drivenBeside(
  values: readonly Value[],
  columns: readonly Iterator<Value>[],
  make: (row: Value[]) => Value,
): Pick<IteratorValue, 'drive'> {
  const [place, second] = values.flatMap((value, at) => (value.kind === 'iterator' ? [at] : []));
  const drive = place === undefined || second !== undefined ? undefined : driveOf(values[place]!);
  if (!drive) return {};
  const [before, after] = [columns.slice(0, place), columns.slice(place! + 1)];
  return {
    drive: (consumer) => {
      let first = takeOfEach(before);
      if (!first) return;
      drive((item) => {
        const last = takeOfEach(after);
        if (!last || !consumer(make([...first!, item, ...last]))) return false;
        first = takeOfEach(before);
        return first !== undefined;
      });
    },
  };
}
