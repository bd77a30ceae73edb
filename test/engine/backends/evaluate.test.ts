import assert from 'node:assert/strict';
import { backward } from '../../../src/engine/autograd';
import type { Backend } from '../../../src/engine/backends/backend';
import { computeOnCpu } from '../../../src/engine/backends/cpu';
import { TensorError } from '../../../src/engine/error';
import { evaluate } from '../../../src/engine/evaluate';
import { expanded, minus, negative, plus, sumOf, times } from '../../../src/engine/formula';
import type { Op } from '../../../src/engine/op';
import { clamp } from '../../../src/engine/ops/clamp';
import { log } from '../../../src/engine/ops/logarithm';
import { sigmoid } from '../../../src/engine/ops/sigmoid';
import { softmax } from '../../../src/engine/ops/softmax';
import { EAGER_ELEMENTS, Tensor } from '../../../src/engine/tensor';
import { randomArray } from './random';

const LARGE = EAGER_ELEMENTS + 1_000;

const leaf = (seed: number, shape: readonly number[] = [LARGE], requiresGrad = false): Tensor =>
  Tensor.leaf({
    shape,
    dtype: 'float32',
    values: randomArray(
      shape.reduce((a, b) => a * b, 1),
      seed,
      -4,
      4,
    ),
    requiresGrad,
  });

/** A backend that computes on the CPU and writes down what it was asked. */
function recorder(change: Partial<Backend> = {}): { readonly backend: Backend; readonly ran: string[] } {
  const ran: string[] = [];
  const backend: Backend = {
    name: 'gpu',
    description: 'the reference, watched',
    supports: (op) => op.kernel.kind !== 'general',
    run: (op, inputs, attributes, shape, dtype) => {
      ran.push(op.kernel.kind === 'elementwise' ? (op.kernel.gpu?.(attributes) ?? op.name) : op.name);
      return Promise.resolve(computeOnCpu(op.kernel, inputs, attributes, shape, dtype));
    },
    dispose: () => undefined,
    ...change,
  };
  return { backend, ran };
}

/** The same computation once more, on the CPU alone. */
const expected = (make: () => Tensor): Float32Array => make().values() as Float32Array;

function assertClose(actual: Tensor, wanted: Float32Array): void {
  assert.ok(actual.isComputed);
  const values = actual.values();
  assert.equal(values.length, wanted.length);
  values.forEach((value, at) => {
    const error = Math.abs(value - wanted[at]!);
    assert.ok(error <= 1e-6 * (1 + Math.abs(wanted[at]!)), `element ${at}: ${value}, not ${wanted[at]}`);
  });
}

