/** Functions under `@lru_cache` and `@cache`: a call with arguments that the function had before gives what it gave then. */
import { CACHE } from '../frameworks/standard/functools';
import { keyOf, str, tuple, type UserFunction, type Value } from '../frameworks/values';
import type { Interpreter } from './interpreter';

/** What arguments are told apart by; undefined where they are no keys of a dict, or not known. */
function keyOfCall(
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): string | undefined {
  const given = [...positional, ...Object.values(keywords)];
  if (given.some(({ kind }) => ['unknown', 'list', 'dict', 'set'].includes(kind))) return undefined;
  const named = Object.entries(keywords).map(([name, value]) => tuple([str(name), value]));
  return keyOf(tuple([...positional, ...named]));
}

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
