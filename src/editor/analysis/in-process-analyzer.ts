/**
 * Analyses where the editor runs, for browsers: one at a time, the newest request of a
 * document first, with a tighter bound on time since nothing else runs meanwhile.
 */
import { fail } from '../../base/result';
import { analyzeRequest } from './analyze-request';
import {
  cancelled,
  type AnalysisOutcome,
  type AnalysisRequest,
  type Analyzer,
  type BackendState,
  type Cancellation,
} from './analyzer';

/** The longest that the editor may stand still for a reading. */
const MAXIMUM_MILLISECONDS = 1_500;

export class InProcessAnalyzer implements Analyzer {
  readonly gpuFailure = null;
  readonly #newest = new Map<string, symbol>();
  #last: Promise<unknown> = Promise.resolve();

  analyze(request: AnalysisRequest, cancellation: Cancellation): Promise<AnalysisOutcome> {
    const mine = Symbol(request.document);
    this.#newest.set(request.document, mine);
    const isAbandoned = (): boolean =>
      cancellation.isCancellationRequested || this.#newest.get(request.document) !== mine;
    const turn = this.#last.then(async (): Promise<AnalysisOutcome> => {
      if (isAbandoned()) return fail(cancelled);
      const milliseconds = Math.min(
        request.limits.milliseconds ?? MAXIMUM_MILLISECONDS,
        MAXIMUM_MILLISECONDS,
      );
      return analyzeRequest(
        { ...request, limits: { ...request.limits, milliseconds } },
        { backend: undefined, now: () => performance.now(), isAbandoned },
      );
    });
    this.#last = turn;
    return turn.finally(() => {
      if (this.#newest.get(request.document) === mine) this.#newest.delete(request.document);
    });
  }

  backends(): Promise<readonly BackendState[]> {
    return Promise.resolve([
      { name: 'cpu', available: true, detail: 'always there, and the reference for every number' },
      { name: 'gpu', available: false, detail: 'not used by LossLens in a browser' },
    ]);
  }

  /** A reading looks whether it is given up between its statements. */
  stop(document: string): void {
    this.#newest.delete(document);
  }

  /** Nothing is held between two readings here; what runs is not waited for any more. */
  restart(): void {
    this.#newest.clear();
  }

  dispose(): void {
    this.#newest.clear();
  }
}
