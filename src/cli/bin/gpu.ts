/** The GPU for `--backend auto` and `--backend gpu`, from the bundle beside this program. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fail, type Result } from '../../base/result';
import type { Backend } from '../../engine/backends/backend';
import { messageOf } from '../files';

/** What the bundle dist/cli-gpu.js exports. */
interface GpuBundle {
  openTerminalGpu(choice: 'auto' | 'gpu'): Promise<Result<Backend, string>>;
}

/**
 * @param program The bundle of the terminal, beside which the GPU's lies.
 * @returns Or why the CPU computes everything, in one line.
 */
export async function loadGpu(choice: 'auto' | 'gpu', program: string): Promise<Result<Backend, string>> {
  try {
    const load = createRequire(program);
    const bundle = load(path.join(path.dirname(program), 'cli-gpu.js')) as GpuBundle;
    return await bundle.openTerminalGpu(choice);
  } catch (error) {
    return fail(`GPU: ${messageOf(error)}`);
  }
}
