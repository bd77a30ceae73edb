import assert from 'node:assert/strict';
import { programs } from './gallery/programs';
import { stateOf } from './gallery/states';
import { find, openPanel, type PanelUnderTest } from './world';

const busy = (panel: PanelUnderTest, work: string): void =>
  panel.send({ packet: 'note', message: { type: 'busy', work } });

describe('work that takes long', () => {
  it('is told with a button that ends it, and goes when it is over', () => {
    const panel = openPanel();
    const bar = find(panel.document, '.busy');
    assert.ok(bar.hidden);
    busy(panel, 'Reading train.py');
    assert.deepEqual([bar.hidden, find(panel.document, '.progress').hidden], [false, false]);
    assert.match(bar.textContent ?? '', /^Reading train\.py…/);
    find(bar, 'vscode-button').click();
    assert.deepEqual(panel.wishes.at(-1), { type: 'cancel' });
    busy(panel, '');
    assert.deepEqual([bar.hidden, find(panel.document, '.progress').hidden], [true, true]);
    assert.deepEqual(panel.log, []);
  });

  it('that was ended can be begun again from the sentence that says so', async () => {
    const panel = openPanel({ tab: 'curve' });
    panel.show(await stateOf(programs['bce with logits']));
    const wish = panel.wishes.at(-1);
    assert.equal(wish?.type, 'explore');
    assert.ok(find(panel.main, '.skeleton-bar.chart'));
    busy(panel, 'Computing the curve');
    find(panel.document, '.busy vscode-button').click();
    await panel.answer({ ok: false, failure: 'It was stopped.' }, 'explore');
    const notice = find(panel.document, '.notice');
    assert.match(notice.textContent ?? '', /^It was stopped\./);
    assert.ok(panel.main.classList.contains('refused'));
    const before = panel.wishes.length;
    find(notice, 'vscode-button').click();
    assert.deepEqual(panel.wishes.slice(before), [wish]);
    assert.ok(notice.hidden && !panel.main.classList.contains('refused'));
  });

  it('leaves a reading that was ended with a button to read again', () => {
    const panel = openPanel();
    panel.show({ kind: 'failed', message: 'Reading train.py was stopped.', advice: '', canReadAgain: true });
    find(panel.main, 'vscode-button').click();
    assert.deepEqual(panel.wishes.at(-1), { type: 'readAgain' });
    panel.show({ kind: 'failed', message: 'Too long.', advice: '', canReadAgain: false });
    assert.equal(panel.main.querySelector('vscode-button'), null);
  });
});
