import assert from 'node:assert/strict';
import type { LossState, PanelState, TensorState } from '../../src/protocol/model';
import { programs } from './gallery/programs';
import { stateOf } from './gallery/states';
import { find, openPanel, press, type PanelUnderTest } from './world';

const shown = (state: PanelState, stored?: unknown): PanelUnderTest => {
  const panel = openPanel(stored);
  panel.show(state);
  return panel;
};

const act = (target: HTMLElement, type: string, more: MouseEventInit = {}): void => {
  const window = target.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  assert.ok(window);
  target.dispatchEvent(new window.MouseEvent(type, { bubbles: true, cancelable: true, ...more }));
};

const point = (panel: PanelUnderTest, at: unknown, focus: boolean): void =>
  panel.send({ packet: 'note', message: { type: 'point', at, focus } });

describe('going to the source and back', () => {
  let loss: LossState;
  let tensor: TensorState;
  let large: TensorState;

  before(async () => {
    const state = await stateOf(programs['batch of ten']);
    assert.equal(state.kind, 'loss');
    loss = state as LossState;
    tensor = (await stateOf(programs['not finite'])) as TensorState;
    large = (await stateOf(programs['million elements'])) as TensorState;
    assert.deepEqual([tensor.kind, large.kind], ['tensor', 'tensor']);
  });

  it('a cell of the steps is peeked at by Enter, by a double click and by a click with Ctrl', () => {
    const panel = shown(loss);
    const cell = find(panel.main, '[data-cell="0 1 2"]');
    const input = loss.inputs[0]?.tensor.id;
    const wish = {
      type: 'peek',
      revision: loss.revision,
      wish: { kind: 'element', at: { tensor: input, index: 6 } },
    };
    press(cell, 'Enter');
    assert.deepEqual(panel.wishes.at(-1), wish);
    for (const [type, more] of [
      ['dblclick', {}],
      ['click', { ctrlKey: true }],
    ] as const) {
      const before = panel.wishes.length;
      act(cell, type, more);
      assert.deepEqual(panel.wishes.slice(before), [wish], type);
    }
    const before = panel.wishes.length;
    act(cell, 'click');
    assert.equal(panel.wishes.length, before);
  });

  it('the cell that somebody went to stays the current one when the steps are drawn again', () => {
    const panel = shown(loss);
    act(find(panel.main, '[data-cell="0 2 1"]'), 'click');
    // The cursor moves to another number: the steps are drawn again, and that one is marked.
    point(panel, { tensor: loss.inputs[0]?.tensor.id, index: 0 }, false);
    panel.show(loss);
    const stops = [...panel.main.querySelectorAll('.sheet-cells [role="gridcell"][tabindex="0"]')];
    assert.deepEqual(
      stops.map((cell) => cell.getAttribute('data-cell')),
      ['0 2 1'],
    );
    find(panel.main, '.source-link').click();
    assert.deepEqual(panel.wishes.at(-1), {
      type: 'peek',
      revision: loss.revision,
      wish: { kind: 'element', at: { tensor: loss.inputs[0]?.tensor.id, index: 9 } },
    });
  });

  it('the link below goes to the source of the current cell, and a step leads to its call', () => {
    const panel = shown(loss);
    act(find(panel.main, '[data-cell="0 2 1"]'), 'click');
    find(panel.main, '.source-link').click();
    assert.deepEqual(panel.wishes.at(-1), {
      type: 'peek',
      revision: loss.revision,
      wish: { kind: 'element', at: { tensor: loss.inputs[0]?.tensor.id, index: 9 } },
    });
    const step = loss.sheet?.groups.find(({ kind }) => kind === 'step');
    const heading = [...panel.main.querySelectorAll<HTMLElement>('button.group-name')].find(
      ({ textContent }) => textContent === step?.name,
    );
    heading?.click();
    assert.deepEqual(panel.wishes.at(-1), {
      type: 'peek',
      revision: loss.revision,
      wish: { kind: 'tensor', tensor: step?.tensor.id },
    });
  });

  it('in a field, only with Ctrl', () => {
    const panel = shown(loss, { tab: 'what-if' });
    const field = find(panel.main, '[data-key="what-if input"] [data-at="5"] input');
    const before = panel.wishes.length;
    press(field, 'Enter');
    act(field, 'dblclick');
    assert.equal(panel.wishes.length, before);
    press(field, 'Enter', { ctrlKey: true });
    assert.deepEqual(panel.wishes.at(-1), {
      type: 'peek',
      revision: loss.revision,
      wish: { kind: 'element', at: { tensor: loss.inputs[0]?.tensor.id, index: 5 } },
    });
  });

  it('an option leads to where it is given, and an input to its argument', () => {
    const panel = shown(loss, { tab: 'options' });
    const option = find(panel.main, 'dl.options dt button');
    option.click();
    assert.deepEqual(panel.wishes.at(-1), {
      type: 'peek',
      revision: loss.revision,
      wish: { kind: 'option', name: option.textContent },
    });
    find(panel.main, '.inputs .parameter').click();
    assert.deepEqual(panel.wishes.at(-1), {
      type: 'reveal',
      revision: loss.revision,
      place: loss.inputs[0]?.link?.place,
    });
  });

  it('the number that the cursor is in is marked, and no other', () => {
    const panel = shown(tensor);
    const marked = (): string[] =>
      [...panel.main.querySelectorAll('.pointed')].map((cell) => cell.getAttribute('data-at') ?? '');
    point(panel, { tensor: tensor.tensor.id, index: 4 }, false);
    assert.deepEqual(marked(), ['4']);
    assert.notEqual(panel.document.activeElement?.getAttribute('data-at'), '4');
    point(panel, { tensor: tensor.tensor.id, index: 1 }, false);
    assert.deepEqual(marked(), ['1']);
    point(panel, null, false);
    assert.deepEqual(marked(), []);
    assert.deepEqual(panel.log, []);
  });

  it('is not marked any more in a newer reading, whose tensors have other names', () => {
    const panel = shown(tensor);
    point(panel, { tensor: tensor.tensor.id, index: 4 }, false);
    panel.show({ ...tensor, expression: 'x', revision: tensor.revision });
    assert.equal(panel.main.querySelectorAll('.pointed').length, 1);
    panel.show({ ...tensor, revision: tensor.revision + 1 });
    assert.equal(panel.main.querySelectorAll('.pointed').length, 0);
  });

  it('is gone to when somebody wants to, in a large tensor and in another tab', () => {
    const far = shown(large);
    point(far, { tensor: large.tensor.id, index: 700_123 }, true);
    assert.equal(far.document.activeElement?.getAttribute('data-at'), '700123');
    const panel = shown(loss, { tab: 'choose' });
    const at = { tensor: loss.inputs[1]?.tensor.id, index: 3 };
    point(panel, at, false);
    assert.equal(find(panel.main, '[aria-selected="true"]').textContent, 'Choose');
    point(panel, at, true);
    assert.equal(find(panel.main, '[aria-selected="true"]').textContent, 'Pipeline');
    assert.equal(panel.document.activeElement?.getAttribute('data-at'), '3');
    assert.equal(panel.document.activeElement.getAttribute('data-tensor'), String(at.tensor));
  });
});
