import assert from 'node:assert/strict';
import type { EvaluationDocument } from '../../src/cli/documents';
import { MemoryFiles } from './memory-files';
import { runMain } from './run-main';

async function evaluate(text: string, options = ''): Promise<EvaluationDocument> {
  const files = new MemoryFiles({ '/repo/a.py': text });
  const { code, stdout, stderr } = await runMain(`eval --json ${options}${options && ' '}a.py`, files);
  assert.equal(stderr, '');
  assert.equal(code, 0);
  assert.equal(stdout.trimEnd().includes('\n'), false, 'one document a line');
  return JSON.parse(stdout) as EvaluationDocument;
}

const loss = `import torch
import torch.nn.functional as F
x = torch.tensor([0.9, 0.1, 0.1], requires_grad=True)
y = torch.tensor([1.0, 0.0, 0.0])
value = F.binary_cross_entropy_with_logits(x, y)
value.backward()
print("loss:", value.detach())
`;

describe('losslens eval --json', () => {
  it('gives the document of the contract', async () => {
    const document = await evaluate(loss);
    assert.equal(document.schema, 1);
    assert.equal(document.file, 'a.py');
    assert.equal(document.backend, 'cpu');
    assert.deepEqual(document.printed, ['loss: tensor(0.6100)']);
    assert.deepEqual(document.findings, []);
    assert.deepEqual(document.unknowns, []);
    assert.deepEqual(Object.keys(document.variables), ['x', 'y', 'value']);
    const { x, y } = document.variables;
    assert.ok(x?.kind === 'tensor' && y?.kind === 'tensor');
    assert.deepEqual(x.shape, [3]);
    assert.equal(x.dtype, 'float32');
    assert.equal(x.requiresGrad, true);
    assert.deepEqual(x.data, [0.9, 0.1, 0.1].map(Math.fround));
    // The gradient of the mean is (sigmoid(x) - y) / n.
    const gradient = [0.9, 0.1, 0.1].map(
      (score, index) => (1 / (1 + Math.exp(-score)) - (index === 0 ? 1 : 0)) / 3,
    );
    assert.ok(x.grad?.data);
    x.grad.data.forEach((element, index) => assert.ok(Math.abs(Number(element) - gradient[index]!) < 1e-7));
    assert.equal('grad' in y, false);
  });

  it('places losses and gives their parts', async () => {
    const [call] = (await evaluate(loss)).losses;
    assert.ok(call);
    const { line, column, endLine, endColumn } = call;
    assert.deepEqual([line, column, endLine, endColumn], [5, 9, 5, 49]);
    assert.equal(call.function, 'torch.nn.functional.binary_cross_entropy_with_logits');
    assert.equal(call.reduction, 'mean');
    assert.ok(Math.abs(Number(call.value) - 0.60998243) < 1e-7);
    assert.deepEqual(
      call.inputs.map(({ name, expression, shape }) => [name, expression, shape]),
      [
        ['input', 'x', [3]],
        ['target', 'y', [3]],
      ],
    );
    assert.deepEqual(call.perElement?.shape, [3]);
    assert.deepEqual(call.gradients.map(({ of, shape }) => [of, shape])[0], ['input', [3]]);
    assert.equal(call.activation?.name, 'sigmoid');
  });

  it('writes numbers that JSON does not have as strings, truths as truths, integers as integers', async () => {
    const { variables } = await evaluate(`import torch
a = torch.tensor([float("nan"), float("inf"), -float("inf"), 0.5])
b = torch.tensor([True, False])
c = torch.tensor([1, 2])
d = float("inf")
e = 3
f = "text"
g = None
h = True
`);
    const data = (name: string): unknown => {
      const variable = variables[name];
      return variable?.kind === 'tensor' ? variable.data : null;
    };
    assert.deepEqual(data('a'), ['nan', 'inf', '-inf', 0.5]);
    assert.deepEqual(data('b'), [true, false]);
    assert.deepEqual(data('c'), [1, 2]);
    assert.deepEqual(variables['d'], { kind: 'scalar', value: 'inf' });
    assert.deepEqual(variables['e'], { kind: 'scalar', value: 3 });
    assert.deepEqual(variables['f'], { kind: 'scalar', value: 'text' });
    assert.deepEqual(variables['g'], { kind: 'scalar', value: null });
    assert.deepEqual(variables['h'], { kind: 'scalar', value: true });
  });

  it('describes lists, dicts, objects and what is unknown, and leaves modules out', async () => {
    const { variables } = await evaluate(`import torch
from torch import nn
items = [1, torch.ones(2)]
table = {"a": 1, "b": [2]}
model = nn.Linear(2, 1)
what = something_else()
`);
    assert.deepEqual(Object.keys(variables), ['items', 'table', 'model', 'what']);
    const { items, table, model, what } = variables;
    assert.ok(items?.kind === 'list');
    assert.deepEqual(items.items[0], { kind: 'scalar', value: 1 });
    assert.ok(items.items[1]?.kind === 'tensor');
    assert.deepEqual(table, {
      kind: 'dict',
      entries: {
        a: { kind: 'scalar', value: 1 },
        b: { kind: 'list', items: [{ kind: 'scalar', value: 2 }] },
      },
    });
    assert.ok(model?.kind === 'object');
    assert.match(model.type, /Linear$/);
    assert.ok(what?.kind === 'unknown');
    assert.equal(what.line, 6);
    assert.match(what.reason, /something_else/);
  });

  it('gives large tensors by their statistics', async () => {
    const { variables } = await evaluate('import torch\nx = torch.full((3, 4), 2.0)\n', '--max-elements 11');
    const { x } = variables;
    assert.ok(x?.kind === 'tensor');
    assert.equal(x.data, null);
    assert.equal(x.elided, true);
    assert.equal(x.statistics?.count, 12);
    assert.equal(x.statistics.mean, 2);
    const whole = (await evaluate('import torch\nx = torch.full((3, 4), 2.0)\n', '--max-elements 12'))
      .variables['x'];
    assert.ok(whole?.kind === 'tensor' && whole.data?.length === 12 && !('elided' in whole));
  });

  it("ends a statement that raises with PyTorch's message, and reads on", async () => {
    const { unknowns, variables } = await evaluate(`import torch
import torch.nn.functional as F
bad = F.cross_entropy(torch.zeros(2, 3), torch.tensor([0, 5]))
after = 1
`);
    assert.deepEqual(variables['after'], { kind: 'scalar', value: 1 });
    const [unknown] = unknowns;
    assert.equal(unknown?.line, 3);
    assert.match(unknown.reason, /Target 5 is out of bounds/);
    assert.equal(unknown.error, 'IndexError');
  });

  it('reads broken Python around the broken place', async () => {
    const { unknowns, variables } = await evaluate('x = 1\ny = = 2\nz = 3\n');
    assert.deepEqual(variables['z'], { kind: 'scalar', value: 3 });
    assert.ok(unknowns.some(({ line, error }) => line === 2 && error === 'SyntaxError'));
  });

  it('prints one document for each file, in order, even for those that cannot be read', async () => {
    const files = new MemoryFiles({ '/repo/a.py': 'x = 1\n', '/repo/b.py': 'x = 2\n' });
    files.broken.set('/repo/locked.py', 'permission denied');
    const { code, stdout, stderr } = await runMain('eval --json a.py gone.py locked.py b.py', files);
    assert.equal(code, 2);
    const documents = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as EvaluationDocument);
    assert.deepEqual(
      documents.map(({ file, error }) => [file, error]),
      [
        ['a.py', undefined],
        ['gone.py', 'no such file or folder'],
        ['locked.py', 'permission denied'],
        ['b.py', undefined],
      ],
    );
    assert.equal(
      stderr,
      'losslens: gone.py: no such file or folder\nlosslens: locked.py: permission denied\n',
    );
  });

  it('refuses folders and files that are too large or no text', async () => {
    const files = new MemoryFiles({
      '/repo/src/a.py': '',
      '/repo/b.py': 'x = 1',
      '/repo/c.py': Uint8Array.of(0, 1),
    });
    files.sizes.set('/repo/b.py', 200 * 1024 * 1024);
    const { code, stderr } = await runMain('eval src b.py c.py', files);
    assert.equal(code, 2);
    assert.match(stderr, /src: it is a folder/);
    assert.match(stderr, /b\.py: the file has 200\.0 MB; at most 100\.0 MB are read/);
    assert.match(stderr, /c\.py: the file is not text/);
  });

  it('reads the cells of a notebook in order and says which cell', async () => {
    const cells = [
      { cell_type: 'markdown', source: 'words' },
      { cell_type: 'code', source: ['import torch\n', 'x = torch.ones(2)'] },
      {
        cell_type: 'code',
        source: ['%matplotlib inline\n', 'loss = torch.nn.functional.mse_loss(x, 2 * x)\n', 'nothing()'],
      },
    ];
    const files = new MemoryFiles({ '/repo/n.ipynb': JSON.stringify({ cells, nbformat: 4 }) });
    const { stdout } = await runMain('eval --json n.ipynb', files);
    const document = JSON.parse(stdout) as EvaluationDocument;
    const [call] = document.losses;
    assert.equal(call?.value, 1);
    assert.deepEqual([call.cell, call.line, call.column], [2, 2, 8]);
    assert.deepEqual([document.unknowns[0]?.cell, document.unknowns[0]?.line], [2, 3]);
  });
});

