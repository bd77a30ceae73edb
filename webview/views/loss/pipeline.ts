/** From the inputs to the number: activation, loss of each element, reduction, and the steps between. */
import type { InputModel, LossState } from '../../../src/protocol/model';
import type { Context } from '../../parts/context';
import { element, type Child } from '../../parts/element';
import { placeLink } from '../../parts/place-link';
import { section } from '../../parts/section';
import { tensor } from '../../parts/tensor';
import type { LossTab } from './tab';

export const pipeline: LossTab = {
  key: 'pipeline',
  title: 'Pipeline',
  accepts: () => true,
  render: (context, state) => [
    inputs(context, state),
    activation(context, state),
    perElement(context, state),
    reduction(context, state),
    steps(context, state),
  ],
};

function inputs(context: Context, { inputs: given, revision }: LossState): HTMLElement {
  const { document } = context;
  const names = given.map(({ name }) => name).join(', ');
  const input = ({ name, expression, link, tensor: model, expects }: InputModel): HTMLElement => {
    const written = link !== null && expression !== name ? { ...link, text: expression } : null;
    return element(
      document,
      'div',
      { class: 'named', 'data-key': `input ${name}` },
      element(
        document,
        'h3',
        { class: 'named-title' },
        element(document, 'span', { class: 'parameter' }, name),
        written && placeLink(context, written, revision, 'code'),
      ),
      expects !== '' && element(document, 'p', { class: 'quiet' }, `should be ${expects}`),
      ...tensor(context, `input ${name}`, name, model),
    );
  };
  return section(context, { key: 'inputs', title: 'Inputs', aside: names, open: true }, () => [
    element(document, 'div', { class: 'beside' }, ...given.map(input)),
  ]);
}

function activation(context: Context, { activation: applied }: LossState): Child {
  if (applied === null) return null;
  const { name } = applied;
  return section(context, { key: 'activation', title: 'Activation', aside: name, open: true }, () =>
    tensor(context, 'activation', name, applied.tensor),
  );
}

function perElement(context: Context, { perElement: losses }: LossState): Child {
  if (losses === null) return null;
  const options = { key: 'per element', title: 'Loss of each element', open: true };
  return section(context, options, () => tensor(context, 'per element', 'loss', losses));
}

function reduction(context: Context, { formula, reduction: name }: LossState): Child {
  if (formula === '') return null;
  const { document } = context;
  return section(context, { key: 'reduction', title: 'Reduction', aside: name, open: true }, () => [
    element(document, 'p', { class: 'formula' }, formula),
  ]);
}

function steps(context: Context, { steps: taken }: LossState): Child {
  if (taken.length === 0) return null;
  const { document } = context;
  const options = { key: 'steps', title: 'Step by step', aside: String(taken.length), open: false };
  return section(context, options, () =>
    taken.map(({ name, formula, tensor: model }, turn) =>
      element(
        document,
        'div',
        { class: 'named', 'data-key': `step ${turn}` },
        element(
          document,
          'h3',
          { class: 'named-title' },
          element(document, 'span', { class: 'parameter' }, name),
          formula !== '' && element(document, 'code', { class: 'step-formula' }, formula),
        ),
        ...tensor(context, `step ${turn}`, name, model),
      ),
    ),
  );
}
