/** Printed tensors that stand in code as they were pasted. */
import assert from 'node:assert/strict';
import { inspect } from '../../src/inspect';

const tensorsOf = async (text: string) => {
  const inspection = await inspect([{ file: 'a.py', text }]);
  return (name: string) => {
    const record = inspection.variables[name];
    assert.ok(record?.kind === 'tensor', `${name} is no tensor`);
    const { shape, dtype, data } = inspection.tensors[record.tensor]!;
    return { shape, dtype, data: data && Array.from(data) };
  };
};

describe('pasted prints', () => {
  it('reads them with what Python would not accept, and without any import', async () => {
    const tensor = await tensorsOf(
      "a = tensor([[0.5, 0.25], [2.0, -1.0]], device='cuda:0', grad_fn=<AddmmBackward0>)\n" +
        'b = tensor([nan, inf], dtype=torch.float64)\nc = array([[1., 2.], [3., 4.]])\nd = Array([0.5], dtype=float32)\n',
    );
    assert.deepEqual(tensor('a'), { shape: [2, 2], dtype: 'float32', data: [0.5, 0.25, 2, -1] });
    assert.deepEqual(tensor('b'), { shape: [2], dtype: 'float64', data: [NaN, Infinity] });
    assert.deepEqual(tensor('c'), { shape: [2, 2], dtype: 'float64', data: [1, 2, 3, 4] });
    assert.deepEqual(tensor('d'), { shape: [1], dtype: 'float32', data: [0.5] });
  });

  it('leaves an abbreviated one without values, and says why', async () => {
    const text = 'a = tensor([0.5, 0.25, ..., 2.0, -1.0])\n';
    assert.equal((await tensorsOf(text))('a').data, null);
    const { unknowns } = await inspect([{ file: 'a.py', text }]);
    assert.match(unknowns[0]?.reason ?? '', /leaves values out/);
  });

  it('calls a function of that name that the code defines', async () => {
    const inspection = await inspect([
      { file: 'a.py', text: 'def tensor(x):\n    return 7\na = tensor([1.0])\n' },
    ]);
    assert.deepEqual(inspection.variables['a'], { kind: 'scalar', value: 7, type: 'int' });
  });
});
