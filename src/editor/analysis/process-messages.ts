/** What the editor, its analysis process and the worker thread in that process say to each other: plain data. */
import type { AnalysisOutcome, AnalysisRequest, BackendState } from './analyzer';
import type { BackendChoice } from '../settings';

/** For the worker, which does one thing at a time and answers each task once. */
export type AnalysisTask =
  | { readonly type: 'analyze'; readonly id: number; readonly request: AnalysisRequest }
  | { readonly type: 'backends'; readonly id: number; readonly choice: BackendChoice };

/** From the worker. */
export type AnalysisAnswer =
  | {
      readonly type: 'analyzed';
      readonly id: number;
      readonly outcome: AnalysisOutcome;
      /** Why the GPU that was looked for is not used; null where it is, or nobody looked. */
      readonly gpuFailure: string | null;
    }
  | { readonly type: 'backends'; readonly id: number; readonly backends: readonly BackendState[] };

/** From the worker, between the answers. */
export type WorkerNews =
  /** The GPU is there, or was looked for (a task that wants one waits for that): the task's own time starts. */
  | { readonly type: 'began'; readonly id: number }
  /** From now on a GPU's native library may take the process with it; or it may not any more. */
  | { readonly type: 'gpu'; readonly inUse: boolean };

/** For the worker, between the tasks. */
export type WorkerHears =
  | AnalysisTask
  /** The editor has been told of the GPU: its library may be loaded now. */
  | { readonly type: 'told' };

/** Editor → process. Tasks go on to the worker. */
export type ToProcess =
  | AnalysisTask
  /** Nobody waits for this task any more. */
  | { readonly type: 'abandon'; readonly id: number };

/** Process → editor. Answers and news come from the worker. */
export type FromProcess =
  | AnalysisAnswer
  | WorkerNews
  /** The worker is gone, and the process goes with it. */
  | { readonly type: 'died'; readonly reason: string };

/** What the process is started with, as JSON. */
export interface ProcessSetup {
  /** The path of the worker's script. */
  readonly worker: string;
  /** The worker's largest heap in megabytes. */
  readonly heapMegabytes: number;
  /** A folder where the answer of the GPU probe may be remembered; null where there is none. */
  readonly storage: string | null;
}

/** What the worker is started with. */
export interface WorkerSetup {
  /**
   * One 32-bit cell of shared memory that holds the id of the task to give up. A
   * reading looks at it between statements, since a busy worker hears no messages.
   */
  readonly abandoned: Int32Array;
  readonly storage: string | null;
}
