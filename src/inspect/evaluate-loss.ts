/**
 * The same loss call on other values: what-if editing and the numbers that prove a
 * mistake. It works on the plain records of an inspection, so it needs neither the
 * text nor the interpreter, and runs wherever the inspection was handed to.
 */
import { backward } from '../engine/autograd';
import type { Values } from '../engine/dtype';
import { isFloating } from '../engine/dtype';
import { TensorError } from '../engine/error';
import type { AnyLoss } from '../engine/loss';
import { losses } from '../engine/losses/index';
import { numelOf } from '../engine/shape';
import { Tensor } from '../engine/tensor';
import type { LossCall, PlainValue, TensorId, TensorRecord } from './inspection';

/**
 * What stands in for an input: another tensor of the inspection, other values of the
 * same shape, or values of another shape; the dtype stays that of the input.
 */
export type Replacement = TensorId | Values | { readonly shape: readonly number[]; readonly values: Values };

export interface LossEvaluation {
  /** The reduced loss; for reduction none, the sum of all elements is not a loss of the call's, so it is null. */
  readonly value: number | null;
  readonly output: { readonly shape: readonly number[]; readonly values: Values };
  readonly perElement: { readonly shape: readonly number[]; readonly values: Values };
  /** Of the reduced loss (for reduction none: of its sum), by the name of each floating input; same shape as the input. */
  readonly gradients: Readonly<Record<string, Values>>;
}

/**
 * Evaluates a loss call again.
 *
 * @param tensors The inspection's tensors, by id.
 * @param replace By parameter name (`input`, `target`, `weight` …).
 * @param loss Another loss of the engine to evaluate on the same tensors, `nll_loss`: with the options of the
 *   call that it has, and PyTorch's defaults for the others.
 * @returns Null when a value is not known or was left out for its size, when the loss is not known, and
 *   when PyTorch would raise an error.
 */
export function evaluateLoss(
  call: LossCall,
  tensors: readonly TensorRecord[],
  replace: Readonly<Record<string, Replacement>> = {},
  loss: string = call.loss,
): LossEvaluation | null {
  const definition = registry[loss];
  if (!definition) return null;
  const inputs: Record<string, Tensor> = {};
  for (const { name, tensor } of call.inputs) {
    if (!definition.tensors.includes(name)) continue;
    const leaf = leafOf(tensors, tensor, replace[name]);
    if (!leaf) return null;
    inputs[name] = leaf;
  }
  // Other frameworks name their inputs otherwise, and their losses are not those of the engine alone.
  if (call.prediction === null || !(call.prediction in inputs)) return null;
  const attributes = { ...defaults, ...call.options, reduction: call.reduction };
  try {
    const { output, perElement } = definition.evaluate(inputs, attributes as never);
    if (!output.hasValues || !perElement.hasValues) return null;
    const gradients: Record<string, Values> = {};
    if (output.requiresGrad) {
      const ones = output.values().slice().fill(1);
      const seed = Tensor.leaf({ shape: output.shape, dtype: output.dtype, values: ones });
      const found = backward(output, seed);
      for (const [name, input] of Object.entries(inputs)) {
        const gradient = found.get(input);
        if (gradient?.hasValues) gradients[name] = gradient.values();
      }
    }
    return {
      value: output.numel === 1 && call.reduction !== 'none' ? output.values()[0]! : null,
      output: plain(output),
      perElement: plain(perElement),
      gradients,
    };
  } catch (error) {
    if (error instanceof TensorError) return null;
    throw error;
  }
}

/** A leaf with the record's values or those that replace them; null when there are none. */
function leafOf(
  tensors: readonly TensorRecord[],
  id: TensorId,
  replacement: Replacement | undefined,
): Tensor | null {
  const record = tensors[typeof replacement === 'number' ? replacement : id];
  if (!record?.dtype) return null;
  const isReshaped = typeof replacement === 'object' && 'shape' in replacement;
  const shape = isReshaped ? replacement.shape : record.shape;
  const values = isReshaped
    ? replacement.values
    : typeof replacement === 'object'
      ? replacement
      : record.data;
  if (!values || !shape || !shape.every((size) => typeof size === 'number')) return null;
  if (numelOf(shape) !== values.length) return null;
  return Tensor.leaf({
    shape,
    dtype: record.dtype,
    values,
    role: record.role,
    requiresGrad: isFloating(record.dtype),
    ...(record.place ? { place: record.place } : {}),
  });
}

const registry: Readonly<Record<string, AnyLoss | undefined>> = losses;

/** PyTorch's defaults of the options that one loss has and another lacks. */
const defaults: Readonly<Record<string, PlainValue>> = { ignore_index: -100, label_smoothing: 0 };

const plain = (tensor: Tensor): LossEvaluation['output'] => ({
  shape: tensor.shape as readonly number[],
  values: tensor.values(),
});
