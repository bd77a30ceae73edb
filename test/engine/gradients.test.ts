/**
 * Gradients against finite differences in double precision, at points beside the samples so that
 * no kink is hit; and the gradients of these gradients too.
 */
import assert from 'node:assert/strict';
import { backward } from '../../src/engine/autograd';
import { allocate, isFloating } from '../../src/engine/dtype';
import { TensorError } from '../../src/engine/error';
import { sumOf, times } from '../../src/engine/formula';
import type { Loss } from '../../src/engine/loss';
import { losses } from '../../src/engine/losses';
import type { Attributes, Op, SampleTensor } from '../../src/engine/op';
import { ops } from '../../src/engine/ops';
import { Tensor } from '../../src/engine/tensor';
import { spread } from '../../src/engine/samples';
import { leafOf, readGoldens, seedOf } from './samples';

/** The step of the central differences. */
const STEP = 1e-5;

type Function_ = (inputs: readonly Tensor[]) => Tensor;

/** A float64 leaf beside a sample's: each element is moved a little, each by another amount. */
function besides(sample: SampleTensor, input: number): Tensor {
  if (!isFloating(sample.dtype) || sample.wrapped || sample.constant) return leafOf(sample, 'float64');
  const moved = sample.values.map(
    (value, at) =>
      value + (0.013 + ((at * 7) % 5) * 0.0031) * (1 - 0.5 * Math.tanh(value)) * (1 + 0.37 * input),
  );
  return leafOf({ ...sample, values: moved }, 'float64');
}

/** The inputs with those that require grad moved by `amount` along `directions`. */
function moved(inputs: readonly Tensor[], directions: readonly Tensor[], amount: number): Tensor[] {
  return inputs.map((input, at) => {
    if (!input.requiresGrad) return input;
    const values = Float64Array.from(
      input.values(),
      (value, k) => value + amount * directions[at]!.values()[k]!,
    );
    return Tensor.leaf({ shape: input.shape, dtype: input.dtype, values, requiresGrad: true });
  });
}

const directionsFor = (inputs: readonly Tensor[], seed: number): Tensor[] =>
  inputs.map((input, at) => {
    const values = allocate('float64', input.numel);
    values.set(spread(input.numel, seed + at));
    return Tensor.leaf({ shape: input.shape, dtype: 'float64', values });
  });

/** Σ seed · f: a scalar whose gradient is the vector-Jacobian product that is tested. */
const weigh = (output: Tensor): Tensor => sumOf(times(output, seedOf(output)));

const item = (tensor: Tensor): number => tensor.values()[0]!;

/** Σ over the inputs of gradient · direction: a scalar again. */
function slopeAlong(f: Function_, inputs: readonly Tensor[], directions: readonly Tensor[]): Tensor {
  const gradients = backward(weigh(f(inputs)), undefined, { createGraph: true });
  const parts = inputs.flatMap((input, at) => {
    const gradient = input.requiresGrad && inputs.indexOf(input) === at ? gradients.get(input) : undefined;
    return gradient ? [sumOf(times(gradient, directions[at]!))] : [];
  });
  const zero = Tensor.leaf({ shape: [], dtype: 'float64', values: Float64Array.of(0) });
  return parts.reduce((total, part) => Tensor.apply(ops.add, [total, part], {}), zero);
}

function assertClose(actual: number, expected: number, scale: number, what: string): void {
  const bound = 2e-5 * (Math.abs(expected) + scale + 1);
  assert.ok(Math.abs(actual - expected) <= bound, `${what}: ${actual}, finite differences say ${expected}`);
}

