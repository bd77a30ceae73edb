import assert from 'node:assert/strict';
import { emptyState, lossState, tensorState, type Subject } from '../../../src/editor/inspector/model';
import type { LossState } from '../../../src/protocol/model';
import { panelState } from '../../../src/protocol/model-check';
import { analyze } from '../../../src/rules/analyze';

const head = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';

async function subjectOf(body: string, fixable = true): Promise<Subject> {
  const text = head + body;
  const analysis = await analyze([{ file: 'train.py', text }]);
  return { analysis, revision: 7, sources: [{ text, name: 'train.py' }], fixable };
}

async function lossOf(body: string): Promise<LossState> {
  const subject = await subjectOf(body);
  const call = subject.analysis.inspection.losses.at(-1);
  assert.ok(call, 'there is a loss call');
  const state = lossState(subject, call);
  assert.equal(panelState(structuredClone(state), 'state'), null);
  return state;
}

describe('what the inspector shows of a loss', () => {
  it('is the loss of the seeds, with the numbers of its reduction', async () => {
    const state = await lossOf(
      'x = torch.tensor([0.9, 0.1, 0.1], requires_grad=True)\n' +
        'loss = F.binary_cross_entropy_with_logits(x, torch.tensor([1.0, 0.0, 0.0]))\n',
    );
    assert.deepEqual(state.value, { text: '0.6100', exact: '0.60998243' });
    assert.equal(state.reduction, 'mean of 3');
    // log(1 + e^-x) where the target is 1, log(1 + e^x) where it is 0.
    const [first, other] = [Math.log1p(Math.exp(-0.9)), Math.log1p(Math.exp(0.1))].map((loss) =>
      loss.toFixed(4),
    );
    assert.equal(state.formula, `mean of 3 = (${first} + ${other} + ${other}) / 3 = 0.6100`);
    assert.equal(state.function, 'torch.nn.functional.binary_cross_entropy_with_logits');
    assert.deepEqual(
      state.inputs.map(({ name, expression }) => [name, expression]),
      [
        ['input', 'x'],
        ['target', 'torch.tensor([1.0, 0.0, 0.0])'],
      ],
    );
    assert.equal(state.link.text, 'train.py:5');
  });

  it('adds what is reduced: CTC divides the loss of each sample by its labels first', async () => {
    const { formula, sheet, value } = await lossOf(
      'scores = torch.tensor([[[0.1, 0.9, -0.5], [0.4, 0.2, 0.3]], [[1.0, 0.2, 0.3], [0.5, -0.7, 0.1]], [[0.3, 0.6, -1.0], [0.2, 0.8, 0.4]]])\n' +
        'loss = F.ctc_loss(scores.log_softmax(2), torch.tensor([[1, 2], [1, 1]]), torch.tensor([3, 3]), torch.tensor([2, 1]))\n',
    );
    const shares = [...(sheet?.groups.at(-1)?.tensor.values ?? [])].map((share) => share.toFixed(4));
    assert.equal(shares.length, 2);
    assert.equal(formula, `mean of 2 = (${shares.join(' + ')}) / 2 = ${value?.text}`);
  });

  it('colours gradients through zero and class indices by class', async () => {
    const state = await lossOf(
      'loss = F.cross_entropy(torch.tensor([[1.0, 2.0], [0.5, 0.1]], requires_grad=True), torch.tensor([0, 1]))\n',
    );
    assert.equal(state.gradients[0]?.tensor.scale, 'diverging');
    assert.equal(state.inputs[1]?.tensor.scale, 'classes');
  });

  it('cuts a long sum, and says which elements a mean is taken over', async () => {
    const long = await lossOf('loss = F.mse_loss(torch.zeros(10), torch.ones(10))\n');
    assert.equal(long.formula, 'mean of 10 = (1.0000 + 1.0000 + … + 1.0000) / 10 = 1.0000');
    const rows = 'torch.tensor([[2.0, -1.0], [0.2, 1.4], [-0.9, 0.3]])';
    const ignored = await lossOf(`loss = F.cross_entropy(${rows}, torch.tensor([0, -100, 1]))\n`);
    assert.match(ignored.formula, /\/ 2 \(those that are not ignored\) =/);
    const weighted = await lossOf(
      `loss = F.cross_entropy(${rows}, torch.tensor([0, 0, 1]), weight=torch.tensor([1.0, 0.5]))\n`,
    );
    assert.match(weighted.formula, /\/ 2\.5000 \(the weights of the targets, summed\) =/);
    const sum = await lossOf('loss = F.mse_loss(torch.zeros(2), torch.ones(2), reduction="sum")\n');
    assert.equal(sum.formula, 'sum of 2 = 1.0000 + 1.0000 = 2.0000');
  });

  it('has no formula without a reduction', async () => {
    const state = await lossOf('loss = F.mse_loss(torch.zeros(2), torch.ones(2), reduction="none")\n');
    assert.equal(state.formula, '');
    assert.equal(state.value, null);
  });

  it('puts the findings of the call here, and the others elsewhere', async () => {
    const state = await lossOf(
      'x = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]])\ny = torch.tensor([0, 1])\n' +
        'p = F.softmax(x, dim=1)\n' +
        'first = F.nll_loss(p, y)\n' +
        'loss = F.cross_entropy(p, y)\n',
    );
    assert.deepEqual(
      state.findings.here.map(({ rule, fix }) => [rule, fix !== null]),
      [['softmax-before-cross-entropy', true]],
    );
    assert.deepEqual(
      state.findings.elsewhere.map(({ rule }) => rule),
      ['nll-on-softmax'],
    );
    assert.notEqual(state.findings.here[0]?.evidence, '');
  });

  it("shows PyTorch's error once", async () => {
    const state = await lossOf('loss = F.cross_entropy(torch.zeros(2, 3), torch.tensor([0, 5]))\n');
    assert.equal(state.error?.type, 'IndexError');
    assert.equal(state.value, null);
    assert.deepEqual(state.findings.notJudged, []);
  });

  it('says that values are not known, and nothing that is not', async () => {
    const state = await lossOf(
      'images, labels = next(loader)\nloss = F.cross_entropy(model(images), labels)\n',
    );
    assert.equal(state.value, null);
    assert.notEqual(state.reason, '');
    assert.equal(state.formula, '');
    assert.ok(
      state.inputs.every(({ tensor }) => tensor.values === null && tensor.summary.includes('unknown')),
    );
    assert.ok(state.findings.notJudged.length > 0);
  });

  it('hands over no more values than the analysis does', async () => {
    const state = await lossOf('loss = F.mse_loss(torch.zeros(200, 200), torch.ones(200, 200))\n');
    const tensor = state.inputs[0]?.tensor;
    assert.equal(tensor?.values, null);
    assert.match(tensor?.absence ?? '', /^Its 40,000 values are too many to be shown here/);
  });

  it('offers no fix where there is no document to edit', async () => {
    const body =
      'x = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]])\n' +
      'loss = F.cross_entropy(F.softmax(x, dim=1), torch.tensor([0, 1]))\n';
    const subject = await subjectOf(body, false);
    const [call] = subject.analysis.inspection.losses;
    assert.ok(call);
    const { here } = lossState(subject, call).findings;
    assert.deepEqual(
      here.map(({ fix }) => fix),
      [null],
    );
  });

  it('counts places beyond a hundred instead of listing them', async () => {
    const state = await lossOf(
      Array.from({ length: 130 }, (_, turn) => `a${turn} = nothing_${turn}(1)\n`).join('') +
        'loss = F.mse_loss(torch.zeros(2), torch.ones(2))\n',
    );
    assert.ok(state.findings.notJudged.length <= 100);
    assert.match(state.findings.limits.join(), /more places could not be evaluated/);
  });
});

