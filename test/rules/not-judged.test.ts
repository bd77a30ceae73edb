/** What is said of losses that could not be judged: silence never reads as approval. */
import assert from 'node:assert/strict';
import { analyze } from '../../src/rules/analyze';
import { lossPlaces } from '../../src/rules/not-judged';

const header = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';

interface Said {
  /** `line: reason` of each loss that was not judged, in the order of the text. */
  readonly notJudged: readonly string[];
  readonly rules: readonly string[];
  /** How many losses the text has. */
  readonly losses: number;
}

async function said(...cells: readonly string[]): Promise<Said> {
  const sources = cells.map((text, cell) => ({ file: 'a', text, ...(cells.length > 1 ? { cell } : {}) }));
  const { findings, notJudged, inspection } = await analyze(sources);
  return {
    notJudged: notJudged.map(({ place, reason }) => `${place.line}: ${reason}`),
    rules: findings.map(({ rule }) => rule),
    losses: lossPlaces(inspection, sources.length).length,
  };
}

describe('what is not judged', () => {
  it('is said once a place, and not of what is judged', async () => {
    const { notJudged, rules, losses } = await said(
      `${header}import zoo\nmodel = zoo.create_model('x')\ndef step(x, y):\n    return F.cross_entropy(model(x), y)\nhead = nn.Linear(3, 2)\ndef other(x, y):\n    return F.cross_entropy(head(x), y)\n`,
    );
    assert.deepEqual(rules, []);
    assert.equal(notJudged.length, 1);
    assert.match(notJudged[0]!, /^7: cross_entropy: .*model\(x\)/);
    assert.equal(losses, 2);
  });

  it('is a loss of whose prediction only the dtype is known', async () => {
    const { notJudged } = await said(
      'import torch.nn.functional as F\n\ndef step(model, x, clicks):\n    return F.binary_cross_entropy_with_logits(clicks.float(), model(x))\n',
    );
    assert.match(notJudged.join('\n'), /^4: binary_cross_entropy_with_logits: [^\n]*$/);
  });

  it('is a loss that nobody comes to', async () => {
    const { notJudged, losses } = await said(
      `${header}def step(scores, y):\n    return 0\n    return F.cross_entropy(scores, y)\n`,
    );
    assert.deepEqual(notJudged, ['6: cross_entropy: what was read of the program does not come to it']);
    assert.equal(losses, 1);
  });

  it('is a loss of which it is not known which it is, by what it was given and by what it is called', async () => {
    const chosen = await said(
      `${header}from settings import many\nmeasure = nn.CrossEntropyLoss() if many else nn.MSELoss()\ndef step(model, x, y):\n    return measure(model(x), y) if x.sum() > 0 else 0\n`,
    );
    assert.match(chosen.notJudged.join('\n'), /^7: measure: it is not known which loss it is: .*depends on/);
    const handed = await said(
      `${header}def step(model, criterion, x, y):\n    return criterion(model(x), y)\n`,
    );
    assert.match(handed.notJudged.join('\n'), /^5: criterion: it is not known which loss it is/);
  });

  it('is a model of Keras of which its outputs, or the model itself, are not known', async () => {
    const { notJudged, losses } = await said(
      'import keras\nfrom nets import build\nmodel = build()\nmodel.compile(loss="mse")\nmodel.compile(metrics=[])\n',
    );
    assert.match(notJudged.join('\n'), /^4: compile: it is not known which model it is[^\n]*$/);
    assert.equal(losses, 1);
    const known = await said(
      'import keras\nmodel = keras.Sequential([keras.layers.Input((8,)), keras.layers.Dense(1)])\nmodel.compile(loss="mse")\n',
    );
    assert.deepEqual(known, { notJudged: [], rules: [], losses: 1 });
  });

  it('is nothing in a function of the text that is called as losses are', async () => {
    const { notJudged, losses } = await said(
      `${header}def criterion(scores, y):\n    return F.cross_entropy(scores, y)\nhead = nn.Linear(3, 2)\nloss = criterion(head(torch.zeros(4, 3)), torch.tensor([0, 1, 0, 1]))\n`,
    );
    assert.deepEqual({ notJudged, losses }, { notJudged: [], losses: 1 });
  });

  it('is found across the cells of a notebook', async () => {
    const { notJudged } = await said(
      'from torch import nn\ncriterion_of_all = nn.BCELoss()',
      'def step(p, y):\n    return 0\n    return criterion_of_all(p, y)',
    );
    assert.match(notJudged.join('\n'), /^3: criterion_of_all: what was read/);
  });
});

describe('a loss on a way that no call takes', () => {
  const model = `${header}class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(4, 3)

    def forward(self, x, targets=None):
        scores = HEAD
        loss = None
        if targets is not None:
            loss = F.cross_entropy(scores, targets)
        return scores, loss

net = Net()
scores, _ = net(torch.zeros(2, 4))
`;

  it('is judged all the same', async () => {
    const wrong = await said(model.replace('HEAD', 'self.head(x).softmax(dim=1)'));
    assert.deepEqual(wrong.rules, ['softmax-before-cross-entropy']);
    const right = await said(model.replace('HEAD', 'self.head(x)'));
    assert.deepEqual(right, { notJudged: [], rules: [], losses: 1 });
  });
});

describe('a loss of PyTorch with an option that is not known', () => {
  const options = ['ignore_index', 'label_smoothing', 'reduction', 'size_average', 'weight'];
  for (const option of options) {
    it(`is judged without a value: ${option}`, async () => {
      const call = (input: string): string =>
        `${header}from settings import value\nhead = nn.Linear(4, 3)\ndef step(x, y):\n    return F.cross_entropy(${input}, y, ${option}=value)\n`;
      const wrong = await said(call('head(x).softmax(dim=1)'));
      assert.deepEqual(wrong.rules, ['softmax-before-cross-entropy']);
      assert.deepEqual(await said(call('head(x)')), { notJudged: [], rules: [], losses: 1 });
    });
  }
});
