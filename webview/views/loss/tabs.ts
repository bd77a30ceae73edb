/** The ways of looking at a loss, in the order of their tabs; the first is shown first. */
import { choose } from './choose';
import { compare } from './compare';
import { curve } from './curve';
import { details } from './details';
import { gradient } from './gradient';
import { pipeline } from './pipeline';
import type { LossTab } from './tab';
import { whatIf } from './what-if';

export const lossTabs: readonly LossTab[] = [pipeline, gradient, whatIf, curve, compare, choose, details];
