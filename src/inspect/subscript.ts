/** `container[index]`. */
import { NotKnown, PythonError } from '../frameworks/errors';
import { inOwnWords } from '../frameworks/own-words';
import { readItem } from '../frameworks/tensor-index';
import { noteSlice } from '../frameworks/tensorflow/variable-slices';
import { settled } from '../frameworks/usual';
import { asView } from '../frameworks/views';
import {
  int,
  keyOf,
  list,
  plain,
  size,
  str,
  tuple,
  typeName,
  type DictValue,
  type InstanceValue,
  type SliceValue,
  type Value,
} from '../frameworks/values';
import { findMethod } from './attributes';
import { classMethod } from './class-attributes';
import { choiceOf } from './choices';
import { atEach, isChoice } from './each-option';
import { memberNamed, membersOf } from './enumerations';
import { itemsOf } from '../frameworks/standard/items';
import type { Interpreter } from './interpreter';
import { missingKey, refuseUnhashable } from './builtins/numbers';

export function getItem(interpreter: Interpreter, container: Value, index: Value): Value {
  switch (container.kind) {
    case 'tensor':
      return inOwnWords(
        '[]',
        [container],
        () => {
          const part = asView(container, readItem(container, index));
          noteSlice(container, index, part);
          return part;
        },
        index.kind === 'tuple' ? index.items.length : 1,
      );
    case 'list':
      if (container.open) return itemOfOpenList(interpreter, container, index);
      return sequenceItem(interpreter, container.items, index, 'list', (items) => list([...items]));
    case 'tuple':
      return sequenceItem(interpreter, container.items, index, 'tuple', tuple);
    case 'size':
      return sequenceItem(interpreter, container.items, index, 'tuple', size);
    case 'str':
      return sequenceItem(interpreter, [...container.value].map(str), index, 'string', (items) =>
        str(items.map((item) => (item.kind === 'str' ? item.value : '')).join('')),
      );
    case 'range': {
      if (index.kind === 'unknown') return index;
      return sequenceItem(interpreter, itemsOf(interpreter, container), index, 'range object', (part) =>
        list([...part]),
      );
    }
    case 'dict': {
      const settledKey = settled(index);
      if (settledKey !== index) return getItem(interpreter, container, settledKey);
      if (index.kind === 'unknown') return entryUnderUnknownKey(interpreter, container);
      const entry = container.entries.get(keyOf(index)) ?? equalKey(interpreter, container, index);
      if (entry) return entry[1];
      if (container.open) return container.each ?? interpreter.unknown('an entry that may not be there');
      if (container.type === 'Counter') return int(0);
      if (container.factory && container.factory.kind !== 'None') {
        const made = interpreter.call(container.factory, []);
        interpreter.touch(container);
        container.entries.set(keyOf(index), [index, made]);
        return made;
      }
      refuseUnhashable(index);
      throw missingKey(interpreter, index);
    }
    case 'instance': {
      const method = findMethod(container, '__getitem__');
      if (method) return interpreter.call(method, [index]);
      const own = plain(container);
      if (own !== container) return itemOfPlain(interpreter, container, own, index);
      return interpreter.unknown(`what [] gives for ${typeName(container)} is not known`);
    }
    case 'unknown':
      return isChoice(container)
        ? atEach(interpreter, container.options, (option) => getItem(interpreter, option, index))
        : (container.contract?.item?.(index) ?? interpreter.partOfUnknown(container));
    case 'class': {
      const method = findMethod(container, '__getitem__');
      if (method) return interpreter.call(method, [index]);
      const ofParameters = classMethod(container, '__class_getitem__');
      if (ofParameters) return interpreter.call(ofParameters, [index]);
      // Types of Python and of the user have parameters, as in annotations: list[int].
      if (!membersOf(container)?.length) return container;
      const name = plain(index);
      if (name.kind !== 'str') return interpreter.unknown(`which member of ${container.name} it is`);
      const member = memberNamed(container, name.value);
      if (!member) throw new PythonError('KeyError', interpreter.format(index, 'repr')!);
      return member;
    }
    case 'native':
      // A type with parameters, as in annotations: list[int].
      return container;
    case 'module':
      return interpreter.unknown(`${container.name}[…] is not known`);
    default:
      throw new PythonError('TypeError', `'${typeName(container)}' object is not subscriptable`);
  }
}

