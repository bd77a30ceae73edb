/** Playing: every number and option of the loss can be changed, and all tabs follow; the source stays as it is until it is written back. */
import type { LossState } from '../../../src/protocol/model';
import type { Change, WhatIfModel } from '../../../src/protocol/what-if';
import { button } from '../../parts/button';
import type { Context } from '../../parts/context';
import { lossControl } from '../../parts/loss-control';
import { editable, fieldSight } from '../../parts/editable';
import { element, type Child } from '../../parts/element';
import type { LossTab } from './tab';

export const whatIf: LossTab = {
  key: 'what-if',
  title: 'What if',
  accepts: () => true,

  way({ inputs }, context, { tensor, index }) {
    const input = inputs.find((each) => each.tensor.id === tensor);
    return input ? fieldSight(context, { name: input.name, model: input.tensor }, index) : null;
  },

  render(context, state) {
    const { document, emit } = context;
    const { whatIf: model, revision, inputs } = state;
    if (model.refusal !== '') return [element(document, 'p', { class: 'absence' }, model.refusal)];
    const change = (wish: Change): void => emit({ type: 'change', revision, change: wish, front: 'what-if' });
    return [
      element(
        document,
        'p',
        { class: 'quiet' },
        'Type over a number or move a slider: everything follows, and the source stays as it is. Ctrl+click shows where a number is written.',
      ),
      model.note !== '' && element(document, 'p', { class: 'remark', role: 'status' }, model.note),
      difference(document, state),
      buttons(context, state),
      model.notWritable !== '' && element(document, 'p', { class: 'quiet' }, model.notWritable),
      element(
        document,
        'div',
        { class: 'controls' },
        ...model.controls.map((control) => lossControl(context, control, change)),
      ),
      ...inputs.map(({ name, tensor }) =>
        element(
          document,
          'div',
          { class: 'named', 'data-key': `what-if ${name}` },
          element(
            document,
            'h2',
            { class: 'named-title' },
            element(document, 'span', { class: 'parameter' }, name),
          ),
          editable(
            context,
            { name, model: tensor, revision, changed: changedOf(model, name) },
            (index, text) => change({ kind: 'value', input: name, index, text }),
          ),
        ),
      ),
      model.addable.length > 0 &&
        element(
          document,
          'div',
          { class: 'actions' },
          ...model.addable.map((name) =>
            button(document, `Add ${name}`, 'secondary', () => change({ kind: 'add', input: name })),
          ),
        ),
    ];
  },
};

/** `0.6100 → 0.5432`, where something was changed. */
function difference(document: Document, { value, whatIf: { isChanged, original } }: LossState): Child {
  if (!isChanged) return null;
  const step = Number(value?.exact) - Number(original?.exact);
  return element(
    document,
    'p',
    { class: 'difference' },
    element(document, 'span', { title: original?.exact ?? '' }, original?.text ?? '?'),
    ' → ',
    element(document, 'strong', { title: value?.exact ?? '' }, value?.text ?? '?'),
    Number.isFinite(step) && ` (${step < 0 ? '−' : '+'}${Math.abs(step).toPrecision(3)})`,
  );
}

function buttons(
  { document, emit }: Context,
  { revision, whatIf: { isChanged, notWritable } }: LossState,
): HTMLElement {
  return element(
    document,
    'div',
    { class: 'actions' },
    isChanged &&
      button(document, 'Reset', 'secondary', () =>
        emit({ type: 'change', revision, change: { kind: 'reset' }, front: 'what-if' }),
      ),
    isChanged &&
      notWritable === '' &&
      button(document, 'Write back', 'primary', () => emit({ type: 'writeBack', revision })),
    button(document, 'Copy as Python', 'secondary', () => emit({ type: 'copyScript', revision })),
  );
}

const changedOf = ({ changed }: WhatIfModel, name: string): ReadonlySet<number> =>
  new Set(changed.filter(({ input }) => input === name).map(({ index }) => index));
