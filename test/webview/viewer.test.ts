import assert from 'node:assert/strict';
import type { PanelState, TensorState } from '../../src/protocol/model';
import { programs } from './gallery/programs';
import { allStates, stateOf } from './gallery/states';
import { find, openPanel, press, texts, type PanelUnderTest } from './world';

const cellsOf = (main: ParentNode): HTMLElement[] => [
  ...main.querySelectorAll<HTMLElement>('[role="gridcell"][aria-label]'),
];

/** The label of the cell with the focus, without its value. */
const at = ({ document }: PanelUnderTest): string =>
  (document.activeElement?.getAttribute('aria-label') ?? '').replace(/^.*\)(?=\[)/, '').split(' = ')[0]!;

function shownIn(state: PanelState | undefined, stored?: unknown): PanelUnderTest {
  assert.ok(state);
  const panel = openPanel(stored);
  panel.show(state);
  return panel;
}

function choose(control: HTMLElement, value: string, type = 'change'): void {
  Object.assign(control, { value });
  control.dispatchEvent(new control.ownerDocument.defaultView!.Event(type, { bubbles: true }));
}

function scrollTo(panel: PanelUnderTest, top: number, left = 0): void {
  const scroller = find(panel.main, '.table-scroll');
  scroller.scrollTop = top;
  scroller.scrollLeft = left;
  scroller.dispatchEvent(new panel.document.defaultView!.Event('scroll'));
}

const rowHeight = (panel: PanelUnderTest): number =>
  Number.parseFloat(find(panel.main, '[role="grid"]').style.getPropertyValue('--row'));

