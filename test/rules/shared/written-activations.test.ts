/** Activations are found where only rules look at what is recorded, and not inside of losses and attention. */
import assert from 'node:assert/strict';
import { analyze } from '../../../src/rules/analyze';

const code = `import torch
from torch import nn

model = nn.Sequential(nn.Linear(8, 3), nn.Softmax(dim=1), nn.Softmax(dim=1))
attention = nn.MultiheadAttention(8, 2)

def predict(batch):
    return model(batch)[0]

def attend(x):
    weighted, weights = attention(x, x, x)
    return weighted
`;

for (const record of ['judge', 'all'] as const) {
  it(`the last activation of a model that is called is found when ${record === 'all' ? 'everything' : 'only what rules ask for'} is recorded`, async () => {
    const { findings } = await analyze([{ file: 'a.py', text: code }], { record });
    assert.deepEqual(
      findings.map(({ rule, place }) => `${place.line} ${rule}`),
      ['4 double-activation'],
    );
  });
}
