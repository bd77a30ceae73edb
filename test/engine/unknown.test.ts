/**
 * What is not known stays unknown and never becomes a false error: each sample again with shapes,
 * sizes, dtypes or values of some inputs taken away. What is still told must be true.
 */
import assert from 'node:assert/strict';
import { backward } from '../../src/engine/autograd';
import { TensorError } from '../../src/engine/error';
import type { Loss } from '../../src/engine/loss';
import { losses } from '../../src/engine/losses';
import type { Attributes, Op } from '../../src/engine/op';
import { ops } from '../../src/engine/ops';
import { SymbolicDim } from '../../src/engine/shape';
import { Tensor } from '../../src/engine/tensor';
import { leafOf, readGoldens, type Golden } from './samples';

/** The ways to know less of a tensor. */
const forgettings: Readonly<Record<string, (tensor: Tensor) => Tensor>> = {
  everything: (tensor) => Tensor.leaf({ requiresGrad: tensor.requiresGrad }),
  'the values': (tensor) =>
    Tensor.leaf({ shape: tensor.shape, dtype: tensor.dtype, requiresGrad: tensor.requiresGrad }),
  'the sizes': (tensor) =>
    Tensor.leaf({
      shape: tensor.shape!.map((_, dim) => new SymbolicDim(`d${dim}`)),
      dtype: tensor.dtype,
      requiresGrad: tensor.requiresGrad,
    }),
  'the first size': (tensor) =>
    Tensor.leaf({
      shape: tensor.shape!.map((size, dim) => (dim === 0 ? new SymbolicDim('batch') : size)),
      dtype: tensor.dtype,
      requiresGrad: tensor.requiresGrad,
    }),
  'the dtype': (tensor) => Tensor.leaf({ shape: tensor.shape, requiresGrad: tensor.requiresGrad }),
  'the shape': (tensor) => Tensor.leaf({ dtype: tensor.dtype, requiresGrad: tensor.requiresGrad }),
};

/** Applies something to inputs of which less is known, and compares what is still told with the golden row. */
function check(
  golden: Golden,
  inputs: readonly Tensor[],
  apply: (inputs: readonly Tensor[]) => Tensor,
): void {
  for (const [what, forget] of Object.entries(forgettings)) {
    const subsets = [...inputs.keys()].map((at) => [at]);
    for (const gone of [...subsets, [...inputs.keys()]]) {
      const less = inputs.map((input, at) => (gone.includes(at) && !input.wrapped ? forget(input) : input));
      const where = `without ${what} of input ${gone.join(' and ')}`;
      let output: Tensor;
      try {
        output = apply(less);
      } catch (error) {
        assert.fail(
          `${where}: ${error instanceof TensorError ? error.message : String(error instanceof Error ? error.stack : error)}`,
        );
      }
      if (output.shape) {
        assert.equal(output.shape.length, golden.shape.length, `${where}: rank`);
        output.shape.forEach((size, dim) => {
          if (typeof size === 'number') assert.equal(size, golden.shape[dim], `${where}: size of dim ${dim}`);
        });
      }
      if (output.dtype && what !== 'the shape' && what !== 'everything') {
        assert.equal(output.dtype, golden.dtype, `${where}: dtype`);
      }
      if (!output.requiresGrad) continue;
      const seed = Tensor.leaf({ shape: output.shape, dtype: output.dtype });
      for (const [tensor, gradient] of backward(output, seed, { createGraph: true })) {
        if (less.includes(tensor))
          assert.deepEqual(gradient.shape, tensor.shape, `${where}: shape of a gradient`);
      }
    }
  }
}

describe('what is not known', () => {
  const goldens = readGoldens('ops');
  for (const [name, entry] of Object.entries(ops)) {
    const op = entry as unknown as Op<Attributes>;
    it(`${name} takes it as it is`, () => {
      op.samples.forEach((sample, at) => {
        const golden = goldens[name]![at]!;
        if (golden.error) return;
        const inputs = sample.inputs.map((input) => leafOf(input));
        check(golden, inputs, (less) => Tensor.apply(op, less, sample.attributes));
      });
    });
  }

  const lossGoldens = readGoldens('losses');
  for (const [name, entry] of Object.entries(losses)) {
    const loss = entry as unknown as Loss<Attributes>;
    it(`${name} takes it as it is`, () => {
      loss.samples.forEach((sample, at) => {
        const golden = lossGoldens[name]![at]!;
        if (golden.error) return;
        const names = Object.keys(sample.inputs);
        const inputs = Object.values(sample.inputs).map((input) => leafOf(input));
        check(
          golden,
          inputs,
          (less) =>
            loss.evaluate(Object.fromEntries(names.map((of, k) => [of, less[k]])), sample.attributes).output,
        );
      });
    });
  }
});
