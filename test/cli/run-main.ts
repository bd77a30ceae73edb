/** Runs the command line in this process, on files in memory. */
import { main, type ExitCode } from '../../src/cli/main';
import { runTask } from '../../src/cli/run-task';
import { moduleFinder } from '../../src/inspect/module-finder';
import { rules } from '../../src/rules';
import type { MemoryFiles } from './memory-files';

export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * @param line The arguments, separated by blanks.
 * @param files Relative to /repo, where it runs.
 * @param stdin The text on standard input.
 */
export async function runMain(
  line: string,
  files: MemoryFiles,
  isTerminal = false,
  stdin = '',
): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const find = () => moduleFinder(files.modules);
  const now = (): number => performance.now();
  const code = await main({
    argv: line.split(' '),
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    files,
    cwd: '/repo',
    now,
    isTerminal,
    rules: () => rules,
    rulesWithExamples: () => rules,
    version: '1.2.3',
    stdin: async () => new TextEncoder().encode(stdin),
    run: async function* (tasks, _backend, drafts) {
      for (const task of tasks)
        yield await runTask(task, {
          files,
          now,
          imports: { shared: find(), fresh: find },
          ...(drafts ? { drafts } : {}),
        });
    },
  });
  return { code, stdout, stderr };
}
