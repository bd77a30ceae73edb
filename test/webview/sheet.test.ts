import assert from 'node:assert/strict';
import type { LossState } from '../../src/protocol/model';
import { elementAt, type SheetModel } from '../../src/protocol/sheet';
import { fedBy, originsOf, targetColumn, type SheetCell } from '../../webview/parts/lineage';
import { putIn, type Letter } from '../../webview/parts/put-in';
import { writersOf, writeWith } from '../../webview/parts/sheet-cell';
import { readoutOf, valueOf } from '../../webview/parts/sheet-readout';
import { programs, type Program } from './gallery/programs';
import { stateOf } from './gallery/states';
import { find, openPanel, texts } from './world';

async function lossOf(program: Program): Promise<LossState> {
  const state = await stateOf(program);
  if (state.kind !== 'loss') throw new Error(`This is no loss: ${JSON.stringify(state)}`);
  return state;
}

function sheetOf({ sheet }: LossState): SheetModel {
  assert.ok(sheet, 'there is a sheet');
  return sheet;
}

/** The index of the group of that name. */
function groupOf(sheet: SheetModel, name: string): number {
  const at = sheet.groups.findIndex((group) => group.name === name);
  assert.notEqual(
    at,
    -1,
    `there is a group ${name} among ${sheet.groups.map((group) => group.name).join(', ')}`,
  );
  return at;
}

const written = (sheet: SheetModel, cells: readonly SheetCell[]): string[] =>
  cells.map(({ group, row, column }) => `${sheet.groups[group]?.name} ${row} ${column}`);

const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(b));

describe('a formula with its numbers', () => {
  const letters = new Map<string, Letter>([
    ['x', { own: '-1.0', row: ['2.0', '-1.0', '0.5'] }],
    ['log p', { own: '-0.3', row: ['-0.3', '-1.2'] }],
    ['y', { own: '2', row: [] }],
    ['d', { own: '-1.5', row: [] }],
  ]);

  for (const [formula, text] of [
    ['p = e^x / Σ e^x', 'e^-1.0 / (e^2.0 + e^-1.0 + e^0.5)'],
    ['y · log p', '2 · (-0.3)'],
    ['log p[y]', 'log p[2]'],
    ['log p', '-0.3'],
    ['d²', '(-1.5)²'],
    ['|d|', '|-1.5|'],
    ['l = −d', '−(-1.5)'],
    ['u = −Σ log p', '−(-0.3 + (-1.2))'],
    ['max(x, 0)', 'max(-1.0, 0)'],
    ['0.9 · k', '0.9 · k'],
  ] as const) {
    it(formula, () => assert.equal(putIn(formula, letters), text));
  }

  it('cuts a long sum in the middle', () => {
    const row = ['1', '2', '3', '4', '5', '6'];
    assert.equal(putIn('Σ x', new Map([['x', { own: '1', row }]])), '(1 + 2 + … + 6)');
  });
});

describe('the selected cell of a sheet', () => {
  it('is the same after hiding or reloading, and says what it is made of when nobody points', async () => {
    const loss = await lossOf(programs['classes, not evenly hard']);
    const before = openPanel();
    before.show(loss);
    const softmax = groupOf(sheetOf(loss), 'softmax');
    const selector = `[data-cell="${softmax} 2 1"]`;
    find(before.main, selector).click();
    const working = find(before.main, '.readout.working').textContent;
    assert.match(working ?? '', /^softmax \[2, 1\]: e\^/);
    before.rest();

    const after = openPanel(structuredClone(before.stored()));
    after.show(loss);
    const cell = find(after.main, selector);
    assert.deepEqual([...after.main.querySelectorAll('[aria-selected="true"][role="gridcell"]')], [cell]);
    assert.equal(cell.getAttribute('tabindex'), '0');
    assert.equal(after.main.querySelectorAll('.sheet [role="gridcell"][tabindex="0"]').length, 1);
    assert.equal(find(after.main, '.readout.working').textContent, working);
    const other = find(after.main, '[data-cell="0 0 0"]');
    other.dispatchEvent(
      new (after.document.defaultView as never as typeof globalThis).Event('mouseover', { bubbles: true }),
    );
    assert.notEqual(find(after.main, '.readout.working').textContent, working);
    find(after.main, '.sheet [role="grid"]').dispatchEvent(
      new (after.document.defaultView as never as typeof globalThis).Event('mouseleave'),
    );
    assert.equal(find(after.main, '.readout.working').textContent, working);
    assert.ok(cell.classList.contains('current'));
  });

  it('gives its place to a sentence that says what to do, where there are no steps', async () => {
    const told = async (program: Program): Promise<string> => {
      const { main, show } = openPanel();
      show(await lossOf(program));
      return find(main, '.tab-panel .absence').textContent ?? '';
    };
    assert.match(await told(programs.unknown), /not known.*Inspect Selection/);
    assert.match(await told(programs.raises), /^PyTorch raises ValueError here/);
  });

  it('is the first one in the order of the tab key, and none is selected, before somebody went to one', async () => {
    const { main, show } = openPanel();
    show(await lossOf(programs['classes, not evenly hard']));
    assert.equal(find(main, '.sheet [tabindex="0"][role="gridcell"]').getAttribute('data-cell'), '0 0 0');
    assert.equal(main.querySelector('[role="gridcell"][aria-selected]'), null);
    assert.match(find(main, '.readout.working').textContent ?? '', /Point at a cell/);
  });
});

