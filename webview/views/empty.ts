/** Nothing is chosen yet: tells what to click, and offers something to try. */
import type { EmptyState, PanelState } from '../../src/protocol/model';
import { button } from '../parts/button';
import { element } from '../parts/element';
import { placeLink } from '../parts/place-link';
import type { View } from './view';

export const empty: View<EmptyState> = {
  accepts: (state: PanelState): state is EmptyState => state.kind === 'empty',

  render({ document: name, losses, revision }, context) {
    const { document, emit } = context;
    const paragraph = (text: string): HTMLElement => element(document, 'p', { class: 'teach' }, text);
    const example = button(document, 'Open an example', losses.length === 0 ? 'primary' : 'secondary', () =>
      emit({ type: 'openExample' }),
    );
    const items = losses.map((loss) =>
      element(
        document,
        'li',
        {},
        placeLink(context, loss, revision, 'code'),
        quietLine(document, loss.place.line),
      ),
    );
    return [
      element(document, 'h1', { class: 'title' }, 'See what a loss sees'),
      paragraph(
        'Put the cursor on a loss call or on a tensor in Python. Its values, activation, loss and gradient appear here. Your code is read, never run.',
      ),
      name === null && paragraph('Open a Python file or a notebook to begin.'),
      name !== null &&
        losses.length === 0 &&
        paragraph(
          `No loss call was found in ${name}. Select numbers and choose “LossLens: Inspect Selection”.`,
        ),
      losses.length > 0 &&
        element(document, 'h2', { class: 'teach-title' }, `Loss calls in ${name ?? 'the document'}`),
      losses.length > 0 && element(document, 'ul', { class: 'loss-list' }, ...items),
      element(document, 'div', { class: 'acts' }, example),
    ];
  },

  announce: () => '',
};

const quietLine = (document: Document, line: number): HTMLElement =>
  element(document, 'span', { class: 'quiet' }, `line ${line}`);
