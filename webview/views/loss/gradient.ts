/** The gradient of each input and of the variables behind them, what each row has of it, and what stops it. */
import type { GradientModel, LossState } from '../../../src/protocol/model';
import type { Context } from '../../parts/context';
import { element, type Child } from '../../parts/element';
import { legend } from '../../parts/legend';
import { placeLink } from '../../parts/place-link';
import { prose } from '../../parts/prose';
import { section } from '../../parts/section';
import { sheet } from '../../parts/sheet';
import { skeleton } from '../../parts/skeleton';
import { tensor } from '../../parts/tensor';
import { restOf, type LossTab } from './tab';

export const gradient: LossTab = {
  key: 'gradient',
  title: 'Gradient',
  accepts: ({ gradients, gradientNotes }) => gradients.length > 0 || gradientNotes.length > 0,
  wish: restOf,
  render: (context, state) =>
    state.isPartial
      ? [skeleton(context.document, 'Computing the gradients…')]
      : [notes(context, state), ...state.gradients.map((each) => gradientOf(context, each, state))],
};

/** Where no gradient gets through. */
function notes(context: Context, { gradientNotes, revision }: LossState): Child {
  if (gradientNotes.length === 0) return null;
  const { document } = context;
  return element(
    document,
    'ul',
    { class: 'gradient-notes', 'aria-label': 'Where no gradient gets through' },
    ...gradientNotes.map(({ text, link }) =>
      element(
        document,
        'li',
        {},
        element(document, 'span', {}, ...prose(document, text)),
        link !== null && placeLink(context, link, revision),
      ),
    ),
  );
}

function gradientOf(context: Context, model: GradientModel, { revision }: LossState): HTMLElement {
  const { of, link, largest, tensor: values } = model;
  const options = {
    key: `gradient ${of}`,
    title: `Gradient of ${of}`,
    aside: largest === null ? '' : `max ${largest.text}`,
    open: true,
  };
  const name = `∂loss/∂${of}`;
  return section(context, options, () => {
    if (model.sheet === null) return tensor(context, `gradient ${of}`, name, values);
    return [
      link !== null &&
        element(
          context.document,
          'p',
          { class: 'quiet' },
          'its .grad after the last line, made at ',
          placeLink(context, link, revision),
        ),
      element(
        context.document,
        'p',
        { class: 'summary', 'data-key': `summary gradient ${of}` },
        values.summary,
      ),
      sheet(context, model.sheet, { key: `gradient ${of}`, name, whole: 'gradient', total: null }),
      legend(context.document, values),
    ];
  });
}
