/** Comparisons are noted for rules, those that raise as well. */
import assert from 'node:assert/strict';
import { inspect, type Inspection } from '../../src/inspect';

const comparisonsOf = (inspection: Inspection) =>
  inspection.operations.filter(({ operation }) => ['eq', 'ne', 'lt'].includes(operation));

describe('comparisons of tensors', () => {
  it('that raise are noted with what was compared, and without a result', async () => {
    const inspection = await inspect([
      {
        file: 'a.py',
        text: 'import torch\nfits = torch.arange(3) != torch.ones(3)\nbad = torch.arange(3) == torch.arange(4)\n',
      },
    ]);
    const [fits, bad] = comparisonsOf(inspection);
    assert.equal(fits?.operation, 'ne');
    assert.notEqual(fits.output, null);
    assert.equal(bad?.operation, 'eq');
    assert.equal(bad.output, null);
    const shapes = bad.inputs.map((id) => inspection.tensors[id!]!.shape);
    assert.deepEqual(shapes, [[3], [4]]);
  });

  it('of other things that raise are not', async () => {
    const inspection = await inspect([{ file: 'a.py', text: 'wrong = "a" < 1\n' }]);
    assert.equal(comparisonsOf(inspection).length, 0);
  });
});
