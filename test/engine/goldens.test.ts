/** Every sample of every operation and loss against real PyTorch: values, shape, dtype, gradients, errors, warnings. */
import assert from 'node:assert/strict';
import { backward } from '../../src/engine/autograd';
import { TensorError } from '../../src/engine/error';
import type { Loss } from '../../src/engine/loss';
import { losses } from '../../src/engine/losses';
import type { Attributes, Op, SampleTensor } from '../../src/engine/op';
import { ops } from '../../src/engine/ops';
import { Tensor } from '../../src/engine/tensor';
import { difference, leafOf, numberOf, readGoldens, seedOf, type Golden } from './samples';

interface Outcome {
  readonly output: Tensor;
  readonly gradFn: string | undefined;
  readonly warnings: readonly string[];
}

/** Samples whose grad_fn in PyTorch is that of a shortcut which it takes and the engine does not. */
const graphDiffers = new Set(['x0.sum_to_size(3)', 'x0.sum_to_size(2, 3)', 'assigned(x0, slice(None), x1)']);

/** Compares one evaluation with its golden row. */
function check(golden: Golden, inputs: Readonly<Record<string, Tensor>>, evaluate: () => Outcome): void {
  if (golden.error) {
    assert.throws(evaluate, (error: unknown) => {
      assert.ok(error instanceof TensorError, String(error instanceof Error ? error.stack : error));
      assert.deepEqual({ type: error.type, message: error.message }, golden.error);
      return true;
    });
    return;
  }
  const { output, gradFn, warnings } = evaluate();
  assert.deepEqual(output.shape, golden.shape, 'shape');
  assert.equal(output.dtype, golden.dtype, 'dtype');
  assert.ok(output.hasValues, 'has values');
  assert.equal(difference(output.values(), golden.values, golden.dtype), undefined);
  assert.deepEqual(warnings, golden.warnings ?? []);
  if (golden.gradFn && !graphDiffers.has(golden.torch)) assert.equal(gradFn, golden.gradFn, 'grad_fn');
  if (!golden.gradients) {
    if (!golden.gradFn) assert.equal(output.requiresGrad, false, 'PyTorch cuts the gradient here');
    return;
  }
  const wanted = Object.entries(golden.gradients);
  if (wanted.every(([, share]) => share === null)) return;
  const gradients = backward(output, seedOf(output));
  for (const [name, expected] of wanted) {
    const leaf = inputs[name]!;
    const gradient = gradients.get(leaf);
    if (expected === null) {
      assert.ok(gradient === undefined, `${name} has no gradient in PyTorch`);
      continue;
    }
    // PyTorch gives zeros where nothing flows and leaves out what was never asked: both mean zero here.
    const actual = gradient?.values() ?? new Float64Array(leaf.numel);
    if (gradient) {
      assert.deepEqual(gradient.shape, leaf.shape, `shape of the gradient of ${name}`);
      assert.equal(gradient.dtype, leaf.dtype, `dtype of the gradient of ${name}`);
    }
    const differs = difference(actual, expected, leaf.dtype!);
    assert.equal(differs && `gradient of ${name}: ${differs}`, undefined);
  }
}

/** The golden rows fit the samples as they stand in the code: else the goldens have to be made again. */
function assertFresh(
  golden: Golden | undefined,
  sample: { readonly torch: string },
  inputs: readonly SampleTensor[],
): asserts golden is Golden {
  const advice = 'run: npm run goldens engine';
  assert.ok(golden, advice);
  assert.equal(golden.torch, sample.torch, advice);
  const known = Object.values(golden.inputs);
  assert.equal(known.length, inputs.length, advice);
  inputs.forEach((input, at) => {
    assert.deepEqual(known[at]!.values.map(numberOf), [...input.values], advice);
    assert.deepEqual([known[at]!.shape, known[at]!.dtype], [input.shape, input.dtype], advice);
  });
}

describe('operations as in PyTorch', () => {
  const goldens = readGoldens('ops');
  for (const [name, entry] of Object.entries(ops)) {
    const op = entry as unknown as Op<Attributes>;
    describe(name, () => {
      it('is registered under its own name and has samples and goldens', () => {
        assert.equal(op.name, name);
        assert.ok(op.samples.length > 0 || op.hasNoValues, 'samples');
        assert.equal(goldens[name]?.length, op.samples.length, 'run: npm run goldens engine');
      });
      op.samples.forEach((sample, at) => {
        it(`${sample.torch} of ${sample.inputs.map((input) => `${input.dtype}[${input.shape.join(', ')}]`).join(', ')}`, () => {
          const golden = goldens[name]?.[at];
          assertFresh(golden, sample, sample.inputs);
          const inputs = sample.inputs.map((input) => leafOf(input));
          const named = Object.fromEntries(inputs.map((input, index) => [`x${index}`, input]));
          check(golden, named, () => {
            const output = Tensor.apply(op, inputs, sample.attributes);
            return { output, gradFn: output.gradFn, warnings: [] };
          });
        });
      });
    });
  }
});

describe('losses as in PyTorch', () => {
  const goldens = readGoldens('losses');
  for (const [name, entry] of Object.entries(losses)) {
    const loss = entry as unknown as Loss<Attributes>;
    describe(name, () => {
      it('is registered under its own name and has samples and goldens', () => {
        assert.equal(loss.name, name);
        assert.ok(loss.samples.length > 0);
        assert.equal(goldens[name]?.length, loss.samples.length, 'run: npm run goldens engine');
      });
      loss.samples.forEach((sample, at) => {
        const shown = Object.entries(sample.inputs).map(
          ([of, input]) => `${of} ${input.dtype}[${input.shape.join(', ')}]`,
        );
        it(`${sample.torch}: ${shown.join(', ')}`, () => {
          const golden = goldens[name]?.[at];
          assertFresh(golden, sample, Object.values(sample.inputs));
          const inputs = Object.fromEntries(
            Object.entries(sample.inputs).map(([of, input]) => [of, leafOf(input)]),
          );
          check(golden, inputs, () => {
            const { output, gradFn, warnings = [] } = loss.evaluate(inputs, sample.attributes);
            return { output, gradFn: gradFn ?? loss.gradFn ?? output.gradFn, warnings };
          });
        });
      });
    });
  }
});
