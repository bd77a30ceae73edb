/** `match`: which case fits, and what its pattern binds. */
import { PythonError } from '../frameworks/errors';
import {
  dict,
  keyOf,
  linearize,
  list,
  none,
  str,
  type ClassValue,
  type DictValue,
  type Value,
} from '../frameworks/values';
import type { Match, Pattern } from '../python/syntax';
import { capturedNames } from '../python/patterns';
import { executeBranches } from './branches';
import type { Completion } from './completion';
import { evaluate } from './expressions';
import { builtin } from './imports';
import type { Interpreter } from './interpreter';
import { iterate } from './iterate';
import { bindingScope, type Scope } from './scope';
import { execute } from './statements';
import { truthOf } from './truth';

/** The cases of a `match` from one on: the first that fits is taken, and one that may fit is joined with those after it. */
export function executeCases(
  interpreter: Interpreter,
  subject: Value,
  cases: Match['cases'],
  scope: Scope,
): Completion | undefined {
  const [first, ...others] = cases;
  if (!first) return undefined;
  const bound = new Map<string, Value>();
  const fits = matches(interpreter, first.meaning, subject, scope, bound);
  const rest = (): Completion | undefined => executeCases(interpreter, subject, others, scope);
  return executeBranches(
    interpreter,
    fits,
    () => {
      for (const name of capturedNames(first.meaning)) {
        const value = bound.get(name) ?? interpreter.unknown('a part of the subject of match');
        interpreter.bind(bindingScope(scope, name), name, value);
      }
      if (!first.guard) return execute(interpreter, first.body, scope);
      const holds = truthOf(interpreter, evaluate(interpreter, first.guard, scope));
      return executeBranches(interpreter, holds, () => execute(interpreter, first.body, scope), rest);
    },
    rest,
  );
}

/** Whether a pattern fits; undefined where that is not known. What it binds goes into `bound`. */
function matches(
  interpreter: Interpreter,
  pattern: Pattern,
  subject: Value,
  scope: Scope,
  bound: Map<string, Value>,
): boolean | undefined {
  const inner = (part: Pattern, value: Value): boolean | undefined =>
    matches(interpreter, part, value, scope, bound);
  switch (pattern.kind) {
    case 'capture':
      if (pattern.name !== null) bound.set(pattern.name, subject);
      return true;
    case 'as': {
      const fits = inner(pattern.pattern, subject);
      bound.set(pattern.name, subject);
      return fits;
    }
    case 'or':
      return firstOf(pattern.alternatives, (one) => inner(one, subject));
    case 'value':
      return equalsValue(interpreter, subject, evaluate(interpreter, pattern.value, scope));
    case 'sequence':
      return matchSequence(interpreter, pattern.items, subject, bound, inner);
    case 'mapping':
      return matchMapping(interpreter, pattern, subject, scope, bound, inner);
    case 'class':
      return matchClass(interpreter, pattern, subject, scope, inner);
    case 'star':
    case 'unread':
      return undefined;
    default:
      return pattern satisfies never;
  }
}

/** True with the first that fits; where one before may fit, nothing is known. */
function firstOf<Item>(
  items: readonly Item[],
  fits: (item: Item) => boolean | undefined,
): boolean | undefined {
  let isKnown = true;
  for (const item of items) {
    const one = fits(item);
    if (one === true) return isKnown ? true : undefined;
    if (one === undefined) isKnown = false;
  }
  return isKnown ? false : undefined;
}

/** False with the first that does not fit. */
function allFit(parts: Iterable<boolean | undefined>): boolean | undefined {
  let all: boolean | undefined = true;
  for (const fits of parts) {
    if (fits === false) return false;
    if (fits === undefined) all = undefined;
  }
  return all;
}

/** None, True and False are compared by identity, everything else by `==`. */
function equalsValue(interpreter: Interpreter, subject: Value, wanted: Value): boolean | undefined {
  if (subject.kind === 'unknown') return undefined;
  if (wanted.kind === 'None') return subject.kind === 'None';
  if (wanted.kind === 'bool') return subject.kind === 'bool' && subject.value === wanted.value;
  return interpreter.equals(subject, wanted);
}

/** An object is no sequence and no mapping unless a class above it is, or is not known. */
const mayBeContainer = (value: Value): boolean =>
  value.kind === 'instance' &&
  linearize(value.class).some(
    (base) =>
      base.bases.some(({ kind }) => kind === 'unknown') ||
      (!base.isUser && !/^(?:builtins\.object|enum\.|torch\.nn\.)/.test(base.name)),
  );

