/** What a text can do to a reader: it must end, soon, and say what it did not do. */
import assert from 'node:assert/strict';
import { inspect, type Inspection, type InspectOptions } from '../../src/inspect';

const read = (text: string, options?: InspectOptions): Promise<Inspection> =>
  inspect([{ file: 'a.py', text }], { now: () => performance.now(), ...options });

/** A variable in short: its number, or why there is none. */
function variable(inspection: Inspection, name: string): unknown {
  const record = inspection.variables[name];
  if (record?.kind === 'scalar') return record.value;
  return record?.kind === 'unknown' ? record.reason : record?.kind;
}

describe('bad input', () => {
  it('leaves `while True`, forgets what it changed, and reads on', async () => {
    const inspection = await read('x = 1\nwhile True:\n    x += 1\ny = 2\n');
    assert.match(String(variable(inspection, 'x')), /loop whose number of rounds is not known/);
    assert.equal(variable(inspection, 'y'), 2);
    assert.match(inspection.limits.join(), /line 2: this loop was left after 100,000 rounds/);
  });

  it('ends recursion without end, once and as Python names it', async () => {
    const one = await read('def f(n):\n    return f(n + 1)\nx = f(0)\ny = 1\n');
    assert.match(String(variable(one, 'x')), /RecursionError/);
    assert.equal(variable(one, 'y'), 1);
    const two = await read('def f(n):\n    return f(n + 1) + f(n + 2)\nx = f(0)\ny = 1\n');
    assert.match(String(variable(two, 'x')), /RecursionError/);
  });

  it('keeps the statements around what is not Python', async () => {
    const inspection = await read('a = 1\nx = torch.tensor([1.0, 2.0\nb = 3\ndef f(:\n  return 1\nc = 5\n');
    assert.deepEqual(
      ['a', 'b', 'c'].map((name) => variable(inspection, name)),
      [1, 3, 5],
    );
    assert.ok(inspection.syntaxProblems.some(({ place }) => place.line === 2));
  });

  it('reads nothing out of noise, and does not throw', async () => {
    for (const text of [
      '\0\x01\ufffd if if ((((',
      '\\',
      '"""',
      "f'{",
      '@',
      'x = (',
      '\t \t',
      'lambda',
      '🤖 = 1',
    ]) {
      await read(text);
    }
  });

  it('survives every truncation and many mutilations of a real program', async () => {
    const program =
      'import torch\nfrom torch import nn\nclass N(nn.Module):\n    def __init__(self):\n        super().__init__()\n' +
      '        self.f = nn.Linear(2, 3)\n    def forward(self, x):\n        return self.f(x).softmax(-1)\n' +
      'n = N()\nfor i, (a, b) in enumerate([(1, 2)]):\n    print(f"{a:>4}{b!r}", [j for j in range(i)])\n' +
      'try:\n    l = nn.CrossEntropyLoss()(n(torch.ones(1, 2)), torch.tensor([0]))\nexcept ValueError as e:\n    pass\n';
    for (let end = 0; end < program.length; end += 3) await read(program.slice(0, end));
    for (let at = 0; at < program.length; at += 5) await read(program.slice(0, at) + program.slice(at + 4));
  });

  it('builds no endless lists, texts or integers', async () => {
    const inspection = await read(
      "a = [0] * 10**9\nb = 'x' * 10**10\nc = 10 ** 10**9\nd = list(range(10**12))\ne = sum(range(10**12))\nf = 1\n",
    );
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      assert.equal(inspection.variables[name]?.kind, 'unknown', name);
    assert.equal(variable(inspection, 'f'), 1);
  });

  it('makes items as a loop comes to them, and not all before it begins', async () => {
    const inspection = await read(
      'import numpy as np\nclass Many:\n    def __len__(self):\n        return 10**9\n    def __getitem__(self, at):\n        return at\n' +
        'for item in Many():\n    if item == 3:\n        break\n' +
        'for at, row in enumerate(np.ones((10**8, 2))):\n    if at == 3:\n        break\ntotal = row.sum()\n',
    );
    assert.equal(variable(inspection, 'item'), 3);
    assert.equal(variable(inspection, 'at'), 3);
    assert.deepEqual(inspection.limits, []);
  });

  it('reads no endless integers out of texts, and writes none', async () => {
    const inspection = await read(
      "a = int('9' * 10**6)\nb = int('3' * 10**6, 4)\nc = int('1' * 10**6 + '1', 2)\nd = 2 ** 900000\ne = f'{d:,}'\nf = 1\n",
    );
    for (const name of ['a', 'b', 'c', 'e']) assert.equal(inspection.variables[name]?.kind, 'unknown', name);
    assert.deepEqual(inspection.variables['d'], { kind: 'object', type: 'int of 900001 bits' });
    assert.equal(variable(inspection, 'f'), 1);
  });

  it('computes no more than it is allowed, and says so at the loss', async () => {
    const text =
      'import torch\nimport torch.nn.functional as F\nx = torch.ones(1000, 1000)\nfor i in range(300):\n    x = x * 1.01\n' +
      'loss = F.mse_loss(x, torch.zeros(1000, 1000))\n';
    const { losses, tensors } = await read(text, { limits: { elements: 10_000_000 } });
    assert.equal(losses[0]?.value, null);
    assert.match(losses[0]?.reason ?? '', /longer than the limits allow/);
    assert.deepEqual(tensors[losses[0]!.inputs[0]!.tensor]?.shape, [1000, 1000]);
  });

  it('knows the shape of what it cannot hold', async () => {
    const { variables, tensors } = await read(
      'import torch\nx = torch.zeros(100000, 100000)\ny = (x + 1).sum(0)\n',
    );
    const y = variables['y'];
    assert.ok(y?.kind === 'tensor');
    assert.deepEqual([tensors[y.tensor]?.shape, tensors[y.tensor]?.data], [[100000], null]);
  });

  it('stops in time', async () => {
    let clock = 0;
    const { limits } = await read('total = 0\nfor i in range(90000):\n    total += i\n', {
      now: () => (clock += 10),
      limits: { milliseconds: 1000 },
    });
    assert.match(limits.join(), /reading stopped after 1 s/);
  });

  it('says where a literal of numbers is ragged', async () => {
    const { unknowns } = await read('import torch\nx = torch.tensor([[1.0, 2.0], [3.0]])\n');
    assert.deepEqual(
      unknowns.map(({ place, reason }) => [place.line, reason]),
      [[2, 'ValueError: expected sequence of length 2 at dim 1 (got 1)']],
    );
  });

  it('takes NaN, infinities and empty tensors as PyTorch does', async () => {
    const { losses, tensors } = await read(
      "import torch\nimport torch.nn.functional as F\nx = torch.tensor([[float('nan'), 1.0], [float('inf'), 2.0]])\n" +
        'F.cross_entropy(x, torch.tensor([0, 1]))\nF.mse_loss(torch.zeros(0), torch.zeros(0))\n',
    );
    assert.deepEqual(
      losses.map(({ value }) => value),
      [NaN, NaN],
    );
    const { nan, positiveInfinity } = tensors[losses[0]!.inputs[0]!.tensor]!.statistics!;
    assert.deepEqual([nan, positiveInfinity], [1, 1]);
  });
});
