/** The first reading of a document is under way: what will be shown stands there as blocks of its size. */
import type { PanelState, ReadingState } from '../../src/protocol/model';
import { element } from '../parts/element';
import { skeleton, skeletonLine } from '../parts/skeleton';
import type { View } from './view';

export const reading: View<ReadingState> = {
  accepts: (state: PanelState): state is ReadingState => state.kind === 'reading',

  render: ({ document: name }, { document }) => [
    element(
      document,
      'div',
      { class: 'heading' },
      element(document, 'h1', { class: 'spoken' }, `Reading ${name}`),
      skeletonLine(document, 'kicker-line'),
      skeletonLine(document, 'expression-line'),
    ),
    element(document, 'div', { class: 'result' }, skeletonLine(document, 'value-line')),
    element(
      document,
      'div',
      { class: 'inputs' },
      ...['long', 'long', 'short'].map((size) => skeletonLine(document, size)),
    ),
    skeleton(document, `Reading ${name}…`),
  ],

  announce: ({ document }) => `Reading ${document}`,
};
