/** From nothing to a GPU backend that is worth using, or a sentence that says why there is none. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, succeed, type Result } from '../../base/result';
import type { Backend } from '../../engine/backends/backend';
import {
  alwaysBackend,
  ChosenBackend,
  chooseThresholds,
  measure,
  reasonForCpu,
  type Measurement,
} from '../../engine/backends/choose';
import { createGpuBackend } from '../../engine/backends/gpu';
import { sigmoid } from '../../engine/ops/sigmoid';
import { softmax } from '../../engine/ops/softmax';
import type { Op } from '../../engine/op';
import { machineKey, Memory } from './memory';
import { probeGpu } from './probe';
import { provideGpu, type WebGpuPackage } from './provide';

/** `auto` takes the GPU only for what it was measured to be faster at; `gpu` for all that it can do. */
export type GpuChoice = 'auto' | 'gpu';

/** Opens the GPU as a backend, or says why the CPU computes everything. Never rejects. */
export type OpenGpu = (choice: GpuChoice) => Promise<Result<Backend, string>>;

export interface OpenGpuOptions {
  /** Imports the npm package `webgpu`. */
  readonly load: () => Promise<WebGpuPackage>;
  /** The path of the bundled probe (src/gpu-probe.ts). */
  readonly probe: string;
  /** A folder for what is remembered; null remembers nothing. */
  readonly storage: string | null;
  /** Milliseconds that one kernel may take. */
  readonly timeout?: number;
}

const KERNEL_TIMEOUT = 10_000;

/**
 * What opens the GPU in a worker thread or a process of ours: one for each of these, since there
 * is one `navigator.gpu` in each. A second backend waits until the first is open, and has the
 * same instance of the native library: two that start at once, or one that is
 * collected while its device computes, end the process.
 */
export function gpuOpener(options: OpenGpuOptions): OpenGpu {
  let provided: Result<string, string> = fail('nobody has looked for it');
  let turn: Promise<unknown> = Promise.resolve();
  const provide = async (): Promise<Result<string, string>> => {
    if (!provided.ok) provided = await provideGpu(options.load);
    return provided;
  };
  return (choice) => {
    const opened = turn.then(() => open(choice, options, provide));
    turn = opened;
    return opened;
  };
}

async function open(
  choice: GpuChoice,
  options: OpenGpuOptions,
  provide: () => Promise<Result<string, string>>,
): Promise<Result<Backend, string>> {
  try {
    const memory = new Memory(options.storage, machineKey(await webgpuVersion(options.probe), process.env));
    const answer = await probeGpu({ script: options.probe, memory });
    if (!answer.ok) return fail(`GPU: ${answer.failure}`);
    const adapter = await provide();
    if (!adapter.ok) return fail(`GPU: ${adapter.failure}`);
    const timeout = options.timeout ?? KERNEL_TIMEOUT;
    const opened = await createGpuBackend({
      mode: 'webgpu',
      adapter: adapter.value,
      within: (work) => within(work, timeout),
    });
    if (!opened.ok) return fail(`GPU: ${opened.failure}`);
    if (choice === 'gpu') return succeed(new ChosenBackend(opened.value, alwaysBackend));
    return await chosen(opened.value, memory);
  } catch (error) {
    return fail(`GPU: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function chosen(backend: Backend, memory: Memory): Promise<Result<Backend, string>> {
  const known = await memory.recall('measurements');
  const measurements = areMeasurements(known) ? known : await race(backend);
  if (measurements !== known) await memory.remember('measurements', measurements);
  const thresholds = chooseThresholds(measurements);
  const reason = reasonForCpu(measurements, thresholds);
  if (reason === undefined) return succeed(new ChosenBackend(backend, thresholds));
  backend.dispose();
  return fail(reason);
}

const race = (backend: Backend): Promise<readonly Measurement[]> =>
  measure(
    backend,
    [
      { op: sigmoid as unknown as Op, attributes: {} },
      { op: softmax as unknown as Op, attributes: { dim: 1 } },
    ],
    () => performance.now(),
  );

function areMeasurements(value: unknown): value is readonly Measurement[] {
  return (
    Array.isArray(value) &&
    value.every(
      (race: unknown) =>
        typeof race === 'object' &&
        race !== null &&
        'kind' in race &&
        'elements' in race &&
        typeof race.elements === 'number' &&
        'cpuMilliseconds' in race &&
        typeof race.cpuMilliseconds === 'number' &&
        'backendMilliseconds' in race &&
        typeof race.backendMilliseconds === 'number',
    )
  );
}

/** Rejects when the work takes too long; the work itself goes on, and nobody looks at it again. */
function within<Value>(work: Promise<Value>, milliseconds: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(
      () => reject(new Error(`a kernel did not end within ${milliseconds / 1000} s`)),
      milliseconds,
    );
    void work.then(resolve, reject).finally(() => clearTimeout(deadline));
  });
}

/** The version of the package that lies beside the probe; an unknown one is a version, too. */
async function webgpuVersion(probe: string): Promise<string> {
  try {
    const text = await readFile(path.join(path.dirname(probe), 'webgpu', 'package.json'), 'utf8');
    const description: unknown = JSON.parse(text);
    return typeof description === 'object' && description !== null && 'version' in description
      ? String(description.version)
      : 'unknown';
  } catch {
    return 'unknown';
  }
}