describe('a sheet of a loss', () => {
  it('goes from the scores through the softmax to the loss of the target’s class', async () => {
    const sheet = sheetOf(await lossOf(programs['classes, not evenly hard']));
    const names = sheet.groups.map(({ name }) => name);
    assert.deepEqual(names, [
      'input',
      'target',
      'exp',
      'sum',
      'softmax',
      'log',
      "pick the target's column",
      '× −1',
    ]);
    const [input, exp, sum, softmax] = ['input', 'exp', 'sum', 'softmax'].map((name) => groupOf(sheet, name));
    for (let row = 0; row < 4; row++) {
      const powers = [0, 1, 2].map((column) => Math.exp(valueOf(sheet, { group: input!, row, column })));
      const total = powers.reduce((before, power) => before + power, 0);
      assert.ok(same(valueOf(sheet, { group: sum!, row, column: 0 }), total));
      for (const [column, power] of powers.entries()) {
        assert.ok(same(valueOf(sheet, { group: exp!, row, column }), power));
        assert.ok(same(valueOf(sheet, { group: softmax!, row, column }), power / total));
      }
    }
  });

  it('tells the working of a softmax in the numbers that the cells show', async () => {
    const sheet = sheetOf(await lossOf(programs['classes, not evenly hard']));
    const write = writeWith(writersOf(sheet));
    const group = groupOf(sheet, 'softmax');
    const value = write(group, valueOf(sheet, { group, row: 0, column: 0 }));
    const scores = [0, 1, 2].map((column) => write(0, valueOf(sheet, { group: 0, row: 0, column })));
    const terms = scores.map((score) => `e^${score}`);
    assert.equal(
      readoutOf(sheet, { group, row: 0, column: 0 }, write),
      `softmax [0, 0]: ${terms[0]} / (${terms.join(' + ')}) = ${value}`,
    );
  });

  it('knows what each cell is made of, and what it goes into', async () => {
    const sheet = sheetOf(await lossOf(programs['classes, not evenly hard']));
    const cell = (name: string, row: number, column: number): SheetCell => ({
      group: groupOf(sheet, name),
      row,
      column,
    });
    assert.deepEqual(written(sheet, originsOf(sheet, cell('softmax', 1, 2))), [
      'input 1 0',
      'input 1 1',
      'input 1 2',
    ]);
    assert.deepEqual(written(sheet, originsOf(sheet, cell('log', 1, 2))), ['softmax 1 2']);
    const picked = cell("pick the target's column", 1, 0);
    assert.equal(targetColumn(sheet, picked), 1);
    assert.deepEqual(written(sheet, originsOf(sheet, picked)), ['log 1 1', 'target 1 0']);
    assert.deepEqual(written(sheet, fedBy(sheet, cell('log', 1, 1))), ["pick the target's column 1 0"]);
    assert.deepEqual(written(sheet, fedBy(sheet, cell('log', 1, 0))), []);
    assert.deepEqual(written(sheet, fedBy(sheet, cell('input', 0, 0))), [
      'exp 0 0',
      'sum 0 0',
      'softmax 0 0',
      'softmax 0 1',
      'softmax 0 2',
    ]);
  });

  it('has every loss of the gallery in which what feeds a cell is what it is made of', async () => {
    for (const [name, program] of Object.entries(programs)) {
      const state = await stateOf(program);
      if (state.kind !== 'loss' || !state.sheet) continue;
      const { groups } = state.sheet;
      for (const [group, { layout }] of groups.entries())
        for (let column = 0; column < layout.columns; column++) {
          const cell = { group, row: 0, column };
          for (const from of originsOf(state.sheet, cell))
            assert.ok(
              fedBy(state.sheet, from).some((fed) => fed.group === group && fed.column === column),
              `${name}: ${written(state.sheet, [from, cell]).join(' → ')}`,
            );
        }
    }
  });

  it('leaves out what is ignored, says so, and marks the row that dominates', async () => {
    const state = await lossOf(programs['ignored and weighted']);
    const sheet = sheetOf(state);
    assert.deepEqual([...(sheet.silent ?? [])], [0, 1, 0, 0]);
    const loss = sheet.groups.findIndex(({ isLoss }) => isLoss);
    const losses = [0, 1, 2, 3].map((row) => valueOf(sheet, { group: loss, row, column: 0 }));
    const total = losses.reduce((sum, each) => sum + each, 0);
    assert.ok(losses.every((each, row) => same(sheet.shares?.[row] ?? -1, each / total)));
    const largest = losses.indexOf(Math.max(...losses));
    assert.equal(sheet.dominant, largest);
    const { show, main } = openPanel();
    show(state);
    assert.deepEqual(texts(main, '.share-mark'), ['ignored', 'dominates']);
    assert.match(find(main, '.ignored-row th').textContent ?? '', /^1, ignored: its target is ignore_index$/);
    assert.match(
      find(main, '.dominant-row th').textContent ?? '',
      new RegExp(`^${largest}, dominates: \\d+ % of the loss$`),
    );
  });

  it('has steps of their own for pos_weight and weight, and says that a row of weight 0 does not count', async () => {
    const state = await lossOf(programs['pos_weight and weight']);
    const sheet = sheetOf(state);
    assert.deepEqual(
      sheet.groups.map(({ name }) => name),
      [
        'input',
        'target',
        'weight',
        'pos_weight',
        'sigmoid',
        'log of p',
        'log of 1 − p',
        'where the target is 1',
        'times pos_weight',
        'where the target is 0',
        'sum of both',
        '× −1',
        'times the weight',
      ],
    );
    assert.deepEqual([...(sheet.silent ?? [])], [0, 0, 2]);
    const at = (name: string, row: number, column: number): number =>
      valueOf(sheet, { group: groupOf(sheet, name), row, column });
    for (const column of [0, 1, 2]) {
      const probability = 1 / (1 + Math.exp(-at('input', 1, column)));
      const y = at('target', 1, column);
      const expected = -(
        at('pos_weight', 1, column) * y * Math.log(probability) +
        (1 - y) * Math.log(1 - probability)
      );
      assert.ok(same(at('× −1', 1, column), expected));
      assert.ok(same(at('times the weight', 1, column), expected * at('weight', 1, 0)));
    }
  });

  it('has a row for each pair, triplet and sample of the losses of embeddings and margins', async () => {
    const cells = async (
      program: Program,
    ): Promise<(name: string, row: number, column?: number) => number> => {
      const state = await lossOf(program);
      const sheet = sheetOf(state);
      const losses = state.perElement?.values ?? [];
      assert.deepEqual(sheet.rows, [losses.length]);
      const loss = sheet.groups.findIndex(({ isLoss }) => isLoss);
      for (const [row, value] of [...losses].entries())
        assert.equal(valueOf(sheet, { group: loss, row, column: 0 }), value);
      for (const [group, { operands, kind, layout }] of sheet.groups.entries()) {
        if (kind === 'input') continue;
        assert.ok(operands.length > 0 && layout.columns > 0, sheet.groups[group]?.name);
      }
      return (name, row, column = 0) => valueOf(sheet, { group: groupOf(sheet, name), row, column });
    };
    const cosine = await cells(programs['cosine of embeddings']);
    const triplet = await cells(programs.triplets);
    const margin = await cells(programs['margin of classes']);
    const ranking = await cells(programs['pairs in order']);
    const hinge = await cells(programs['hinge of distances']);
    for (const row of [0, 1]) {
      const lengths = cosine('squared length of x₁', row) * cosine('squared length of x₂', row);
      assert.ok(same(cosine('cosine', row), cosine('dot product', row) / Math.sqrt(lengths)));
      const [near, far] = [
        triplet('distance to the positive', row),
        Math.min(
          triplet('distance to the negative', row),
          triplet('distance from positive to negative', row),
        ),
      ];
      assert.ok(same(triplet('loss of each triplet', row), Math.max(0, near - far + 0.5)));
      const lacking = [0, 1, 2].map((column) => margin('times the weight', row, column));
      assert.ok(same(margin('loss of each sample', row), lacking.reduce((sum, each) => sum + each, 0) / 3));
      const agreement = -ranking('target', row) * ranking('difference', row);
      assert.ok(same(ranking('loss of each pair', row), Math.max(0, agreement + 0.2)));
      const both = hinge('where the target is 1', row) + hinge('where the target is −1', row);
      assert.ok(same(hinge('loss of each element', row), both));
    }
    const ctc = await cells(programs['alignments of labels']);
    for (const row of [0, 1])
      assert.ok(
        same(ctc('for each label', row), ctc('loss of each sample', row) / ctc('target_lengths', row)),
      );
  });

  it('has a row for each position of more dims, and pages of columns', async () => {
    const pixels = sheetOf(await lossOf(programs['every pixel']));
    assert.deepEqual(pixels.rows, [2, 4, 5]);
    const [input] = pixels.groups;
    assert.ok(input);
    // Row 27 is the position [1, 1, 2]; class 2 stands two planes of 4 × 5 further.
    assert.equal(elementAt(pixels.rows, input.layout, 27, 2), ((1 * 3 + 2) * 4 + 1) * 5 + 2);
    const { show, main } = openPanel();
    show(await lossOf(programs['many classes']));
    assert.equal(find(main, 'tbody tr').querySelectorAll('[data-cell^="0 "]').length, 8);
    find(main, '[aria-label="Next 8 columns"]').click();
    assert.ok(main.querySelector('[data-cell="0 0 8"]'));
    assert.equal(main.querySelector('[data-cell="0 0 7"]'), null);
  });

  it('lights cells under pointer and focus, tells the formula, and puts it out again', async () => {
    const state = await lossOf(programs['bce with logits']);
    const sheet = sheetOf(state);
    const { show, main } = openPanel();
    show(state);
    const last = sheet.groups.findIndex(({ isLoss }) => isLoss);
    const cell = find(main, `[data-cell="${last} 1 0"]`);
    cell.focus();
    assert.deepEqual(
      [...main.querySelectorAll('.cell.origin')].map((each) => each.getAttribute('data-cell')),
      originsOf(sheet, { group: last, row: 1, column: 0 }).map(
        ({ group, row, column }) => `${group} ${row} ${column}`,
      ),
    );
    assert.ok(find(main, '.formula').classList.contains('fed'));
    const working = cell.getAttribute('aria-description');
    assert.equal(find(main, '.readout').textContent, `× −1 [1]: ${working}`);
    cell.blur();
    assert.equal(main.querySelectorAll('.cell.origin, .cell.fed, .cell.current').length, 0);
    assert.match(find(main, '.readout.working').textContent ?? '', /^Point at a cell/);
  });

  it('is made for Keras and optax too, with their names', async () => {
    for (const [program, names, framework] of [
      [programs['keras, from logits'], ['y_pred', 'y_true'], 'Keras'],
      [programs['optax, from logits'], ['logits', 'labels'], 'optax'],
    ] as const) {
      const state = await lossOf(program);
      assert.equal(state.framework, framework);
      assert.deepEqual(
        sheetOf(state)
          .groups.filter(({ kind }) => kind === 'input')
          .map(({ name }) => name),
        names,
      );
    }
  });
});