/** One of the models of a table, of which it is not known which. */
function entryUnderUnknownKey(interpreter: Interpreter, { entries, open, each }: DictValue): Value {
  if (each && entries.size === 0) return each;
  const reason = 'an entry under an unknown key';
  const values = [...entries.values()].map(([, value]) => value);
  return (open ? undefined : choiceOf(reason, values)) ?? interpreter.unknown(reason);
}

/** The entry whose key an object says it is equal to. */
const equalKey = (
  interpreter: Interpreter,
  { entries }: DictValue,
  index: Value,
): readonly [Value, Value] | undefined =>
  index.kind === 'instance' && findMethod(index, '__eq__')
    ? [...entries.values()].find(([key]) => interpreter.equals(key, index) === true)
    : undefined;

/** An item of an object that is a dict or a list beside what its class adds; `__missing__` says what an absent key gives. */
function itemOfPlain(interpreter: Interpreter, object: InstanceValue, own: Value, index: Value): Value {
  const missing = own.kind === 'dict' && !own.open ? findMethod(object, '__missing__') : undefined;
  if (missing && own.kind === 'dict' && index.kind !== 'unknown' && !own.entries.has(keyOf(index)))
    return interpreter.call(missing, [index]);
  return getItem(interpreter, own, index);
}

function itemOfOpenList(interpreter: Interpreter, container: { items: Value[] }, index: Value): Value {
  const [first, ...others] = container.items;
  // A list to which a loop appends: every item that is known is of one kind, so is the one asked for.
  if (
    index.kind !== 'slice' &&
    first &&
    others.every((item) => item.kind === first.kind) &&
    first.kind === 'instance'
  ) {
    return first;
  }
  return interpreter.unknown('an item of a list whose content is not known');
}

function sequenceItem(
  interpreter: Interpreter,
  items: readonly Value[],
  index: Value,
  what: string,
  make: (items: readonly Value[]) => Value,
): Value {
  if (plain(index) !== index) return sequenceItem(interpreter, items, plain(index), what, make);
  if (index.kind === 'unknown') return interpreter.unknown(`an item under an unknown index: ${index.reason}`);
  if (index.kind === 'slice') return make(sliceIndices(index, items.length).map((at) => items[at]!));
  const at =
    index.kind === 'tensor' && index.tensor.hasValues
      ? index.tensor.values()[0]!
      : index.kind === 'int'
        ? index.value
        : index.kind === 'bool'
          ? Number(index.value)
          : undefined;
  if (at === undefined) {
    if (index.kind === 'tensor') return interpreter.unknown('an item under an index that is not known');
    const method = index.kind === 'instance' ? findMethod(index, '__index__') : undefined;
    if (method) return sequenceItem(interpreter, items, interpreter.call(method, []), what, make);
    throw new PythonError('TypeError', `${what} indices must be integers or slices, not ${typeName(index)}`);
  }
  const from = at < 0 ? at + items.length : at;
  const item = items[from];
  if (!item) throw new PythonError('IndexError', `${what} index out of range`);
  return item;
}

/** The indices that a slice picks from a sequence of `length` items (Python's `slice.indices`). */
export function sliceIndices(slice: SliceValue, length: number): number[] {
  const step = bound(slice.step) ?? 1;
  if (step === 0) throw new PythonError('ValueError', 'slice step cannot be zero');
  const clamp = (value: number, low: number, high: number): number =>
    Math.min(Math.max(value < 0 ? value + length : value, low), high);
  const lower = bound(slice.lower);
  const upper = bound(slice.upper);
  const indices: number[] = [];
  if (step > 0) {
    const stop = upper === undefined ? length : clamp(upper, 0, length);
    for (let at = lower === undefined ? 0 : clamp(lower, 0, length); at < stop; at += step) indices.push(at);
  } else {
    const stop = upper === undefined ? -1 : clamp(upper, -1, length - 1);
    for (let at = lower === undefined ? length - 1 : clamp(lower, -1, length - 1); at > stop; at += step)
      indices.push(at);
  }
  return indices;
}

function bound(value: Value): number | undefined {
  switch (value.kind) {
    case 'None':
      return undefined;
    case 'int':
      return value.value;
    case 'bool':
      return Number(value.value);
    case 'tensor':
      if (value.tensor.hasValues && value.tensor.numel === 1) return value.tensor.values()[0];
      throw new NotKnown('a bound of the slice is not known');
    case 'unknown':
      throw new NotKnown(`a bound of the slice is not known: ${value.reason}`);
    default:
      throw new PythonError(
        'TypeError',
        'slice indices must be integers or None or have an __index__ method',
      );
  }
}
