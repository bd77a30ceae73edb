/** Mistakes whose two halves stand in different files. */
import assert from 'node:assert/strict';
import { MemoryFiles } from './memory-files';
import { runMain, type Ran } from './run-main';

const model = `import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3), nn.Softmax(dim=1))

    def forward(self, x):
        return self.layers(x)
`;
const loop = `def train_step(model, x, y, criterion):
    loss = criterion(model(x), y)
    loss.backward()
    return loss
`;
const train = (imports: string): string => `import torch
from torch import nn
${imports}

model = Net()
criterion = nn.CrossEntropyLoss()
loss = criterion(model(torch.randn(8, 4)), torch.randint(3, (8,)))
`;

/** `file:line rule` of each finding. */
async function found(files: Readonly<Record<string, string>>, line = '.'): Promise<string[]> {
  const ran = await check(files, line);
  const { findings } = JSON.parse(ran.stdout) as { findings: { file: string; line: number; rule: string }[] };
  return findings.map(({ file, line: at, rule }) => `${file}:${at} ${rule}`);
}

const check = (files: Readonly<Record<string, string>>, line = '.'): Promise<Ran> =>
  runMain(`check --format json ${line}`, inRepo(files));

const inRepo = (files: Readonly<Record<string, string>>): MemoryFiles =>
  new MemoryFiles(
    Object.fromEntries([
      ['/repo/pyproject.toml', ''],
      ...Object.entries(files).map(([name, text]) => [`/repo/${name}`, text]),
    ]),
  );

