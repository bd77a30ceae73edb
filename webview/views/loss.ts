/** A loss call: the number first, the mistakes next, then the way from inputs to gradient. */
import type { InputModel, LossState, PanelState } from '../../src/protocol/model';
import type { Context } from '../parts/context';
import { element, type Child } from '../parts/element';
import { findings } from '../parts/findings';
import { footing, heading } from '../parts/frame';
import { severityIcon } from '../parts/icon';
import { placeLink } from '../parts/place-link';
import { provenance, type Fact } from '../parts/provenance';
import { section } from '../parts/section';
import { tensor } from '../parts/tensor';
import type { View } from './view';

export const loss: View<LossState> = {
  accepts: (state: PanelState): state is LossState => state.kind === 'loss',

  render(state, context) {
    const { document } = context;
    return [
      heading(context, state.function, state.expression, state.link, state.revision),
      result(document, state),
      provenance(context, state, evaluation(state)),
      ...notices(document, state),
      findings(context, state.findings.here, state.revision),
      inputs(context, state),
      activation(context, state),
      perElement(context, state),
      reduction(context, state),
      ...state.gradients.map((gradient) => gradientOf(context, gradient)),
      steps(context, state),
      options(context, state),
      ...footing(context, state.findings, state.revision),
    ];
  },

  announce({ value, reduction, reason, findings: { here } }) {
    const count = here.length === 1 ? '1 finding' : `${here.length} findings`;
    const number = value === null ? `loss not known: ${reason}` : `loss ${value.text}`;
    return [number, reduction, here.length > 0 ? count : ''].filter((part) => part !== '').join(', ');
  },
};

function result(document: Document, { value, reduction, reason, error }: LossState): HTMLElement {
  const number =
    value === null
      ? element(document, 'span', { class: 'value unknown' }, '?')
      : element(document, 'span', { class: 'value', title: value.exact }, value.text);
  return element(
    document,
    'div',
    { class: 'result' },
    element(
      document,
      'p',
      { class: 'result-line' },
      element(document, 'span', { class: 'result-name' }, 'loss'),
      number,
      reduction !== '' && element(document, 'span', { class: 'reduction' }, reduction),
    ),
    value === null && reason !== '' && error === null && element(document, 'p', { class: 'absence' }, reason),
  );
}

const evaluation = ({ evaluation: text }: LossState): Fact[] =>
  text === '' ? [] : [{ text, explanation: 'The call is reached more than once; this is what is shown' }];

/** PyTorch's own error and warnings. A finding of an error at the same call says more than PyTorch does: what to type. */
function notices(document: Document, { error, warnings, findings: { here } }: LossState): Child[] {
  const isSaid = here.some(({ severity }) => severity === 'error');
  const notice = (severity: 'error' | 'warning', title: string, message: string): HTMLElement =>
    element(
      document,
      'div',
      { class: `finding ${severity}` },
      element(
        document,
        'h3',
        { class: 'finding-title' },
        severityIcon(document, severity),
        element(document, 'span', {}, title),
      ),
      element(document, 'p', { class: 'evidence' }, message),
    );
  return [
    error !== null && !isSaid && notice('error', `PyTorch raises ${error.type}`, error.message),
    ...warnings.map((warning) => notice('warning', 'PyTorch warns', warning)),
  ];
}

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

function gradientOf(
  context: Context,
  { of, tensor: model, largest }: LossState['gradients'][number],
): HTMLElement {
  const options = {
    key: `gradient ${of}`,
    title: `Gradient of ${of}`,
    aside: largest === null ? '' : `max ${largest.text}`,
    open: true,
    step: true,
  };
  return section(context, options, () => tensor(context, `gradient ${of}`, `∂loss/∂${of}`, model));
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

function options(context: Context, { options: passed, constructed, revision }: LossState): Child {
  if (passed.length === 0) return null;
  const { document } = context;
  return section(
    context,
    { key: 'options', title: 'Options', aside: String(passed.length), open: false },
    () => [
      constructed !== null &&
        element(
          document,
          'p',
          { class: 'quiet' },
          'Constructed at ',
          placeLink(context, constructed, revision),
        ),
      element(
        document,
        'dl',
        { class: 'options' },
        ...passed.flatMap(({ name, value }) => [
          element(document, 'dt', {}, name),
          element(document, 'dd', {}, value),
        ]),
      ),
    ],
  );
}
