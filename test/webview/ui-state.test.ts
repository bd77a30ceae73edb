import assert from 'node:assert/strict';
import {
  firstWindow,
  freshUi,
  reduce,
  restore,
  restoreNewest,
  type TableWindow,
} from '../../webview/ui-state';

describe('what the panel remembers', () => {
  it('is changed by what the person does', () => {
    const opened = reduce(freshUi, { type: 'toggle', section: 'steps', open: true });
    const paged = reduce(opened, {
      type: 'window',
      table: 'values',
      change: { row: 50, indices: [1] },
    });
    assert.deepEqual(paged.open, { steps: true });
    assert.deepEqual(paged.windows, { values: { ...firstWindow, row: 50, indices: [1] } });
    const seen = reduce(paged, { type: 'seen', table: 'values', change: { row: 51.5 } });
    assert.deepEqual(seen.windows['values'], { ...firstWindow, row: 51.5, indices: [1] });
    assert.deepEqual(freshUi.open, {});
  });

  it('comes back from storage', () => {
    const state = reduce(freshUi, { type: 'scroll', top: 120 });
    assert.deepEqual(restore(structuredClone(state)), state);
  });

  it('is the newest of what was stored in several places', () => {
    const [old, young] = [
      { ...freshUi, tab: 'curve', turn: 3 },
      { ...freshUi, tab: 'choose', turn: 4 },
    ];
    for (const stored of [[old, young], [young, old], [null, young], [young]])
      assert.deepEqual(restoreNewest(stored), young);
    assert.deepEqual(restoreNewest([{ tab: 'curve' }, null]), { ...freshUi, tab: 'curve' });
    assert.deepEqual(restoreNewest([undefined, 'x']), freshUi);
  });

  it('brings back each way of looking at a table, and no other', () => {
    const window: TableWindow = {
      row: 12.5,
      column: 3,
      indices: [0, 4, 0],
      axes: [2, 0],
      cell: [14, 5],
      isChosen: true,
      digits: '6',
      order: { by: 'column', column: 3, descending: true },
    };
    const kept = (stored: unknown): unknown => restore({ windows: { values: stored } }).windows['values'];
    assert.deepEqual(kept(structuredClone(window)), window);
    assert.deepEqual(kept({ ...window, order: { by: 'value', descending: false } }), {
      ...window,
      order: { by: 'value', descending: false },
    });
    for (const wrong of [
      { row: Number.NaN },
      { column: '3' },
      { indices: [0.5] },
      { axes: [1] },
      { axes: [1, -1] },
      { cell: [1, 2, 3] },
      { digits: '3' },
      { order: { by: 'column', descending: true } },
      { order: { by: 'value' } },
      { order: null },
    ]) {
      assert.equal(kept({ ...window, ...wrong }), undefined, JSON.stringify(wrong));
    }
  });

  it('remembers the newest tables, not every tensor there ever was', () => {
    let state = freshUi;
    for (let turn = 0; turn < 500; turn++) {
      state = reduce(state, { type: 'seen', table: `table ${turn}`, change: { row: turn } });
    }
    const kept = Object.keys(state.windows);
    assert.ok(kept.length < 100);
    assert.equal(kept.at(-1), 'table 499');
  });

  it('leaves out what does not fit, so that an older version does no harm', () => {
    const stored = {
      open: { steps: 'yes', inputs: false },
      windows: { values: { row: -1 } },
      tab: 3,
      scroll: 'far',
    };
    assert.deepEqual(restore(stored), { ...freshUi, open: { inputs: false } });
    for (const value of [undefined, null, 3, 'x', []]) assert.deepEqual(restore(value), freshUi);
  });
});
