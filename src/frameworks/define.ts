/** How the tables of a framework are written: names, a signature in Python's notation, and a meaning. */
import type { Attributes, Op } from '../engine/op';
import { Tensor } from '../engine/tensor';
import type { Arguments } from './arguments';
import { placedInto } from './out-argument';
import type { Runtime } from './runtime';
import { anySignature, signature } from './signature';
import {
  tensorValue,
  type ClassValue,
  type NativeFunction,
  type NativeMethod,
  type TensorFramework,
  type TensorValue,
  type Value,
} from './values';

export type Meaning = (args: Arguments, runtime: Runtime) => Value;

/** A function under one qualified name. Where PyTorch's or numpy's takes `out`, the result goes where that says. */
export function define(name: string, parameters: string, call: Meaning): NativeFunction {
  const read = signature(parameters);
  const takesOut =
    /^(torch|numpy)\./.test(name) && read.parameters.some((parameter) => parameter.name === 'out');
  return {
    kind: 'native',
    name,
    signature: read,
    call: takesOut ? (args, runtime) => placedInto(call(args, runtime), args, runtime) : call,
  };
}

/** A method of a class that a framework or Python has, without the object that it is called on. */
export const method = (parameters: string, call: NativeMethod['call']): NativeMethod => ({
  signature: signature(parameters),
  call,
});

/** A class of a framework of which no more is known than is given here: what else its objects have is unknown, and no error. */
export const openClass = (name: string, parts: Partial<ClassValue> = {}): ClassValue => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
  signature: anySignature,
  construct: () => undefined,
  ...parts,
});

/** The same meaning under several qualified names. */
export const defineAll = (names: readonly string[], parameters: string, call: Meaning): NativeFunction[] =>
  names.map((name) => define(name, parameters, call));

/** Applies an operation and wraps the result as a framework's tensor object. */
export function applied<A extends Attributes>(
  op: Op<A>,
  inputs: readonly Tensor[],
  attributes: A,
  framework: TensorFramework = 'torch',
): TensorValue {
  return tensorValue(Tensor.apply(op, inputs, attributes), framework);
}

/** Names → values; a name that is defined twice is a mistake in a table. */
export function table(
  ...groups: readonly (readonly (Value & { readonly name: string })[])[]
): Map<string, Value> {
  const names = new Map<string, Value>();
  for (const group of groups) {
    for (const value of group) {
      if (names.has(value.name)) throw new Error(`${value.name} is defined twice`);
      names.set(value.name, value);
    }
  }
  return names;
}