describe('the view of a tensor', () => {
  let states: Readonly<Record<string, PanelState>>;
  let million: TensorState;

  before(async () => {
    states = await allStates();
    const state = states['million elements'];
    assert.equal(state?.kind, 'tensor');
    million = state as TensorState;
  });

  it('draws a few of a million cells, and counts all', () => {
    const panel = shownIn(million);
    const grid = find(panel.main, '[role="grid"]');
    assert.equal(million.tensor.values?.length, 1_000_000);
    assert.equal(grid.getAttribute('aria-rowcount'), '1001');
    assert.equal(grid.getAttribute('aria-colcount'), '1001');
    assert.ok(cellsOf(grid).length < 1500, String(cellsOf(grid).length));
  });

  it('draws other cells when it is scrolled, under their numbers, and keeps those that stay', () => {
    const panel = shownIn(million);
    const kept = find(panel.main, '[aria-rowindex="20"]');
    scrollTo(panel, 12 * rowHeight(panel));
    assert.equal(find(panel.main, '[aria-rowindex="20"]'), kept);
    scrollTo(panel, 700 * rowHeight(panel));
    const row = find(panel.main, '[aria-rowindex="702"]');
    assert.equal(row.querySelector('[role="rowheader"]')?.textContent, '700');
    const label = row.querySelector('[aria-colindex="2"]')?.getAttribute('aria-label') ?? '';
    assert.match(label, /\[700, 0\] = /);
    assert.equal(
      Math.fround(Number(label.split(' = ')[1]?.split(' ≈ ')[0])),
      million.tensor.values?.[700_000],
    );
    assert.equal(panel.main.querySelector('[aria-rowindex="2"]'), null);
    assert.equal(panel.main.querySelectorAll('[role="gridcell"][tabindex="0"]').length, 1);
    assert.equal(kept.isConnected, false);
  });

  it('is looked at as before when the panel comes back', () => {
    const panel = shownIn(million);
    scrollTo(panel, 500 * rowHeight(panel));
    panel.document.dispatchEvent(new panel.document.defaultView!.Event('scrollend'));
    const again = shownIn(million, structuredClone(panel.stored()));
    assert.equal(find(again.main, '.table-scroll').scrollTop, 500 * rowHeight(again));
    assert.ok(again.main.querySelector('[aria-rowindex="502"]'));
  });

  it('keeps the scroll position when the rest of the panel is drawn anew', () => {
    const panel = shownIn(million);
    scrollTo(panel, 300 * rowHeight(panel));
    panel.show({ ...million, revision: 2 });
    assert.equal(find(panel.main, '.table-scroll').scrollTop, 300 * rowHeight(panel));
    assert.ok(panel.main.querySelector('[aria-rowindex="302"]'));
  });

  it('walks by keyboard to what is not drawn', () => {
    const panel = shownIn(million);
    cellsOf(panel.main)[0]?.focus();
    const go = (key: string, more: KeyboardEventInit = {}): string => {
      press(panel.document.activeElement!, key, more);
      assert.equal(panel.main.querySelectorAll('[role="gridcell"][tabindex="0"]').length, 1, key);
      return at(panel);
    };
    assert.equal(go('ArrowDown'), '[1, 0]');
    assert.equal(go('End'), '[1, 999]');
    assert.equal(go('End', { ctrlKey: true }), '[999, 999]');
    assert.equal(go('ArrowRight'), '[999, 999]');
    assert.equal(go('Home'), '[999, 0]');
    const page = 999 - Number(/\d+/.exec(go('PageUp'))?.[0]);
    assert.ok(page > 5 && page < 30, String(page));
    assert.equal(go('PageDown'), '[999, 0]');
    assert.equal(go('Home', { ctrlKey: true }), '[0, 0]');
    assert.equal(go('PageUp'), '[0, 0]');
    for (let turn = 1; turn <= 60; turn++) assert.equal(go('ArrowDown'), `[${turn}, 0]`);
  });

  it('finds the largest and the smallest value, and says where', () => {
    const panel = shownIn(million);
    const values = million.tensor.values!;
    for (const [text, better] of [
      ['max', (a: number, b: number) => a > b],
      ['min', (a: number, b: number) => a < b],
    ] as const) {
      let best = 0;
      for (let position = 1; position < values.length; position++) {
        if (better(values[position]!, values[best]!)) best = position;
      }
      const where = `[${Math.floor(best / 1000)}, ${best % 1000}]`;
      [...panel.main.querySelectorAll<HTMLElement>('.jump')]
        .find((each) => each.textContent === text)
        ?.click();
      assert.equal(at(panel), where);
      assert.match(
        find(panel.main, '[role="status"].said').textContent ?? '',
        new RegExp(`at \\${where}\\.$`),
      );
    }
  });

  it('goes to a typed index on another plane, and says what it did not understand', () => {
    const panel = shownIn(states['four dims']);
    const field = find(panel.main, '.index-field');
    const said = (): string => find(panel.main, '.said').textContent ?? '';
    Object.assign(field, { value: '1, 2, 5, 6' });
    press(field, 'Enter');
    assert.equal(at(panel), '[1, 2, 5, 6]');
    assert.match(said(), /^\[1, 2, 5, 6\] is -?\d/);
    Object.assign(field, { value: '1, 2' });
    press(field, 'Enter');
    assert.match(said(), /^Expected 4 indices/);
    assert.equal(panel.main.querySelector('.said')?.getAttribute('role'), 'status');
  });

  it('finds the first NaN, and offers it only where there is one', () => {
    const panel = shownIn(states['not finite']);
    const jumps = texts(panel.main, '[aria-label="Find"] .jump');
    assert.deepEqual(jumps, ['max', 'min', 'NaN']);
    find(panel.main, '[title="Go to the first NaN"]').click();
    assert.equal(panel.document.activeElement?.textContent, 'NaN');
    assert.deepEqual(texts(shownIn(million).main, '[aria-label="Find"] .jump'), ['max', 'min']);
    assert.deepEqual(texts(panel.main, '.beside-bars'), ['Not in the bins: 1 NaN, 1 +Inf']);
  });

  it('chooses the plane with sliders and numbers', () => {
    const panel = shownIn(states['four dims']);
    choose(find(panel.main, 'input[type="range"][aria-label="dim 1"]'), '2', 'input');
    assert.match(cellsOf(panel.main)[0]?.getAttribute('aria-label') ?? '', /\[0, 2, 0, 0\] = /);
    const number = find(panel.main, '[data-key="dim 1"] input[type="number"]');
    assert.equal((number as HTMLInputElement).value, '2');
    choose(number, '99');
    assert.equal((number as HTMLInputElement).value, '2');
    choose(find(panel.main, '[data-key="dim 0"] input[type="number"]'), '1');
    assert.match(cellsOf(panel.main)[0]?.getAttribute('aria-label') ?? '', /\[1, 2, 0, 0\] = /);
  });

  it('chooses which dims make rows and columns; taking the other’s swaps the two', () => {
    const panel = shownIn(states['four dims']);
    const size = (): string[] =>
      ['aria-rowcount', 'aria-colcount'].map((name) => find(panel.main, '[role="grid"]').getAttribute(name)!);
    assert.deepEqual(size(), ['7', '8']);
    choose(find(panel.main, 'vscode-dropdown[aria-label="rows"]'), '3');
    assert.deepEqual(size(), ['8', '7']);
    choose(find(panel.main, 'vscode-dropdown[aria-label="rows"]'), '0');
    assert.deepEqual(size(), ['3', '7']);
    assert.deepEqual(texts(panel.main, '.slide > span:first-child'), ['dim 1', 'dim 3']);
    const again = shownIn(states['four dims'], structuredClone(panel.stored()));
    assert.equal(find(again.main, '[role="grid"]').getAttribute('aria-rowcount'), '3');
  });

  it('sorts the rows by a column, by its header and by the list', () => {
    const panel = shownIn(states['whole numbers']);
    const rows = (): string[] => texts(panel.main, '[role="rowheader"]');
    assert.deepEqual(rows(), ['0', '1', '2']);
    find(panel.main, '.column-sort').click();
    assert.deepEqual(rows(), ['2', '1', '0']);
    assert.equal(find(panel.main, '.column-name').getAttribute('aria-sort'), 'descending');
    assert.match(cellsOf(panel.main)[0]?.getAttribute('aria-label') ?? '', /\[2, 0\] = 8$/);
    find(panel.main, '.column-sort').click();
    assert.deepEqual(rows(), ['0', '1', '2']);
    assert.equal(find(panel.main, '.column-name').getAttribute('aria-sort'), 'ascending');
    find(panel.main, '.column-sort').click();
    assert.equal(find(panel.main, '.column-name').getAttribute('aria-sort'), null);
    choose(find(panel.main, 'vscode-dropdown[aria-label="sort"]'), 'column descending');
    assert.deepEqual(rows(), ['2', '1', '0']);
  });

  it('lists all values in their order, with their indices, and finds in them', () => {
    const panel = shownIn(states['whole numbers']);
    choose(find(panel.main, 'vscode-dropdown[aria-label="sort"]'), 'value descending');
    assert.deepEqual(texts(panel.main, '[role="rowheader"]').slice(0, 2), ['[2, 3]', '[2, 2]']);
    assert.deepEqual(texts(panel.main, '[role="gridcell"][aria-label]').slice(0, 2), ['125', '64']);
    find(panel.main, '[title="Go to the smallest value"]').click();
    assert.equal(panel.document.activeElement?.textContent, '-216');
    assert.equal(panel.document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex'), '13');
  });

  it('writes as many digits as a person wants', async () => {
    const panel = shownIn(states['long vector']);
    const texts_ = (): string[] => texts(panel.main, '[role="gridcell"][aria-label]').slice(0, 2);
    const digits = find(panel.main, 'vscode-dropdown[aria-label="digits"]');
    assert.deepEqual(texts_(), ['0.0100', '0.1208']);
    choose(digits, '2');
    assert.deepEqual(texts_(), ['0.01', '0.12']);
    choose(digits, '6');
    assert.deepEqual(texts_(), ['0.010000', '0.120833']);
    choose(digits, 'all');
    assert.deepEqual(texts_(), ['0.01', '0.12083333']);
    const whole = shownIn(states['whole numbers']);
    assert.equal(whole.main.querySelector('vscode-dropdown[aria-label="digits"]'), null);
    assert.equal((await stateOf(programs['whole numbers'])).kind, 'tensor');
  });

  it('copies into the clipboard, and asks the host where the browser refuses', async () => {
    const copied: string[] = [];
    const panel = openPanel(undefined, (text) => {
      copied.push(text);
      return Promise.resolve();
    });
    const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
    panel.show(states['truths']!);
    find(panel.main, '[title="Copy 6 values as Python"]').click();
    await settled();
    assert.deepEqual(copied, ['torch.tensor([[False, True, True], [True, False, False]], dtype=torch.bool)']);
    assert.equal(find(panel.main, '.said').textContent, 'Copied 6 values as Python.');
    const refused = shownIn(states['truths']);
    find(refused.main, '[title="Copy 6 values as JSON"]').click();
    await settled();
    const text = '[[false, true, true], [true, false, false]]';
    assert.deepEqual(refused.wishes.at(-1), { type: 'copyText', text });
    await refused.answer({ ok: false, failure: 'No clipboard.' });
    await settled();
    assert.equal(find(refused.main, '.said').textContent, 'It could not be copied. No clipboard.');
  });

  it('tells each bin of the histogram and goes to its first value', () => {
    const panel = shownIn(states['whole numbers']);
    const bars = [...panel.main.querySelectorAll<HTMLElement>('.bar')];
    assert.match(bars[0]?.getAttribute('aria-label') ?? '', /^-216 to -201\.8: 1 value$/);
    bars[0]?.focus();
    press(bars[0]!, 'End');
    assert.equal(panel.document.activeElement, bars.at(-1));
    assert.equal(find(panel.main, '.bin').textContent, bars.at(-1)?.getAttribute('aria-label'));
    bars.at(-1)?.click();
    assert.equal(panel.document.activeElement?.textContent, '125');
  });

  it('wishes for the values that were left out, once, and shows what comes', () => {
    const { tensor, ...rest } = million;
    const partial: TensorState = { ...rest, tensor: { ...tensor, values: null }, isPartial: true };
    const panel = shownIn(partial);
    assert.deepEqual(panel.wishes.at(-1), { type: 'wholeTensor', revision: 1 });
    assert.match(find(panel.main, '.skeleton').textContent ?? '', /on their way/);
    panel.show(partial);
    assert.equal(panel.wishes.filter(({ type }) => type === 'wholeTensor').length, 1);
    panel.show(million);
    assert.ok(cellsOf(panel.main).length > 0);
    assert.equal(panel.main.querySelector('.skeleton'), null);
  });

  it('shows what has no or few values without tools that do nothing', () => {
    const scalar = shownIn(states['scalar']).main;
    assert.deepEqual(texts(scalar, '[role="gridcell"]'), ['0.07']);
    assert.equal(scalar.querySelectorAll('.index-field, .bars, [role="columnheader"]').length, 0);
    assert.equal(find(scalar, '[role="grid"]').getAttribute('aria-rowcount'), '1');
    for (const name of ['no elements', 'unknown values']) {
      const { main } = shownIn(states[name]);
      assert.equal(main.querySelectorAll('[role="grid"], .tools').length, 0, name);
      assert.ok(find(main, '.absence, .summary').textContent, name);
    }
    assert.deepEqual(texts(shownIn(states['truths']).main, '[role="gridcell"][aria-label]').slice(0, 2), [
      'False',
      'True',
    ]);
  });

  it('has a colour for each class, and a legend of them', () => {
    const { main } = shownIn(states['class indices']);
    assert.deepEqual(texts(main, '.class-swatch'), ['0', '1', '2', '3', '4', '5', '6', '7']);
    const cell = cellsOf(main).find((each) => each.textContent === '3');
    assert.ok(cell?.classList.contains('class-3'));
  });
});
