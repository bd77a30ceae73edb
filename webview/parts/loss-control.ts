/** The sliders and choices that change a loss's options while playing. */
import type { Change, Control } from '../../src/protocol/what-if';
import type { Context } from './context';
import { element, listen } from './element';

/** @param change Told while a slider is dragged, and when a field is left. */
export function lossControl(
  { document }: Context,
  control: Control,
  change: (wish: Change) => void,
): HTMLElement {
  const { name } = control;
  const id = `control-${name}`;
  const was =
    control.value === control.original
      ? null
      : element(document, 'span', { class: 'was' }, `was ${String(control.original)}`);
  const label = element(document, 'label', { class: 'control-name', for: id }, name, was);
  if (control.kind === 'choice') {
    const select = element(
      document,
      'select',
      // Once somebody has chosen, the list no longer follows what its options say.
      { id, class: 'control-choice', value: control.value },
      ...control.choices.map((each) =>
        element(document, 'option', { value: each, selected: each === control.value }, each),
      ),
    );
    listen(select, 'change', (_, shown) =>
      change({ kind: 'option', name, value: (shown as HTMLSelectElement).value }),
    );
    return element(document, 'div', { class: 'control', 'data-key': id }, label, select);
  }
  const { min, max, step, value } = control;
  const tell = (_: Event, shown: HTMLElement): void => {
    const typed = Number((shown as HTMLInputElement).value);
    if (Number.isFinite(typed)) change({ kind: 'option', name, value: typed });
  };
  const field = element(document, 'input', {
    id,
    type: 'number',
    class: 'control-number',
    min,
    max,
    step,
    value,
  });
  listen(field, 'change', tell);
  // An index is typed: between two of them there is nothing to slide through.
  if (step === 1) return element(document, 'div', { class: 'control', 'data-key': id }, label, field);
  const slider = element(document, 'input', {
    type: 'range',
    class: 'control-slider',
    'aria-label': `${name}, as a slider`,
    min,
    max,
    step,
    value,
  });
  listen(slider, 'input', tell);
  return element(document, 'div', { class: 'control', 'data-key': id }, label, slider, field);
}
