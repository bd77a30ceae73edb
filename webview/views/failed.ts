/** There is nothing to show because something went wrong: what, and what to do. */
import type { FailedState, PanelState } from '../../src/protocol/model';
import { button } from '../parts/button';
import { element } from '../parts/element';
import { severityIcon } from '../parts/icon';
import { prose } from '../parts/prose';
import type { View } from './view';

export const failed: View<FailedState> = {
  accepts: (state: PanelState): state is FailedState => state.kind === 'failed',

  render: ({ message, advice, canReadAgain }, { document, emit }) => [
    element(
      document,
      'div',
      { class: 'finding error' },
      element(
        document,
        'h1',
        { class: 'finding-title' },
        severityIcon(document, 'error'),
        element(document, 'span', {}, 'This could not be shown'),
      ),
      element(document, 'p', { class: 'finding-message' }, ...prose(document, message)),
      advice !== '' && element(document, 'p', { class: 'quiet' }, ...prose(document, advice)),
      canReadAgain &&
        element(
          document,
          'div',
          { class: 'acts' },
          button(document, 'Read again', 'primary', () => emit({ type: 'readAgain' })),
        ),
    ),
  ],

  announce: ({ message, advice }) => `${message} ${advice}`.trim(),
};