describe('evaluating with a backend', () => {
  it('merges a chain of elementwise operations into one kernel', async () => {
    const make = (x: Tensor, y: Tensor) => times(plus(negative(x), y), minus(1, y));
    const [x, y] = [leaf(1), leaf(2)];
    const chain = make(x, y);
    const { backend, ran } = recorder();
    assert.deepEqual(await evaluate([chain], backend), { gpu: LARGE });
    assert.deepEqual(ran, ['(((-a) + b) * (1.0 - b))']);
    assertClose(
      chain,
      expected(() => make(x, y)),
    );
  });

  it('computes what several need once, and what is asked for anyway', async () => {
    const x = leaf(1);
    const shared = Tensor.apply(sigmoid, [x], {});
    const product = times(shared, minus(1, shared));
    const { backend, ran } = recorder();
    await evaluate([product], backend);
    assert.deepEqual(ran, ['(1.0 / (1.0 + Math.exp(-a)))', '(a * (1.0 - a))'], 'the sigmoid is used twice');
    assert.ok(shared.isComputed);

    const cheap = negative(x);
    const square = times(cheap, cheap);
    const both = plus(square, cheap);
    await evaluate([both], backend);
    assert.equal(ran.at(-1), '(((-a) * (-a)) + (-a))', 'a sign is cheaper to compute again than to store');
    assert.equal(cheap.isComputed, false);

    const inner = negative(leaf(2));
    const outer = plus(inner, 1);
    await evaluate([outer, inner], backend);
    assert.ok(inner.isComputed && outer.isComputed);
  });

  it('leaves merged tensors to be computed when somebody asks later', async () => {
    const x = leaf(1);
    const inner = negative(x);
    const outer = plus(inner, 1);
    await evaluate([outer], recorder().backend);
    assert.equal(inner.isComputed, false);
    assert.deepEqual(inner.values()[5], -x.values()[5]!);
  });

  it('takes expanded tensors as what they repeat', async () => {
    const row = leaf(1, [40]);
    const x = leaf(2, [1000, 40]);
    const make = () => times(expanded(negative(row), [1000, 40]), x);
    const result = make();
    const { backend, ran } = recorder();
    await evaluate([result], backend);
    assert.equal(ran.length, 1);
    assertClose(result, expected(make));
  });

  it('stores what could be NaN before a maximum could hide it', async () => {
    const x = leaf(1);
    const make = () => Tensor.apply(clamp, [Tensor.apply(log, [x], {})], { min: 0 });
    const result = make();
    const { backend, ran } = recorder();
    await evaluate([result], backend);
    assert.equal(ran.length, 2, ran.join(' '));
    const values = result.values();
    assert.ok(values.some(Number.isNaN), 'logarithms of negative numbers');
    assert.deepEqual(values, expected(make));
  });

  it('gives no kernel more than three inputs, and loses none', async () => {
    const inputs = [1, 2, 3, 4, 5, 6, 7].map((seed) => leaf(seed));
    const make = () => inputs.reduce((sum, input) => plus(times(sum, 0.5), input));
    const result = make();
    const { backend } = recorder({
      run: (op, arrays, attributes, shape, dtype) => {
        assert.ok(arrays.length <= 3);
        return Promise.resolve(computeOnCpu(op.kernel, arrays, attributes, shape, dtype));
      },
    });
    await evaluate([result], backend);
    assertClose(result, expected(make));
  });

  it('computes a gradient with its softmax and its sums', async () => {
    const x = leaf(1, [500, 40], true);
    const make = () => {
      const p = Tensor.apply(softmax, [x], { dim: 1 });
      return backward(sumOf(times(p, p)), undefined).get(x)!;
    };
    const gradient = make();
    const { backend, ran } = recorder();
    await evaluate([gradient], backend);
    assert.ok(ran.includes('softmax') && ran.includes('sum'), ran.join(' '));
    assertClose(gradient, expected(make));
  });

  it('asks the CPU for small tensors and for what the backend does not support', async () => {
    const small = negative(leaf(1, [100]));
    const { backend, ran } = recorder({ supports: () => false });
    const large = negative(leaf(2));
    assert.deepEqual(await evaluate([small, large], backend), { cpu: LARGE });
    assert.deepEqual(ran, []);
    assert.deepEqual(await evaluate([negative(leaf(3))], undefined), { cpu: LARGE });
  });

  it('goes on on the CPU when the backend fails, and says so', async () => {
    const x = leaf(1);
    const make = () => Tensor.apply(softmax, [plus(Tensor.apply(sigmoid, [x], {}), 1)], { dim: 0 });
    const reasons: string[] = [];
    const { backend } = recorder({ run: () => Promise.reject(new Error('device lost')) });
    const result = make();
    const computed = await evaluate([result], backend, { onFallback: (reason) => reasons.push(reason) });
    assertClose(result, expected(make));
    assert.ok(reasons.length > 0 && reasons.every((reason) => reason === 'device lost'));
    assert.equal(computed.gpu, undefined);
  });

  it('leaves out what has no values', async () => {
    const unknown = negative(Tensor.leaf({ shape: [LARGE], dtype: 'float32' }));
    assert.deepEqual(await evaluate([unknown], recorder().backend), {});
    assert.equal(unknown.isComputed, false);
  });

  it('leaves a fault that shows only in the values to whoever asks for them', async () => {
    const faulty: Op<Record<string, never>> = {
      name: 'faulty',
      infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
      kernel: {
        kind: 'general',
        compute: () => {
          throw new TensorError('IndexError', 'index 5 is out of bounds');
        },
      },
      vjp: 'not differentiable',
      samples: [],
    };
    const bad = plus(Tensor.apply(faulty, [leaf(1)], {}), 1);
    const good = negative(leaf(2));
    const { backend } = recorder();
    await evaluate([bad, good], backend, { onFallback: (reason) => assert.fail(reason) });
    assert.ok(good.isComputed);
    assert.throws(() => bad.values(), /index 5 is out of bounds/);
  });

  it('stops between operations when it is aborted', async () => {
    const token = { aborted: false };
    const first = negative(leaf(1));
    const second = sumOf(first);
    const { backend } = recorder({
      run: (op, arrays, attributes, shape, dtype) => {
        token.aborted = true;
        return Promise.resolve(computeOnCpu(op.kernel, arrays, attributes, shape, dtype));
      },
    });
    await evaluate([first, second], backend, { token });
    assert.equal(first.isComputed, true);
    assert.equal(second.isComputed, false);
  });

  it('lets others have their turn', async () => {
    let pauses = 0;
    const x = leaf(1, [600_000]);
    const targets = [negative(x), plus(x, 1), times(x, 2), minus(x, 3)];
    await evaluate(targets, undefined, {
      pause: () => {
        pauses++;
        return Promise.resolve();
      },
    });
    assert.equal(pauses, 2);
  });
});
