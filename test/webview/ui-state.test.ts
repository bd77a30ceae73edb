import assert from 'node:assert/strict';
import { freshUi, reduce, restore } from '../../webview/ui-state';

describe('what the panel remembers', () => {
  it('is changed by what the person does', () => {
    const opened = reduce(freshUi, { type: 'toggle', section: 'steps', open: true });
    const paged = reduce(opened, {
      type: 'window',
      table: 'values',
      window: { row: 50, column: 0, indices: [1] },
    });
    assert.deepEqual(paged.open, { steps: true });
    assert.deepEqual(paged.windows, { values: { row: 50, column: 0, indices: [1] } });
    assert.deepEqual(freshUi.open, {});
  });

  it('comes back from storage', () => {
    const state = reduce(freshUi, { type: 'scroll', top: 120 });
    assert.deepEqual(restore(structuredClone(state)), state);
  });

  it('leaves out what does not fit, so that an older version does no harm', () => {
    const stored = {
      open: { steps: 'yes', inputs: false },
      windows: { values: { row: -1 } },
      tab: 3,
      scroll: 'far',
    };
    assert.deepEqual(restore(stored), { open: { inputs: false }, windows: {}, tab: '', scroll: 0 });
    for (const value of [undefined, null, 3, 'x', []]) assert.deepEqual(restore(value), freshUi);
  });
});
