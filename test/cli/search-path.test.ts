/** Modules that lie in folders which the program, or a module of it, puts on the path. */
import assert from 'node:assert/strict';
import { MemoryFiles } from './memory-files';
import { runMain } from './run-main';

const net = (end: string): string => `import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return ${end}
`;

const train = (before: string): string => `${before}
import torch
import torch.nn.functional as F
from core.net import Net

loss = F.cross_entropy(Net()(torch.randn(8, 4)), torch.randint(3, (8,)))
`;

/** A project without a mark of its root and without a program beside its folders: `project/tools` and `project/lib`. */
async function found(
  before: string,
  end: string,
  others: Readonly<Record<string, string>>,
): Promise<string[]> {
  const files = {
    '/project/lib/core/__init__.py': '',
    '/project/lib/core/net.py': net(end),
    '/project/tools/train.py': train(before),
    ...others,
  };
  const { stdout } = await runMain('check --format json /project/tools/train.py', new MemoryFiles(files));
  const { findings } = JSON.parse(stdout) as { findings: { rule: string }[] };
  return findings.map(({ rule }) => rule);
}

const paths = `import os.path as osp
import sys

def add_path(path):
    if path not in sys.path:
        sys.path.insert(0, path)

here = osp.dirname(__file__)
lib = osp.join(here, '..', 'lib')
add_path(lib)
`;

describe('folders on the path', () => {
  for (const [what, before, others] of [
    ['a relative path', "import sys\nsys.path.append('../lib')", {}],
    [
      'the folders above the file',
      "import os\nimport sys\nsys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(__file__)), 'lib'))",
      {},
    ],
    [
      'a folder above by its number',
      "import sys\nfrom pathlib import Path\nsys.path.append(str(Path(__file__).resolve().parents[1] / 'lib'))",
      {},
    ],
    ['a name', "import os\nimport sys\nLIB = os.path.join('..', 'lib')\nsys.path.append(LIB)", {}],
    [
      'a module that is imported for it',
      'import _init_paths  # noqa: F401',
      { '/project/tools/_init_paths.py': paths },
    ],
  ] as const) {
    it(`are looked in: ${what}`, async () => {
      assert.deepEqual(await found(before, 'F.softmax(self.fc(x), dim=1)', others), [
        'softmax-before-cross-entropy',
      ]);
      assert.deepEqual(await found(before, 'self.fc(x)', others), []);
    });
  }

  it('are looked for once by each name, however often it is given something made of itself and of others', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const given = names.map((name) => `${name} = join(${names.join(', ')})\n`.repeat(100)).join('');
    const before = `import sys\nfrom os.path import join\n${given}four = '../lib'\nsys.path.append(join(one, two))`;
    assert.deepEqual(await found(before, 'F.softmax(self.fc(x), dim=1)', {}), [
      'softmax-before-cross-entropy',
    ]);
  });

  it('are looked in where they are added', async () => {
    assert.deepEqual(await found('', 'F.softmax(self.fc(x), dim=1)', {}), []);
    assert.deepEqual(
      await found("import sys\nsys.path.append('../other')", 'F.softmax(self.fc(x), dim=1)', {}),
      [],
    );
  });
});
