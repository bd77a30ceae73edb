/** Models that a program looks up by the name that an option of its command line has by default. */
import assert from 'node:assert/strict';
import { MemoryFiles } from './memory-files';
import { runMain } from './run-main';

const module = (end: string): string => `import torch.nn as nn
import torch.nn.functional as F

__all__ = ['small', 'get_model']

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return ${end}

def small():
    return Net()

def get_model():
    return Net()
`;
const probable = module('F.softmax(self.fc(x), dim=1)');
const raw = module('self.fc(x)');

/** A program that makes `model` by what stands in `made`, and trains it. */
const train = (made: string, option = "'--arch', default='small'", between = ''): string => `import argparse
import importlib
import os
import sys
import torch
import torch.nn.functional as F
import nets

sys.path.append(os.path.join(os.path.dirname(__file__), 'zoo'))
parser = argparse.ArgumentParser()
parser.add_argument(${option})
args = parser.parse_args()
${between}
model = ${made}
loss = F.cross_entropy(model(torch.randn(8, 4)), torch.randint(3, (8,)))
`;

async function found(files: Readonly<Record<string, string>>): Promise<string[]> {
  const inRepo = Object.entries({ 'pyproject.toml': '', ...files }).map(([name, text]) => [
    `/repo/${name}`,
    text,
  ]);
  const { stdout } = await runMain(
    'check --format json train.py',
    new MemoryFiles(Object.fromEntries(inRepo) as Record<string, string>),
  );
  const { findings } = JSON.parse(stdout) as { findings: { rule: string }[] };
  return findings.map(({ rule }) => rule);
}

describe('a model by its name', () => {
  const files = (text: string, program: string): Record<string, string> => ({
    'nets/__init__.py': 'from .small import *\n',
    'nets/small.py': text,
    'zoo/plain.py': text,
    'train.py': program,
  });

  for (const made of [
    'nets.__dict__[args.arch]()',
    'vars(nets)[args.arch]()',
    'getattr(nets, args.arch)()',
    "nets.__dict__[vars(args)['arch'].lower()]()",
    "importlib.import_module('nets.' + args.arch).get_model()",
    "importlib.import_module(f'nets.{args.arch}').get_model()",
    "importlib.import_module('nets.%s' % args.arch).get_model()",
    "importlib.import_module('nets.{}'.format(args.arch)).get_model()",
    "importlib.import_module('plain').get_model()",
  ]) {
    it(`is the one that the program makes when nothing is said: ${made}`, async () => {
      assert.deepEqual(await found(files(probable, train(made))), ['softmax-before-cross-entropy']);
      assert.deepEqual(await found(files(raw, train(made))), []);
    });
  }

  it('is not known where there is no default, or where the program sets the option', async () => {
    const made = 'nets.__dict__[args.arch]()';
    for (const program of [
      train(made, "'--arch', required=True"),
      train(made, "'--arch', default='other'"),
      train(made, undefined, 'args.arch = open("arch").read()'),
      train(
        made,
        undefined,
        'import yaml\nparser.set_defaults(**yaml.safe_load(open("c")))\nargs = parser.parse_args()',
      ),
    ])
      assert.deepEqual(await found(files(probable, program)), []);
  });

  it('goes with what is done where the option has that name', async () => {
    const ends =
      "nets.__dict__[args.arch]()\nif args.arch == 'other':\n    F.nll_loss(model(x), y)\nmodel = torch.nn.Identity()";
    assert.deepEqual(await found(files(raw, train(ends))), []);
  });
});
