/**
 * The program `losslens`: hands the machine to `main`. What works on files is a bundle of its own (bin/tasks.ts),
 * which runs in threads where there are many of them.
 */
import packageJson from '../../package.json';
import { main } from './main';
import { diskFiles } from './bin/disk-files';
import { progressLine } from './bin/progress';
import { loadPages, loadTasks } from './bin/bundles';
import { runTasks } from './bin/threads';

async function start(): Promise<void> {
  // A reader that has seen enough, such as `head`, closes the pipe; that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const progress = progressLine(process.stderr);
  process.exitCode = await main({
    argv: process.argv.slice(2),
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    files: diskFiles,
    cwd: process.cwd(),
    now: () => performance.now(),
    isTerminal: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
    rules: () => loadTasks(__filename).rules,
    rulesWithExamples: () => loadPages(__filename).rules,
    version: packageJson.version,
    stdin: readStandardInput,
    ...(progress ? { progress } : {}),
    run: (tasks, backend, drafts) =>
      runTasks(tasks, {
        backend,
        drafts,
        program: __filename,
        note: (text) => process.stderr.write(`losslens: ${text}\n`),
      }),
  });
  // A GPU's device would keep the process alive; all that was written goes out first.
  process.stdout.write('', () => process.exit());
}

async function readStandardInput(): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of process.stdin) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

start().catch((error: unknown) => {
  process.stderr.write(`losslens: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
