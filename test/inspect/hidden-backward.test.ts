/** A backward pass through something unknown may reach any parameter. */
import assert from 'node:assert/strict';
import { inspect } from '../../src/inspect';

const printedBy = async (text: string): Promise<readonly string[]> =>
  (await inspect([{ file: 'program.py', text }])).printed;

describe('backward passes that are not followed', () => {
  it('leave no gradient and no stepped parameter that would be wrong', async () => {
    const printed = await printedBy(
      `
import torch, library
w = torch.ones(2, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
library.loss(w).sum().backward()
print(w.grad)
optimizer.step()
print(w)
`,
    );
    assert.deepEqual(printed, ['‹unknown›', '‹unknown›']);
  });

  it('are over once the gradients were cleared', async () => {
    const printed = await printedBy(
      `
import torch, library
w = torch.ones(2, requires_grad=True)
library.loss(w).sum().backward()
w.grad = None
(w * 3).sum().backward()
print(w.grad)
v = torch.ones(1, requires_grad=True)
print(v.grad)
`,
    );
    assert.deepEqual(printed, ['tensor([3., 3.])', 'None']);
  });
});

describe('what was made with parameters and is not known', () => {
  const step = (optimizer: string): string => `
import torch, library
from torch import nn
w = nn.Parameter(torch.ones(2))
optimizer = ${optimizer}
print(w)
(w * 2).sum().backward()
optimizer.step()
print(w)
`;

  for (const optimizer of [
    'library.Lion([w], lr=0.1)',
    'library.Lion([{"params": [w]}])',
    'library.wrap(torch.optim.SGD([w], lr=0.1))',
    'torch.optim.SGD(library.select([w]), lr=0.1)',
  ]) {
    it(`may change them: ${optimizer}`, async () => {
      const [before, after] = await printedBy(step(optimizer));
      assert.equal(before, 'Parameter containing:\ntensor([1., 1.], requires_grad=True)');
      assert.equal(after, '‹unknown›');
    });
  }
});

describe('mixed precision', () => {
  it('has no values where it is not followed what autocast on the CPU hands to the kernel', async () => {
    const printed = await printedBy(
      `
import torch
w = torch.ones(2)
with torch.autocast('cpu'):
    x = torch.dot(w, w)
print(x)
with torch.autocast('cuda'):
    y = w * 2
print(y)
`,
    );
    assert.deepEqual(printed, ['‹unknown›', 'tensor([2., 2.])']);
  });
});
