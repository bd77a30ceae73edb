/** A loss evaluated again from plain records, against closed formulas. */
import assert from 'node:assert/strict';
import { inspect } from '../../src/inspect';
import { evaluateLoss } from '../../src/inspect/evaluate-loss';
import type { Inspection, LossCall } from '../../src/inspect/inspection';

const header = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';

async function read(code: string): Promise<{ inspection: Inspection; call: LossCall }> {
  const inspection = await inspect([{ file: 'a.py', text: header + code }]);
  const call = inspection.losses[0];
  assert.ok(call);
  // Plain data only: what crossed a thread must do.
  return structuredClone({ inspection, call });
}

const near = (actual: number | null | undefined, expected: number): void => {
  assert.ok(
    actual != null && Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe('evaluateLoss', () => {
  const bce =
    'loss = F.binary_cross_entropy_with_logits(torch.tensor([0.9, 0.1, 0.1]), torch.tensor([1.0, 0.0, 0.0]))\n';

  it('gives what the call gave, and its gradient', async () => {
    const { inspection, call } = await read(bce);
    const result = evaluateLoss(call, inspection.tensors);
    const x = [0.9, 0.1, 0.1];
    const y = [1, 0, 0];
    const each = x.map((score, at) => -Math.log(y[at] === 1 ? sigmoid(score) : 1 - sigmoid(score)));
    near(result?.value, each.reduce((a, b) => a + b) / 3);
    near(result?.value, call.value!);
    assert.deepEqual(result?.perElement.shape, [3]);
    x.forEach((score, at) => {
      near(result?.perElement.values[at], each[at]!);
      near(result?.gradients['input']?.[at], (sigmoid(score) - y[at]!) / 3);
    });
  });

  it('takes other values, other tensors and other shapes', async () => {
    const { inspection, call } = await read(bce);
    near(evaluateLoss(call, inspection.tensors, { input: Float32Array.of(0, 0, 0) })?.value, Math.log(2));
    const target = call.inputs[1]!.tensor;
    near(
      evaluateLoss(call, inspection.tensors, { input: target })?.value,
      (Math.log(1 + Math.exp(-1)) + 2 * Math.log(2)) / 3,
    );
    const column = { shape: [3, 1], values: Float32Array.of(0, 0, 0) };
    near(evaluateLoss(call, inspection.tensors, { input: column, target: column })?.value, Math.log(2));
    assert.equal(
      evaluateLoss(call, inspection.tensors, { input: column }),
      null,
      'unequal shapes are an error of PyTorch',
    );
    assert.equal(
      evaluateLoss(call, inspection.tensors, { input: Float32Array.of(0) }),
      null,
      'too few values',
    );
  });

  it('takes another loss, with the options that both have', async () => {
    const { inspection, call } = await read(
      'loss = nn.NLLLoss(reduction="sum", ignore_index=1)(torch.tensor([[1.0, 2.0], [3.0, 4.0], [0.5, 0.0]]), torch.tensor([0, 1, 0]))\n',
    );
    near(evaluateLoss(call, inspection.tensors)?.value, -1.5);
    const each = [Math.log(1 + Math.exp(1)), Math.log(1 + Math.exp(-0.5))];
    near(evaluateLoss(call, inspection.tensors, {}, 'cross_entropy')?.value, each[0]! + each[1]!);
    assert.equal(evaluateLoss(call, inspection.tensors, {}, 'no_such_loss'), null);
  });

  it('gives no single number for reduction none, but each element and the gradient of their sum', async () => {
    const { inspection, call } = await read(
      'loss = F.mse_loss(torch.tensor([1.0, 3.0]), torch.tensor([0.0, 1.0]), reduction="none")\n',
    );
    const result = evaluateLoss(call, inspection.tensors);
    assert.equal(result?.value, null);
    assert.deepEqual([...result!.output.values], [1, 4]);
    assert.deepEqual([...result!.gradients['input']!], [2, 4]);
  });

  it('is null without values', async () => {
    const { inspection, call } = await read('def f(x, y):\n    return F.cross_entropy(x, y)\n');
    assert.equal(evaluateLoss(call, inspection.tensors), null);
  });
});
