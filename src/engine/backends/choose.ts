/**
 * Which backend computes what: a short measurement on the user's machine gives, for each
 * kind of kernel, the size from which the other backend was faster than the CPU.
 */
import type { DType, Values } from '../dtype';
import type { Attributes, NdArray, Op } from '../op';
import { numelOf } from '../shape';
import type { ArrayType, Backend, BackendName } from './backend';
import { computeOnCpu } from './cpu';

/** The kinds of kernel that a backend may take. */
export type KernelKind = Op['kernel']['kind'];

/** One race: the same operation on both. */
export interface Measurement {
  readonly kind: KernelKind;
  readonly elements: number;
  readonly cpuMilliseconds: number;
  readonly backendMilliseconds: number;
}

/** From how many elements on the backend takes a kind of kernel; Infinity where it never does. */
export type Thresholds = Readonly<Record<KernelKind, number>>;

/** Never the backend, for anything. */
export const cpuOnly: Thresholds = {
  elementwise: Infinity,
  line: Infinity,
  reduce: Infinity,
  general: Infinity,
};

/** The backend for whatever it can compute, as tests and a user's explicit wish for the GPU want it. */
export const alwaysBackend: Thresholds = { elementwise: 0, line: 0, reduce: 0, general: 0 };

/**
 * For each kind the smallest measured size from which on the backend won every race. A kind
 * that was not measured takes the largest threshold of those that were, and general kernels never go there.
 */
export function chooseThresholds(measurements: readonly Measurement[]): Thresholds {
  const measured = new Map<KernelKind, number>();
  for (const kind of new Set(measurements.map((measurement) => measurement.kind))) {
    const races = measurements.filter((race) => race.kind === kind).sort((a, b) => b.elements - a.elements);
    let threshold = Infinity;
    for (const race of races) {
      if (race.backendMilliseconds >= race.cpuMilliseconds) break;
      threshold = race.elements;
    }
    measured.set(kind, threshold);
  }
  const largest = measured.size === 0 ? Infinity : Math.max(...measured.values());
  const of = (kind: KernelKind): number => measured.get(kind) ?? largest;
  return { elementwise: of('elementwise'), line: of('line'), reduce: of('reduce'), general: Infinity };
}

/** Why the CPU computes although there is another backend; undefined where that one is used for something. */
export function reasonForCpu(
  measurements: readonly Measurement[],
  thresholds: Thresholds,
): string | undefined {
  if (Object.values(thresholds).some(Number.isFinite)) return undefined;
  if (measurements.length === 0) return 'GPU: not measured';
  const sizes = measurements.map((race) => race.elements);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map((size) => size.toLocaleString('en-US'));
  return `GPU slower than CPU for all measured sizes (${least} to ${most} elements)`;
}

/** An operation to measure with, one for each kind; they come from the registry of operations. */
export interface Racer {
  readonly op: Op;
  readonly attributes: Attributes;
}

const RACE_SIZES = [32_768, 262_144, 1_048_576] as const;

/** Columns of the measured arrays: as many as a usual classifier has classes. */
const RACE_COLUMNS = 128;

/**
 * Races the CPU against a backend, smaller sizes first, until `budget` milliseconds are spent.
 * Each is run once before the clock starts, because kernels are compiled at their first use.
 * `now` gives milliseconds since any moment. Rejects when the backend fails.
 */
export async function measure(
  backend: Backend,
  racers: readonly Racer[],
  now: () => number,
  budget = 300,
): Promise<readonly Measurement[]> {
  const start = now();
  const measurements: Measurement[] = [];
  for (const elements of RACE_SIZES) {
    for (const { op, attributes } of racers) {
      if (now() - start >= budget) return measurements;
      const shape = [elements / RACE_COLUMNS, RACE_COLUMNS];
      const values = Float32Array.from({ length: elements }, (_, at) => ((at * 7919) % 1000) / 250 - 2);
      const input: NdArray = { values, shape, dtype: 'float32' };
      if (!backend.supports(op, [input], attributes, input)) continue;
      const onCpu = () => computeOnCpu(op.kernel, [input], attributes, shape, 'float32');
      const onBackend = () => backend.run(op, [input], attributes, shape, 'float32');
      onCpu();
      await onBackend();
      const cpuFrom = now();
      onCpu();
      const backendFrom = now();
      await onBackend();
      const end = now();
      measurements.push({
        kind: op.kernel.kind,
        elements,
        cpuMilliseconds: backendFrom - cpuFrom,
        backendMilliseconds: end - backendFrom,
      });
    }
  }
  return measurements;
}

/** A backend that takes only what is large enough for its thresholds. */
export class ChosenBackend implements Backend {
  readonly #backend: Backend;
  readonly thresholds: Thresholds;

  constructor(backend: Backend, thresholds: Thresholds) {
    this.#backend = backend;
    this.thresholds = thresholds;
  }

  get name(): BackendName {
    return this.#backend.name;
  }

  get description(): string {
    return this.#backend.description;
  }

  supports(op: Op, inputs: readonly ArrayType[], attributes: Attributes, result: ArrayType): boolean {
    const elements = Math.max(numelOf(result.shape), ...inputs.map(({ shape }) => numelOf(shape)));
    return (
      elements >= this.thresholds[op.kernel.kind] && this.#backend.supports(op, inputs, attributes, result)
    );
  }

  run(
    op: Op,
    inputs: readonly NdArray[],
    attributes: Attributes,
    shape: readonly number[],
    dtype: DType,
  ): Promise<Values> {
    return this.#backend.run(op, inputs, attributes, shape, dtype);
  }

  dispose(): void {
    this.#backend.dispose();
  }
}
