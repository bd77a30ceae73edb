/** All ways of seeing; the first that accepts a state shows it. */
import type { ToHost } from '../../src/protocol/messages';
import type { PanelState } from '../../src/protocol/model';
import type { Context } from '../parts/context';
import type { Child } from '../parts/element';
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

type Show = (state: PanelState, context: Context) => Rendering | null;

const showing =
  <State extends PanelState>(view: View<State>): Show =>
  (state, context) =>
    view.accepts(state)
      ? {
          children: view.render(state, context),
          announcement: view.announce(state),
          wish: view.wish?.(state, context.ui) ?? null,
        }
      : null;

const views: readonly Show[] = [
  showing(empty),
  showing(reading),
  showing(failed),
  showing(loss),
  showing(tensor),
];

/** What is seen of a state. */
export function render(state: PanelState, context: Context): Rendering {
  for (const show of views) {
    const rendering = show(state, context);
    if (rendering) return rendering;
  }
  return { children: [], announcement: '', wish: null };
}
