/** What rules are told of backward passes that nobody sees in the graph: those asked of a number, and those of a trainer. */
import assert from 'node:assert/strict';
import { inspect } from '../../src/inspect';
import type { OperationRecord } from '../../src/inspect/inspection';

const eventsOf = async (text: string): Promise<readonly OperationRecord[]> =>
  (await inspect([{ file: 'program.py', text }])).operations.filter(({ operation }) =>
    operation.startsWith('backward'),
  );

const module = (body: string): string => `
import lightning as L
from torch import nn
import torch.nn.functional as F

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(4, 3)
${body}`;

describe('a backward pass asked of a number', () => {
  it('is noted where the number was read off its tensor, known or not', async () => {
    const events = await eventsOf(`
import torch
from torch import nn
import torch.nn.functional as F
model = nn.Linear(4, 3)
known = torch.ones(3, requires_grad=True).sum().item()
known.backward()

def step(x, y):
    loss = float(F.cross_entropy(model(x), y))
    loss.backward()
`);
    const numbers = events.filter(({ operation }) => operation === 'backward_of_number');
    assert.deepEqual(
      numbers.map(({ place, options }) => [place.line, options['framework']]),
      [
        [6, 'torch'],
        [10, 'torch'],
      ],
    );
    for (const { inputs } of numbers) assert.equal(typeof inputs[0], 'number');
  });

  it('is not noted for a number that comes from elsewhere', async () => {
    assert.deepEqual(await eventsOf('loss = 0.5\nloss.backward()\n'), []);
  });
});

describe('the result of training_step', () => {
  it('is passed back by the trainer', async () => {
    const [event] = await eventsOf(
      module(`
    def training_step(self, batch, batch_idx):
        return F.cross_entropy(self.net(batch[0]), batch[1])
`),
    );
    assert.equal(event?.options['framework'], 'trainer');
  });

  it('is not where the module optimizes by itself', async () => {
    const returns = `
    def training_step(self, batch, batch_idx):
        return F.cross_entropy(self.net(batch[0]), batch[1])
`;
    assert.deepEqual(await eventsOf(module(`        self.automatic_optimization = False\n${returns}`)), []);
    const property = `
    @property
    def automatic_optimization(self):
        return False
`;
    assert.deepEqual(await eventsOf(module(property + returns)), []);
  });
});
