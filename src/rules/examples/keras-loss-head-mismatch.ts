/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';
import { noHeads } from './reasons';

export const notIn: NotIn = {
  PyTorch: noHeads,
  Lightning: noHeads,
  fastai: noHeads,
  'Hugging Face': noHeads,
  JAX: noHeads,
};
