/**
 * Analyses in a process of its own, so that the editor never waits for a reading. One task
 * runs at a time, the newest document first. A task that is not wanted any more is
 * asked to stop; one that does not end within its time and the grace period takes its
 * process with it. A process that dies, of whatever cause, is started anew for the next
 * task, and the task it died of is answered with a failure that says so; only where a GPU
 * was in use, its library is the likelier cause: the task is then done once more by the CPU,
 * which computes everything from there on until a restart.
 */
import { fail } from '../../base/result';
import { defaultLimits } from '../../inspect/options';
import { AnalysisProcess } from './analysis-process';
import {
  cancelled,
  stopped,
  type AnalysisFailure,
  type AnalysisOutcome,
  type AnalysisRequest,
  type Analyzer,
  type BackendState,
  type Cancellation,
} from './analyzer';
import type { AnalysisAnswer, AnalysisTask } from './process-messages';
import type { BackendChoice } from '../settings';

/** The paths of the bundled scripts. */
export interface AnalysisScripts {
  /** src/analysis.process.ts */
  readonly process: string;
  /** src/analysis.worker.ts */
  readonly worker: string;
}

export interface ProcessAnalyzerOptions {
  /** Milliseconds that a task may take beyond its own limit, for parsing, rules and the way back. */
  readonly grace?: number;
  /** Milliseconds in which a GPU must be found and opened: the probe has 20 s of its own, and kernels are compiled after it. */
  readonly opening?: number;
  /** The largest heap in megabytes; beyond it the process dies and the editor does not. */
  readonly heapMegabytes?: number;
  /** Milliseconds in which a task that a person ended must end by itself. */
  readonly stopping?: number;
  readonly storage?: string | null;
  /** Gets a line for each process that died. */
  readonly log?: (message: string) => void;
}

/** A task with the one who waits for it. */
type Job = AnalyzeJob | BackendsJob;

interface AnalyzeJob {
  readonly type: 'analyze';
  readonly id: number;
  readonly request: AnalysisRequest;
  readonly settle: (outcome: AnalysisOutcome) => void;
}

interface BackendsJob {
  readonly type: 'backends';
  readonly id: number;
  readonly choice: BackendChoice;
  readonly settle: (backends: readonly BackendState[]) => void;
}

interface Running {
  readonly job: Job;
  deadline: NodeJS.Timeout;
  /** Nobody waits any more; the answer is thrown away. */
  abandoned: boolean;
}

export class ProcessAnalyzer implements Analyzer {
  readonly #scripts: AnalysisScripts;
  readonly #grace: number;
  readonly #opening: number;
  readonly #heapMegabytes: number;
  readonly #stopping: number;
  readonly #storage: string | null;
  readonly #log: (message: string) => void;
  readonly #waiting: Job[] = [];
  #process: AnalysisProcess | null = null;
  #running: Running | null = null;
  #nextId = 1;
  #disposed = false;
  #gpuFailure: string | null = null;
  /** Whether the process has a GPU, or is about to. */
  #gpuInUse = false;
  /** Why no GPU is tried any more; null where one may be. */
  #gpuGivenUp: string | null = null;

  constructor(scripts: AnalysisScripts, options: ProcessAnalyzerOptions = {}) {
    this.#scripts = scripts;
    this.#grace = options.grace ?? 5_000;
    this.#opening = options.opening ?? 45_000;
    this.#stopping = options.stopping ?? 500;
    this.#heapMegabytes = options.heapMegabytes ?? 4_096;
    this.#storage = options.storage ?? null;
    this.#log = options.log ?? (() => undefined);
  }