/** Lists, tuples and their kin; no text is a sequence here. */
function matchSequence(
  interpreter: Interpreter,
  items: readonly Pattern[],
  subject: Value,
  bound: Map<string, Value>,
  inner: (part: Pattern, value: Value) => boolean | undefined,
): boolean | undefined {
  if (subject.kind === 'unknown') return undefined;
  if (!['list', 'tuple', 'size', 'range'].includes(subject.kind))
    return mayBeContainer(subject) ? undefined : false;
  const known = iterate(interpreter, subject);
  if (!known) return undefined;
  const values = [...known];
  const star = items.findIndex((item) => item.kind === 'star');
  if (star < 0 ? values.length !== items.length : values.length < items.length - 1) return false;
  const after = star < 0 ? 0 : items.length - star - 1;
  return allFit(
    items.map((item, at) => {
      if (item.kind === 'star') {
        if (item.name !== null) bound.set(item.name, list(values.slice(at, values.length - after)));
        return true;
      }
      return inner(item, values[star >= 0 && at > star ? values.length - items.length + at : at]!);
    }),
  );
}

function matchMapping(
  interpreter: Interpreter,
  pattern: Extract<Pattern, { kind: 'mapping' }>,
  subject: Value,
  scope: Scope,
  bound: Map<string, Value>,
  inner: (part: Pattern, value: Value) => boolean | undefined,
): boolean | undefined {
  if (subject.kind === 'unknown') return undefined;
  if (subject.kind !== 'dict') return mayBeContainer(subject) ? undefined : false;
  const left = new Map(subject.entries);
  const fits = allFit(
    pattern.keys.map((keyNode, at) => {
      const key = evaluate(interpreter, keyNode, scope);
      if (key.kind === 'unknown') return undefined;
      const entry = left.get(keyOf(key));
      left.delete(keyOf(key));
      if (entry) return inner(pattern.values[at]!, entry[1]);
      return subject.open ? undefined : false;
    }),
  );
  if (pattern.rest !== null) {
    const rest: DictValue = dict([...left.values()]);
    if (subject.open) rest.open = true;
    bound.set(pattern.rest, rest);
  }
  return fits;
}

/** Python's own types whose one positional pattern is the whole. */
const WHOLE: ReadonlySet<string> = new Set(
  ['bool', 'float', 'int', 'str', 'list', 'tuple', 'dict', 'set', 'frozenset'].map(
    (name) => `builtins.${name}`,
  ),
);

function matchClass(
  interpreter: Interpreter,
  pattern: Extract<Pattern, { kind: 'class' }>,
  subject: Value,
  scope: Scope,
  inner: (part: Pattern, value: Value) => boolean | undefined,
): boolean | undefined {
  const type = evaluate(interpreter, pattern.type, scope);
  const isOne = interpreter.truth(interpreter.call(builtin('isinstance')!, [subject, type]));
  if (isOne !== true || type.kind !== 'class') return isOne === false ? false : undefined;
  const isWhole = WHOLE.has(type.name) && pattern.positional.length === 1;
  const names = isWhole ? [] : positionalNames(interpreter, type);
  if (!isWhole && pattern.positional.length > (names?.length ?? 0)) {
    if (!names) return undefined;
    const counts = `${names.length} positional sub-pattern${names.length === 1 ? '' : 's'}`;
    throw new PythonError(
      'TypeError',
      `${type.name}() accepts ${counts} (${pattern.positional.length} given)`,
    );
  }
  const attribute = (name: string, part: Pattern): boolean | undefined => {
    const has = interpreter.truth(interpreter.call(builtin('hasattr')!, [subject, str(name)]));
    return has === true ? inner(part, interpreter.getAttribute(subject, name)) : has;
  };
  return allFit([
    ...pattern.positional.map((part, at) => (isWhole ? inner(part, subject) : attribute(names![at]!, part))),
    ...pattern.keywords.map(({ name, pattern: part }) => attribute(name, part)),
  ]);
}

/** `__match_args__`, which a dataclass and a namedtuple have by themselves; undefined where it is not known. */
function positionalNames(interpreter: Interpreter, type: ClassValue): readonly string[] | undefined {
  const order = linearize(type);
  const said = order.map((base) => base.attributes.get('__match_args__')).find((value) => value);
  const listed = said ?? order.map((base) => base.attributes.get('_fields')).find((value) => value) ?? none;
  if (listed.kind === 'tuple')
    return [...(iterate(interpreter, listed) ?? [])].flatMap((item) =>
      item.kind === 'str' ? [item.value] : [],
    );
  return order.find((base) => base.fields)?.fields ?? (type.isUser ? [] : undefined);
}
