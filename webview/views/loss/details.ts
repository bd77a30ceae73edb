/** What the loss was called with besides tensors, and where it was constructed. */
import { element } from '../../parts/element';
import { peekLink } from '../../parts/peek';
import { placeLink } from '../../parts/place-link';
import type { LossTab } from './tab';

export const details: LossTab = {
  key: 'options',
  title: 'Options',
  accepts: ({ options }) => options.length > 0,
  render: (context, { options, constructed, revision }) => [
    constructed !== null &&
      element(
        context.document,
        'p',
        { class: 'quiet' },
        'Constructed at ',
        placeLink(context, constructed, revision),
      ),
    element(
      context.document,
      'dl',
      { class: 'options' },
      ...options.flatMap(({ name, value }) => [
        element(
          context.document,
          'dt',
          {},
          peekLink(context, name, `Show where ${name} is given`, { kind: 'option', name }),
        ),
        element(context.document, 'dd', {}, value),
      ]),
    ),
  ],
};