describe('what the inspector shows of a tensor', () => {
  it('is its values, what made it, and its gradient', async () => {
    const subject = await subjectOf(
      'x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = torch.softmax(x, dim=0)\ny.sum().backward()\n',
    );
    const expression = subject.analysis.inspection.expressions.findLast(({ text }) =>
      text.startsWith('torch.softmax'),
    );
    assert.ok(expression);
    const state = tensorState(subject, expression.tensor, expression.place);
    assert.ok(state);
    assert.equal(panelState(structuredClone(state), 'state'), null);
    assert.match(state.producer, /^softmax\(.*dim=0/);
    assert.equal(state.tensor.values?.length, 2);
    assert.equal(state.sources[0]?.link?.text, 'torch.tensor([1.0, 2.0], requires_grad=True)');
  });

  it('is nothing for a tensor that is not there', async () => {
    const subject = await subjectOf('x = torch.zeros(2)\n');
    const place = { source: 0, start: 0, end: 1, line: 1, column: 1, endLine: 1, endColumn: 2 };
    assert.equal(tensorState(subject, 999, place), null);
  });
});

describe('what the inspector shows of nothing', () => {
  it('lists each loss call of the document once', async () => {
    const subject = await subjectOf(
      'for _ in range(3):\n    loss = F.mse_loss(torch.zeros(2),\n                      torch.ones(2))\n',
    );
    const state = emptyState('train.py', subject);
    assert.equal(panelState(state, 'state'), null);
    assert.deepEqual(
      state.losses.map(({ text }) => text),
      ['F.mse_loss(torch.zeros(2), torch.ones(2))'],
    );
  });
});
