/** Rules come to an end, without a failure, on graphs that are long and on text that goes in circles. */
import assert from 'node:assert/strict';
import { analyzeText, foundFindings } from './marked-code';

const head = `import torch
import torch.nn.functional as F

x, y = torch.rand(4, 3), torch.rand(4, 3)
w = torch.rand(3, 3, requires_grad=True)
`;

describe('rules on long graphs', () => {
  it('read a sum of thousands of parts', async () => {
    const text = `${head}total = F.mse_loss(x @ w, y)
for step in range(4000):
    total = total + 1
loss = total + F.l1_loss(x @ w, y, reduction='sum')
`;
    assert.deepEqual(foundFindings((await analyzeText(text)).findings), []);
  });

  it('look for what a loss gets behind thousands of operations', async () => {
    const text = `${head}scores = x @ w
for step in range(4000):
    scores = scores + 1
loss = F.cross_entropy(scores, torch.tensor([0, 2, 1, 0]))
`;
    const { findings, inspection } = await analyzeText(text);
    assert.deepEqual(foundFindings(findings), []);
    assert.equal(inspection.losses.length, 1);
  });

  it('count a term once that is added to itself again and again', async () => {
    const text = `${head}loss = F.mse_loss(x @ w, y)
for step in range(60):
    loss = loss + loss
loss = loss + F.l1_loss(x @ w, y, reduction='sum')
`;
    assert.deepEqual(foundFindings((await analyzeText(text)).findings), ['9 warning mixed-reductions']);
  });

  it('follow tokens that are made of themselves only once', async () => {
    const text = `from transformers import AutoModelForCausalLM
from data import ids

model = AutoModelForCausalLM.from_pretrained('gpt2')
ids = ids[:, 1:]
loss = model(ids, labels=ids).loss
for step in range(3):
    older = newer
    newer = older
    loss = model(older, labels=older).loss
`;
    assert.deepEqual(foundFindings((await analyzeText(text)).findings), []);
  });
});
