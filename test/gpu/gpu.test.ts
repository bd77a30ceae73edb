import assert from 'node:assert/strict';
import { backward } from '../../src/engine/autograd';
import type { Backend } from '../../src/engine/backends/backend';
import { computeOnCpu } from '../../src/engine/backends/cpu';
import { createGpuBackend } from '../../src/engine/backends/gpu';
import { allocate, type DType } from '../../src/engine/dtype';
import { evaluate } from '../../src/engine/evaluate';
import { losses } from '../../src/engine/losses';
import type { Attributes, NdArray, Op, SampleTensor } from '../../src/engine/op';
import { ops } from '../../src/engine/ops';
import { sigmoid } from '../../src/engine/ops/sigmoid';
import { numelOf } from '../../src/engine/shape';
import { Tensor } from '../../src/engine/tensor';
import { randomArray } from '../engine/backends/random';
import { provideTestGpu, type TestDevice } from './adapter';

const registered = Object.values(ops) as unknown as readonly Op[];

/** The operations that say how a GPU computes them. */
const gpuOps = registered.filter((op) => 'gpu' in op.kernel && op.kernel.gpu !== undefined);

const arrayOf = ({ shape, dtype, values, wrapped }: SampleTensor): NdArray => {
  const stored = allocate(dtype, values.length);
  stored.set(values);
  return { shape, dtype, values: stored, ...(wrapped ? { wrapped } : {}) };
};

const tensorOf = ({ shape, dtype, values, wrapped }: NdArray): Tensor =>
  Tensor.leaf({ shape, dtype, values, wrapped: wrapped ?? false });

/** The result's type, or undefined where the operation refuses the inputs. */
function resultOf(op: Op, inputs: readonly NdArray[], attributes: Attributes) {
  try {
    const { shape, dtype } = op.infer(inputs.map(tensorOf), attributes);
    return { shape: shape as readonly number[], dtype: dtype! };
  } catch {
    return undefined;
  }
}

/** Whether the operation takes these numbers, as binary cross-entropy takes only those from 0 to 1. */
function accepts(op: Op, inputs: readonly NdArray[], attributes: Attributes): boolean {
  try {
    op.check?.(inputs.map(tensorOf), attributes);
    return true;
  } catch {
    return false;
  }
}

/** 1e-5 of the wanted number. */
function assertClose(actual: ArrayLike<number>, wanted: ArrayLike<number>, what: string): void {
  assert.equal(actual.length, wanted.length, what);
  for (let at = 0; at < wanted.length; at++) {
    if (Object.is(actual[at], wanted[at])) continue;
    const error = Math.abs(actual[at]! - wanted[at]!);
    assert.ok(
      error <= 1e-5 * Math.abs(wanted[at]!) + 1e-9,
      `${what}: element ${at} is ${actual[at]}, not ${wanted[at]}`,
    );
  }
}

/** Runs an operation on both and compares; false where the GPU does not take it. */
async function compare(
  gpu: Backend,
  op: Op,
  inputs: readonly NdArray[],
  attributes: Attributes,
): Promise<boolean> {
  const result = resultOf(op, inputs, attributes);
  if (!result || !gpu.supports(op, inputs, attributes, result)) return false;
  const wanted = computeOnCpu(op.kernel, inputs, attributes, result.shape, result.dtype);
  const actual = await gpu.run(op, inputs, attributes, result.shape, result.dtype);
  assertClose(
    actual,
    wanted,
    `${op.name} ${JSON.stringify(attributes)} of ${JSON.stringify(inputs.map((input) => input.shape))}`,
  );
  return true;
}

/** Random inputs of the shape, of the dtypes that a sample has; numbers stay what they are. */
function randomInputs(
  sample: readonly SampleTensor[],
  shape: readonly number[],
  low: number,
  high: number,
): readonly NdArray[] {
  return sample.map((input, at) => {
    if (input.wrapped) return arrayOf(input);
    const random = randomArray(numelOf(shape), 7 + at, low, high);
    // Zero is where logarithms, signs and quotients go wrong first.
    if (low < 0) random[1000] = 0;
    const values = input.dtype === 'bool' ? random.map((value) => Number(value > high / 3)) : random;
    return arrayOf({ shape, dtype: input.dtype, values: Array.from(values) });
  });
}