describe('losslens eval', () => {
  it('reports for people', async () => {
    const files = new MemoryFiles({ '/repo/a.py': `${loss}broken = nowhere\n` });
    const { code, stdout } = await runMain('eval a.py', files);
    assert.equal(code, 0);
    assert.match(stdout, /^a\.py computed by cpu\n/);
    assert.match(stdout, /\n {2}x +tensor\[3\] f32 \[0\.900, 0\.100, 0\.100\].* requires_grad\n/);
    assert.match(
      stdout,
      /a\.py:5:9: torch\.nn\.functional\.binary_cross_entropy_with_logits · mean · 0\.6100\n/,
    );
    assert.match(stdout, / {4}gradient of input: tensor\[3\] f32 \[-0\.096, 0\.175, 0\.175\]/);
    assert.match(stdout, /not evaluated\n {2}a\.py:8:\d+: .*nowhere/);
    assert.match(stdout, /printed\n {2}loss: tensor\(0\.6100\)\n/);
    assert.equal(stdout.includes('\u001b'), false);
  });

  it('uses colours on a terminal', async () => {
    const { stdout } = await runMain('eval a.py', new MemoryFiles({ '/repo/a.py': loss }), true);
    assert.ok(stdout.startsWith('\u001b[1ma.py\u001b[0m '));
  });
});
