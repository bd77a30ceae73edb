/** What surrounds the rules: silencing, settings, a rule that fails. */
import assert from 'node:assert/strict';
import type { Source } from '../../src/base/place';
import { inspect } from '../../src/inspect';
import { analyze } from '../../src/rules/analyze';
import { check } from '../../src/rules/check';
import type { Rule, Severity } from '../../src/rules/rule';
import { rules } from '../../src/rules';

const header = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';
const wrong =
  'z = torch.tensor([[2.0, 1.0], [0.5, 3.0]])\nloss = F.cross_entropy(F.softmax(z, dim=1), torch.tensor([0, 1]))';
const name = 'softmax-before-cross-entropy';

const analyzeText = (text: string) => analyze([{ file: 'a.py', text }]);

async function found(text: string): Promise<string[]> {
  return (await analyzeText(text)).findings.map(({ rule }) => rule);
}

describe('check', () => {
  it('finds, with plain data that crosses threads', async () => {
    const analysis = await analyzeText(`${header}${wrong}\n`);
    assert.deepEqual(structuredClone(analysis.findings), analysis.findings);
    assert.deepEqual(
      analysis.findings.map(({ rule, place }) => [rule, place.line, place.column]),
      [[name, 5, 8]],
    );
    assert.equal(analysis.backend, 'cpu');
  });

  it('is silenced on the line, for one rule or all', async () => {
    assert.deepEqual(await found(`${header}${wrong}  # losslens: ignore[${name}] for a lecture\n`), []);
    assert.deepEqual(await found(`${header}${wrong}  # losslens: ignore\n`), []);
    assert.deepEqual(await found(`${header}${wrong}  # losslens: ignore[nll-on-softmax]\n`), [name]);
    assert.deepEqual(await found(`${header}# losslens: ignore[${name}]\n${wrong}\n`), [name], 'another line');
  });

  it('is silenced on any line of a call that takes several', async () => {
    const call =
      'loss = F.cross_entropy(\n    F.softmax(torch.zeros(2, 3), dim=1),  # losslens: ignore\n    torch.tensor([0, 1]),\n)';
    assert.deepEqual(await found(`${header}${call}\n`), []);
  });

  it('is silenced for a file', async () => {
    assert.deepEqual(await found(`# losslens: ignore-file[${name}]\n${header}${wrong}\n`), []);
    assert.deepEqual(await found(`# losslens: ignore-file[bce-on-logits]\n${header}${wrong}\n`), [name]);
  });

  it('takes settings: another severity, or off', async () => {
    const sources: Source[] = [{ file: 'a.py', text: `${header}${wrong}\n` }];
    const severities = async (setting: Severity | 'off'): Promise<string[]> =>
      (await analyze(sources, { rules: new Map([[name, setting]]) })).findings.map(
        ({ severity }) => severity,
      );
    assert.deepEqual(await severities('error'), ['error']);
    assert.deepEqual(await severities('info'), ['info']);
    assert.deepEqual(await severities('off'), []);
  });

  it('leaves what is weak for want of proof weak', async () => {
    const literal = `${header}loss = F.cross_entropy(torch.tensor([[0.7, 0.3], [0.4, 0.6]]), torch.tensor([0, 1]))\n`;
    const { findings } = await analyze([{ file: 'a.py', text: literal }], {
      rules: new Map([[name, 'error']]),
    });
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['info'],
    );
  });

  it('goes on when a rule fails, and says so', async () => {
    const broken: Rule = {
      ...rules[0]!,
      name: 'broken-rule',
      check: () => {
        throw new Error('no such thing');
      },
    };
    const sources: Source[] = [{ file: 'a.py', text: `${header}${wrong}\n` }];
    const { findings, notJudged } = check(await inspect(sources), sources, { registry: [broken, ...rules] });
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      [name],
    );
    assert.match(notJudged[0]!.reason, /broken-rule.*no such thing/);
  });

  it('reports a place once, however often it is evaluated', async () => {
    const loop = `${header}z = torch.tensor([[2.0, 1.0], [0.5, 3.0]])\nfor _ in range(5):\n    loss = F.cross_entropy(F.softmax(z, dim=1), torch.tensor([0, 1]))\n    z = z * 2\n`;
    assert.deepEqual(await found(loop), [name]);
  });

  it('sorts by place, across the cells of a notebook', async () => {
    const { findings } = await analyze([
      { file: 'n.ipynb', cell: 0, text: `${header}net = nn.Sequential(nn.Linear(3, 2), nn.Softmax(dim=1))` },
      { file: 'n.ipynb', cell: 2, text: 'x = torch.randn(4, 3)\ny = torch.tensor([0, 1, 1, 0])' },
      { file: 'n.ipynb', cell: 5, text: 'b = F.nll_loss(net(x), y)\na = F.cross_entropy(net(x), y)' },
    ]);
    assert.deepEqual(
      findings.map(({ rule, place }) => [rule, place.source, place.line]),
      [
        ['nll-on-softmax', 2, 1],
        [name, 2, 2],
      ],
    );
    const [edit] = findings[1]!.fix!.edits;
    assert.equal(edit!.source, 0, 'the fix is in the cell of the model');
    assert.equal(findings[1]!.related[0]!.place.source, 0);
  });

  it('knows what another cell imports: what a function is applied to is no object', async () => {
    const cells = [
      header,
      'def predict(x):\n    return F.softmax(head(x), dim=1)',
      'head = nn.Linear(3, 2)',
      'loss = F.cross_entropy(predict(torch.randn(4, 3)), torch.tensor([0, 1, 1, 0]))',
    ];
    const { findings } = await analyze(cells.map((text, cell) => ({ file: 'n.ipynb', cell, text })));
    assert.deepEqual(
      findings.flatMap(({ fix }) => fix?.edits.map(({ source, newText }) => [source, newText])),
      [[1, 'head(x)']],
    );
  });

  it('finds a registered model by its name in a file that is imported for that alone', async () => {
    const files = new Map([
      ['nets/__init__.py', 'from .probable import *\n'],
      [
        'nets/probable.py',
        `from timm.models.registry import register_model
from torch import nn

@register_model
def probable(pretrained=False, num_classes=10):
    return nn.Sequential(nn.Linear(8, num_classes), nn.Softmax(dim=1))
`,
      ],
    ]);
    const text = `import nets
import torch
from timm.models import create_model
model = create_model('probable', num_classes=3)
loss = torch.nn.functional.cross_entropy(model(torch.randn(2, 8)), torch.tensor([0, 1]))
`;
    const { findings } = await analyze([{ file: 'train.py', text }], {
      imports: (module, level) => {
        const isPackage = module === 'nets';
        const file = isPackage ? 'nets/__init__.py' : 'nets/probable.py';
        const known = isPackage || (level === 1 && module === 'probable');
        return known ? { source: { file, text: files.get(file)! }, isPackage } : null;
      },
    });
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['softmax-before-cross-entropy'],
    );
  });

  it('takes the gradients that a cell clears for those of its own model, where another cell of the same text has another', async () => {
    const model = `import torch
from torch import nn
from data import loader
model = nn.Linear(4, 3)
optimizer = torch.optim.Adam(model.parameters())`;
    const loop = `for x, y in loader:
    loss = nn.functional.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()`;
    const found = async (texts: readonly string[]): Promise<readonly string[]> => {
      const { findings } = await analyze(texts.map((text, cell) => ({ file: 'n.ipynb', cell, text })));
      return findings.map(({ rule }) => rule);
    };
    assert.deepEqual(await found([model, loop, model, loop]), []);
    const forgotten = loop.replace('    optimizer.zero_grad()\n', '');
    assert.deepEqual(await found([model, loop, model, forgotten]), ['missing-zero-grad']);
  });

  it('takes nothing away that a later cell reads', async () => {
    const cells = [
      `${header}net = nn.Linear(3, 2)\nx, y = torch.randn(4, 3), torch.tensor([0, 1, 1, 0])`,
      'p = F.softmax(net(x), dim=1)\nloss = F.cross_entropy(p, y)',
      'print(p.sum(1))',
    ];
    const { findings } = await analyze(cells.map((text, cell) => ({ file: 'n.ipynb', cell, text })));
    assert.deepEqual(
      findings.map(({ rule, fix }) => [rule, fix]),
      [[name, null]],
    );
  });

  it('reads text that is no Python, and empty text', async () => {
    assert.deepEqual(await found('def ((((:\n'), []);
    assert.deepEqual(await found(''), []);
    assert.deepEqual((await analyze([])).findings, []);
    assert.deepEqual(await found(`${header}this is no python\n${wrong}\n`), [name]);
  });
});
