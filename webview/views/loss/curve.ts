/** The loss as a function of one element, with its tangent, what it tends to and the floor. */
import type { LossState } from '../../../src/protocol/model';
import type { ToHost } from '../../../src/protocol/messages';
import type { CurveModel } from '../../../src/protocol/what-if';
import { chart, type Level } from '../../parts/chart';
import type { Context } from '../../parts/context';
import { element, listen, type Child } from '../../parts/element';
import { indexOf, positionOf } from '../../parts/grid';
import { skeleton, skeletonLine } from '../../parts/skeleton';
import type { LossTab } from './tab';

export const curve: LossTab = {
  key: 'curve',
  title: 'Curve',
  accepts: ({ whatIf, inputs }) =>
    whatIf.refusal === '' && inputs.some(({ tensor }) => isFloating(tensor.dtype)),
  wish: ({ curve: model, revision }) => (model === null ? explore(revision, null) : null),

  render(context, state) {
    const { document } = context;
    const { curve: model } = state;
    if (model === null)
      return [skeletonLine(document, 'entry-line'), skeleton(document, 'Computing the curve…', 'chart')];
    return [
      pickers(context, state, model),
      model.refusal !== ''
        ? element(document, 'p', { class: 'absence' }, model.refusal)
        : chart(document, {
            description: describe(model),
            xName: model.name,
            yName: 'loss',
            xs: model.xs,
            ys: model.losses,
            point: model.at && { x: model.at.x, y: model.at.loss, slope: model.at.slope },
            levels: levelsOf(model),
          }),
      model.at && valueSlider(context, state, model),
      element(document, 'p', { class: 'quiet' }, describe(model)),
    ];
  },
};

const isFloating = (dtype: string): boolean => /^b?float/.test(dtype);

/** @param along Null for the element of before, or the one that the host thinks best. */
const explore = (
  revision: number,
  along: { readonly input: string; readonly index: number } | null,
): ToHost => ({ type: 'explore', revision, exploration: { kind: 'curve', along } });

/** Which input, and which index along each of its dims. */
function pickers(
  { document, emit }: Context,
  { inputs, revision }: LossState,
  model: CurveModel,
): HTMLElement {
  const shown = inputs.find(({ name }) => name === model.input);
  const shape = (shown?.tensor.shape ?? []).filter((size) => typeof size === 'number');
  const indices = indexOf(model.index, shape);
  const names = inputs.filter(({ tensor }) => isFloating(tensor.dtype)).map(({ name }) => name);
  const choice = element(
    document,
    'select',
    { 'aria-label': 'The tensor', class: 'control-choice', value: model.input },
    ...names.map((name) =>
      element(document, 'option', { value: name, selected: name === model.input }, name),
    ),
  );
  listen(choice, 'change', (_, target) =>
    emit(explore(revision, { input: (target as HTMLSelectElement).value, index: 0 })),
  );
  const fields = shape.map((size, dim) => {
    const field = element(document, 'input', {
      type: 'number',
      class: 'control-number',
      'aria-label': `Index along dim ${dim}`,
      min: 0,
      max: size - 1,
      step: 1,
      value: indices[dim] ?? 0,
    });
    listen(field, 'change', (_, target) => {
      const wanted = Math.min(
        Math.max(Math.trunc(Number((target as HTMLInputElement).value)) || 0, 0),
        size - 1,
      );
      const chosen = indices.map((index, each) => (each === dim ? wanted : index));
      emit(explore(revision, { input: model.input, index: positionOf(chosen, shape) }));
    });
    return field;
  });
  return element(document, 'div', { class: 'control entry' }, choice, '[', ...fields, ']');
}

/** Moves the element itself: what it is set to is a change like those of the tab *What if*. */
function valueSlider({ document, emit }: Context, { revision }: LossState, model: CurveModel): Child {
  const [min = 0, max = 1] = [model.xs[0], model.xs.at(-1)];
  const slider = element(document, 'input', {
    type: 'range',
    class: 'control-slider',
    'aria-label': `The value of ${model.name}`,
    min,
    max,
    step: (max - min) / 200,
    value: model.at?.x ?? 0,
  });
  listen(slider, 'input', (_, target) => {
    const text = String(Number((target as HTMLInputElement).value));
    emit({
      type: 'change',
      revision,
      change: { kind: 'value', input: model.input, index: model.index, text },
      front: 'curve',
    });
  });
  return element(document, 'div', { class: 'control' }, slider);
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

function levelsOf({ left, right, entropy }: CurveModel): readonly Level[] {
  return [
    ...(left === null ? [] : [{ y: left, text: `→ ${short(left)} to the left` }]),
    ...(right === null ? [] : [{ y: right, text: `→ ${short(right)} to the right` }]),
    ...(entropy === null ? [] : [{ y: entropy, text: `entropy of the targets ${short(entropy)}` }]),
  ];
}

function describe({ name, at, left, right, entropy }: CurveModel): string {
  const parts = [
    at && `At ${name} = ${short(at.x)} the loss is ${short(at.loss)} and its slope ${short(at.slope)}.`,
    left !== null && `As ${name} goes down, the loss tends to ${short(left)}.`,
    right !== null && `As ${name} goes up, the loss tends to ${short(right)}.`,
    entropy !== null && `No output makes it smaller than ${short(entropy)}, the entropy of the targets.`,
  ];
  return parts.filter((part) => typeof part === 'string').join(' ');
}
