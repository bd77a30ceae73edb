/** The tabs of a loss in which a person plays, explores and compares. */
import assert from 'node:assert/strict';
import type { LossState, PanelState } from '../../src/protocol/model';
import { allStates } from './gallery/states';
import { find, openPanel, texts, type PanelUnderTest } from './world';

describe('the tabs of a loss', () => {
  let states: Readonly<Record<string, PanelState>>;
  before(async () => {
    states = await allStates();
  });

  function opened(
    name: string,
    tab: string,
    change: Partial<LossState> = {},
  ): PanelUnderTest & { state: LossState } {
    const state = states[name];
    assert.equal(state?.kind, 'loss');
    const panel = openPanel({ tab });
    const shown = { ...(state as LossState), ...change };
    panel.show(shown);
    return { ...panel, state: shown };
  }

  const fire = (target: HTMLElement, type: string): void => {
    const { Event } = target.ownerDocument.defaultView!;
    target.dispatchEvent(new Event(type));
  };

  it('send what is typed over a value, and mark what was changed', () => {
    const { main, wishes } = opened('what if', 'what-if');
    const changed = find(main, '[aria-label="input[1, 1], changed"]') as HTMLInputElement;
    assert.equal(changed.value, '-2');
    const field = find(main, '[aria-label="input[0, 2]"]') as HTMLInputElement;
    field.value = '7.5';
    fire(field, 'change');
    assert.deepEqual(wishes.at(-1), {
      type: 'change',
      revision: 1,
      front: 'what-if',
      change: { kind: 'value', input: 'input', index: 2, text: '7.5' },
    });
    assert.match(find(main, '.difference').textContent ?? '', /^\S+ → \S+ \([+−]\S+\)$/);
  });

  it('say which row and column a value stands in, and reach each plane of more dims', () => {
    const { main } = opened('what if', 'what-if');
    const [input, target] = [...main.querySelectorAll('.editable')];
    assert.deepEqual(texts(input!, 'th[scope="col"]'), ['0', '1', '2']);
    assert.deepEqual(texts(input!, 'th[scope="row"]'), ['0', '1', '2', '3']);
    assert.deepEqual(texts(target!, 'th[scope="col"]'), ['0', '1', '2', '3']);
    assert.deepEqual(texts(target!, 'th[scope="row"]'), []);

    const pixels = opened('every pixel', 'what-if');
    const [samples, classes] = [...pixels.main.querySelectorAll<HTMLInputElement>('.slide [type="number"]')];
    for (const slider of [samples!, classes!]) {
      slider.value = '1';
      fire(slider, 'change');
    }
    const values = pixels.state.inputs[0]?.tensor.values ?? [];
    const field = find(pixels.main, '[aria-label="input[1, 1, 2, 3]"]') as HTMLInputElement;
    const [, , height = 0, width = 0] = (pixels.state.inputs[0]?.tensor.shape ?? []).map(Number);
    assert.equal(Math.fround(Number(field.value)), values[((1 * 3 + 1) * height + 2) * width + 3]);
    field.value = '9';
    fire(field, 'change');
    assert.deepEqual(pixels.wishes.at(-1), {
      type: 'change',
      revision: 1,
      front: 'what-if',
      change: { kind: 'value', input: 'input', index: ((1 * 3 + 1) * height + 2) * width + 3, text: '9' },
    });
  });

  it('step a value by the arrow keys', () => {
    const { main, wishes, document } = opened('what if', 'what-if');
    const { KeyboardEvent } = document.defaultView!;
    const field = find(main, '[aria-label="target[3]"]');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', cancelable: true }));
    assert.deepEqual(wishes.at(-1), {
      type: 'change',
      revision: 1,
      front: 'what-if',
      change: { kind: 'value', input: 'target', index: 3, text: '2' },
    });
    const number = find(main, '[aria-label="input[0, 0]"]');
    number.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', cancelable: true }));
    assert.deepEqual(wishes.at(-1), {
      type: 'change',
      revision: 1,
      front: 'what-if',
      change: { kind: 'value', input: 'input', index: 0, text: '1.9' },
    });
  });

  it('change an option by its slider, and give all up', () => {
    const { main, wishes } = opened('what if', 'what-if');
    const slider = find(main, '[aria-label="label_smoothing, as a slider"]') as HTMLInputElement;
    slider.value = '0.5';
    fire(slider, 'input');
    assert.deepEqual(wishes.at(-1), {
      type: 'change',
      revision: 1,
      front: 'what-if',
      change: { kind: 'option', name: 'label_smoothing', value: 0.5 },
    });
    assert.deepEqual(texts(main, '.actions vscode-button'), ['Reset', 'Write back', 'Copy as Python']);
    find(main, '.actions vscode-button').click();
    assert.deepEqual(wishes.at(-1), {
      type: 'change',
      revision: 1,
      change: { kind: 'reset' },
      front: 'what-if',
    });
  });

  it('say why nothing can be changed', () => {
    const { main } = opened('unknown', 'what-if');
    assert.match(find(main, '[role="tabpanel"]').textContent ?? '', /values of input are not known/);
  });

  it('ask once for what has to be computed, and show that it is awaited', async () => {
    const { main, wishes, show, state, answer } = opened('compare', 'compare', { compare: null });
    const asked = { type: 'explore', revision: 1, exploration: { kind: 'compare' } };
    assert.deepEqual(wishes.slice(1), [asked]);
    assert.ok(find(main, '.skeleton'));
    await answer({ ok: false, failure: 'The analysis died.' });
    show(state);
    assert.deepEqual(wishes.slice(1), [asked]);
    show({ ...state, revision: 2 });
    assert.deepEqual(wishes.at(-1), { ...asked, revision: 2 });
  });

  it('ask for the curve, whose element the host chooses', () => {
    const { wishes } = opened('batch of ten', 'curve');
    assert.deepEqual(wishes.at(-1), {
      type: 'explore',
      revision: 1,
      exploration: { kind: 'curve', along: null },
    });
  });

  it('ask for the steps and gradients of a loss that was just changed, when they are looked at', () => {
    for (const tab of ['pipeline', 'gradient', 'choose']) {
      const { main, wishes } = opened('batch of ten', tab, { isPartial: true });
      assert.deepEqual(wishes.slice(1), [{ type: 'explore', revision: 1, exploration: { kind: 'rest' } }]);
      assert.ok(find(main, '.tab-panel .skeleton'), tab);
    }
    assert.deepEqual(opened('batch of ten', 'what-if', { isPartial: true }).wishes.slice(1), []);
  });

  it('draw the curve with its point, tangent and level, and tell them in words', () => {
    const { main, state } = opened('curve', 'curve');
    const { at, xs } = state.curve!;
    const svg = find(main, 'svg.chart');
    assert.equal(
      (svg.querySelector('.chart-line')?.getAttribute('d') ?? '').split(/[ML]/).length - 1,
      xs.length,
    );
    assert.ok(svg.querySelector('.chart-point') && svg.querySelector('.chart-tangent'));
    assert.equal(svg.querySelectorAll('line.chart-level').length, 1);
    assert.match(
      svg.getAttribute('aria-label') ?? '',
      new RegExp(`At input\\[0\\] = ${Number(at!.x.toPrecision(4))}`),
    );
  });

  it('show equal losses by equal letters, and the refused ones apart', () => {
    const { main, state } = opened('compare binary', 'compare');
    const rows = state.compare?.rows.filter(({ value }) => value !== null) ?? [];
    const letters = texts(main, '.compare .group');
    assert.equal(letters.length, rows.length);
    rows.forEach((row, turn) => {
      rows.forEach((other, at) => {
        if (row.group !== null && row.group === other.group) assert.equal(letters[turn], letters[at]);
      });
    });
    assert.equal(find(main, '.compare [aria-current]').textContent?.includes('yours'), true);
  });

  it('tell whether the present loss fits its targets', () => {
    assert.ok(find(opened('choose', 'choose').main, '.verdict.right'));
    const { main } = opened('choose, wrong', 'choose');
    assert.match(find(main, '.verdict.wrong').textContent ?? '', /gets probabilities/);
  });
});
