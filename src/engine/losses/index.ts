/** The registry of losses. Adding one adds its file and one line here. */
import type { AnyLoss } from '../loss';
import { binary_cross_entropy } from './binary_cross_entropy';
import { binary_cross_entropy_with_logits } from './binary_cross_entropy_with_logits';
import { cross_entropy } from './cross_entropy';
import { l1_loss } from './l1_loss';
import { mse_loss } from './mse_loss';
import { nll_loss } from './nll_loss';

export const losses = {
  binary_cross_entropy,
  binary_cross_entropy_with_logits,
  cross_entropy,
  l1_loss,
  mse_loss,
  nll_loss,
} as const satisfies Readonly<Record<string, AnyLoss>>;

/** PyTorch's functional name of a loss. */
export type LossName = keyof typeof losses;
