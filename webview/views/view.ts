/** One way of seeing a state of the panel. */
import type { ToHost } from '../../src/protocol/messages';
import type { PanelState } from '../../src/protocol/model';
import type { Context } from '../parts/context';
import type { Child } from '../parts/element';
import type { UiState } from '../ui-state';

export interface View<State extends PanelState = PanelState> {
  /** Whether this way of seeing fits the state. */
  accepts(state: PanelState): state is State;
  /** The elements of the panel; pure: the same state gives the same elements. */
  render(state: State, context: Context): readonly Child[];
  /** One sentence for a screen reader when the state comes; empty to say nothing. */
  announce(state: State): string;
  /** What the host has to compute so that all that is chosen can be seen; null where nothing is missing. */
  wish?(state: State, ui: UiState): ToHost | null;
}
