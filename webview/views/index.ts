/** All ways of seeing; the first that accepts a state shows it. */
import type { ToHost } from '../../src/protocol/messages';
import type { PanelState } from '../../src/protocol/model';
import type { ElementAt } from '../../src/protocol/peek';
import type { Context } from '../parts/context';
import type { Child } from '../parts/element';
import type { UiEvent } from '../ui-state';
import { empty } from './empty';
import { failed } from './failed';
import { loss } from './loss/index';
import { reading } from './reading';
import { tensor } from './tensor';
import type { View } from './view';

export interface Rendering {
  readonly children: readonly Child[];
  readonly announcement: string;
  readonly wish: ToHost | null;
}

interface Shower {
  readonly show: (state: PanelState, context: Context) => Rendering | null;
  readonly ways: (state: PanelState, context: Context, at: ElementAt, far: boolean) => readonly UiEvent[];
}

const showing = <State extends PanelState>(view: View<State>): Shower => ({
  show: (state, context) =>
    view.accepts(state)
      ? {
          children: view.render(state, context),
          announcement: view.announce(state),
          wish: view.wish?.(state, context.ui) ?? null,
        }
      : null,
  ways: (state, context, at, far) =>
    view.accepts(state) ? (view.ways?.(state, context, at, far) ?? []) : [],
});

const views: readonly Shower[] = [
  showing(empty),
  showing(reading),
  showing(failed),
  showing(loss),
  showing(tensor),
];

/** What is seen of a state. */
export function render(state: PanelState, context: Context): Rendering {
  for (const { show } of views) {
    const rendering = show(state, context);
    if (rendering) return rendering;
  }
  return { children: [], announcement: '', wish: null };
}

/** What brings a number of a state into sight; nothing where it is not shown. @param far Whether another part may be opened for it. */
export const ways = (state: PanelState, context: Context, at: ElementAt, far: boolean): readonly UiEvent[] =>
  views.flatMap((view) => view.ways(state, context, at, far));
