/** How the arguments of a call meet the parameters of a user's function, with Python's own words where they do not. */
import { PythonError } from '../frameworks/errors';
import { dict, str, tuple, type Value } from '../frameworks/values';
import type { Parameter } from '../python/syntax';
import type { Closure } from './functions';
import type { Interpreter } from './interpreter';
import type { Scope } from './scope';

/** Binds what was passed in the scope of the call; `spread` where `*xs` or `**kw` of unknown content was passed too. */
export function bindParameters(
  interpreter: Interpreter,
  closure: Closure,
  scope: Scope,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): void {
  const { items } = closure.node.parameters;
  const places = items.filter(({ kind }) => kind === 'positional' || kind === 'positional-only');
  const given = new Map<string, Value>();
  for (const [at, value] of positional.slice(0, places.length).entries()) given.set(places[at]!.name, value);
  const rest = positional.slice(places.length);
  const left = takeKeywords(closure, items, given, keywords);
  const takesRest = items.some(({ kind }) => kind === 'var-positional');
  if (rest.length > 0 && !takesRest) {
    throw new PythonError('TypeError', tooManyMessage(closure, places, items, given, positional.length));
  }
  const missing: Parameter[] = [];
  for (const parameter of items) {
    const { name, kind } = parameter;
    if (kind === 'var-positional') {
      scope.names.set(name, spread ? interpreter.unknown(`what *${name} holds is not known`) : tuple(rest));
    } else if (kind === 'var-keyword') {
      const extra = dict(left.map(([key, value]): readonly [Value, Value] => [str(key), value]));
      if (spread) extra.open = true;
      scope.names.set(name, extra);
    } else {
      const value = given.get(name) ?? (spread ? undefined : closure.defaults.get(name));
      if (value) scope.names.set(name, value);
      else if (spread) scope.names.set(name, interpreter.unknown(`the argument '${name}' is not known`));
      else missing.push(parameter);
    }
  }
  if (missing.length > 0) throw new PythonError('TypeError', missingMessage(closure, missing));
  for (const parameter of items) {
    const value = scope.names.get(parameter.name);
    if (value?.kind === 'tensor')
      interpreter.recorder.parameter(closure.source, interpreter, parameter, value);
  }
}

/** Gives keywords to the parameters of their names; the others are what `**kwargs` holds. */
function takeKeywords(
  closure: Closure,
  items: readonly Parameter[],
  given: Map<string, Value>,
  keywords: Readonly<Record<string, Value>>,
): (readonly [string, Value])[] {
  const takesRest = items.some(({ kind }) => kind === 'var-keyword');
  const left: (readonly [string, Value])[] = [];
  for (const [name, value] of Object.entries(keywords)) {
    const named = items.find(
      (parameter) =>
        parameter.name === name && (parameter.kind === 'positional' || parameter.kind === 'keyword-only'),
    );
    if (named && given.has(name)) {
      throw new PythonError(
        'TypeError',
        `${closure.qualifiedName}() got multiple values for argument '${name}'`,
      );
    }
    if (named) given.set(name, value);
    else if (takesRest) left.push([name, value]);
    else throw new PythonError('TypeError', unexpectedMessage(closure, items, name, keywords));
  }
  return left;
}

function unexpectedMessage(
  closure: Closure,
  items: readonly Parameter[],
  name: string,
  keywords: Readonly<Record<string, Value>>,
): string {
  const byPlaceOnly = items.filter(
    (parameter) => parameter.kind === 'positional-only' && Object.hasOwn(keywords, parameter.name),
  );
  return byPlaceOnly.length > 0
    ? `${closure.qualifiedName}() got some positional-only arguments passed as keyword arguments: '${byPlaceOnly.map((parameter) => parameter.name).join(', ')}'`
    : `${closure.qualifiedName}() got an unexpected keyword argument '${name}'`;
}

function tooManyMessage(
  closure: Closure,
  places: readonly Parameter[],
  items: readonly Parameter[],
  given: ReadonlyMap<string, Value>,
  count: number,
): string {
  const needed = places.filter(({ name }) => !closure.defaults.has(name)).length;
  const takes = needed < places.length ? `from ${needed} to ${places.length}` : `${places.length}`;
  const isOne = needed === places.length && places.length === 1;
  const byKeyword = items.filter(({ name, kind }) => kind === 'keyword-only' && given.has(name)).length;
  const plural = (number: number): string => (number === 1 ? '' : 's');
  const extra =
    byKeyword > 0
      ? ` positional argument${plural(count)} (and ${byKeyword} keyword-only argument${plural(byKeyword)})`
      : '';
  const verb = count === 1 && byKeyword === 0 ? 'was' : 'were';
  return `${closure.qualifiedName}() takes ${takes} positional argument${isOne ? '' : 's'} but ${count}${extra} ${verb} given`;
}

function missingMessage(closure: Closure, missing: readonly Parameter[]): string {
  const byPlace = missing.filter(({ kind }) => kind !== 'keyword-only');
  const said = byPlace.length > 0 ? byPlace : missing;
  const kind = byPlace.length > 0 ? 'positional' : 'keyword-only';
  return `${closure.qualifiedName}() ${missingArguments(
    kind,
    said.map(({ name }) => name),
  )}`;
}

/** `missing 2 required positional arguments: 'a' and 'b'`. */
export function missingArguments(kind: 'positional' | 'keyword-only', names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.pop()!;
  const listed =
    quoted.length === 0 ? last : `${quoted.join(', ')}${quoted.length > 1 ? ',' : ''} and ${last}`;
  return `missing ${names.length} required ${kind} argument${names.length === 1 ? '' : 's'}: ${listed}`;
}
