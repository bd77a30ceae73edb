/** The ways of looking at a loss, in the order of their tabs; the first is shown first. */
import { details } from './details';
import { gradient } from './gradient';
import { pipeline } from './pipeline';
import type { LossTab } from './tab';

export const lossTabs: readonly LossTab[] = [pipeline, gradient, details];
