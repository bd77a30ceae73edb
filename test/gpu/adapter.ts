/** A GPU for the tests: a real one, or Chromium's SwiftShader where `npm test` has set it up; else the reason why not. */
import type { Result } from '../../src/base/result';
import { provideGpu } from '../../src/editor/gpu/provide';

/** The devices that were made since the adapter was provided, so that a test can lose one. */
export interface TestDevice {
  destroy(): void;
}

export interface TestGpu {
  readonly adapter: Result<string, string>;
  readonly devices: readonly TestDevice[];
}

/** Puts a GPU where gpu.js looks for it. */
export async function provideTestGpu(): Promise<TestGpu> {
  const devices: TestDevice[] = [];
  const adapter = await provideGpu(async () => {
    const { create } = await import('webgpu');
    return {
      create: (options) => {
        const gpu = create(options);
        const requestAdapter = gpu.requestAdapter.bind(gpu);
        gpu.requestAdapter = async (...wishes) => {
          const found = await requestAdapter(...wishes);
          if (!found) return null;
          const requestDevice = found.requestDevice.bind(found);
          found.requestDevice = async (...limits) => {
            const device = await requestDevice(...limits);
            devices.push(device);
            return device;
          };
          return found;
        };
        return gpu;
      },
    };
  });
  return { adapter, devices };
}
