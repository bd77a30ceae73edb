/**
 * The program `losslens`: hands the machine to `main`. For many files the bundle
 * starts itself again in threads, where it does single tasks instead.
 */
import { isMainThread } from 'node:worker_threads';
import packageJson from '../../package.json';
import { main } from './main';
import { diskFiles } from './bin/disk-files';
import { runTasks, serveTasks } from './bin/threads';

async function start(): Promise<void> {
  // A reader that has seen enough, such as `head`, closes the pipe; that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.exitCode = await main({
    argv: process.argv.slice(2),
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    files: diskFiles,
    cwd: process.cwd(),
    now: () => performance.now(),
    isTerminal: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
    version: packageJson.version,
    run: (tasks, backend) =>
      runTasks(tasks, {
        backend,
        program: __filename,
        note: (text) => process.stderr.write(`losslens: ${text}\n`),
      }),
  });
  // A GPU's device would keep the process alive; all that was written goes out first.
  process.stdout.write('', () => process.exit());
}

// Whatever is not known is thrown to where it becomes data, hundreds of thousands of times: nobody reads where from.
Error.stackTraceLimit = 0;

if (isMainThread) {
  start().catch((error: unknown) => {
    process.stderr.write(`losslens: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
} else {
  serveTasks();
}
