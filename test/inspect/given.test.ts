import assert from 'node:assert/strict';
import type { GivenTensor } from '../../src/inspect/options';
import { analyze } from '../../src/rules/analyze';

const given: Readonly<Record<string, GivenTensor>> = {
  z: {
    framework: 'torch',
    shape: [2, 3],
    dtype: 'float32',
    values: Float32Array.of(2, -1, 0.5, 0.2, 1.4, -0.6),
    requiresGrad: true,
  },
  y: { framework: 'torch', shape: [2], dtype: 'int64', values: Float64Array.of(0, 2), requiresGrad: false },
};
const literals =
  'z = torch.tensor([[2, -1, 0.5], [0.2, 1.4, -0.6]], requires_grad=True)\ny = torch.tensor([0, 2])\n';
const imports = 'import torch\nimport torch.nn.functional as F\n';
const loss = 'p = torch.softmax(z, dim=1)\nloss = F.cross_entropy(p, y)\n';

describe('tensors that are given', () => {
  it('are those that literals would make', async () => {
    const written = await analyze([{ file: 'a.py', text: `${imports}${literals}${loss}` }]);
    const short = await analyze([{ file: 'a.py', text: `${imports}${loss}` }], { given });
    const figures = ({ inspection }: typeof written): unknown =>
      inspection.losses.map(({ value, gradients, inputs }) => ({
        value,
        numbers: [...gradients, ...inputs].map(({ tensor }) => {
          const { data, role, dtype, shape, requiresGrad } = inspection.tensors[tensor]!;
          return { data, role, dtype, shape, requiresGrad };
        }),
      }));
    assert.deepEqual(figures(short), figures(written));
    assert.deepEqual(
      short.findings.map(({ rule }) => rule),
      ['softmax-before-cross-entropy'],
    );
  });

  it('are all that is told besides what the losses come to, where that is asked for', async () => {
    const text = `${imports}${loss}`;
    const { inspection, findings } = await analyze([{ file: 'a.py', text }], { given, record: 'loss' });
    const all = await analyze([{ file: 'a.py', text }], { given });
    const [call] = inspection.losses;
    assert.equal(call?.value, all.inspection.losses[0]?.value);
    assert.deepEqual([call?.steps, call?.gradients, call?.activation], [[], [], null]);
    assert.deepEqual([inspection.expressions, inspection.operations, findings], [[], [], []]);
    const known = inspection.tensors.filter(({ data }) => data !== null).length;
    // The inputs, the softmax, the losses of the rows and the loss.
    assert.equal(known, 5);
  });
});
