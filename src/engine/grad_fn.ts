/**
 * Names that PyTorch prints as grad_fn where the operation alone does not tell: what was written in place through a
 * view is `CopySlices`, whatever computed it.
 */
import type { Tensor } from './tensor';

const given = new WeakMap<Tensor, string>();

/** Says under which name a result is printed from here on. */
export function nameGradFn(tensor: Tensor, name: string | undefined): void {
  if (name !== undefined) given.set(tensor, name);
}

export const givenGradFn = (tensor: Tensor): string | undefined => given.get(tensor);