describe('the gradient', () => {
  it('has a row for each sample and its share, and names what the loss does not count', async () => {
    const state = await lossOf(programs['ignored and weighted']);
    const [gradient] = state.gradients;
    const values = gradient?.tensor.values;
    assert.ok(gradient?.sheet && values);
    const sizes = [0, 1, 2, 3].map((row) =>
      [0, 1, 2].reduce((sum, column) => sum + Math.abs(values[3 * row + column] ?? 0), 0),
    );
    const total = sizes.reduce((sum, each) => sum + each, 0);
    assert.ok(sizes.every((size, row) => same(gradient.sheet?.shares?.[row] ?? -1, size / total)));
    assert.deepEqual(
      state.gradientNotes.map(({ text }) => text),
      ['The gradient of input is exactly 0 in row 1, which the loss does not count.'],
    );
  });

  it('says where it is cut, with the place, and goes on to the variables that it reaches', async () => {
    const state = await lossOf(programs['cut gradient']);
    const { show, main, wishes } = openPanel();
    show(state);
    find(main, '#tab-gradient').click();
    assert.deepEqual(texts(main, '.section-title'), ['Gradient of input', 'Gradient of v']);
    assert.match(find(main, '.gradient-notes').textContent ?? '', /detach takes the tensor out of the graph/);
    find(main, '.gradient-notes .link').click();
    const wish = wishes.at(-1);
    assert.ok(wish?.type === 'reveal');
    const line = programs['cut gradient'].text.slice(0, wish.place.start).split('\n').length;
    assert.match(programs['cut gradient'].text.split('\n')[line - 1] ?? '', /detach/);
  });

  it('counts what a relu lets nothing through', async () => {
    const { gradientNotes } = await lossOf(programs['dead relu']);
    assert.match(gradientNotes[0]?.text ?? '', /^relu passes no gradient .*: 2 of 3 elements\.$/);
  });
});
