/** Numbers that the program draws without a seed: they are marked wherever they go, and can be drawn again. */
import assert from 'node:assert/strict';
import { inspect, type Inspection } from '../../src/inspect';

const read = (text: string, sampleSeed?: number): Promise<Inspection> =>
  inspect(
    [{ file: 'a.py', text: `import torch\nimport random\nimport numpy as np\n${text}` }],
    sampleSeed === undefined ? {} : { sampleSeed },
  );

/** Whether a variable is marked as sampled. */
function isMarked(inspection: Inspection, name: string): boolean {
  const record = inspection.variables[name];
  if (record?.kind === 'tensor') return inspection.tensors[record.tensor]!.sampled;
  return record?.kind === 'scalar' && record.sampled === true;
}

const samplesAt = (inspection: Inspection): number[] =>
  inspection.unknowns.filter(({ reason }) => reason.includes('samples')).map(({ place }) => place.line);

describe('samples', () => {
  it('mark tensors, the numbers read from them, and what is computed of both', async () => {
    const inspection = await read(
      'x = torch.randn(3)\ny = x.mean()\nv = y.item() * 2\ntext = f"{v:.3f}"\nn = x.shape[0]\nd = torch.nn.functional.dropout(torch.ones(4))\na = np.random.rand(2)\ns = torch.distributions.Normal(0.0, 1.0).sample()\n',
    );
    for (const name of ['x', 'y', 'v', 'text', 'd', 'a', 's']) assert.ok(isMarked(inspection, name), name);
    assert.ok(!isMarked(inspection, 'n'));
  });

  it('are told apart where they are printed', async () => {
    const inspection = await read(
      'x = torch.randn(3)\nprint(x)\nprint("loss", x.sum().item())\nprint(x.shape)\ntorch.manual_seed(0)\nprint(torch.rand(2))\n',
    );
    assert.deepEqual(samplesAt(inspection), [5, 6]);
  });

  it('are not what a program with a seed draws', async () => {
    const inspection = await read(
      'torch.manual_seed(0)\nx = torch.randn(3)\nnp.random.seed(0)\na = np.random.rand(2)\n',
    );
    assert.ok(!isMarked(inspection, 'x'));
    assert.ok(!isMarked(inspection, 'a'));
  });

  it('of Python are not known without a seed', async () => {
    const inspection = await read('a = random.random()\nrandom.seed(1)\nb = random.random()\n');
    assert.equal(inspection.variables['a']?.kind, 'unknown');
    assert.equal(inspection.variables['b']?.kind, 'scalar');
  });

  it('of classes whose probabilities are not known are not known, and have their shape', async () => {
    const inspection = await read(
      [
        'import torch.distributions as td',
        'def draw(path):',
        '    logits = torch.nn.Linear(20, 5)(torch.load(path).view(16, 20))',
        '    return (',
        '        td.OneHotCategorical(logits=logits).sample(),',
        '        td.OneHotCategorical(probs=logits.softmax(-1)).sample((3,)),',
        '        td.Independent(td.OneHotCategoricalStraightThrough(logits=logits), 1).rsample(),',
        '        td.Multinomial(4, logits=logits).sample(),',
        '    )',
        'a, b, c, d = draw("scores.pt")',
      ].join('\n'),
    );
    const shapes = ['a', 'b', 'c', 'd'].map((name) => {
      const record = inspection.variables[name];
      assert.equal(record?.kind, 'tensor', name);
      const { shape, data } = inspection.tensors[record.tensor]!;
      assert.equal(data, null, name);
      return shape;
    });
    assert.deepEqual(shapes, [
      [16, 5],
      [3, 16, 5],
      [16, 5],
      [16, 5],
    ]);
  });

  it('can be drawn again', async () => {
    const data = async (sampleSeed?: number): Promise<unknown> => {
      const inspection = await read('x = torch.rand(4)\n', sampleSeed);
      const record = inspection.variables['x'];
      return record?.kind === 'tensor' ? Array.from(inspection.tensors[record.tensor]!.data!) : undefined;
    };
    assert.deepEqual(await data(), await data());
    assert.deepEqual(await data(5), await data(5));
    assert.notDeepEqual(await data(), await data(5));
  });

  it('come after branches that draw differently', async () => {
    const inspection = await read(
      'torch.manual_seed(0)\nif unknown_flag:\n    torch.rand(3)\nx = torch.rand(2)\ntorch.manual_seed(0)\nif unknown_flag:\n    torch.rand(2)\nelse:\n    torch.rand(2)\ny = torch.rand(2)\n',
    );
    assert.ok(isMarked(inspection, 'x'));
    assert.ok(!isMarked(inspection, 'y'));
  });
});
