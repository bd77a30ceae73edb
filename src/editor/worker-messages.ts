/** What the editor and its analysis worker say to each other; plain data, by structured clone. */
import type { AnalysisOutcome, AnalysisRequest, BackendState } from './analyzer';
import type { BackendChoice } from './settings';

/** Editor → worker. A worker does one thing at a time and answers each message once. */
export type WorkerTask =
  | { readonly type: 'analyze'; readonly id: number; readonly request: AnalysisRequest }
  | { readonly type: 'backends'; readonly id: number; readonly choice: BackendChoice };

/** Worker → editor. */
export type WorkerAnswer =
  | {
      readonly type: 'analyzed';
      readonly id: number;
      readonly outcome: AnalysisOutcome;
      /** Why the GPU that was looked for is not used; null where it is, or nobody looked. */
      readonly gpuFailure: string | null;
    }
  | { readonly type: 'backends'; readonly id: number; readonly backends: readonly BackendState[] };

/** What a worker is started with. */
export interface WorkerSetup {
  /**
   * One 32-bit cell of shared memory that holds the id of the task to give up. A
   * reading looks at it between statements, since a busy worker hears no messages.
   */
  readonly abandoned: Int32Array;
  /** One 32-bit cell of shared memory that counts the worker's calls to the GPU that are under way. */
  readonly gpuCalls: Int32Array;
  /** A folder where the answer of the GPU probe may be remembered; null where there is none. */
  readonly storage: string | null;
}
