/** The activation of hidden layers that was applied last before a loss, where it is certain that one was. */
import type { TensorRecord } from '../../inspect/inspection';
import type { Origin } from './origin';

export interface LastActivation {
  /** PyTorch's name of the function: `relu`, `tanh`, `leaky_relu`. */
  readonly name: string;
  /** What comes out of it. */
  readonly tensor: TensorRecord;
}

/** Activations of hidden layers, by PyTorch's names. */
export const hiddenActivations: ReadonlySet<string> = new Set([
  'celu',
  'elu',
  'gelu',
  'leaky_relu',
  'mish',
  'relu',
  'selu',
  'silu',
  'softplus',
  'tanh',
]);

/** Null when nothing of the kind stands last, and when a condition or several tensors decide. */
export function lastActivation({ kind, tensor, isJoined, isAltered }: Origin): LastActivation | null {
  const name = tensor.producer?.operation;
  if (kind !== 'values' || isJoined || isAltered || name === undefined) return null;
  return hiddenActivations.has(name) ? { name, tensor } : null;
}
