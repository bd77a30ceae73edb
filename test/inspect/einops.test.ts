/** einops' patterns are the reshapes, permutations and reductions that they stand for. */
import assert from 'node:assert/strict';
import { inspect } from '../../src/inspect';

const SETUP = `import torch
from einops import rearrange, reduce, repeat
from einops.layers.torch import Rearrange, Reduce
x = torch.arange(48.0).reshape(2, 3, 8)
`;

const pairs: readonly (readonly [einops: string, plain: string])[] = [
  ["rearrange(x, 'b c n -> b n c')", 'x.transpose(1, 2)'],
  ["rearrange(x, 'b c (h w) -> b (c h) w', w=4)", 'x.reshape(2, 6, 4)'],
  [
    "rearrange(x, 'b c (h w) -> b (w c) h', h=2)",
    'x.reshape(2, 3, 2, 4).permute(0, 3, 1, 2).reshape(2, 12, 2)',
  ],
  ["rearrange(x, '... n -> n ...')", 'x.permute(2, 0, 1)'],
  ["rearrange(x, 'b c n -> b 1 (c n)')", 'x.reshape(2, 1, 24)'],
  ["reduce(x, 'b c n -> b n', 'mean')", 'x.mean(1)'],
  ["reduce(x, 'b c (n k) -> b c n', 'max', k=2)", 'x.reshape(2, 3, 4, 2).amax(3)'],
  ["repeat(x, 'b c n -> b c (n k)', k=2)", 'x.unsqueeze(-1).expand(-1, -1, -1, 2).reshape(2, 3, 16)'],
  ["repeat(x[:1], '() c n -> b c n', b=3)", 'x[:1].expand(3, -1, -1)'],
  ["Rearrange('b c (h w) -> b h w c', h=4)(x)", 'x.reshape(2, 3, 4, 2).permute(0, 2, 3, 1)'],
  ["Reduce('b c n -> b', 'sum')(x)", 'x.sum((1, 2))'],
];

describe('einops', () => {
  for (const [einops, plain] of pairs) {
    it(einops, async () => {
      const text = `${SETUP}a = ${einops}\nb = ${plain}\n`;
      const { variables, tensors } = await inspect([{ file: 'a.py', text }]);
      const [a, b] = ['a', 'b'].map((name) => {
        const record = variables[name];
        assert.equal(record?.kind, 'tensor', name);
        return tensors[record.tensor]!;
      });
      assert.deepEqual(a!.shape, b!.shape);
      assert.ok(b!.data);
      assert.deepEqual(a!.data, b!.data);
    });
  }

  it('takes the number of dims from the pattern where the tensor is not known', async () => {
    const text = `${SETUP}a = rearrange(images(), 'b c (h p) (w q) -> b (h w) (p q c)', p=4, q=4)\n`;
    const { variables, tensors } = await inspect([{ file: 'a.py', text }]);
    const record = variables['a'];
    assert.equal(record?.kind === 'tensor' && tensors[record.tensor]!.shape?.length, 3);
  });
});