  analyze(request: AnalysisRequest, cancellation: Cancellation): Promise<AnalysisOutcome> {
    if (this.#disposed || cancellation.isCancellationRequested) return Promise.resolve(fail(cancelled));
    this.#supersede(request.document);
    return new Promise((resolve) => {
      const id = this.#nextId++;
      const subscription = cancellation.onCancellationRequested(() => this.#cancel(id));
      const settle = (outcome: AnalysisOutcome): void => {
        subscription.dispose();
        resolve(outcome);
      };
      this.#waiting.push({ type: 'analyze', id, request, settle });
      this.#next();
    });
  }

  backends(choice: BackendChoice): Promise<readonly BackendState[]> {
    if (this.#disposed) return Promise.resolve([]);
    if (this.#gpuGivenUp !== null) return Promise.resolve(withoutGpu(this.#gpuGivenUp));
    return new Promise((settle) => {
      this.#waiting.push({ type: 'backends', id: this.#nextId++, choice, settle });
      this.#next();
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const job of this.#waiting.splice(0)) settleWithout(job, cancelled);
    const running = this.#running;
    if (running) {
      this.#end(running);
      settleWithout(running.job, cancelled);
    }
    this.#stop();
  }

  /** A task that does not end by itself within a moment takes its process with it. */
  stop(document: string): void {
    this.#supersede(document);
    const running = this.#running;
    if (running?.job.type !== 'analyze' || running.job.request.document !== document) return;
    clearTimeout(running.deadline);
    running.deadline = setTimeout(() => this.#neverStopped(running), this.#stopping);
  }

  get gpuFailure(): string | null {
    return this.#gpuGivenUp ?? this.#gpuFailure;
  }

  /** What runs is answered as if its process had died; what waits is done by a new one, which may try the GPU again. */
  restart(): void {
    this.#gpuInUse = false;
    this.#gpuGivenUp = null;
    if (this.#process) this.#died('it was restarted');
  }

  /** Older requests for a document are pointless once there is a newer one. */
  #supersede(document: string): void {
    const older = this.#waiting.filter((job) => job.type === 'analyze' && job.request.document === document);
    for (const job of older) this.#cancel(job.id);
    const running = this.#running;
    if (running?.job.type === 'analyze' && running.job.request.document === document) {
      this.#cancel(running.job.id);
    }
  }

  #cancel(id: number): void {
    const at = this.#waiting.findIndex((job) => job.id === id);
    if (at >= 0) {
      for (const job of this.#waiting.splice(at, 1)) settleWithout(job, cancelled);
      return;
    }
    const running = this.#running;
    if (running?.job.id !== id || running.abandoned) return;
    running.abandoned = true;
    this.#process?.abandon(id);
    settleWithout(running.job, cancelled);
  }

  /** Gives the idle process the newest task. */
  #next(): void {
    if (this.#running || this.#disposed) return;
    const job = this.#waiting.pop();
    if (!job) return;
    const running: Running = {
      job,
      abandoned: false,
      // Looking for a GPU is not the fault of the text, so its own time starts with `began`.
      deadline: setTimeout(() => this.#neverBegan(running), this.#opening),
    };
    this.#running = running;
    try {
      this.#process ??= this.#start();
      this.#process.do(this.#taskOf(job));
    } catch (error) {
      this.#end(running);
      settleWithout(job, {
        kind: 'died',
        message: `The analysis could not be started: ${describe(error)}`,
      });
      this.#stop();
      this.#next();
    }
  }

  #start(): AnalysisProcess {
    const setup = {
      worker: this.#scripts.worker,
      heapMegabytes: this.#heapMegabytes,
      storage: this.#storage,
    };
    const started: AnalysisProcess = new AnalysisProcess(this.#scripts.process, setup, {
      told: (message) => {
        if (started !== this.#process) return;
        if (message.type === 'gpu') this.#gpuInUse = message.inUse;
        else if (message.type === 'began') this.#began(message.id);
        else this.#answered(message);
      },
      died: (reason) => {
        if (started === this.#process) this.#died(reason);
      },
    });
    return started;
  }

  #began(id: number): void {
    const running = this.#running;
    if (running?.job.id !== id || running.job.type !== 'analyze') return;
    const limit = running.job.request.limits.milliseconds ?? defaultLimits.milliseconds;
    clearTimeout(running.deadline);
    running.deadline = setTimeout(() => this.#overdue(running, limit), limit + this.#grace);
  }

  #answered(answer: AnalysisAnswer): void {
    const running = this.#running;
    if (running?.job.id !== answer.id) return;
    this.#end(running);
    if (answer.type === 'analyzed') this.#gpuFailure = answer.gpuFailure;
    const { job } = running;
    if (!running.abandoned) {
      if (answer.type === 'analyzed' && job.type === 'analyze') job.settle(answer.outcome);
      else if (answer.type === 'backends' && job.type === 'backends') job.settle(answer.backends);
    }
    this.#next();
  }

  #overdue(running: Running, limit: number): void {
    if (this.#running !== running) return;
    this.#log(`A reading did not end in ${limit + this.#grace} ms; its process was stopped.`);
    this.#fail(running, {
      kind: 'deadline',
      message:
        `Reading this took longer than ${Math.round((limit + this.#grace) / 1000)} s and was stopped. ` +
        'Read less at once, or raise losslens.limits.milliseconds.',
    });
  }

  /** Nobody waits for it any more. */
  #neverStopped(running: Running): void {
    if (this.#running === running) this.#fail(running, stopped);
  }

  /** Opening a GPU, or starting at all, takes too long. */
  #neverBegan(running: Running): void {
    if (this.#running === running) this.#died(`it said nothing for ${this.#opening / 1000} s`);
  }

  #died(reason: string): void {
    const running = this.#running;
    this.#log(`The analysis process died: ${reason}.`);
    const outOfMemory = /memory/i.test(reason);
    if (this.#gpuInUse && !outOfMemory) {
      this.#giveUpGpu(reason);
      return;
    }
    if (!running) {
      this.#stop();
      return;
    }
    this.#fail(running, {
      kind: 'died',
      message: outOfMemory
        ? 'Reading this needed more memory than there is for it. Lower losslens.limits.elements, or read less at once.'
        : `The analysis stopped unexpectedly (${reason}). It starts anew with the next change of the text.`,
    });
  }

  /** The task that ran is done once more, by the CPU: nothing is wrong with its text. */
  #giveUpGpu(reason: string): void {
    this.#gpuGivenUp =
      `GPU: it took the analysis with it (${reason}). The CPU computes instead; ` +
      '*LossLens: Restart Analysis* tries the GPU again.';
    const running = this.#running;
    if (running) this.#end(running);
    this.#stop();
    if (running && !running.abandoned) {
      if (running.job.type === 'analyze') this.#waiting.push(running.job);
      else running.job.settle(withoutGpu(this.#gpuGivenUp));
    }
    this.#next();
  }

  #fail(running: Running, failure: AnalysisFailure): void {
    this.#end(running);
    this.#stop();
    if (!running.abandoned) settleWithout(running.job, failure);
    this.#next();
  }

  #end(running: Running): void {
    clearTimeout(running.deadline);
    this.#running = null;
  }

  #stop(): void {
    this.#process?.end();
    this.#process = null;
    this.#gpuInUse = false;
  }

  #taskOf(job: Job): AnalysisTask {
    if (job.type === 'backends') return { type: 'backends', id: job.id, choice: job.choice };
    const request: AnalysisRequest =
      this.#gpuGivenUp === null ? job.request : { ...job.request, backend: 'cpu' };
    return { type: 'analyze', id: job.id, request };
  }
}

function settleWithout(job: Job, failure: AnalysisFailure): void {
  if (job.type === 'analyze') job.settle(fail(failure));
  else job.settle(withoutGpu(failure.message));
}

const withoutGpu = (reason: string): readonly BackendState[] => [
  { name: 'cpu', available: true, detail: 'always there, and the reference for every number' },
  { name: 'gpu', available: false, detail: reason },
];

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
