/** A loss call: the number first, the mistakes next, then one of the ways of looking at it, each a tab. */
import type { LossState, PanelState } from '../../../src/protocol/model';
import { link } from '../../parts/button';
import type { Context } from '../../parts/context';
import { element, type Child } from '../../parts/element';
import { findings } from '../../parts/findings';
import { footing, heading } from '../../parts/frame';
import { severityIcon } from '../../parts/icon';
import { history, pins } from '../../parts/kept';
import { provenance, type Fact } from '../../parts/provenance';
import { chosenTab, tabbed } from '../../parts/tabs';
import type { View } from '../view';
import { summary } from './summary';
import type { LossTab } from './tab';
import { lossTabs } from './tabs';

export const loss: View<LossState> = {
  accepts: (state: PanelState): state is LossState => state.kind === 'loss',

  render(state, context) {
    const { document } = context;
    return [
      heading(context, kickerOf(state), state.expression, state.link, state.revision),
      result(context, state),
      summary(context, state),
      provenance(context, state, evaluation(state)),
      ...notices(document, state),
      findings(context, state.findings.here, state.revision),
      ...tabbed(
        context,
        'How to look at the loss',
        tabsOf(state).map((tab) => ({
          key: tab.key,
          title: tab.title,
          content: () => tab.render(context, state),
        })),
      ),
      pins(context, state.revision),
      ...footing(context, state.findings, state.revision),
      history(context, state.revision),
    ];
  },

  ways(state, context, at, far) {
    const tabs = tabsOf(state);
    const chosen = chosenTab(context.ui, tabs);
    const own = chosen?.way?.(state, context, at);
    if (own) return [own];
    if (!far) return [];
    for (const tab of tabs) {
      const way = tab.way?.(state, context, at);
      if (way) return [{ type: 'tab', tab: tab.key }, way];
    }
    return [];
  },

  wish: (state, ui) => chosenTab(ui, tabsOf(state))?.wish?.(state) ?? null,

  announce({ value, reduction, reason, perElement, findings: { here } }) {
    const count = here.length === 1 ? '1 finding' : `${here.length} findings`;
    const unreduced = reason === '' && perElement !== null ? `loss of each: ${perElement.summary}` : null;
    const number = value === null ? (unreduced ?? `loss not known: ${reason}`) : `loss ${value.text}`;
    return [number, reduction, here.length > 0 ? count : ''].filter((part) => part !== '').join(', ');
  },
};

/** `PyTorch · torch.nn.functional.cross_entropy`: whose loss, and which. */
const kickerOf = ({ framework, function: name }: LossState): string =>
  framework === '' ? name : `${framework} · ${name}`;

const tabsOf = (state: LossState): readonly LossTab[] => lossTabs.filter((tab) => tab.accepts(state));

function result(context: Context, state: LossState): HTMLElement {
  const { reduction, reason, value, error, revision } = state;
  const { document, emit } = context;
  return element(
    document,
    'div',
    { class: 'result' },
    element(
      document,
      'p',
      { class: 'result-line' },
      element(document, 'span', { class: 'result-name' }, 'loss'),
      resultNumber(document, state),
      reduction !== '' && element(document, 'span', { class: 'reduction' }, reduction),
      link(document, 'Pin', 'Keep this beside what is shown next', () =>
        emit({ type: 'keep', revision, wish: { kind: 'pin' } }),
      ),
    ),
    value === null && reason !== '' && error === null && element(document, 'p', { class: 'absence' }, reason),
  );
}

/** The loss; where it is not reduced, those of the samples in one line. */
function resultNumber(document: Document, { value, reason, perElement }: LossState): HTMLElement {
  if (value !== null) return element(document, 'span', { class: 'value', title: value.exact }, value.text);
  return reason === '' && perElement !== null
    ? element(document, 'span', { class: 'value each' }, perElement.summary)
    : element(document, 'span', { class: 'value unknown' }, '?');
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
        'h2',
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
