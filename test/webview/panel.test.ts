import assert from 'node:assert/strict';
import type { LossState, PanelState } from '../../src/protocol/model';
import { programs } from './gallery/programs';
import { allStates, stateOf } from './gallery/states';
import { find, openPanel, texts } from './world';

describe('the panel', () => {
  let states: Readonly<Record<string, PanelState>>;
  let bce: LossState;
  let mistake: LossState;

  before(async () => {
    states = await allStates();
    bce = lossOf(states['bce with logits']);
    mistake = lossOf(states['mistake']);
  });

  it('tells the host that it listens', () => {
    assert.deepEqual(openPanel().wishes, [{ type: 'ready' }]);
  });

  it('shows every state of the gallery', () => {
    for (const [name, state] of Object.entries(states)) {
      const { show, main, log } = openPanel();
      show(state);
      assert.deepEqual(log, [], name);
      assert.ok((main.textContent ?? '').length > 10, name);
    }
  });

  it('shows the loss, what was reduced, and the way from inputs to gradient', () => {
    const { show, main } = openPanel();
    show(bce);
    assert.equal(find(main, '.value').textContent, '0.6100');
    assert.equal(find(main, '.value').title, '0.60998243');
    assert.equal(find(main, '.reduction').textContent, 'mean of 3');
    assert.equal(find(main, '.formula').textContent, bce.formula);
    assert.equal(find(main, '.kicker-name').textContent, `PyTorch · ${bce.function}`);
    assert.deepEqual(texts(main, '.group-name'), [
      ...bce.inputs.map(({ name }) => name),
      ...bce.steps.map(({ name }) => name),
      'share of the loss',
    ]);
    assert.deepEqual(texts(main, '[data-cell^="0 "]'), ['0.9', '0.1', '0.1']);
    assert.equal(find(main, '[data-cell="0 0 0"]').getAttribute('aria-label'), 'input[0] = 0.9');
  });

  it('has tabs for the other ways of looking, by pointer and by key, and remembers the chosen one', () => {
    const weighted = lossOf(states['ignored and weighted']);
    const { show, main, document } = openPanel();
    show(weighted);
    assert.deepEqual(texts(main, '[role="tab"]'), [
      'Pipeline',
      'Gradient',
      'What if',
      'Curve',
      'Compare',
      'Choose',
      'Options',
    ]);
    find(main, '#tab-gradient').click();
    assert.deepEqual(texts(main, '.section-title'), ['Gradient of input']);
    assert.equal(main.querySelectorAll('[role="grid"] tbody tr').length, 4);
    assert.equal(find(main, '[role="tabpanel"]').getAttribute('aria-labelledby'), 'tab-gradient');
    const press = (key: string): boolean =>
      find(main, '[role="tablist"]').dispatchEvent(
        new document.defaultView!.KeyboardEvent('keydown', { key, cancelable: true }),
      );
    press('ArrowRight');
    assert.equal(find(main, '[role="tab"][aria-selected="true"]').textContent, 'What if');
    press('End');
    assert.equal(find(main, '[role="tab"][aria-selected="true"]').textContent, 'Options');
    press('ArrowRight');
    assert.equal(find(main, '[role="tab"][aria-selected="true"]').textContent, 'Pipeline');
    press('ArrowLeft');
    show({ ...weighted, revision: 2 });
    assert.equal(find(main, '[role="tab"][aria-selected="true"]').textContent, 'Options');
    show(bce);
    assert.equal(find(main, '[role="tab"][aria-selected="true"]').textContent, 'Pipeline');
  });

  it('says what each input should be, where the loss is PyTorch’s', () => {
    const { show, main } = openPanel();
    show(bce);
    assert.deepEqual(
      texts(main, '.inputs [data-key="input input"] .quiet'),
      bce.inputs.slice(0, 1).map(({ expects }) => `should be ${expects}`),
    );
    assert.match(bce.inputs[0]?.expects ?? '', /sigmoid is inside/);
  });

  it('announces the result to a screen reader', () => {
    const { show, document } = openPanel();
    show(mistake);
    assert.equal(find(document, '[role="status"]').textContent, 'loss 0.7672, mean of 4, 1 finding');
  });

  it('shows a finding with its evidence, and asks for its fix and its page', async () => {
    const { show, main, wishes, document, answer } = openPanel();
    show(mistake);
    const [finding] = mistake.findings.here;
    assert.ok(finding?.fix);
    assert.deepEqual(texts(main, '.evidence > li').join('; '), finding.evidence);
    find(main, 'vscode-button').click();
    assert.deepEqual(wishes.at(-1), { type: 'applyFix', revision: 1, finding: finding.index });
    await answer({ ok: false, failure: 'The text has changed.' });
    assert.equal(find(document, '[role="alert"]').textContent, 'The text has changed.');
    assert.equal(find(document, '[role="alert"]').hidden, false);
    find(main, '.explain').click();
    assert.deepEqual(wishes.at(-1), { type: 'explainRule', rule: finding.rule });
    assert.equal(find(document, '[role="alert"]').hidden, true);
  });

  it('marks what is sampled, loss or tensor, and asks for other numbers', async () => {
    const drawn = { text: 'import torch\nx = torch.rand(4)\n', shown: 'torch.rand(4)' };
    for (const state of [states['sampled'], await stateOf(drawn)]) {
      const { show, main, wishes } = openPanel();
      show(state!);
      assert.deepEqual(texts(main, '.badges > li'), ['cpu', 'sampled', 'Draw again']);
      find(main, '.badges .link').click();
      assert.deepEqual(wishes.at(-1), { type: 'drawSamplesAgain', revision: 1 });
    }
    const { show, main } = openPanel();
    show(bce);
    assert.deepEqual(texts(main, '.badges > li'), ['cpu']);
  });

  it('shows places in the editor when they are pressed', () => {
    const { show, main, wishes } = openPanel();
    show(bce);
    find(main, '.kicker .link').click();
    assert.deepEqual(wishes.at(-1), { type: 'reveal', revision: 1, place: bce.link.place });
  });

  it('shows what a name holds as text, whatever it is', () => {
    const hostile = '<img src=x onerror="alert(1)">\'"`</main><script>alert(2)</script>';
    const { show, main, log } = openPanel();
    const link = { ...bce.link, text: hostile };
    show({
      ...mistake,
      expression: hostile,
      function: hostile,
      reduction: hostile,
      backend: hostile,
      link,
      inputs: mistake.inputs.map((input) => ({
        ...input,
        name: hostile,
        link,
        tensor: { ...input.tensor, summary: hostile },
      })),
      warnings: [hostile],
      error: { type: hostile, message: hostile },
      findings: {
        here: mistake.findings.here.map((finding) => ({
          ...finding,
          title: hostile,
          message: hostile,
          related: [link],
        })),
        elsewhere: [],
        notJudged: [{ reason: hostile, link }],
        limits: [hostile],
      },
    });
    assert.deepEqual(log, []);
    assert.equal(main.querySelectorAll('img, script').length, 0);
    assert.equal(find(main, '.expression').textContent, hostile);
    assert.deepEqual(
      [...main.querySelectorAll('*')].flatMap((each) =>
        each
          .getAttributeNames()
          .filter((name) => /^on|^style$/.test(name) && !each.matches('[tabindex], .cells, .lines')),
      ),
      [],
    );
  });

  it('refuses malformed messages and keeps what is shown', () => {
    const { show, send, main, log } = openPanel();
    show(bce);
    const before = main.innerHTML;
    send({ packet: 'note', message: { type: 'show', state: { kind: 'loss' } } });
    send({ packet: 'note', message: { type: 'html', html: '<b>' } });
    assert.equal(main.innerHTML, before);
    assert.equal(log.length, 2);
  });

  it('shows what an update makes of what is shown, and asks for all of it where that does not fit', () => {
    const { show, send, main, wishes, log } = openPanel();
    show(bce);
    const update = (more: object): void =>
      send({ packet: 'note', message: { type: 'update', from: 1, turn: 2, edits: [], ...more } });
    const text = (value: unknown) => [{ kind: 'set', path: ['state', 'value', 'text'], value }];
    update({ edits: text('0.7777') });
    assert.equal(find(main, '.result .value').textContent, '0.7777');
    const before = main.innerHTML;
    assert.equal(wishes.filter(({ type }) => type === 'ready').length, 1);
    update({ edits: text('0.8888') });
    update({ from: 2, turn: 3, edits: text(5) });
    update({ from: 2, turn: 3, edits: [{ kind: 'set', path: ['state', 'other', 0], value: '' }] });
    assert.equal(main.innerHTML, before);
    assert.equal(wishes.filter(({ type }) => type === 'ready').length, 4);
    assert.equal(log.length, 2);
  });

  it('keeps elements, focus and open sections when the numbers change', async () => {
    const { show, main, document } = openPanel();
    show(bce);
    const cell = find(main, '[data-cell="0 0 0"]');
    cell.focus();
    const changed = await stateOf({
      ...programs['bce with logits'],
      text: programs['bce with logits'].text.replace('0.9', '0.7'),
    });
    show(changed);
    assert.equal(find(main, '[data-cell="0 0 0"]'), cell);
    assert.equal(document.activeElement, cell);
    assert.equal(cell.textContent, '0.7');
    assert.equal(find(main, '.value').textContent, lossOf(changed).value?.text);
  });

  it('draws a section when it is opened, and remembers that', () => {
    const { show, main, stored } = openPanel();
    show(mistake);
    const elsewhere = find(main, '[data-key="section elsewhere"]');
    assert.equal(elsewhere.querySelectorAll('.finding').length, 0);
    toggle(elsewhere, true);
    assert.equal(elsewhere.querySelectorAll('.finding').length, mistake.findings.elsewhere.length);
    const again = openPanel(stored());
    again.show(mistake);
    assert.ok(find(again.main, '[data-key="section elsewhere"]').hasAttribute('open'));
  });

  it('walks the cells with arrow keys, one of them in the tab order', () => {
    const { show, main, document } = openPanel();
    show(lossOf(states['batch of ten']));
    const grid = find(main, '[role="grid"]');
    const at = (): string => document.activeElement?.getAttribute('aria-label')?.split(/ =|:/)[0] ?? '';
    find(grid, '[role="gridcell"]').focus();
    for (const [key, reached] of [
      ['ArrowRight', 'input[0, 1]'],
      ['ArrowDown', 'input[1, 1]'],
      ['End', 'row 1'],
      ['ArrowRight', 'row 1'],
      ['ArrowUp', 'row 0'],
      ['ArrowUp', 'row 0'],
      ['Home', 'input[0, 0]'],
      ['ArrowLeft', 'input[0, 0]'],
    ] as const) {
      press(document, key);
      assert.equal(at(), reached, key);
      assert.equal(grid.querySelectorAll('[tabindex="0"]').length, 1);
    }
    assert.equal(find(main, '.readout').textContent, 'input[0, 0] = -0.5760');
  });

  it('marks NaN and Inf, and an ignored class', () => {
    const { show, main } = openPanel();
    const state = states['not finite'];
    assert.ok(state);
    show(state);
    assert.deepEqual(texts(main, '.not-finite'), ['NaN', 'Inf']);
    show(lossOf(states['ignored and weighted']));
    assert.deepEqual(texts(main, '.cell.ignored'), ['-100']);
    assert.deepEqual(texts(main, '.cell.class'), ['0', '2', '1']);
  });

  it("shows PyTorch's error once, and no number", () => {
    const { show, main } = openPanel();
    show(lossOf(states['raises']));
    assert.equal(find(main, '.value').textContent, '?');
    assert.match(find(main, '.finding-title').textContent ?? '', /PyTorch raises ValueError/);
    assert.equal((main.textContent ?? '').split('to match target batch_size').length - 1, 1);
  });

  it('leaves the error to the finding that says what to type', async () => {
    const shown = 'F.cross_entropy(torch.zeros(2, 3), torch.tensor([0, 5]))';
    const { show, main } = openPanel();
    show(await stateOf({ text: `import torch\nimport torch.nn.functional as F\nloss = ${shown}\n`, shown }));
    assert.deepEqual(texts(main, '.finding-title'), ['Error: class index out of range']);
    assert.match(main.textContent ?? '', /PyTorch raises IndexError: Target 5 is out of bounds/);
  });

  it('says in an empty panel what to click, and opens an example', () => {
    const { show, main, wishes } = openPanel();
    const state = states['empty, with losses'];
    assert.ok(state);
    show(state);
    assert.deepEqual(texts(main, '.loss-list .link'), [
      'criterion(probabilities, labels)',
      'nn.NLLLoss()(probabilities, labels)',
      'F.cross_entropy(guess, labels)',
    ]);
    find(main, 'vscode-button').click();
    assert.deepEqual(wishes.at(-1), { type: 'openExample' });
  });

  it('lists what was not judged, with the place', () => {
    const { show, main } = openPanel();
    show(mistake);
    const section = find(main, '[data-key="section not judged"]');
    toggle(section, true);
    const lines = mistake.findings.notJudged.length + mistake.findings.limits.length;
    assert.ok(lines > 0);
    assert.equal(section.querySelectorAll('.unknowns > li').length, lines);
  });
});

function lossOf(state: PanelState | undefined): LossState {
  if (state?.kind !== 'loss') throw new Error(`This is no loss: ${JSON.stringify(state)}`);
  return state;
}

const windowOf = (element: Element): Window & typeof globalThis => {
  const window = element.ownerDocument.defaultView;
  if (!window) throw new Error('The document has no window.');
  return window as Window & typeof globalThis;
};

/** What a browser does when a summary is clicked. */
function toggle(details: HTMLElement, open: boolean): void {
  details.toggleAttribute('open', open);
  details.dispatchEvent(new (windowOf(details).Event)('toggle'));
}

function press(document: Document, key: string): void {
  const { activeElement } = document;
  if (!activeElement) throw new Error('Nothing has the focus.');
  activeElement.dispatchEvent(new (windowOf(activeElement).KeyboardEvent)('keydown', { key, bubbles: true }));
}
