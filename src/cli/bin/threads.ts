/**
 * Does tasks: few of them one after another in this thread, many in as many threads
 * as there are cores. A thread that dies (its file needed more memory than there is)
 * or takes far longer than reading is allowed to, costs its file only.
 */
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { BackendChoice } from '../arguments';
import { messageOf } from '../files';
import type { Drafts } from '../drafts';
import { failedOutcome, type Outcome, type Task } from '../task';
import { loadGpu, loadTasks, taskProgram } from './bundles';

/** Starting a thread costs about as much as reading so many ordinary files. */
const filesWorthAThread = 16;
/** Reading one file bounds itself; this is for a file that escapes its bounds. */
const longestTask = 120_000;
/** A thread takes so many files of the list at a time: neighbours import the same files, which are parsed once a thread. */
const filesAtATime = 8;
/**
 * New objects die young here, and a large nursery only keeps their garbage. The old generation has no
 * bound of ours: V8 ends the whole process, and not the thread alone, when a single large array does not fit.
 */
const memory: ResourceLimits = { maxYoungGenerationSizeMb: 6 };

/**
 * Many files are read within seconds, and each is other code: V8 optimizes a function for what it has met so far, and
 * throws that away at the next kind of node. So it looks ten times as long before it does, and collects garbage when the
 * heap has grown by six tenths rather than when it has become four times as large.
 */
const flagsForMany = ['--interrupt-budget=800000', '--heap-growing-percent=60'] as const;

export interface RunOptions {
  /** What computes large tensors. */
  readonly backend: BackendChoice;
  /** Read and written in place of the files. */
  readonly drafts: Drafts | null;
  /** The terminal's own bundle, beside which the others lie. */
  readonly program: string;
  /** Hears why the CPU computes although the GPU was asked for. */
  readonly note: (text: string) => void;
}

/** The outcomes in the order of the tasks, each as soon as it and those before it are there. */
export async function* runTasks(
  tasks: readonly Task[],
  { backend, drafts, program, note }: RunOptions,
): AsyncIterable<Outcome> {
  if (tasks.length > filesWorthAThread) for (const flag of flagsForMany) setFlagsFromString(flag);
  const threads = Math.min(availableParallelism(), Math.ceil(tasks.length / filesWorthAThread));
  // Fixes may change a file that another task reads: one after another, each reads what the last one left.
  const isFixing = tasks.some((task) => task.command === 'check' && task.fix);
  if (threads < 2 || isFixing || drafts || backend !== 'cpu') {
    // A GPU is one for all files: its device is opened once, and this thread feeds it.
    const gpu = backend === 'cpu' ? null : await loadGpu(backend, program);
    if (gpu && !gpu.ok) note(`${gpu.failure}; the CPU computes`);
    const { runOnDisk } = loadTasks(program);
    const surroundings = {
      ...(gpu?.ok ? { backend: gpu.value } : {}),
      ...(drafts ? { drafts } : {}),
    };
    for (const task of tasks) yield await runOnDisk(task, surroundings);
    return;
  }
  const settle: ((outcome: Outcome) => void)[] = [];
  const outcomes = tasks.map((_, index) => new Promise<Outcome>((resolve) => (settle[index] = resolve)));
  let next = 0;
  const busy = Array.from({ length: threads }, async () => {
    const thread = new TaskThread(taskProgram(program));
    while (next < tasks.length) {
      // Towards the end fewer, so that no thread is left with the rest alone.
      const end = next + Math.min(filesAtATime, Math.ceil((tasks.length - next) / (2 * threads)));
      let index = next;
      next = end;
      for (; index < end; index++) settle[index]!(await thread.run(tasks[index]!));
    }
    await thread.stop();
  });
  for (const outcome of outcomes) yield await outcome;
  await Promise.all(busy);
}

/** One thread at a time; after a death the next task starts a new one. */
class TaskThread {
  readonly #program: string;
  #worker: Worker | null = null;

  constructor(program: string) {
    this.#program = program;
  }

  /** Never rejects. */
  async run(task: Task): Promise<Outcome> {
    const answer = await this.#ask(task);
    if (typeof answer !== 'string') return answer;
    await this.stop();
    return failedOutcome(task, answer);
  }

  /** What the thread makes of a task, or why it made nothing. */
  async #ask(task: Task): Promise<Outcome | string> {
    const worker = (this.#worker ??= new Worker(this.#program, { resourceLimits: memory }));
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(`given up after ${longestTask / 1000} seconds`), longestTask);
      const failed = (error: Error): void =>
        settle(
          'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? 'reading it needed more memory than there is'
            : `reading it ended in a failure: ${messageOf(error)}`,
        );
      const ended = (): void => settle('the thread that read it ended');
      const settle = (result: Outcome | string): void => {
        clearTimeout(timer);
        worker.off('message', settle).off('error', failed).off('exit', ended);
        resolve(result);
      };
      worker.on('message', settle).on('error', failed).on('exit', ended);
      worker.postMessage(task);
    });
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}
