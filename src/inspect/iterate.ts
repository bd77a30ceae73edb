/** What a `for` goes through; undefined where the items are not known. */
import { PythonError } from '../frameworks/errors';
import { selectFirst } from '../frameworks/tensor-index';
import { asView } from '../frameworks/views';
import { int, plain, str, typeName, type IteratorValue, type Value } from '../frameworks/values';
import { findMethod } from './attributes';
import { membersOf } from './enumerations';
import type { Interpreter } from './interpreter';

export function iterate(interpreter: Interpreter, value: Value): Iterable<Value> | undefined {
  switch (value.kind) {
    case 'list':
      return value.open ? undefined : value.items;
    case 'tuple':
    case 'size':
      return value.items;
    case 'set':
      return value.open ? undefined : value.items.values();
    case 'dict':
      return value.open ? undefined : [...value.entries.values()].map(([key]) => key);
    case 'str':
      return [...value.value].map(str);
    case 'range':
      return rangeItems(value);
    case 'iterator':
      if (value.progress?.() === 'left') return undefined;
      return { [Symbol.iterator]: () => ({ next: () => asResult(value.next()) }) };
    case 'tensor': {
      const first = value.tensor.shape?.[0];
      if (value.tensor.shape?.length === 0) throw new PythonError('TypeError', 'iteration over a 0-d tensor');
      if (typeof first !== 'number') return undefined;
      return eachOf(first, (at) =>
        asView(value, { ...selectFirst(value, at), gradFn: 'UnbindBackward0' }, at),
      );
    }
    case 'instance': {
      const next = findMethod(value, '__next__');
      const method = findMethod(value, '__iter__');
      const own = method && interpreter.call(method, []);
      if (next && (own === undefined || own === value)) return nextItems(interpreter, next);
      if (own) return iterate(interpreter, own);
      if (plain(value) !== value) return iterate(interpreter, plain(value));
      const getItem = findMethod(value, '__getitem__');
      const length = findMethod(value, '__len__');
      if (!getItem || !length) return undefined;
      const count = interpreter.call(length, []);
      if (count.kind !== 'int') return undefined;
      return eachOf(count.value, (at) => interpreter.call(getItem, [int(at)]));
    }
    case 'unknown':
      return undefined;
    case 'class': {
      const method = findMethod(value, '__iter__');
      return method ? iterate(interpreter, interpreter.call(method, [])) : membersOf(value);
    }
    case 'module':
      return undefined;
    default:
      throw new PythonError('TypeError', `'${typeName(value)}' object is not iterable`);
  }
}

/** What hands over the items of a generator in step with its code, where that has not run yet. */
export const driveOf = (value: Value): IteratorValue['drive'] =>
  value.kind === 'iterator' && (value.progress?.() ?? 'not begun') === 'not begun' ? value.drive : undefined;

/** So many items, each made when the loop comes to it: there may be millions, and a loop is left early. */
const eachOf = (count: number, make: (at: number) => Value): Iterable<Value> => ({
  *[Symbol.iterator]() {
    for (let at = 0; at < count; at++) yield make(at);
  },
});

/** What an object's `__next__` gives until it raises StopIteration. */
function* nextItems(interpreter: Interpreter, next: Value): Iterable<Value> {
  for (;;) {
    let item: Value;
    interpreter.tryDepth++;
    try {
      item = interpreter.call(next, []);
    } catch (error) {
      if (error instanceof PythonError && error.type === 'StopIteration') return;
      throw error;
    } finally {
      interpreter.tryDepth--;
    }
    yield item;
  }
}

function* rangeItems(range: { start: number; stop: number; step: number }): Iterable<Value> {
  for (let at = range.start; range.step > 0 ? at < range.stop : at > range.stop; at += range.step)
    yield int(at);
}

const asResult = (value: Value | undefined): IteratorResult<Value> =>
  value === undefined ? { done: true, value: undefined } : { done: false, value };
