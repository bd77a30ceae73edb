/** What is known of a value that is one of two, and of one that a loop of unknown length changed. */
import { Tensor } from '../engine/tensor';
import { either } from '../engine/ops/either';
import { oneOfNumbers } from '../frameworks/contract';
import { GeneratorState } from '../frameworks/random/generator';
import {
  inheritsFrom,
  tensorValue,
  typeName,
  unknown,
  type InstanceValue,
  type UnknownValue,
  type Value,
} from '../frameworks/values';
import { choiceOf } from './choices';

const DEPENDS = 'it depends on a condition that is not known';
const REPEATED = 'it changes in a loop whose number of rounds is not known';

/** One of two values; `undefined` stands for a name that is not bound, which the other branch may have bound. */
export function joinValues(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === b || b === undefined) return a;
  if (a === undefined) return b;
  if (a.kind === 'tensor' && b.kind === 'tensor' && a.framework === b.framework) {
    if (a.tensor === b.tensor) return a;
    return tensorValue(Tensor.apply(either, [a.tensor, b.tensor], {}), a.framework);
  }
  if (a.kind === 'instance' && b.kind === 'instance' && areLossesOfOneClass(a, b)) return eitherLoss(a, b);
  const choice = choiceOf(DEPENDS, [a, b]);
  if (choice) return choice;
  if (sameScalar(a, b)) return a;
  const number = oneOfNumbers(DEPENDS, [a, b]);
  if (number) return number;
  // `net = torch.load(path) if resume else Net()`: the model that a program like this one saved.
  if (isSaved(a) && choiceOf(DEPENDS, [b])) return b;
  if (isSaved(b) && choiceOf(DEPENDS, [a])) return a;
  if (a.kind === 'unknown') return plainUnknown(a);
  if (b.kind === 'unknown') return plainUnknown(b);
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.items.length === b.items.length) {
    return { ...a, items: a.items.map((item, at) => joinValues(item, b.items[at])!) };
  }
  return unknown(`${DEPENDS} (${typeName(a)} or ${typeName(b)})`);
}

const isSaved = (value: Value): boolean => value.kind === 'unknown' && value.contract?.isSaved === true;

/** Of what it may be besides nothing is known. */
const plainUnknown = (value: UnknownValue): UnknownValue =>
  value.options || value.chosen || value.contract?.usual ? unknown(value.reason, value.place) : value;

/**
 * Losses of PyTorch's are what their attributes say, so that one of two of a class can be read as one of them. What a
 * loss gives has another shape with another reduction.
 */
function areLossesOfOneClass(a: InstanceValue, b: InstanceValue): boolean {
  if (a.class !== b.class || a.class.isUser || !inheritsFrom(a.class, 'torch.nn._Loss')) return false;
  const [first, second] = [a.attributes.get('reduction'), b.attributes.get('reduction')];
  return first !== undefined && second !== undefined && (first === second || sameScalar(first, second));
}

/** A loss that was made with these options or those: `CrossEntropyLoss(weight=w) if balanced else CrossEntropyLoss()`. */
function eitherLoss(a: InstanceValue, b: InstanceValue): InstanceValue {
  const attributes = new Map<string, Value>();
  for (const name of new Set([...a.attributes.keys(), ...b.attributes.keys()])) {
    attributes.set(name, joinValues(a.attributes.get(name), b.attributes.get(name))!);
  }
  return { ...a, attributes, state: new Map([...b.state, ...a.state]) };
}

const sameScalar = (a: Value, b: Value): boolean =>
  a.kind === b.kind &&
  'value' in a &&
  'value' in b &&
  typeof a.value !== 'object' &&
  Object.is(a.value, b.value);

