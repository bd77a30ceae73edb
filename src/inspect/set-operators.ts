/** `|`, `&`, `-`, `^` and `+` of sets, dicts and Counters. */
import {
  dict,
  int,
  keyOf,
  itemsByKey,
  type DictValue,
  type IntValue,
  type SetValue,
  type Value,
} from '../frameworks/values';
import type { BinaryOperator } from '../python/syntax';

/** What an operator makes of two sets or two dicts; undefined where it is not theirs. */
export function setOperation(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  if (left.kind === 'set' && right.kind === 'set') return ofSets(operator, left, right);
  if (left.kind !== 'dict' || right.kind !== 'dict') return undefined;
  if (left.type === 'Counter' && right.type === 'Counter') return ofCounters(operator, left, right);
  return operator === '|' ? merged(left, right) : undefined;
}

function ofSets(operator: BinaryOperator, left: SetValue, right: SetValue): SetValue | undefined {
  const keep: Readonly<Record<string, (key: string) => boolean>> = {
    '|': () => true,
    '&': (key) => left.items.has(key) && right.items.has(key),
    '-': (key) => left.items.has(key) && !right.items.has(key),
    '^': (key) => left.items.has(key) !== right.items.has(key),
  };
  const test = keep[operator];
  if (!test) return undefined;
  const both = itemsByKey([...left.items.values(), ...right.items.values()]);
  const items = new Map([...both].filter(([key]) => test(key)));
  return { ...left, items, open: Boolean(left.open) || Boolean(right.open) };
}

/** A dict of the left one's kind: an OrderedDict stays one, and a defaultdict keeps its factory. */
function merged(left: DictValue, right: DictValue): DictValue {
  const { entries } = dict([...left.entries.values(), ...right.entries.values()]);
  return { ...left, entries, open: Boolean(left.open) || Boolean(right.open) };
}

/** Of the counts of two Counters, those that are more than zero; those of the left one come first. */
function ofCounters(operator: BinaryOperator, left: DictValue, right: DictValue): DictValue | undefined {
  const combine: Readonly<Record<string, (a: number, b: number) => number>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '&': Math.min,
    '|': Math.max,
  };
  const of = combine[operator];
  if (!of) return undefined;
  const countIn = (counts: DictValue, key: Value): number => {
    const count = counts.entries.get(keyOf(key))?.[1];
    return count?.kind === 'int' ? count.value : 0;
  };
  const keys = [...new Map([...left.entries, ...right.entries]).values()].map(([key]) => key);
  const counted = keys.map((key): readonly [Value, IntValue] => [
    key,
    int(of(countIn(left, key), countIn(right, key))),
  ]);
  return {
    ...dict(counted.filter(([, count]) => count.value > 0)),
    type: 'Counter',
    open: Boolean(left.open) || Boolean(right.open),
  };
}

/** `left operator= right` of what changes in place: whoever else has it sees the change. Undefined for anything else. */
export function setOperationInPlace(
  operator: BinaryOperator,
  left: Value,
  right: Value,
  touch: (value: Value) => void,
): Value | undefined {
  const isFixed = left.kind === 'set' && left.isFrozen;
  const made = isFixed ? undefined : setOperation(operator, left, right);
  if (made?.kind === 'set' && left.kind === 'set') {
    touch(left);
    replace(left.items, made.items);
    left.open = made.open;
    return left;
  }
  if (made?.kind === 'dict' && left.kind === 'dict') {
    touch(left);
    replace(left.entries, made.entries);
    left.open = made.open;
    return left;
  }
  return undefined;
}

function replace<Item>(target: Map<string, Item>, by: ReadonlyMap<string, Item>): void {
  target.clear();
  for (const [key, item] of by) target.set(key, item);
}
