/** One way of looking at a loss. */
import type { LossTabName, ToHost } from '../../../src/protocol/messages';
import type { LossState } from '../../../src/protocol/model';
import type { ElementAt } from '../../../src/protocol/peek';
import type { Context } from '../../parts/context';
import type { Child } from '../../parts/element';
import type { UiEvent } from '../../ui-state';

export interface LossTab {
  /** Names the tab in the panel's memory, and for the host. */
  readonly key: LossTabName;
  readonly title: string;
  /** Whether there is something to see of this loss. */
  accepts(state: LossState): boolean;
  /** Called when the tab is the chosen one; pure. */
  render(context: Context, state: LossState): readonly Child[];
  /** What brings a number that the tab shows into sight; null where it does not show it. */
  way?(state: LossState, context: Context, at: ElementAt): UiEvent | null;
  /** What the host has to compute before there is something to see; null when it has, or for a tab that needs nothing. */
  wish?(state: LossState): ToHost | null;
}

/** The wish of a tab that shows what a partial state lacks. */
export const restOf = ({ isPartial, revision }: LossState): ToHost | null =>
  isPartial ? { type: 'explore', revision, exploration: { kind: 'rest' } } : null;