/** Joins whatever a location of a trail holds. */
export function joinContents(a: unknown, b: unknown): unknown {
  if (a === b) return a;
  if (a instanceof Tensor && b instanceof Tensor) return Tensor.apply(either, [a, b], {});
  if (a instanceof GeneratorState && b instanceof GeneratorState) return GeneratorState.oneOf(a, b);
  if (isContent(a) && isContent(b)) return joinContent(a, b);
  // Where a tensor has no gradient yet there is null.
  if (isValue(a) && isValue(b)) return joinValues(a, b);
  return a ?? b;
}

/** A value after an unknown number of rounds of a loop, given the value before and after one round. */
export function generalizeContents(before: unknown, after: unknown): unknown {
  if (before === after || after === null) return after;
  if (after instanceof Tensor) return forgetValues(after);
  if (after instanceof GeneratorState) return after.lost();
  if (isContent(after)) {
    return { ...after, open: true };
  }
  if (isValue(after)) return generalizeValue(before as Value | undefined, after);
  return after;
}

/** A value that a loop assigns, for any number of rounds. */
export function generalizeValue(before: Value | undefined, after: Value): Value {
  switch (after.kind) {
    case 'tensor':
      return after.isParameter ? after : { ...after, tensor: forgetValues(after.tensor) };
    case 'float': {
      if (before !== undefined && sameScalar(before, after)) return after;
      const repeated = afterRounds(before, after);
      return after.readOff ? { ...repeated, readOff: after.readOff } : repeated;
    }
    case 'int':
      return before !== undefined && sameScalar(before, after) ? after : afterRounds(before, after);
    case 'long':
    case 'bool':
    case 'str':
    case 'range':
      return before !== undefined && sameScalar(before, after) ? after : unknown(REPEATED);
    case 'None':
      return before === undefined || before.kind === 'None' ? after : unknown(REPEATED);
    case 'tuple':
      return { ...after, items: after.items.map((item) => generalizeValue(undefined, item)) };
    default:
      return after;
  }
}

/** A counter is a number in each round, where it was one before the first. */
const afterRounds = (before: Value | undefined, after: Value): UnknownValue =>
  (before && oneOfNumbers(REPEATED, [before, after])) ?? unknown(REPEATED);

/** The same tensor without its values. */
export const forgetValues = (tensor: Tensor): Tensor =>
  tensor.hasValues ? Tensor.apply(either, [tensor], {}) : tensor;

interface ListContent {
  readonly items: readonly Value[];
  readonly open?: boolean;
}

interface DictContent {
  readonly entries: ReadonlyMap<string, readonly [Value, Value]>;
  readonly open?: boolean;
}

interface SetContent {
  readonly members: ReadonlyMap<string, Value>;
  readonly open?: boolean;
}

type Content = ListContent | DictContent | SetContent;

const isContent = (value: unknown): value is Content =>
  typeof value === 'object' &&
  value !== null &&
  !('kind' in value) &&
  (('items' in value && Array.isArray(value.items)) || 'entries' in value || 'members' in value);

function joinContent(a: Content, b: Content): Content {
  if ('items' in a && 'items' in b) {
    const same = a.items.length === b.items.length && !a.open && !b.open;
    if (same) return { items: a.items.map((item, at) => joinValues(item, b.items[at])!) };
    return { items: a.items.length > b.items.length ? a.items : b.items, open: true };
  }
  if ('entries' in a && 'entries' in b) {
    const entries = new Map(a.entries);
    for (const [key, [name, value]] of b.entries) {
      const other = a.entries.get(key)?.[1];
      entries.set(key, [name, other ? joinValues(other, value)! : value]);
    }
    const same = a.entries.size === b.entries.size && entries.size === a.entries.size;
    return { entries, open: !same || Boolean(a.open) || Boolean(b.open) };
  }
  if ('members' in a && 'members' in b) {
    const members = new Map([...a.members, ...b.members]);
    const same = a.members.size === b.members.size && members.size === a.members.size;
    return { members, open: !same || Boolean(a.open) || Boolean(b.open) };
  }
  return a;
}

export const isValue = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && 'kind' in value;
