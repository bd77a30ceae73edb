/** One way of seeing a state of the panel. */
import type { PanelState } from '../../src/protocol/model';
import type { Context } from '../parts/context';
import type { Child } from '../parts/element';

export interface View<State extends PanelState = PanelState> {
  /** Whether this way of seeing fits the state. */
  accepts(state: PanelState): state is State;
  /** The elements of the panel; pure: the same state gives the same elements. */
  render(state: State, context: Context): readonly Child[];
  /** One sentence for a screen reader when the state comes; empty to say nothing. */
  announce(state: State): string;
}
