/**
 * Hooks that a module calls when a backward pass leaves it: its input and its output go through an operation that
 * changes nothing, and whose gradient calls them (PyTorch source, torch/utils/hooks.py, BackwardHook).
 */
import { isGradEnabled } from '../../../engine/context';
import type { Op } from '../../../engine/op';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { none, tensorValue, tuple, type InstanceValue, type TensorValue, type Value } from '../../values';

const GRAD_FN = 'BackwardHookFunctionBackward';

export interface BackwardHooks {
  /** Called with the gradients of the outputs, before those of the inputs are computed. */
  readonly before: readonly Value[];
  /** Called with the gradients of the inputs and of the outputs. */
  readonly after: readonly Value[];
}

/** The tensor itself for the graph, and `onGradient` for its gradient. */
function boundary(object: TensorValue, place: number, onGradient: (gradient: Tensor) => Tensor): TensorValue {
  const op: Op = {
    name: 'backward_hook',
    gradFn: GRAD_FN,
    infer: ([input]) => ({ shape: input!.shape, dtype: input!.dtype }),
    role: ([input]) => input!.role,
    kernel: {
      kind: 'general',
      compute: ([input], _, target) => {
        target.values.set(input!.values);
      },
    },
    vjp: (gradient) => [onGradient(gradient)],
    samples: [],
  };
  return {
    ...tensorValue(Tensor.apply(op, [object.tensor], {})),
    view: {
      base: object,
      write: (_, changed) => changed,
      made: { withoutGradients: false, output: { place, gradFn: GRAD_FN, isOfFunction: true } },
    },
  };
}

const requiresGrad = (value: Value): value is TensorValue =>
  value.kind === 'tensor' && value.tensor.requiresGrad;

/** The one value that requires grad, as its place among several; undefined where none does. */
function onlyTracked(values: readonly Value[], what: string): number | undefined {
  const tracked = [...values.keys()].filter((at) => requiresGrad(values[at]!));
  if (tracked.length > 1)
    throw new NotKnown(`backward hooks of a module with several ${what} that require grad are not followed`);
  return tracked[0];
}

/** None for each of several values, and the gradient for one of them. */
const amongNone = (count: number, place: number | undefined, gradient: Value): Value =>
  tuple(Array.from({ length: count }, (_, at) => (at === place ? gradient : none)));

/** What a hook gave in the place of a gradient, which it may give alone or in a tuple. */
function replaced(result: Value, place: number, before: Value): Value {
  if (result.kind === 'None') return before;
  if (result.kind === 'unknown') throw new NotKnown(result.reason);
  return result.kind === 'tuple' ? (result.items[place] ?? none) : result;
}

function gradientIn(value: Value): Tensor {
  if (value.kind !== 'tensor') throw new NotKnown('a backward hook gives something else than a gradient');
  return value.tensor;
}

/** A call of a module whose backward pass calls `hooks`. Throws NotKnown where several gradients would meet in one call. */
export function withBackwardHooks(
  self: InstanceValue,
  hooks: BackwardHooks,
  inputs: readonly Value[],
  runtime: Runtime,
  forward: (inputs: readonly Value[]) => Value,
): Value {
  if (!isGradEnabled()) return forward(inputs);
  const entry = onlyTracked(inputs, 'inputs');
  let ofOutputs: Value = none;
  const given =
    entry === undefined
      ? inputs
      : inputs.with(
          entry,
          boundary(inputs[entry] as TensorValue, entry, (gradient) => {
            let current: Value = tensorValue(gradient);
            for (const hook of hooks.after) {
              const ofInputs = amongNone(inputs.length, entry, current);
              current = replaced(runtime.call(hook, [self, ofInputs, ofOutputs]), entry, current);
            }
            return gradientIn(current);
          }),
        );
  const result = forward(given);
  if (result.kind === 'unknown') return result;
  const outputs = result.kind === 'tuple' ? result.items : [result];
  const exit = onlyTracked(outputs, 'outputs');
  if (exit === undefined) return result;
  const left = boundary(outputs[exit] as TensorValue, exit, (gradient) => {
    let current: Value = tensorValue(gradient);
    for (const hook of hooks.before)
      current = replaced(runtime.call(hook, [self, amongNone(outputs.length, exit, current)]), exit, current);
    ofOutputs = amongNone(outputs.length, exit, current);
    if (entry === undefined) callWithoutInputs(self, hooks, inputs.length, ofOutputs, runtime);
    return gradientIn(current);
  });
  return result.kind === 'tuple' ? tuple(outputs.with(exit, left)) : left;
}

/** Where no input requires grad, the hooks are called when the gradient of the output is there. */
function callWithoutInputs(
  self: InstanceValue,
  hooks: BackwardHooks,
  count: number,
  ofOutputs: Value,
  runtime: Runtime,
): void {
  for (const hook of hooks.after) {
    const result = runtime.call(hook, [self, amongNone(count, undefined, none), ofOutputs]);
    if (result.kind === 'unknown') throw new NotKnown(result.reason);
    const isNothing =
      result.kind === 'None' ||
      (result.kind === 'tuple' && result.items.every((item) => item.kind === 'None'));
    if (!isNothing)
      throw new PythonError(
        'RuntimeError',
        'Backward hook for Modules where no input requires gradient should always return None or None for all gradients.',
      );
  }
}
