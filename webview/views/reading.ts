/** The first reading of a document is under way. */
import type { PanelState, ReadingState } from '../../src/protocol/model';
import { element } from '../parts/element';
import type { View } from './view';

export const reading: View<ReadingState> = {
  accepts: (state: PanelState): state is ReadingState => state.kind === 'reading',

  render: ({ document: name }, { document }) => [
    element(
      document,
      'div',
      { class: 'reading' },
      element(document, 'vscode-progress-ring', { 'aria-label': 'Reading' }),
      element(document, 'h1', { class: 'teach' }, `Reading ${name} …`),
    ),
  ],

  announce: ({ document }) => `Reading ${document}`,
};
