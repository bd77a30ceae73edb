/** Tensors that hold nothing but what the program puts there: zeros and their kin, and what was stored in them since. */
import type { Tensor } from '../engine/tensor';

/** Those of a size that is not known, which have no values by which they could be told. */
const made = new WeakSet<Tensor>();

/** The same tensor, which is told from data that are not read. */
export function asBuffer(tensor: Tensor): Tensor {
  made.add(tensor);
  return tensor;
}

/** Elements of a buffer up to which it is looked whether they are all one number. */
const MOST_READ = 65_536;

export function isBuffer(tensor: Tensor): boolean {
  if (tensor.producer) return tensor.producer.op.name === 'stored';
  if (tensor.requiresGrad) return false;
  if (!tensor.hasValues) return made.has(tensor);
  if (tensor.numel > MOST_READ || tensor.numel < 2) return false;
  const values = tensor.values();
  return values.every((value) => value === values[0]);
}
