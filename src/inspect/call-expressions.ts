/** Calls as they are written: the callee, the arguments, and which tensor each argument expression was. */
import { atPlace } from '../engine/context';
import { plain, type Value } from '../frameworks/values';
import type { Call } from '../python/syntax';
import { callValue } from './calls';
import { evaluate } from './expressions';
import type { Interpreter } from './interpreter';
import { iterate } from './iterate';
import type { Scope } from './scope';

export function evaluateCall(interpreter: Interpreter, node: Call, scope: Scope): Value {
  const callee = evaluate(interpreter, node.func, scope);
  interpreter.writtenLosses.meet(node, callee);
  const positional: Value[] = [];
  const keywords: Record<string, Value> = {};
  let spread = false;
  for (const argument of node.args) {
    const value = evaluate(interpreter, argument, scope);
    if (argument.kind !== 'Starred') positional.push(value);
    else {
      const items = iterate(interpreter, value);
      if (items) positional.push(...items);
      else spread = true;
    }
  }
  for (const keyword of node.keywords) {
    const given = evaluate(interpreter, keyword.value, scope);
    const value = keyword.name === null ? plain(given) : given;
    if (keyword.name !== null) keywords[keyword.name] = value;
    else if (value.kind === 'dict' && !value.open) {
      for (const [key, entry] of value.entries.values()) if (key.kind === 'str') keywords[key.value] = entry;
    } else spread = true;
  }
  interpreter.currentSpan = node;
  const place = interpreter.placeOf(node);
  const result = interpreter.recorder.call(interpreter, node, callee, () =>
    atPlace(place, () => callValue(interpreter, callee, positional, keywords, spread)),
  );
  interpreter.writtenLosses.leave(node, result);
  return result;
}
