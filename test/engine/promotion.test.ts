/** Type promotion against PyTorch's own tables. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { allocate, promoteTypes, type DType } from '../../src/engine/dtype';
import { resultType } from '../../src/engine/ops/family';
import { numberTensor } from '../../src/engine/ops/number';
import { Tensor } from '../../src/engine/tensor';

interface Table {
  readonly pairs: readonly {
    readonly a: DType;
    readonly b: DType;
    readonly promoted: DType;
    readonly 'dims, scalar': DType;
  }[];
  readonly numbers: readonly {
    readonly dtype: DType;
    readonly kind: 'dims' | 'scalar';
    readonly bool: DType;
    readonly int: DType;
    readonly float: DType;
  }[];
}

const table = JSON.parse(readFileSync('test/golden/promotion.json', 'utf8')) as Table;

const ones = (dtype: DType, shape: readonly number[]): Tensor =>
  Tensor.leaf({ shape, dtype, values: allocate(dtype, 1).fill(1) });

describe('type promotion as in PyTorch', () => {
  for (const { a, b, promoted, 'dims, scalar': withScalar } of table.pairs) {
    it(`${a} with ${b}`, () => {
      assert.equal(promoteTypes(a, b), promoted);
      assert.equal(resultType([ones(a, [1]), ones(b, [])]), withScalar);
    });
  }

  for (const { dtype, kind, bool, int, float } of table.numbers) {
    it(`${dtype} with a Python number, the tensor having ${kind === 'dims' ? 'dims' : 'none'}`, () => {
      const tensor = ones(dtype, kind === 'dims' ? [1] : []);
      assert.deepEqual(
        [
          resultType([tensor, numberTensor(true)]),
          resultType([tensor, numberTensor(1)]),
          resultType([tensor, numberTensor(1.5)]),
        ],
        [bool, int, float],
      );
    });
  }

  it('is not known where an operand that decides is not known', () => {
    assert.equal(resultType([Tensor.leaf({ shape: [2] }), ones('float32', [2])]), undefined);
  });
});
