/** One way of seeing a state of the panel. */
import type { ToHost } from '../../src/protocol/messages';
import type { PanelState } from '../../src/protocol/model';
import type { Context } from '../parts/context';
import type { Child } from '../parts/element';
import type { ElementAt } from '../../src/protocol/peek';
import type { UiEvent, UiState } from '../ui-state';

export interface View<State extends PanelState = PanelState> {
  /** Whether this way of seeing fits the state. */
  accepts(state: PanelState): state is State;
  /** The elements of the panel; pure: the same state gives the same elements. */
  render(state: State, context: Context): readonly Child[];
  /** One sentence for a screen reader when the state comes; empty to say nothing. */
  announce(state: State): string;
  /**
   * What brings a number of the state into sight; nothing where it is not shown.
   *
   * @param far Whether another part of the view may be opened for it.
   */
  ways?(state: State, context: Context, at: ElementAt, far: boolean): readonly UiEvent[];
  /** What the host has to compute so that all that is chosen can be seen; null where nothing is missing. */
  wish?(state: State, ui: UiState): ToHost | null;
}
