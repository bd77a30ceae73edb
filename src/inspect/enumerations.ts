/** Enumerations: classes whose attributes are members, each with a name and a value. */
import { PythonError } from '../frameworks/errors';
import { integer, wholeOf } from '../frameworks/integers';
import { automatic } from '../frameworks/standard/functools';
import { linearize, plain, str, type ClassValue, type InstanceValue, type Value } from '../frameworks/values';
import { findMethod } from './attributes';
import type { Interpreter } from './interpreter';

/** Whether a class is below one of the module enum's. */
export const isEnumeration = (type: ClassValue): boolean =>
  linearize(type).some((base) => base.name.startsWith('enum.') && !base.isUser);

/** Types that an enumeration's members are beside members: `class Mode(str, Enum)`. */
const mixedIn = ['enum.IntEnum', 'enum.StrEnum', 'builtins.int', 'builtins.str', 'builtins.float'];

/** The members of an enumeration become objects with a name and a value; a second name for a value is one for its member. */
export function enumerateMembers(interpreter: Interpreter, type: ClassValue): void {
  const order = linearize(type);
  const isMixed = order.some(({ name }) => mixedIn.includes(name));
  const isText = order.some(({ name }) => name === 'enum.StrEnum');
  const members: InstanceValue[] = [];
  const maker = order.find((base) => base.attributes.get('__new__')?.kind === 'function');
  for (const [name, value] of type.attributes) {
    if (name.startsWith('_') || value.kind === 'function') continue;
    const held =
      value === automatic ? (isText ? str(name.toLowerCase()) : nextValue(interpreter, members)) : value;
    const same = members.find((other) => interpreter.equals(valueOf(other), held));
    if (same) {
      type.attributes.set(name, same);
      continue;
    }
    const own = plain(held);
    const given = own.kind === 'tuple' ? own.items : [held];
    const member = maker
      ? interpreter.call(maker.attributes.get('__new__')!, [type, ...given])
      : newMember(interpreter, type, isMixed ? held : undefined);
    if (member.kind !== 'instance') {
      type.attributes.set(name, member);
      continue;
    }
    member.state.set('member', true);
    member.attributes.set('name', str(name));
    member.attributes.set('value', member.attributes.get('_value_') ?? held);
    type.attributes.set(name, member);
    const init = findMethod(member, '__init__');
    if (init?.function.kind === 'function') interpreter.call(init, given);
    members.push(member);
  }
}

/** A member without a name; `held` is its value where it is that beside being a member. */
const newMember = (interpreter: Interpreter, type: ClassValue, held: Value | undefined): InstanceValue => ({
  kind: 'instance',
  class: type,
  attributes: new Map(),
  state: new Map<string, unknown>(held ? [['plain', held]] : []),
  place: interpreter.place,
});

const valueOf = (member: InstanceValue): Value => member.attributes.get('value')!;

/** What `auto()` is after other members: one more than the greatest. */
function nextValue(interpreter: Interpreter, members: readonly InstanceValue[]): Value {
  const values = members.map((member) => wholeOf(plain(valueOf(member))));
  const numbers = values.flatMap((value) => (value === undefined ? [] : [value]));
  if (numbers.length < values.length) return interpreter.unknown('auto() after what is no integer');
  return integer(numbers.reduce((most, value) => (value > most ? value : most), 0n) + 1n);
}

/** The members of an enumeration in order; undefined for any other class. */
export function membersOf(type: ClassValue): InstanceValue[] | undefined {
  if (!isEnumeration(type)) return undefined;
  const members = [...type.attributes.values()].filter(
    (value): value is InstanceValue => value.kind === 'instance' && value.state.has('member'),
  );
  return [...new Set(members)];
}

/** The member that `Mode['MEAN']` gives, also by a second name; undefined where there is none. */
export function memberNamed(type: ClassValue, name: string): InstanceValue | undefined {
  const found = type.attributes.get(name);
  return found?.kind === 'instance' && found.state.has('member') ? found : undefined;
}

/**
 * The member that `Mode('mean')` gives. Throws Python's ValueError where no member has the value; undefined where the
 * class says itself what is then given.
 */
export function memberWith(interpreter: Interpreter, type: ClassValue, value: Value): Value | undefined {
  const members = membersOf(type) ?? [];
  const same = members.map((member) => interpreter.equals(valueOf(member), plain(value)));
  const member = members.find((candidate, at) => candidate === value || same[at] === true);
  if (member) return member;
  if (same.includes(undefined) || linearize(type).some((base) => base.attributes.has('_missing_')))
    return undefined;
  const text = interpreter.format(value, 'repr');
  if (text === undefined) return undefined;
  throw new PythonError('ValueError', `${text} is not a valid ${type.name}`);
}
