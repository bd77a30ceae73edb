/**
 * Gives gpu.js a GPU in Node: the npm package `webgpu` (Dawn) as `navigator.gpu`. Only to be
 * called in a thread of ours (a worker, the probe): VS Code guards its extension host's navigator.
 */
import { fail, succeed, type Result } from '../../base/result';

/** What we use of the npm package `webgpu`. */
export interface WebGpuPackage {
  /** @param options Dawn's own flags; none are needed. */
  create(options: string[]): WebGpu;
}

interface WebGpu {
  requestAdapter(): Promise<{ readonly info: AdapterInfo } | null>;
}

/** WebGPU's GPUAdapterInfo; any of it may be empty. */
export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
}

/** An adapter's name for people: `NVIDIA H200 (driver 550.1)`, or `google swiftshader (SwiftShader driver 5.0.0)`. */
export function adapterName({ vendor, architecture, device, description }: AdapterInfo): string {
  // Dawn turns what is not a letter or a digit into hyphens.
  const named = device.replace(/-+$/, '') || [vendor, architecture].filter(Boolean).join(' ');
  if (!named) return description || 'a GPU without a name';
  return description && description !== named ? `${named} (${description})` : named;
}

/**
 * Puts the package's GPU where gpu.js looks for it and gives the adapter's name, or says why there is none.
 *
 * @param load Imports the package; composition roots know where it lies.
 */
export async function provideGpu(load: () => Promise<WebGpuPackage>): Promise<Result<string, string>> {
  let gpu: WebGpu;
  try {
    gpu = (await load()).create([]);
  } catch (error) {
    return fail(`the package webgpu does not load here (${firstLineOf(error)})`);
  }
  try {
    const adapter = await gpu.requestAdapter();
    if (!adapter) return fail('no adapter: there is no GPU with a driver that WebGPU can use');
    setNavigatorGpu(gpu);
    return succeed(adapterName(adapter.info));
  } catch (error) {
    return fail(`the GPU does not answer (${firstLineOf(error)})`);
  }
}

/** Node has a navigator from version 21 on, which has no `gpu`. */
function setNavigatorGpu(gpu: WebGpu): void {
  const known: unknown = Reflect.get(globalThis, 'navigator');
  if (typeof known === 'object' && known !== null) {
    Object.defineProperty(known, 'gpu', { value: gpu, configurable: true });
  } else {
    Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  }
}

const firstLineOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!;
