import assert from 'node:assert/strict';
import { allocate, type DType } from '../../src/engine/dtype';
import { analyze } from '../../src/rules/analyze';
import type { KnownTensor } from '../../webview/parts/cells';
import { asCsv, asJson, asPython } from '../../webview/parts/copy-text';
import { gridOf, ranked } from '../../webview/parts/grid';
import { firstWindow } from '../../webview/ui-state';

function tensorOf(shape: readonly number[], dtype: DType, numbers: readonly number[]): KnownTensor {
  const values = allocate(dtype, numbers.length);
  values.set(numbers);
  return { id: null, summary: '', shape, dtype, scale: 'sequential', range: null, values, absence: '' };
}

const samples: readonly KnownTensor[] = [
  tensorOf([2, 3], 'float32', [0.1, -2.5, 1e-10, Number.NaN, Infinity, -Infinity]),
  tensorOf([2, 1, 2], 'float64', [0.1, 1 / 3, -0, 1e300]),
  tensorOf([3], 'int64', [-100, 0, 2 ** 40]),
  tensorOf([2, 2], 'bool', [1, 0, 0, 1]),
  tensorOf([], 'float32', [0.07]),
  tensorOf([0], 'float32', []),
  tensorOf([0, 3], 'int32', []),
  tensorOf([2, 0], 'float32', []),
];

describe('a tensor as text', () => {
  it('is the same tensor when Python reads it', async () => {
    for (const tensor of samples) {
      const text = asPython(tensor);
      const { inspection } = await analyze([{ file: 'copied.py', text: `import torch\nx = ${text}\n` }]);
      const variable = inspection.variables['x'];
      assert.equal(variable?.kind, 'tensor', text);
      const record = variable.kind === 'tensor' ? inspection.tensors[variable.tensor] : undefined;
      assert.deepEqual([record?.shape, record?.dtype], [tensor.shape, tensor.dtype], text);
      assert.deepEqual(record?.data, tensor.values, text);
    }
  });

  it('is the same numbers when JSON reads it', () => {
    const numberOf = (item: unknown): number =>
      typeof item === 'string' ? { nan: Number.NaN, inf: Infinity, '-inf': -Infinity }[item]! : Number(item);
    for (const tensor of samples) {
      const read: unknown = JSON.parse(asJson(tensor));
      const flat = Array.isArray(read) ? (read.flat(Infinity) as unknown[]) : [read];
      const values = allocate(tensor.dtype as DType, flat.length);
      values.set(flat.map(numberOf));
      assert.deepEqual(values, tensor.values);
    }
    assert.equal(asJson(samples[3]!), '[[true, false], [false, true]]');
  });

  it('is the plane as lines of CSV, with the indices where there is more than the plane', () => {
    const plain = samples[0]!;
    assert.equal(asCsv(plain, gridOf(plain.shape, firstWindow)), '0.1,-2.5,1e-10\nnan,inf,-inf\n');
    const cube = tensorOf([2, 2, 3], 'int64', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const window = { ...firstWindow, indices: [1] };
    assert.equal(asCsv(cube, gridOf(cube.shape, window)), 'dim 0,dim 1,0,1,2\n1,0,6,7,8\n1,1,9,10,11\n');
    const turned = { ...firstWindow, axes: [2, 0] as const, indices: [0, 1, 0] };
    assert.equal(asCsv(cube, gridOf(cube.shape, turned)), 'dim 1,dim 2,0,1\n1,0,3,9\n1,1,4,10\n1,2,5,11\n');
    const vector = samples[2]!;
    assert.equal(asCsv(vector, gridOf(vector.shape, firstWindow)), '-100\n0\n1099511627776\n');
    assert.equal(asCsv(vector, ranked([3], [2, 0, 1])), 'dim 0,value\n2,1099511627776\n0,-100\n1,0\n');
    const listed = ranked([2, 2], [3, 0, 1, 2]);
    assert.equal(asCsv(samples[3]!, listed), 'dim 0,dim 1,value\n1,1,True\n0,0,True\n0,1,False\n1,0,False\n');
  });
});
