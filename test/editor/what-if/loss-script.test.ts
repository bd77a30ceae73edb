import assert from 'node:assert/strict';
import { lossScript } from '../../../src/editor/what-if/loss-script';
import { settingOf } from '../../../src/editor/what-if/loss-setting';
import type { Inspection, LossCall, TensorId } from '../../../src/inspect/inspection';
import { analyze } from '../../../src/rules/analyze';
import { head, lossOf, programs } from './losses';

const numbers = ({ tensors }: Inspection, id: TensorId | null): number[] | null => {
  const data = id === null ? null : (tensors[id]?.data ?? null);
  return data && Array.from(data);
};

const gradientOf = (inspection: Inspection, call: LossCall): number[] | null =>
  numbers(inspection, call.gradients.find(({ of }) => of === call.prediction)?.tensor ?? null);

describe('the program of a loss on its own', () => {
  for (const text of programs) {
    const name = text.trim().split('\n').at(-1)!;
    it(`gives the numbers of ${name}`, async () => {
      const { setting, inspection, call } = await lossOf(text);
      const script = lossScript(setting);
      assert.ok(script);
      const again = await analyze([{ file: 'again.py', text: script }]);
      assert.deepEqual(again.inspection.unknowns, [], script);
      const same = again.inspection.losses.at(-1);
      assert.ok(same, script);
      assert.equal(same.value, call.value);
      assert.equal(same.reduction, call.reduction);
      assert.deepEqual(numbers(again.inspection, same.perElement), numbers(inspection, call.perElement));
      assert.deepEqual(gradientOf(again.inspection, same), gradientOf(inspection, call));
    });
  }

  it('says what is not known', async () => {
    const analysis = await analyze([
      { file: 'a.py', text: `${head}loss = F.cross_entropy(model(x), torch.tensor([0, 1]))\n` },
    ]);
    const setting = settingOf(analysis.inspection, analysis.inspection.losses[0]!);
    assert.match(setting.ok ? '' : setting.failure, /The values of input are not known/);
  });

  it('refuses more elements than can follow within a frame', async () => {
    const analysis = await analyze([
      { file: 'a.py', text: `${head}x = torch.zeros(80, 100)\nloss = F.mse_loss(x, x)\n` },
    ]);
    const setting = settingOf(analysis.inspection, analysis.inspection.losses[0]!);
    assert.match(setting.ok ? '' : setting.failure, /16,000 elements; up to 10,000/);
  });
});
