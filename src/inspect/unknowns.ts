/** What can still be said of things that are not known. */
import { tensorAttribute, tensorOnlyMethods } from '../frameworks/index';
import { Tensor } from '../engine/tensor';
import { tensorValue, unknown, type UnknownValue, type Value } from '../frameworks/values';
import type { Interpreter } from './interpreter';

/** Calling something unknown gives something unknown, for the same reason. */
export function resultOfUnknown(
  interpreter: Interpreter,
  callee: UnknownValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): Value {
  // What was handed to it may have been changed by it.
  for (const value of [...positional, ...Object.values(keywords)]) {
    if (value.kind === 'list' || value.kind === 'dict') {
      interpreter.touch(value);
      value.open = true;
    } else if (value.kind === 'instance') value.state.set('handedOver', callee.name ?? callee.reason);
  }
  return unknown(callee.reason, callee.place, callee.name === undefined ? undefined : `${callee.name}()`);
}

/**
 * An attribute of something unknown. `x.softmax(1)` makes x a tensor, whatever it
 * is: only tensors have such methods, and the role of the result follows.
 */
export function attributeOfUnknown(interpreter: Interpreter, value: UnknownValue, name: string): Value {
  if (tensorOnlyMethods.has(name)) {
    const found = tensorAttribute(tensorValue(Tensor.leaf({})), name, interpreter);
    if (found) return found;
  }
  return unknown(value.reason, value.place, value.name === undefined ? undefined : `${value.name}.${name}`);
}