/** Compares first and second derivatives with differences; tells whether there was anything to compare. */
function checkDerivatives(f: Function_, inputs: readonly Tensor[]): boolean {
  let output: Tensor;
  try {
    output = f(inputs);
  } catch (error) {
    // The point beside lies outside of the domain, as beside a probability of one.
    if (error instanceof TensorError) return false;
    throw error;
  }
  if (!output.requiresGrad || output.dtype !== 'float64') return false;
  const scale = Math.max(0, ...output.values().map(Math.abs));
  if (!Number.isFinite(scale) || scale > 1e4 || output.numel === 0) return false;
  const along = directionsFor(inputs, 11);
  const plus = moved(inputs, along, STEP);
  const minus = moved(inputs, along, -STEP);
  const slope = slopeAlong(f, inputs, along);
  assertClose(
    item(slope),
    (item(weigh(f(plus))) - item(weigh(f(minus)))) / (2 * STEP),
    scale,
    'first derivative',
  );

  const across = directionsFor(inputs, 31);
  const bend = slopeAlong(f, inputs, across);
  const expected = (item(slopeAlong(f, plus, across)) - item(slopeAlong(f, minus, across))) / (2 * STEP);
  const second = bend.requiresGrad ? backward(bend, undefined) : new Map<Tensor, Tensor>();
  let actual = 0;
  inputs.forEach((input, at) => {
    const gradient = input.requiresGrad && inputs.indexOf(input) === at ? second.get(input) : undefined;
    if (gradient) gradient.values().forEach((value, k) => (actual += value * along[at]!.values()[k]!));
  });
  assertClose(actual, expected, scale + Math.abs(item(bend)), 'second derivative');
  return true;
}

/** Samples of which PyTorch's gradient is not the slope: a part is withheld, or one triangle speaks for both. */
const withheld = new Set([
  'torch.as_strided_scatter(x0, x1, (2, 2), (1, 4), 1)',
  'torch.linalg.cholesky(x0)',
  'torch.linalg.eigvalsh(x0)',
  'torch.linalg.eigh(x0)[1]',
  "torch.linalg.eigh(x0, 'U')[1]",
  'F.embedding(x0, x1, padding_idx=-1)',
]);

/**
 * Where the gradient is not the slope: that of ctc_loss is that of the log_softmax before it too, and no gradient
 * goes through a weight of complete_box_iou_loss.
 */
const notTheSlope = /ctc_loss|complete_box_iou_loss/;

describe('gradients are the slopes of the values', () => {
  const goldens = readGoldens('ops');
  for (const [name, entry] of Object.entries(ops)) {
    const op = entry as unknown as Op<Attributes>;
    // A cast rounds to steps wider than the differences.
    if (op.vjp === 'not differentiable' || name === 'cast' || notTheSlope.test(name)) continue;
    op.samples.forEach((sample, at) => {
      if (goldens[name]?.[at]?.error || withheld.has(sample.torch)) return;
      it(`${name}: ${sample.torch}`, () => {
        checkDerivatives((inputs) => Tensor.apply(op, inputs, sample.attributes), sample.inputs.map(besides));
      });
    });
    it(`${name} has a sample with a slope`, () => {
      if (op.hasNoValues || op.samples.every(({ torch }) => withheld.has(torch))) return;
      const tried = op.samples.map((sample, at) =>
        goldens[name]?.[at]?.error || withheld.has(sample.torch)
          ? false
          : checkDerivatives(
              (inputs) => Tensor.apply(op, inputs, sample.attributes),
              sample.inputs.map(besides),
            ),
      );
      assert.ok(tried.includes(true));
    });
  }

  const lossGoldens = readGoldens('losses');
  for (const [name, entry] of Object.entries(losses)) {
    if (notTheSlope.test(name)) continue;
    const loss = entry as unknown as Loss<Attributes>;
    loss.samples.forEach((sample, at) => {
      if (lossGoldens[name]?.[at]?.error) return;
      it(`${name}: ${sample.torch}`, () => {
        const names = Object.keys(sample.inputs);
        checkDerivatives(
          (inputs) =>
            loss.evaluate(Object.fromEntries(names.map((of, k) => [of, inputs[k]])), sample.attributes)
              .output,
          Object.values(sample.inputs).map(besides),
        );
      });
    });
  }
});