describe('check across files', () => {
  const expected = ['train.py:7 softmax-before-cross-entropy'];

  for (const [how, files] of [
    ['beside the file', { 'model.py': model, 'train.py': train('from model import Net') }],
    ['all of a module', { 'model.py': model, 'train.py': train('from model import *') }],
    ['under another name', { 'model.py': model, 'train.py': train('import model as m; Net = m.Net') }],
    [
      'from a package that passes it on',
      {
        'nets/__init__.py': 'from .model import Net\n',
        'nets/model.py': model,
        'train.py': train('from nets import Net'),
      },
    ],
    [
      'from a folder without __init__.py',
      { 'nets/model.py': model, 'train.py': train('from nets.model import Net') },
    ],
    [
      'by the dotted name of a package',
      {
        'nets/__init__.py': '',
        'nets/model.py': model,
        'train.py': train('import nets.model; Net = nets.model.Net'),
      },
    ],
    [
      'a module as a name of its package',
      {
        'nets/__init__.py': '',
        'nets/model.py': model,
        'train.py': train('from nets import model; Net = model.Net'),
      },
    ],
    [
      'two files that import each other',
      { 'model.py': `import train\n${model}`, 'train.py': train('from model import Net') },
    ],
  ] as const) {
    it(`follows an import: ${how}`, async () => assert.deepEqual(await found(files), expected));
  }

  it('follows dots, and names from the root of the project', async () => {
    const files = {
      'project/__init__.py': '',
      'project/nets/__init__.py': '',
      'project/nets/model.py': model,
      'project/loops/__init__.py': '',
      'project/loops/train.py': train('from ..nets.model import Net'),
      'scripts/main.py': train('from project.nets.model import Net'),
    };
    assert.deepEqual(await found(files), [
      'project/loops/train.py:7 softmax-before-cross-entropy',
      'scripts/main.py:7 softmax-before-cross-entropy',
    ]);
  });

  it('reads the steps that a class has from another file, with its model and loss', async () => {
    const base = (step: string): string =>
      `import lightning as L\n\nclass Base(L.LightningModule):\n    def training_step(self, batch, batch_idx):\n        x, y = batch\n        return ${step}\n`;
    const child = [
      'import torch.nn as nn',
      'from base import Base',
      'class Net(Base):',
      '    def __init__(self):',
      '        super().__init__()',
      '        self.criterion = nn.BCELoss()',
      '        self.out = nn.Linear(4, 1)',
      '    def forward(self, x):',
      '        return self.out(x)',
    ].join('\n');
    assert.deepEqual(await found({ 'base.py': base('self.criterion(self(x), y)'), 'net.py': child }), [
      'base.py:6 bce-on-logits',
    ]);
    const right = base('self.criterion(self(x).sigmoid(), y)');
    assert.deepEqual(await found({ 'base.py': right, 'net.py': child }), []);
    const own = `${child}\n    def training_step(self, batch, batch_idx):\n        return None`;
    assert.deepEqual(await found({ 'base.py': base('self.criterion(self(x), y)'), 'net.py': own }), []);
  });

  it('names both places, and mends the model', async () => {
    const files = { 'model.py': model, 'train.py': train('from model import Net') };
    const { stdout } = await check(files, 'train.py');
    const [finding] = (
      JSON.parse(stdout) as {
        findings: { related: { file: string }[]; fix: { edits: { file: string }[] } }[];
      }
    ).findings;
    assert.ok(finding);
    assert.ok(finding.related.some(({ file }) => file === '/repo/model.py'));
    assert.deepEqual(
      finding.fix.edits.map(({ file }) => file),
      ['/repo/model.py'],
    );
    const memory = inRepo(files);
    await runMain('check --fix train.py', memory);
    assert.equal(memory.text('/repo/model.py'), model.replace(', nn.Softmax(dim=1)', ''));
    assert.equal(memory.text('/repo/train.py'), files['train.py']);
  });

  it('finds once what only shows with the values of those who import it', async () => {
    const uses = `import torch
from torch import nn
from loop import train_step
from model import Net

train_step(Net(), torch.randn(8, 4), torch.randint(3, (8,)), nn.CrossEntropyLoss())
`;
    const files = { 'loop.py': loop, 'model.py': model, 'a.py': uses, 'b.py': uses };
    assert.deepEqual(await found(files), ['loop.py:2 softmax-before-cross-entropy']);
    assert.deepEqual(await found({ ...files, 'loop.py': `# losslens: ignore-file\n${loop}` }), []);
  });

  it('counts a loss as judged that is judged with the values of a file that imports it', async () => {
    const notJudged = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
      const { stdout } = await check(files);
      const report = JSON.parse(stdout) as { notJudged: { file: string; line: number }[] };
      return report.notJudged.map(({ file, line }) => `${file}:${line}`);
    };
    const raw = model.replace(', nn.Softmax(dim=1)', '');
    const uses = `from torch import nn
from loop import train_step
from model import Net

train_step(Net(), nn.Linear(4, 4)(x), y, nn.CrossEntropyLoss())
`;
    assert.deepEqual(await notJudged({ 'loop.py': loop, 'model.py': raw }), ['loop.py:2']);
    assert.deepEqual(await notJudged({ 'loop.py': loop, 'model.py': raw, 'a.py': uses }), []);
  });

  it('leaves alone a name that a framework has, and what is not there', async () => {
    const files = {
      'torch/nn.py': 'CrossEntropyLoss = None\n',
      'train.py': `from .missing import Net\nfrom nowhere import thing\n${train('from model import Net')}`,
      'model.py': model,
    };
    assert.deepEqual(await found(files, 'train.py'), ['train.py:9 softmax-before-cross-entropy']);
  });

  it('gives up a file that does not end, and goes on', async () => {
    const files = {
      'model.py': `${model}\nwhile True:\n    pass\n`,
      'train.py': train('from model import Net'),
    };
    assert.deepEqual(await found(files, 'train.py'), expected);
  });

  describe('where nothing marks the root of a project', () => {
    const unmarked = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
      const memory = new MemoryFiles(
        Object.fromEntries(Object.entries(files).map(([name, text]) => [`/home/work/${name}`, text])),
      );
      const ran = await runMain('check --format json /home/work', memory);
      const { findings } = JSON.parse(ran.stdout) as { findings: { file: string; rule: string }[] };
      return findings.map(({ file, rule }) => `${file} ${rule}`);
    };

    it('finds a package by its own name, from inside it', async () => {
      const found = await unmarked({
        'nets/model.py': model,
        'nets/deep/train.py': train('from nets.model import Net'),
      });
      assert.deepEqual(found, ['/home/work/nets/deep/train.py softmax-before-cross-entropy']);
    });

    it('finds what lies beside a program in the folders above', async () => {
      const files = { 'nets/model.py': model, 'loops/train.py': train('from nets.model import Net') };
      assert.deepEqual(await unmarked({ ...files, 'main.py': '', 'loops/__init__.py': '' }), [
        '/home/work/loops/train.py softmax-before-cross-entropy',
      ]);
      assert.deepEqual(await unmarked(files), [], 'no program lies there');
    });
  });
});
