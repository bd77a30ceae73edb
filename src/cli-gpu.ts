/**
 * A composition root: what the terminal loads when it is asked for the GPU. A bundle of
 * its own, because the GPU's code is large and most runs of the terminal do without.
 */
import path from 'node:path';
import type { Result } from './base/result';
import { gpuOpener, type GpuChoice } from './editor/gpu/open';
import type { Backend } from './engine/backends/backend';

/** The GPU as a backend, or why there is none. Nothing is remembered from one run to the next. */
export function openTerminalGpu(choice: GpuChoice): Promise<Result<Backend, string>> {
  const open = gpuOpener({
    load: () => import('webgpu'),
    probe: path.join(__dirname, 'gpu-probe.js'),
    storage: null,
  });
  return open(choice);
}
