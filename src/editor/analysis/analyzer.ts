/**
 * Who turns sources into an Analysis for the editor. It never rejects: what went
 * wrong is a value with a sentence for the person. A process of its own does it
 * on a desktop (process-analyzer.ts); in a browser it is done in place (in-process-analyzer.ts).
 */
import type { Disposable } from '../../base/disposable';
import type { Source } from '../../base/place';
import type { Result } from '../../base/result';
import type { TensorId } from '../../inspect/inspection';
import type { InspectOptions, Limits } from '../../inspect/options';
import type { Analysis } from '../../rules/analyze';
import type { Severity } from '../../rules/rule';
import type { DocumentKey } from '../inspector/target';
import type { BackendChoice } from '../settings';

export interface AnalysisRequest {
  /** A newer request for the same document takes the place of an older one. */
  readonly document: DocumentKey;
  readonly sources: readonly Source[];
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly limits: Partial<Limits>;
  readonly backend: BackendChoice;
  /** Texts of other open files, which count instead of what is on the disk. */
  readonly open: readonly Source[];
  /** Where numbers come from that the program draws without a seed; null for the fixed seed of every first reading. */
  readonly sampleSeed: number | null;
  /** The id of a tensor that is wanted with all its values. */
  readonly whole?: TensorId;
  /** Tensors that the sources use and do not make. */
  readonly given?: NonNullable<InspectOptions['given']>;
  /** `loss` where only what the losses come to is wanted; without it, all that there is to say. */
  readonly record?: 'all' | 'loss';
}

export interface AnalysisFailure {
  /**
   * `cancelled`: nobody waits for it any more, or a newer request took its place. `stopped`: a person ended it.
   * `deadline`: it did not end in time. `died`: whoever computed is gone (and was
   * started anew). `error`: a fault of LossLens. `size`: the text is too long.
   */
  readonly kind: 'cancelled' | 'stopped' | 'deadline' | 'died' | 'error' | 'size';
  /** For people: what happened and what to do. */
  readonly message: string;
}

export type AnalysisOutcome = Result<Analysis, AnalysisFailure>;

/** What VS Code's CancellationToken is, as far as it is needed here. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: () => void) => Disposable;
}

/** A Cancellation that never comes. */
export const uncancelled: Cancellation = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};

/** One backend as *Show Backends* lists it. */
export interface BackendState {
  readonly name: 'cpu' | 'gpu';
  readonly available: boolean;
  /** What it runs on; where it is not available, why. */
  readonly detail: string;
}

export interface Analyzer extends Disposable {
  analyze(request: AnalysisRequest, cancellation: Cancellation): Promise<AnalysisOutcome>;
  /** Asks for the backends of this machine, looking for a GPU where `choice` allows one. */
  backends(choice: BackendChoice): Promise<readonly BackendState[]>;
  /** Why the GPU that was looked for is not used; null where it is, or nobody looked yet. */
  readonly gpuFailure: string | null;
  /** Ends what is read of a document at once, and gives it up: its request is answered as cancelled. */
  stop(document: DocumentKey): void;
  /** Throws away whoever computes, with all that it holds; the next request starts anew. */
  restart(): void;
}

export const stopped: AnalysisFailure = { kind: 'stopped', message: 'It was stopped.' };

export const cancelled: AnalysisFailure = { kind: 'cancelled', message: 'The text changed meanwhile.' };

/** For a text of so many characters, where the settings have a bound. */
export const tooLong = (characters: number, bound: number): AnalysisFailure => ({
  kind: 'size',
  message:
    `This text has ${characters.toLocaleString('en')} characters; LossLens reads up to ` +
    `${bound.toLocaleString('en')}. Raise losslens.limits.fileCharacters, or move large data to a file of its own.`,
});
