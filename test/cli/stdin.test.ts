import assert from 'node:assert/strict';
import type { CheckDocument } from '../../src/cli/documents';
import { MemoryFiles } from './memory-files';
import { runMain } from './run-main';

const mistake = `import torch
import torch.nn as nn

logits = torch.tensor([[2.0, 0.5], [0.3, 1.2]])
labels = torch.tensor([0, 1])
loss = nn.CrossEntropyLoss()(torch.softmax(logits, dim=1), labels)
`;
const fixed = mistake.replace('torch.softmax(logits, dim=1)', 'logits');
const rule = 'softmax-before-cross-entropy';

describe('losslens check -', () => {
  it('reads standard input under the name that is given', async () => {
    const files = new MemoryFiles({});
    const { code, stdout } = await runMain(
      'check --format json --stdin-filename src/train.py -',
      files,
      false,
      mistake,
    );
    const { findings } = JSON.parse(stdout) as CheckDocument;
    assert.equal(code, 1);
    assert.deepEqual(
      findings.map((finding) => [finding.rule, finding.file, finding.line]),
      [[rule, 'src/train.py', 6]],
    );
  });

  it('follows the settings and the imports of the folder that the name stands in', async () => {
    const model = 'import torch\ndef probabilities(z):\n    return torch.softmax(z, dim=1)\n';
    const text =
      'import torch\nimport torch.nn as nn\nfrom model import probabilities\n' +
      'z = torch.tensor([[2.0, 0.5]])\nloss = nn.CrossEntropyLoss()(probabilities(z), torch.tensor([0]))\n';
    const files = new MemoryFiles({ '/repo/src/model.py': model });
    const line = 'check --stdin-filename src/train.py -';
    assert.equal((await runMain(line, files, false, text)).code, 1);
    files.contents.set(
      '/repo/pyproject.toml',
      new TextEncoder().encode(`[tool.losslens.per-file-ignores]\n"src/*" = ["${rule}"]\n`),
    );
    assert.equal((await runMain(line, files, false, text)).code, 0);
  });

  it('prints the fixed text, and the report on stderr', async () => {
    const files = new MemoryFiles({ '/repo/train.py': 'untouched = 1\n' });
    const { code, stdout, stderr } = await runMain(
      'check --fix --stdin-filename train.py -',
      files,
      false,
      mistake,
    );
    assert.equal(code, 0);
    assert.equal(stdout, fixed);
    assert.match(stderr, /1 mistake fixed/);
    assert.equal(files.text('/repo/train.py'), 'untouched = 1\n');
  });

  it('prints a text without mistakes as it is', async () => {
    const text = '\ufeffx = 1\r\n';
    const { code, stdout } = await runMain('check --fix -', new MemoryFiles({}), false, text);
    assert.equal(code, 0);
    assert.equal(stdout, text);
  });

  it('is the only path, and the only one that a name is given to', async () => {
    const files = new MemoryFiles({ '/repo/a.py': mistake });
    const both = await runMain('check - a.py', files);
    assert.equal(both.code, 2);
    assert.match(both.stderr, /only path/);
    const named = await runMain('check --stdin-filename b.py a.py', files);
    assert.equal(named.code, 2);
    assert.match(named.stderr, /standard input/);
  });
});

describe('losslens check --diff', () => {
  it('prints what --fix would change, and writes nothing', async () => {
    const files = new MemoryFiles({ '/repo/src/train.py': mistake, '/repo/src/right.py': fixed });
    const { code, stdout, stderr } = await runMain('check --diff src', files);
    assert.equal(code, 1);
    assert.equal(stderr, '');
    assert.equal(
      stdout,
      `--- a/src/train.py
+++ b/src/train.py
@@ -3,4 +3,4 @@
${' '}
 logits = torch.tensor([[2.0, 0.5], [0.3, 1.2]])
 labels = torch.tensor([0, 1])
-loss = nn.CrossEntropyLoss()(torch.softmax(logits, dim=1), labels)
+loss = nn.CrossEntropyLoss()(logits, labels)
`,
    );
    assert.equal(files.text('/repo/src/train.py'), mistake);
  });

  it('shows a fix in a file that several others import once', async () => {
    const model = 'import torch\ndef probabilities(z):\n    return torch.softmax(z, dim=1)\n';
    const user =
      'import torch\nimport torch.nn as nn\nfrom model import probabilities\n' +
      'z = torch.tensor([[2.0, 0.5]])\nloss = nn.CrossEntropyLoss()(probabilities(z), torch.tensor([0]))\n';
    const contents = { '/repo/a.py': user, '/repo/b.py': user, '/repo/model.py': model };
    const files = new MemoryFiles(contents);
    const { stdout } = await runMain('check --diff .', files);
    const headers = stdout.split('\n').filter((line) => line.startsWith('+++'));
    assert.equal(new Set(headers).size, headers.length);
    for (const [path, text] of Object.entries(contents)) assert.equal(files.text(path), text);
  });

  it('says nothing and succeeds where nothing would change', async () => {
    const { code, stdout } = await runMain('check --diff .', new MemoryFiles({ '/repo/a.py': fixed }));
    assert.deepEqual([code, stdout], [0, '']);
  });

  it('shows the change of standard input', async () => {
    const { code, stdout } = await runMain('check --diff -', new MemoryFiles({}), false, mistake);
    assert.equal(code, 1);
    assert.match(stdout, /^--- a\/stdin\.py\n\+\+\+ b\/stdin\.py\n/);
  });
});