function describeBackend(title: string, open: (test: Mocha.Context) => Promise<Backend>): void {
  describe(title, function () {
    this.timeout(60_000);
    let gpu: Backend;
    before(async function () {
      gpu = await open(this);
    });
    after(() => gpu?.dispose());

    for (const op of gpuOps) {
      it(`computes ${op.name} as the CPU does`, async () => {
        let compared = 0;
        for (const { inputs, attributes } of op.samples) {
          const arrays = inputs.map(arrayOf);
          if (accepts(op, arrays, attributes) && (await compare(gpu, op, arrays, attributes))) compared++;
        }
        assert.ok(compared > 0, 'no sample of it goes to the GPU');
      });

      it(`computes ${op.name} of 300 × 500 elements as the CPU does`, async () => {
        const sample = op.samples.find(({ inputs }) =>
          inputs.every((input) => /^(float32|bool)$/.test(input.dtype) || input.wrapped),
        );
        assert.ok(sample);
        const attributes = op.kernel.kind === 'line' ? { ...sample.attributes, dim: 1 } : sample.attributes;
        let finite = 0;
        for (const [low, high] of [
          [-4, 4],
          [0.01, 4],
          [0.01, 0.99],
        ] as const) {
          const inputs = randomInputs(sample.inputs, [300, 500], low, high);
          if (!accepts(op, inputs, attributes)) continue;
          assert.ok(await compare(gpu, op, inputs, attributes));
          if (op.kernel.kind === 'line') assert.ok(await compare(gpu, op, inputs, { ...attributes, dim: 0 }));
          const type = resultOf(op, inputs, attributes)!;
          if (computeOnCpu(op.kernel, inputs, attributes, type.shape, type.dtype).every(Number.isFinite))
            finite++;
        }
        assert.ok(finite > 0, 'in no range did the GPU compute all of it');
      });
    }

    it('broadcasts as PyTorch does', async () => {
      const add = ops.add as unknown as Op;
      const shapes: readonly (readonly [a: readonly number[], b: readonly number[], dims: number])[] = [
        [[300, 1], [1, 500], 2],
        [[7, 1, 30], [7, 5, 1], 3],
        [[7, 1, 6, 5], [4, 1, 1], 3],
        [[4, 5, 6], [], 1],
        [[1], [2000], 1],
        [[3, 1, 4, 1, 5], [2, 1, 6, 1], 5],
      ];
      for (const [a, b, dims] of shapes) {
        const array = (shape: readonly number[], seed: number): NdArray => ({
          shape,
          dtype: 'float32',
          values: randomArray(numelOf(shape), seed, -1, 1),
        });
        const compared = await compare(gpu, add, [array(a, 1), array(b, 2)], {});
        assert.equal(compared, dims <= 3, 'only what needs more than three thread dims stays here');
      }
    });

    it('reduces and normalises long and short lines along any dim', async () => {
      for (const [shape, dim] of [
        [[7, 600, 13], 1],
        [[20_000], 0],
        [[1, 20_000], 1],
        [[20_000, 3], 1],
        [[3, 20_000], 0],
      ] as const) {
        const input: NdArray = { shape, dtype: 'float32', values: randomArray(numelOf(shape), 5, -4, 4) };
        assert.ok(await compare(gpu, ops.softmax as unknown as Op, [input], { dim }));
        const positive: NdArray = { ...input, values: randomArray(numelOf(shape), 5, 0, 4) };
        assert.ok(await compare(gpu, ops.sum as unknown as Op, [positive], { dim }));
        assert.ok(await compare(gpu, ops.mean as unknown as Op, [positive], {}));
      }
    });

    it('leaves NaN, infinities and overflow to the CPU', async () => {
      for (const odd of [NaN, Infinity, -Infinity, 200]) {
        const values = randomArray(5_000, 3, -4, 4);
        values[1234] = odd;
        const input: NdArray = { shape: [5_000], dtype: 'float32', values };
        for (const op of [ops.exp, ops.sigmoid, ops.logsigmoid]) {
          assert.ok(await compare(gpu, op as unknown as Op, [input], {}));
        }
        for (const op of [ops.softmax, ops.log_softmax]) {
          assert.ok(await compare(gpu, op as unknown as Op, [input], { dim: 0 }));
        }
        assert.ok(await compare(gpu, ops.sum as unknown as Op, [input], {}));
      }
    });

    it('keeps small logarithms accurate', async () => {
      const values = randomArray(5_000, 3, -90, 90);
      const input: NdArray = { shape: [5_000], dtype: 'float32', values };
      assert.ok(await compare(gpu, ops.logsigmoid as unknown as Op, [input], {}));
      const nearOne: NdArray = { ...input, values: randomArray(5_000, 3, 0.999, 1.001) };
      assert.ok(await compare(gpu, ops.log as unknown as Op, [nearOne], {}));
    });

    it('refuses what is not float32', () => {
      const type = (dtype: DType) => ({ shape: [70_000], dtype });
      const op = ops.add as unknown as Op;
      assert.equal(gpu.supports(op, [type('float64'), type('float64')], {}, type('float64')), false);
      assert.equal(gpu.supports(op, [type('int64'), type('int64')], {}, type('int64')), false);
      assert.equal(gpu.supports(op, [type('float32'), type('float32')], {}, type('float32')), true);
    });

    /** Loss and gradient with and without the GPU. */
    async function compareLoss(make: () => { readonly loss: Tensor; readonly input: Tensor }): Promise<void> {
      const [onGpu, onCpu] = [make(), make()];
      const gradients = [onGpu, onCpu].map(({ loss, input }) => backward(loss, undefined).get(input)!);
      const computed = await evaluate([onGpu.loss, gradients[0]!], gpu, {
        onFallback: (reason) => assert.fail(reason),
      });
      assert.ok((computed.gpu ?? 0) >= 65_536, JSON.stringify(computed));
      assertClose(onGpu.loss.values(), onCpu.loss.values(), 'loss');
      assertClose(gradients[0]!.values(), gradients[1]!.values(), 'gradient');
    }

    it('computes BCE with logits and its gradient on a large tensor', () =>
      compareLoss(() => {
        const shape = [1024, 96];
        const input = Tensor.leaf({
          shape,
          dtype: 'float32',
          values: randomArray(numelOf(shape), 1, -8, 8),
          requiresGrad: true,
        });
        const target = Tensor.leaf({ shape, dtype: 'float32', values: randomArray(numelOf(shape), 2, 0, 1) });
        const pos_weight = Tensor.leaf({ shape: [96], dtype: 'float32', values: randomArray(96, 3, 0.5, 3) });
        const { output } = losses.binary_cross_entropy_with_logits.evaluate(
          { input, target, pos_weight },
          { reduction: 'mean' },
        );
        return { loss: output, input };
      }));

    it('computes cross-entropy and its gradient on a large tensor', () =>
      compareLoss(() => {
        const shape = [8192, 10];
        const input = Tensor.leaf({
          shape,
          dtype: 'float32',
          values: randomArray(numelOf(shape), 1, -8, 8),
          requiresGrad: true,
        });
        const target = Tensor.leaf({
          shape: [8192],
          dtype: 'int64',
          values: Float64Array.from(randomArray(8192, 2, 0, 9.999), Math.floor),
        });
        const { output } = losses.cross_entropy.evaluate(
          { input, target },
          { reduction: 'mean', ignore_index: -100, label_smoothing: 0 },
        );
        return { loss: output, input };
      }));
  });
}

