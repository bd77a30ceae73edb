/**
 * A composition root: the work on files of the disk, which the terminal does in its threads and, for few files, in
 * itself. A bundle of its own, because engine, frameworks and rules are large, and the program that only shares out
 * files among threads does without.
 */
import { isMainThread, parentPort } from 'node:worker_threads';
import { moduleFinder } from '../../inspect/module-finder';
import { runTask, type TaskContext } from '../run-task';
import type { Outcome, Task } from '../task';
import { diskFiles, diskModules } from './disk-files';

export { rules } from '../../rules';

const context: TaskContext = {
  files: diskFiles,
  now: () => performance.now(),
  imports: {
    shared: moduleFinder(diskModules),
    fresh: () => moduleFinder(diskModules),
    tensorFiles: new Map(),
  },
};

/** Does one task. Never rejects. */
export const runOnDisk = (
  task: Task,
  surroundings: Pick<TaskContext, 'backend' | 'drafts'> = {},
): Promise<Outcome> => runTask(task, { ...context, ...surroundings });

/** In a thread: does each task that comes, until the thread is ended. */
function serveTasks(): void {
  const port = parentPort;
  port?.on('message', (task: Task) => {
    void runOnDisk(task).then((outcome) => port.postMessage(outcome));
  });
}

// Whatever is not known is thrown to where it becomes data, hundreds of thousands of times: nobody reads where from.
Error.stackTraceLimit = 0;

if (!isMainThread) serveTasks();
