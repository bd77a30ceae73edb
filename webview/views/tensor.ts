/** A tensor that is no loss: what made it, its values, and its gradient where it has one. */
import type { PanelState, TensorState } from '../../src/protocol/model';
import type { Context } from '../parts/context';
import { element, type Child } from '../parts/element';
import { findings } from '../parts/findings';
import { footing, heading } from '../parts/frame';
import { history } from '../parts/kept';
import { placeLink } from '../parts/place-link';
import { provenance } from '../parts/provenance';
import { section } from '../parts/section';
import { isKnown, sight } from '../parts/table';
import { skeleton } from '../parts/skeleton';
import { viewer } from '../parts/viewer';
import type { View } from './view';

export const tensor: View<TensorState> = {
  accepts: (state: PanelState): state is TensorState => state.kind === 'tensor',

  render(state, context) {
    const { revision, expression, link, producer, tensor: model, isPartial, grad } = state;
    const kicker = producer === '' ? 'tensor' : producer;
    return [
      heading(context, kicker, expression, link, revision),
      provenance(context, state),
      findings(context, state.findings.here, revision),
      section(context, { key: 'values', title: 'Values', open: true }, () => [
        ...viewer(context, `values of ${expression}`, expression, model),
        isPartial && skeleton(context.document, 'Its values are on their way…'),
      ]),
      grad !== null &&
        section(context, { key: 'grad', title: 'Gradient', aside: '.grad at the end', open: true }, () =>
          viewer(context, `grad of ${expression}`, 'grad', grad),
        ),
      state.sources.length > 0 &&
        section(context, { key: 'sources', title: 'Made from', aside: producer, open: false }, () => [
          sources(context, state),
        ]),
      ...footing(context, state.findings, revision),
      history(context, revision),
    ];
  },

  ways: ({ tensor: model, expression }, context, { tensor, index }) =>
    model.id === tensor && isKnown(model)
      ? [
          { type: 'toggle', section: 'values', open: true },
          sight(context, `values of ${expression}`, expression, model, index),
        ]
      : [],

  wish: ({ isPartial, revision }) => (isPartial ? { type: 'wholeTensor', revision } : null),

  announce: ({ expression, tensor: { summary } }) => `${expression}: ${summary}`,
};

function sources(context: Context, { sources: from, revision }: TensorState): Child {
  const { document } = context;
  const items = from.map(({ summary, link }) =>
    element(
      document,
      'li',
      {},
      link !== null && placeLink(context, link, revision, 'code'),
      element(document, 'p', { class: 'summary' }, summary),
    ),
  );
  return element(document, 'ul', { class: 'sources' }, ...items);
}
