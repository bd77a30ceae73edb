/** Functions under `@lru_cache` and `@cache`: a call with arguments that the function had before gives what it gave then. */
import { CACHE } from '../frameworks/standard/functools';
import { keyOf, str, tuple, type UserFunction, type Value } from '../frameworks/values';
import { refuseUnhashable } from './builtins/numbers';
import type { Interpreter } from './interpreter';

/**
 * What arguments are told apart by; undefined where they are not known. Throws Python's TypeError where they are no keys
 * of a dict.
 */
function keyOfCall(
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): string | undefined {
  const given = [...positional, ...Object.values(keywords)];
  given.forEach(refuseUnhashable);
  if (!given.every(isKnown)) return undefined;
  const named = Object.entries(keywords).map(([name, value]) => tuple([str(name), value]));
  const key = keyOf(tuple([...positional, ...named]));
  // An int or a text alone is its own key, and so another than the 1.0 and the True that are equal to it (CPython, _make_key).
  const isAlone = given.length === 1 && positional.length === 1;
  return isAlone && (given[0]!.kind === 'int' || given[0]!.kind === 'str') ? `alone ${key}` : key;
}

const isKnown = (value: Value): boolean =>
  value.kind === 'tuple' ? value.items.every(isKnown) : value.kind !== 'unknown';

/** Calls the function, or gives what the same call gave before. */
export function callRemembered(
  interpreter: Interpreter,
  callee: UserFunction,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  call: () => Value,
): Value {
  const cache = callee.attributes.get(CACHE);
  const key = cache && keyOfCall(positional, keywords);
  if (cache?.kind !== 'dict' || key === undefined) return call();
  const known = cache.entries.get(key);
  if (known) return known[1];
  const result = call();
  interpreter.touch(cache);
  cache.entries.set(key, [str(key), result]);
  return result;
}
