/** From the inputs to the number as a sheet: a row for each sample, a group of columns for each step. */
import type { LossState } from '../../../src/protocol/model';
import type { Context } from '../../parts/context';
import { element, type Child } from '../../parts/element';
import { sheet, sheetSight } from '../../parts/sheet';
import { skeleton } from '../../parts/skeleton';
import { restOf, type LossTab } from './tab';

export const pipeline: LossTab = {
  key: 'pipeline',
  title: 'Pipeline',
  accepts: () => true,
  way: ({ sheet: model }, _, at) => model && sheetSight(model, 'pipeline', at),
  wish: restOf,
  render: (context, state) => [
    state.isPartial
      ? skeleton(context.document, 'Computing the steps…')
      : state.sheet === null
        ? steps(context, state)
        : sheet(context, state.sheet, {
            key: 'pipeline',
            name: 'the steps of the loss',
            whole: 'loss',
            total: reduction(context, state),
          }),
    state.sheet === null && reduction(context, state),
  ],
};

/** The reduction with its numbers put in. */
function reduction({ document }: Context, { formula }: LossState): HTMLElement | null {
  return formula === '' ? null : element(document, 'p', { class: 'formula', 'data-total': true }, formula);
}

/** The steps in words, where there are no numbers to put into a sheet. */
function steps({ document }: Context, { steps: taken, error }: LossState): Child {
  if (taken.length === 0)
    return element(
      document,
      'p',
      { class: 'absence' },
      error === null
        ? 'The values are not known, so there are no steps to draw. Select numbers that a run has printed and choose “LossLens: Inspect Selection” to see them here.'
        : `PyTorch raises ${error.type} here, so there are no steps to draw.`,
    );
  return element(
    document,
    'ol',
    { class: 'steps' },
    ...taken.map(({ name, formula, summary }) =>
      element(
        document,
        'li',
        {},
        element(document, 'span', { class: 'parameter' }, name),
        formula !== '' && element(document, 'code', { class: 'step-formula' }, formula),
        element(document, 'p', { class: 'summary' }, summary),
      ),
    ),
  );
}
