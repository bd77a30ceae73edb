/**
 * How the functions of torch are written: a row says under which names an operation of
 * the engine stands, its signature, and how its arguments become tensors and attributes.
 */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { AnyOp, Op } from '../../../engine/op';
import type { Arguments } from '../../arguments';
import { define, type Meaning } from '../../define';
import { changeInPlace } from '../../in-place';
import type { Runtime } from '../../runtime';
import { tensorValue, type NativeFunction, type Value } from '../../values';

/** Where a name stands: t = torch, T = method of Tensor, F = torch.nn.functional, s = torch.special, l = torch.linalg. */
const places: Readonly<Record<string, string>> = {
  t: 'torch.',
  T: 'torch.Tensor.',
  F: 'torch.nn.functional.',
  s: 'torch.special.',
  l: 'torch.linalg.',
};

export const at = (where: string, name: string, parameters: string, call: Meaning): NativeFunction[] =>
  [...where].map((place) => define(`${places[place]!}${name}`, parameters, call));

/** One result of one operation on the tensor arguments. */
export type Attribution = (args: Arguments) => Readonly<Record<string, unknown>>;

export function row(
  where: string,
  name: string,
  parameters: string,
  op: AnyOp | undefined,
  tensors: readonly string[] = ['input'],
  attributes: Attribution = () => ({}),
): NativeFunction[] {
  if (!op) return [];
  return at(where, name, parameters, (args, runtime) => {
    const inputs = tensors.map((tensor) => args.tensor(tensor));
    const form = isInPlace(args, runtime) ? inPlaceForm(op) : op;
    return placed(Tensor.apply(form as unknown as Op, inputs, attributes(args)), args, runtime);
  });
}

/** Operations whose gradient has a name of its own where they change their argument (derivatives.yaml). */
const NAMED_IN_PLACE: ReadonlySet<AnyOp> = new Set([
  ops.celu,
  ops.elu,
  ops.leaky_relu,
  ops.selu,
  ops.threshold,
]);

/** An operation as it stands in the graph when it changed its argument. */
export const inPlaceForm = (op: AnyOp): AnyOp =>
  NAMED_IN_PLACE.has(op) && typeof op.gradFn === 'string'
    ? { ...op, gradFn: op.gradFn.replace('Backward0', 'Backward1') }
    : op;

/** Whether a call says `inplace=True`. */
const isInPlace = (args: Arguments, runtime: Runtime): boolean =>
  args.signature.parameters.some(({ name }) => name === 'inplace') &&
  runtime.truth(args.value('inplace')) === true;

/** A result as a tensor object of its own; with `inplace=True` the first argument becomes it. */
export function placed(result: Tensor, args: Arguments, runtime: Runtime): Value {
  if (!isInPlace(args, runtime)) return tensorValue(result);
  const object = args.value(args.signature.parameters[0]!.name);
  if (object.kind !== 'tensor') return tensorValue(result);
  changeInPlace(object, result, runtime);
  return object;
}

/** Every op of the registry by name, where it has one. */
export const registry: Readonly<Record<string, AnyOp | undefined>> = ops;

export const dimOf = (args: Arguments): { dim: number | undefined } => ({ dim: args.optionalInt('dim') });
export const dimsOf: Attribution = (args) => ({
  dim: args.optionalInts('dim'),
  keepdim: args.bool('keepdim'),
});
