/**
 * How fast the engine's backends are against each other, and whether they agree. Only ratios
 * of one run mean anything: machines differ, and so do their hours. The rounds are interleaved,
 * so that all contestants have the same hours. Ends with 1 when a backend disagrees with the reference.
 */
import { availableParallelism, cpus } from 'node:os';
import { provideGpu } from '../src/editor/gpu/provide';
import { backward } from '../src/engine/autograd';
import type { Backend } from '../src/engine/backends/backend';
import { createGpuBackend } from '../src/engine/backends/gpu';
import { evaluate } from '../src/engine/evaluate';
import { losses } from '../src/engine/losses';
import { softmax } from '../src/engine/ops/softmax';
import { Tensor } from '../src/engine/tensor';

const ELEMENTS = 1_048_576;
const ROUNDS = Number(process.argv[2] ?? 5);

/** Relative to the largest value of the reference, which a gradient's tiny elements are not. */
const AGREEMENT = 1e-5;

/** Something to compute: makes fresh tensors, so that no run finds the values of another. */
interface Workload {
  readonly name: string;
  readonly make: () => readonly Tensor[];
}

interface Contestant {
  readonly name: string;
  readonly backend: Backend | undefined;
}

const inputs = wave(1).map((value) => 6 * value);
const targets = wave(2).map((value) => Number(value > 0));

const workloads: readonly Workload[] = [
  {
    name: 'BCE with logits, forward and gradient',
    make: () => {
      const input = leaf(inputs, [ELEMENTS], true);
      const { output } = losses.binary_cross_entropy_with_logits.evaluate(
        { input, target: leaf(targets, [ELEMENTS]) },
        { reduction: 'mean' },
      );
      return [output, backward(output, undefined).get(input)!];
    },
  },
  {
    name: 'softmax of 8192 × 128',
    make: () => [Tensor.apply(softmax, [leaf(inputs, [8192, 128])], { dim: 1 })],
  },
];

/** Numbers between -1 and 1 without a pattern that a cache or a branch predictor could learn. */
function wave(seed: number): Float32Array {
  return Float32Array.from({ length: ELEMENTS }, (_, at) => Math.sin((at + 1) * 12.9898 * seed) ** 3);
}

function leaf(values: Float32Array, shape: readonly number[], requiresGrad = false): Tensor {
  return Tensor.leaf({ shape, dtype: 'float32', values, requiresGrad });
}

/** Milliseconds, and the values. */
async function run(workload: Workload, { backend }: Contestant) {
  const tensors = workload.make();
  const from = performance.now();
  await evaluate(tensors, backend, {
    onFallback: (reason) => {
      throw new Error(reason);
    },
  });
  return { milliseconds: performance.now() - from, values: tensors.map((tensor) => tensor.values()) };
}

/** The largest difference, relative to the largest number of the reference. */
function disagreement(actual: readonly ArrayLike<number>[], wanted: readonly ArrayLike<number>[]): number {
  let worst = 0;
  wanted.forEach((numbers, which) => {
    let largest = 0;
    let difference = 0;
    for (let at = 0; at < numbers.length; at++) {
      largest = Math.max(largest, Math.abs(numbers[at]!));
      difference = Math.max(difference, Math.abs(actual[which]![at]! - numbers[at]!));
    }
    worst = Math.max(worst, difference / largest);
  });
  return worst;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

async function main(): Promise<number> {
  const contestants: Contestant[] = [{ name: 'CPU reference', backend: undefined }];
  const adapter = await provideGpu(() => import('webgpu'));
  if (adapter.ok) {
    const gpu = await createGpuBackend({ mode: 'webgpu', adapter: adapter.value });
    if (gpu.ok) contestants.push({ name: 'GPU', backend: gpu.value });
    else console.log(`No GPU: ${gpu.failure}`);
  }
  const withoutGpu = await createGpuBackend({ mode: 'cpu', adapter: 'JavaScript' });
  if (withoutGpu.ok) contestants.push({ name: 'gpu.js on the CPU', backend: withoutGpu.value });

  console.log(`GPU: ${adapter.ok ? adapter.value : adapter.failure}`);
  console.log(
    `CPU: ${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} threads, Node ${process.version}`,
  );
  console.log(
    `${ELEMENTS.toLocaleString('en-US')} float32 elements, median of ${ROUNDS} interleaved rounds\n`,
  );
  let agrees = true;
  for (const workload of workloads) {
    const times = contestants.map((): number[] => []);
    const worst = contestants.map(() => 0);
    // Round 0 compiles kernels and warms the JIT; it is not counted.
    for (let round = 0; round <= ROUNDS; round++) {
      let wanted: readonly ArrayLike<number>[] = [];
      for (const [at, contestant] of contestants.entries()) {
        const { milliseconds, values } = await run(workload, contestant);
        if (at === 0) wanted = values;
        worst[at] = Math.max(worst[at]!, disagreement(values, wanted));
        if (round > 0) times[at]!.push(milliseconds);
      }
    }
    const reference = median(times[0]!);
    console.log(workload.name);
    console.table(
      Object.fromEntries(
        contestants.map(({ name }, at) => [
          name,
          {
            milliseconds: Number(median(times[at]!).toFixed(2)),
            'times as fast as the reference': Number((reference / median(times[at]!)).toFixed(2)),
            'largest disagreement': worst[at]!.toExponential(1),
          },
        ]),
      ),
    );
    agrees &&= worst.every((error) => error <= AGREEMENT);
  }
  console.log(agrees ? `All agree within ${AGREEMENT}.` : `A backend disagrees by more than ${AGREEMENT}.`);
  return agrees ? 0 : 1;
}

void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
