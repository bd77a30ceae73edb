/** The bundles beside this program, each loaded when it is needed for the first time. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fail, type Result } from '../../base/result';
import type { Backend } from '../../engine/backends/backend';
import type { Rule } from '../../rules/rule';
import { messageOf } from '../files';
import type { runOnDisk } from './tasks';

/** What dist/cli-gpu.js exports. */
interface GpuBundle {
  openTerminalGpu(choice: 'auto' | 'gpu'): Promise<Result<Backend, string>>;
}

/** What dist/cli-tasks.js exports. */
export interface TaskBundle {
  readonly runOnDisk: typeof runOnDisk;
  /** Without the examples that stand in files of their own (esbuild.mjs). */
  readonly rules: readonly Rule[];
}

/** What dist/cli-pages.js exports. */
export interface PageBundle {
  readonly rules: readonly Rule[];
}

const tasksFile = 'cli-tasks.js';
const load = (program: string, file: string): unknown => createRequire(program)(beside(program, file));
const beside = (program: string, file: string): string => path.join(path.dirname(program), file);

/** The bundle that works on files, to be started in threads. */
export const taskProgram = (program: string): string => beside(program, tasksFile);

/** The same, to be used in this thread. */
export const loadTasks = (program: string): TaskBundle => load(program, tasksFile) as TaskBundle;

/** The rules with the examples that their pages show. */
export const loadPages = (program: string): PageBundle => load(program, 'cli-pages.js') as PageBundle;

/**
 * The GPU for `--backend auto` and `--backend gpu`.
 *
 * @param program The bundle of the terminal, beside which the GPU's lies.
 * @returns Or why the CPU computes everything, in one line.
 */
export async function loadGpu(choice: 'auto' | 'gpu', program: string): Promise<Result<Backend, string>> {
  try {
    return await (load(program, 'cli-gpu.js') as GpuBundle).openTerminalGpu(choice);
  } catch (error) {
    return fail(`GPU: ${messageOf(error)}`);
  }
}
