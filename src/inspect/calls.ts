/** What calling a value does, by the kind of the value. */
import { inLayer } from '../engine/context';
import { TensorError } from '../engine/error';
import { TooMuchWork } from '../engine/work';
import { Arguments } from '../frameworks/arguments';
import { NotKnown, PythonError } from '../frameworks/errors';
import { changeInPlace } from '../frameworks/in-place';
import { hasHooks, notFollowedBecause, withHooks } from '../frameworks/torch/module/hooks';
import { missingForward } from '../frameworks/torch/module/methods';
import { asView } from '../frameworks/views';
import { arrayScalar } from '../frameworks/arrays/dialect';
import { inOwnWords } from '../frameworks/own-words';
import { signature, type Signature } from '../frameworks/signature';
import {
  inheritsFrom,
  linearize,
  typeName,
  type ClassValue,
  type DTypeValue,
  type InstanceValue,
  type NativeFunction,
  type UserFunction,
  type Value,
} from '../frameworks/values';
import { findMethod } from './attributes';
import { callUserFunction, closureOf } from './functions';
import type { Interpreter } from './interpreter';
import { forgetValues } from './join';
import { callClass } from './metaclasses';
import { callChoice, isChoice } from './each-option';
import { isSampled, markedCall } from './sampled';

/** Calls a value. Where the result cannot be known it is `unknown` with a reason; PythonError travels on. */
export function callValue(
  interpreter: Interpreter,
  callee: Value,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread = false,
): Value {
  switch (callee.kind) {
    case 'native':
      return callNativeFunction(interpreter, callee, positional, keywords, spread);
    case 'function':
      return callUserFunction(interpreter, callee, positional, keywords, spread);
    case 'method':
      if (callee.function.kind === 'unknown') return callee.function;
      if (callee.function.kind === 'function') {
        return callUserFunction(
          interpreter,
          callee.function,
          [callee.self, ...positional],
          keywords,
          spread,
          callee,
        );
      }
      return callValue(interpreter, callee.function, [callee.self, ...positional], keywords, spread);
    case 'class':
      return callClass(interpreter, callee, positional, keywords, spread);
    case 'instance':
      return callInstance(interpreter, callee, positional, keywords, spread);
    case 'dtype':
      if (callee.framework === 'torch') break;
      return callDType(interpreter, callee, positional, keywords, spread);
    case 'unknown':
      return isChoice(callee)
        ? callChoice(interpreter, callee, positional, keywords)
        : interpreter.resultOfUnknown(callee, positional, keywords);
    default:
  }
  throw new PythonError('TypeError', `'${typeName(callee)}' object is not callable`);
}

// Closures stand in functions of their own: in callValue each call would pay for them.
const callNativeFunction = (
  interpreter: Interpreter,
  callee: NativeFunction,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): Value =>
  viewed(
    positional[0],
    callNative(interpreter, callee.name, callee.signature, positional, keywords, spread, (args) =>
      callee.call(args, interpreter),
    ),
  );

const ofDType = signature('(x=0, *args)');

const callDType = (
  interpreter: Interpreter,
  callee: DTypeValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): Value =>
  callNative(interpreter, callee.dtype, ofDType, positional, keywords, spread, (args) =>
    arrayScalar(args.value('x'), callee),
  );

/** A result that shares the storage of the first argument is linked to it. */
const viewed = (first: Value | undefined, result: Value): Value =>
  first?.kind === 'tensor' ? asView(first, result) : result;

/** Binds the arguments and calls; what the call cannot know becomes `unknown`, what PyTorch refuses a PythonError. */
export function callNative(
  interpreter: Interpreter,
  name: string,
  signature: Signature,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
  body: (args: Arguments) => Value,
): Value {
  interpreter.onUse?.(name);
  try {
    const given = [...positional, ...Object.values(keywords)];
    // A class that is handed over is asked about, as by isinstance.
    if (interpreter.onUse)
      for (const value of given) if (value.kind === 'class') interpreter.onUse(value.name);
    const result = inOwnWords(name, given, () =>
      body(new Arguments(name, signature, positional, keywords, spread)),
    );
    if (name === 'builtins.print' && given.some((value) => isSampled(value))) interpreter.noteSampledPrint();
    return markedCall(result, name, given);
  } catch (error) {
    if (error instanceof NotKnown || error instanceof TooMuchWork) {
      const { out } = keywords;
      if (out?.kind === 'tensor') changeInPlace(out, forgetValues(out.tensor), interpreter);
      return interpreter.unknown(error.message);
    }
    if (error instanceof TensorError) throw new PythonError(error.type, error.message, undefined, true);
    throw error;
  }
}

function callInstance(
  interpreter: Interpreter,
  instance: InstanceValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): Value {
  const reason = notFollowedBecause(instance);
  if (reason !== undefined) return interpreter.unknown(reason);
  if (hasHooks(instance)) {
    return withHooks(instance, positional, keywords, interpreter, (inputs, named) =>
      callForward(interpreter, instance, inputs, named, spread),
    );
  }
  return callForward(interpreter, instance, positional, keywords, spread);
}

/**
 * A layer of Keras takes `training` whether its `call` does or not. Where it is not said, the layer around it says
 * it, so that it is not known here.
 */
function inTraining(
  interpreter: Interpreter,
  call: UserFunction,
  { training, ...keywords }: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const takesIt = closureOf(call).node.parameters.items.some(
    ({ name, kind }) => name === 'training' || kind === 'var-keyword',
  );
  if (!takesIt) return keywords;
  return {
    ...keywords,
    training: training ?? interpreter.unknown('whether a layer is trained is not known'),
  };
}

/** What calling an object does, without the hooks of a module. */
function callForward(
  interpreter: Interpreter,
  instance: InstanceValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): Value {
  const own = findMethod(instance, '__call__');
  if (own) return callValue(interpreter, own, positional, keywords, spread);
  // A base class that is not known and a `forward`: a Module of Lightning or another library on top of PyTorch.
  const isModule = inheritsFrom(instance.class, 'torch.nn.Module') || hasUnknownBase(instance.class);
  const forward = isModule ? findMethod(instance, 'forward') : undefined;
  if (forward && forward.function.kind === 'function') {
    return callValue(interpreter, forward, positional, keywords, spread);
  }
  const ofKeras = inheritsFrom(instance.class, 'keras.layers.Layer')
    ? findMethod(instance, 'call')
    : undefined;
  if (ofKeras?.function.kind === 'function')
    return callValue(
      interpreter,
      ofKeras,
      positional,
      inTraining(interpreter, ofKeras.function, keywords),
      spread,
    );
  const native = linearize(instance.class).find((base) => base.invoke);
  if (native?.invoke) return invokeNative(interpreter, instance, native, positional, keywords, spread);
  if (instance.class.isUser && hasUnknownBase(instance.class)) {
    return interpreter.unknown(`calling an object of ${instance.class.name}, whose base class is not known`);
  }
  if (isModule && !hasUnknownBase(instance.class)) {
    throw missingForward(instance);
  }
  throw new PythonError('TypeError', `'${typeName(instance)}' object is not callable`);
}

function invokeNative(
  interpreter: Interpreter,
  instance: InstanceValue,
  native: ClassValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): Value {
  const { invoke } = native;
  const result = inLayer(instance.place, () =>
    callNative(interpreter, native.name, invoke!.signature, positional, keywords, spread, (args) =>
      invoke!.call(instance, args, interpreter),
    ),
  );
  return viewed(positional[0], result);
}

export const hasUnknownBase = (candidate: ClassValue): boolean =>
  linearize(candidate).some((base) => base.bases.some((next) => next.kind === 'unknown'));
