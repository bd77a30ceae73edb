/**
 * uint64 is what `torch.hash_tensor` gives. PyTorch computes with it in few ways, so that here only what moves,
 * compares or converts the elements is known.
 */
import type { Tensor } from './tensor';

const MOVING: ReadonlySet<string> = new Set(
  `as_strided cast cat clone detach diagonal expand flip gather index index_select narrow permute repeat reshape roll
  select squeeze stack transpose unsqueeze`.split(/\s+/),
);

/** Whether an operation computes with elements of uint64 in a way that is not followed. */
export function computesWithUnsigned(name: string, inputs: readonly Tensor[]): boolean {
  if (!inputs.some(({ dtype }) => dtype === 'uint64') || MOVING.has(name)) return false;
  return !(name === 'eq' || name === 'ne') || inputs.some(({ dtype }) => dtype !== 'uint64');
}
