import assert from 'node:assert/strict';
import { inspect } from '../../src/inspect';
import { moduleFinder } from '../../src/inspect/module-finder';
import { MemoryFiles } from '../cli/memory-files';

const read = (text: string, options: Parameters<typeof inspect>[1] = {}) =>
  inspect([{ file: 'a.py', text }], options);

describe('bounds', () => {
  it('a function that defines functions which call it is read to an end', async () => {
    const { limits } = await read(
      `import torch
def make():
    class Inner:
        def again(self):
            return make()
        def more(self):
            return make()
    return Inner
`,
      { now: () => performance.now(), limits: { milliseconds: 5000 } },
    );
    assert.deepEqual(limits, []);
  });

  it('a function that calls itself on a way that is perhaps not taken is followed into itself a few times', async () => {
    const followed = async (condition: string): Promise<number> => {
      let uses = 0;
      await inspect(
        [
          {
            file: 'a.py',
            text: `import torch
def unwrap(model, depth=0):
    torch.relu(torch.zeros(1))
    if ${condition}:
        return unwrap(model.module, depth + 1)
    return unwrap(model.inner, depth + 1) if ${condition} else model
`,
          },
        ],
        { onUse: (name) => (uses += name === 'torch.relu' ? 1 : 0) },
      );
      return uses;
    };
    // Twice into itself from each of two places: 1 + 2 + 4 calls.
    assert.equal(await followed('model'), 7);
    // Where it is known when it ends it is followed to the end.
    assert.equal(await followed('depth < 20'), 21);
  });

  it('what stands below a comprehension or a scan of very many rounds is read too', async () => {
    const { variables, tensors, limits } = await read(
      `import jax
import jax.numpy as jnp
many = [i + 1 for i in range(10_000_000)]
some = [i + 1 for i in range(4)]

def step(carry, _):
    return carry * 0.5 + 1.0, jnp.exp(carry)

last, seen = jax.lax.scan(step, jnp.zeros(3), length=10_000_000)
below = jnp.zeros(2)
`,
      { limits: { steps: 20_000 } },
    );
    assert.deepEqual(
      limits.map((sentence) => sentence.replace(/[\d,]+ rounds/, 'N rounds')),
      ['line 3: this loop was left after N rounds', 'line 9: this loop was left after N rounds'],
    );
    assert.equal(variables['some']?.kind, 'list');
    assert.equal(variables['many']?.kind, 'unknown');
    const known = ['last', 'seen', 'below'].map((name) => {
      const variable = variables[name];
      assert.equal(variable?.kind, 'tensor');
      const { shape, data } = tensors[variable.tensor]!;
      return [shape, data !== null];
    });
    assert.deepEqual(known, [
      [[3], false],
      [[10_000_000, 3], false],
      [[2], true],
    ]);
  });

  it('where only rules read, a loop over the layers of a deep model is read whole, and one over data is left', async () => {
    const limitsOf = async (rounds: number): Promise<number> => {
      const text = `from torch import nn
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = nn.Sequential(*[nn.Linear(4, 4) for _ in range(40)])
model = nn.Sequential(*[Block() for _ in range(${rounds})])
`;
      return (await read(text, { record: 'judge' })).limits.length;
    };
    assert.equal(await limitsOf(24), 0);
    assert.equal(await limitsOf(240), 1);
  });

  it('a call into an imported file that takes long leaves steps to those below it', async () => {
    const own = `import torch.nn.functional as F
import library
library.work()
loss = F.mse_loss(library.make(), library.make())
`;
    const library = `import torch
def add(a, b):
    return a + b
def work():
    for i in range(40):
        for j in range(40):
            for k in range(40):
                add(i, j)
def make():
    return torch.zeros(2, 3)
`;
    const memory = new MemoryFiles({ '/p/a.py': own, '/p/library.py': library });
    const { losses, tensors } = await inspect([{ file: '/p/a.py', text: own }], {
      record: 'judge',
      imports: moduleFinder(memory.modules),
    });
    const shapes = losses[0]?.inputs.map(({ tensor }) => tensors[tensor]?.shape);
    assert.deepEqual(shapes, [
      [2, 3],
      [2, 3],
    ]);
  });

  it('what a call that is not followed may have set is unknown, and no AttributeError', async () => {
    const own = `import torch
import torch.nn.functional as F
import library
${Array.from({ length: 30 }, (_, turn) => `library.work(${turn})`).join('\n')}
try:
    meter = library.Meter()
    meter.update(1.0)
    loss = F.mse_loss(torch.zeros(2), torch.ones(2))
except KeyboardInterrupt:
    pass
`;
    const library = `def add(a, b):
    return a + b
def work(turn):
${'    turn = add(turn, 1)\n'.repeat(1500)}class Meter:
    def __init__(self):
        self.reset()
    def reset(self):
        self.total = 0
    def update(self, value):
        self.total += value
`;
    const memory = new MemoryFiles({ '/p/a.py': own, '/p/library.py': library });
    const { losses } = await inspect([{ file: '/p/a.py', text: own }], {
      record: 'judge',
      imports: moduleFinder(memory.modules),
    });
    assert.equal(losses.length, 1);
  });

  it('the clock is looked at before each function that nobody calls', async () => {
    let time = 0;
    const functions = Array.from({ length: 50 }, (_, at) => `def f${at}():\n    return ${at}\n`).join('');
    const { limits } = await read(functions, { now: () => time++, limits: { milliseconds: 20 } });
    assert.deepEqual(limits, ['reading stopped after 0.02 s']);
  });

  it('numpy draws within the bound on work; beyond it shapes stay known and the generator is lost', async () => {
    const { variables, tensors } = await read(
      `import numpy as np
np.random.seed(0)
small = np.random.normal(size=(10,))
large = np.random.normal(size=(200, 100))
after = np.random.uniform(size=(3,))
`,
      { limits: { elements: 1000 } },
    );
    const tensorOf = (name: string) => {
      const variable = variables[name];
      assert.equal(variable?.kind, 'tensor');
      return tensors[variable.tensor]!;
    };
    assert.equal(tensorOf('small').data?.length, 10);
    assert.equal(tensorOf('small').sampled, false);
    assert.deepEqual(tensorOf('large').shape, [200, 100]);
    assert.equal(tensorOf('large').data, null);
    assert.equal(tensorOf('after').sampled, true);
  });

  it('a large tensor is handed over with its values where it is asked for, and no other is', async () => {
    const text = 'import torch\na = torch.arange(20000)\nb = a * 2\nc = torch.zeros(2000000)\n';
    const first = await read(text);
    const idOf = (name: string): number => {
      const variable = first.variables[name];
      assert.ok(variable?.kind === 'tensor');
      return variable.tensor;
    };
    for (const whole of ['a', 'b', 'c'].map(idOf)) {
      const again = await read(text, { whole });
      const differing = again.tensors.filter(
        (record, id) => JSON.stringify(record) !== JSON.stringify(first.tensors[id]),
      );
      // Two million are too many even so.
      assert.deepEqual(
        differing.map(({ id, data, elided }) => [id, data?.length, elided]),
        whole === idOf('c') ? [] : [[whole, 20000, false]],
      );
    }
  });

  it('numbers that are drawn count as work: a check of too many of them draws none, and goes by', async () => {
    const text = (rows: number): string =>
      `import torch\nmodel = torch.distributions.Exponential(torch.randn(${rows}, 10))\n`;
    const failures = async (rows: number): Promise<number> =>
      (await read(text(rows), { limits: { elements: 10_000 } })).unknowns.length;
    assert.equal(await failures(10), 1, 'a rate below zero is refused');
    assert.equal(await failures(100_000), 0);
  });
});