describeBackend('the GPU kernels as JavaScript (gpu.js without a GPU)', async () => {
  const opened = await createGpuBackend({ mode: 'cpu', adapter: "gpu.js's CPU" });
  assert.ok(opened.ok, opened.ok ? '' : opened.failure);
  return opened.value;
});

/** A backend on the test GPU; without one the test is skipped, and says why. */
async function openGpu(
  test: Mocha.Context,
): Promise<{ readonly backend: Backend; readonly devices: readonly TestDevice[] }> {
  const { adapter, devices } = await provideTestGpu();
  if (!adapter.ok) {
    process.stdout.write(`    skipped, for ${adapter.failure}\n`);
    test.skip();
  }
  const opened = await createGpuBackend({ mode: 'webgpu', adapter: adapter.ok ? adapter.value : '' });
  assert.ok(opened.ok, opened.ok ? '' : opened.failure);
  return { backend: opened.value, devices };
}

describeBackend('the GPU through WebGPU', async (test) => (await openGpu(test)).backend);

describe('a GPU that is lost', function () {
  this.timeout(60_000);

  it('rejects, is not used again, and the CPU takes over', async function () {
    const { backend, devices } = await openGpu(this);
    const make = () =>
      Tensor.apply(
        sigmoid,
        [Tensor.leaf({ shape: [70_000], dtype: 'float32', values: randomArray(70_000, 1, -4, 4) })],
        {},
      );
    const before = make();
    assert.deepEqual(await evaluate([before], backend), { gpu: 70_000 });
    for (const device of devices) device.destroy();
    // The loss of a device is told in a later turn of the event loop.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const reasons: string[] = [];
    const after = make();
    assert.deepEqual(await evaluate([after], backend, { onFallback: (reason) => reasons.push(reason) }), {
      cpu: 70_000,
    });
    assert.match(reasons.join(), /the GPU stopped: .*lost/);
    assertClose(after.values(), before.values(), 'after the loss');
    const type = { shape: [70_000], dtype: 'float32' as const };
    assert.equal(backend.supports(sigmoid as unknown as Op, [type], {}, type), false);
    backend.dispose();
  });

  it('is given up when a kernel does not end in time', async function () {
    const { adapter } = await provideTestGpu();
    if (!adapter.ok) this.skip();
    let calls = 0;
    const opened = await createGpuBackend({
      mode: 'webgpu',
      adapter: 'a GPU that hangs',
      within: (work) => (++calls > 1 ? Promise.reject(new Error('a kernel did not end within 0 s')) : work),
    });
    assert.ok(opened.ok);
    const input: NdArray = { shape: [70_000], dtype: 'float32', values: randomArray(70_000, 1, -4, 4) };
    await assert.rejects(
      opened.value.run(sigmoid as unknown as Op, [input], {}, input.shape, 'float32'),
      /the GPU stopped: a kernel did not end/,
    );
    opened.value.dispose();
  });
});
