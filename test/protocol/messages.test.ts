import assert from 'node:assert/strict';
import { toHost, toPanel } from '../../src/protocol/messages';
import type { LossState, TensorModel } from '../../src/protocol/model';
import type { SheetModel } from '../../src/protocol/sheet';

const place = { source: 0, start: 0, end: 4, line: 1, column: 1, endLine: 1, endColumn: 5 };
const link = { text: 'train.py:1', place };
const tensor: TensorModel = {
  id: 4,
  summary: 'tensor[2] f32 [0.500, NaN]',
  shape: [2],
  dtype: 'float32',
  scale: 'sequential',
  range: { min: 0.5, max: 0.5 },
  values: Float32Array.of(0.5, Number.NaN),
  absence: '',
};
const sheet: SheetModel = {
  rows: [2],
  groups: [
    {
      kind: 'input',
      name: 'input',
      formula: '',
      tensor,
      layout: { strides: [1], columns: 1, columnStride: 0 },
      operands: [],
      isLoss: false,
    },
    {
      kind: 'step',
      name: 'square',
      formula: 'x²',
      tensor,
      layout: { strides: [1], columns: 1, columnStride: 0 },
      operands: [{ letter: 'x', group: 0, reach: 'element' }],
      isLoss: true,
    },
  ],
  shares: Float64Array.of(0.25, 0.75),
  silent: null,
  dominant: null,
};
const loss: LossState = {
  kind: 'loss',
  revision: 3,
  isPartial: false,
  expression: 'loss',
  link,
  function: 'torch.nn.functional.mse_loss',
  framework: 'PyTorch',
  value: { text: '0.5000', exact: '0.5' },
  reduction: 'mean of 2',
  reason: '',
  evaluation: '',
  backend: 'cpu',
  sampled: { redrawable: true },
  inputs: [
    { name: 'input', expression: 'x', link, made: link, tensor, expects: 'raw scores', notFinite: '1 NaN' },
  ],
  perElement: tensor,
  formula: '',
  gradients: [{ of: 'input', link: null, sheet, tensor, largest: null }],
  gradientNotes: [{ text: 'argmax gives positions', link }],
  sheet,
  steps: [],
  options: [],
  constructed: null,
  error: null,
  warnings: [],
  findings: { here: [], elsewhere: [], notJudged: [], limits: [] },
  whatIf: {
    note: '',
    refusal: '',
    isChanged: true,
    changed: [{ input: 'input', index: 1 }],
    controls: [
      { kind: 'number', name: 'beta', value: 2, original: 1, min: 0, max: 5, step: 0.1 },
      { kind: 'choice', name: 'reduction', value: 'sum', original: 'mean', choices: ['mean', 'sum'] },
    ],
    addable: ['weight'],
    original: { text: '0.5000', exact: '0.5' },
    notWritable: '',
  },
  choice: {
    targets: 'real numbers',
    evidence: 'float32',
    rows: [
      {
        outputs: '',
        loss: '',
        predictions: '',
        names: [{ framework: 'PyTorch', name: 'x' }],
        isPresent: true,
      },
    ],
    verdict: { fits: true, reason: '' },
  },
  compare: {
    rows: [
      {
        spelling: 'F.mse_loss(input, target)',
        framework: 'PyTorch',
        assumes: 'real numbers',
        value: { text: '0.5000', exact: '0.5' },
        gradient: null,
        group: 0,
        refusal: '',
        isPresent: true,
        isPlain: false,
      },
    ],
    refusal: '',
  },
  curve: {
    input: 'input',
    index: 0,
    name: 'input[0]',
    at: { x: 0, loss: 0.5, slope: 1 },
    xs: Float64Array.of(0, 1),
    losses: Float64Array.of(0.5, Number.NaN),
    left: null,
    right: 0,
    entropy: null,
    refusal: '',
  },
};

const show = (state: unknown): string | null =>
  toPanel({ type: 'show', turn: 1, state, kept: { pins: [], history: [] } }, 'message');

describe('messages', () => {
  it('accept a loss with tables in typed arrays, also those that are not finite', () => {
    assert.equal(show(loss), null);
    assert.equal(show(structuredClone(loss)), null);
  });

  it('refuse a table whose values are not as many as its shape says', () => {
    const short = { ...tensor, shape: [3] };
    assert.equal(
      show({ ...loss, perElement: short }),
      'message.state.perElement.values: expected 3 elements for shape [3]; got 2',
    );
    assert.match(show({ ...loss, perElement: { ...tensor, shape: ['N'] } }) ?? '', /shape that is not known/);
  });

  it('refuse a table of plain numbers: NaN would have become null in it', () => {
    assert.match(
      show({ ...loss, perElement: { ...tensor, values: [0.5, null] } }) ?? '',
      /expected a typed array/,
    );
  });

  it('refuse a sheet that points past its values, at a group that comes later, or shares other rows', () => {
    const [input, square] = sheet.groups;
    assert.ok(input && square);
    const wrong = (change: object): string => show({ ...loss, sheet: { ...sheet, ...change } }) ?? '';
    assert.match(wrong({ rows: [3] }), /sheet\.groups\[0\]: points past its values/);
    assert.match(wrong({ groups: [square, input] }), /sheet\.groups\[0\]: is made of a later group/);
    assert.match(
      wrong({ groups: [{ ...input, layout: { ...input.layout, strides: [] } }] }),
      /a stride for each dim/,
    );
    assert.match(wrong({ shares: Float64Array.of(1) }), /a share for each of 2 rows/);
  });

  it('refuse a state with a field missing or one too many', () => {
    const { backend: _, ...without } = loss;
    assert.match(show(without) ?? '', /state\.backend: expected a text; got undefined/);
    assert.match(show({ ...loss, html: '<img>' }) ?? '', /nobody knows/);
  });

  it('refuse a reveal whose place is incomplete or negative', () => {
    const reveal = (wrong: object): string | null =>
      toHost({ type: 'reveal', revision: 1, place: { ...place, ...wrong } }, 'message');
    assert.equal(reveal({}), null);
    assert.match(reveal({ line: -1 }) ?? '', /place\.line/);
    assert.match(reveal({ source: undefined }) ?? '', /place\.source/);
    assert.match(reveal({ command: 'rm' }) ?? '', /nobody knows/);
  });

  it('refuse a text to copy that is none, and a wish for a tensor of no revision', () => {
    assert.equal(toHost({ type: 'copyText', text: 'torch.tensor([])' }, 'message'), null);
    assert.match(toHost({ type: 'copyText', text: 3 }, 'message') ?? '', /message\.text: expected a text/);
    assert.equal(toHost({ type: 'wholeTensor', revision: 2 }, 'message'), null);
    assert.match(toHost({ type: 'wholeTensor', revision: -1 }, 'message') ?? '', /message\.revision/);
  });
});
