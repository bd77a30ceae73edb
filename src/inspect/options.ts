/** What bounds a reading, and who computes for it. All of it is handed in; reading has no clock and no settings of its own. */
import type { Source } from '../base/place';
import type { Backend } from '../engine/backends/backend';
import type { DType, Values } from '../engine/dtype';
import type { TensorFramework } from '../frameworks/values';
import type { TensorId } from './inspection';

/** A file that an `import` means. */
export interface ImportedFile {
  readonly source: Source;
  /** Whether other modules stand inside it. */
  readonly isPackage: boolean;
}

/**
 * Finds the file of a module of the user's own; null where the workspace has none.
 *
 * @param module With dots, as it is written; empty in `from . import x`.
 * @param level The number of dots before it.
 * @param from The `file` of the source that imports it.
 */
export type ImportResolver = (module: string, level: number, from: string) => ImportedFile | null;

/** A tensor that comes with a text instead of standing in it: what is computed again and again need not be written and read as Python. */
export interface GivenTensor {
  readonly framework: TensorFramework;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Row-major, as many as the shape says. */
  readonly values: Values;
  readonly requiresGrad: boolean;
}

export interface InspectOptions {
  /** Computes large tensors; without it the CPU does when values are asked for. */
  readonly backend?: Backend;
  readonly limits?: Partial<Limits>;
  /** Milliseconds since any fixed moment; without it there is no bound on time. */
  readonly now?: () => number;
  /**
   * `all`: every expression, variable and gradient is recorded (editor, eval).
   * `judge`: only what rules need (check): faster, less memory.
   * `loss`: only what the losses come to, with their inputs: no steps, no gradients, no other tensor.
   */
  readonly record?: 'all' | 'judge' | 'loss';
  /** By name: tensors that are there before the first line, as if literals had made them. */
  readonly given?: Readonly<Record<string, GivenTensor>>;
  /** Where random numbers come from that the program draws without a seed; fixed, so that they stay the same. */
  readonly sampleSeed?: number;
  /** The id of a tensor that is handed over with its data, however many of its elements `dataElements` allows: up to `WHOLE_ELEMENTS`. */
  readonly whole?: TensorId;
  /** Finds the files that the text imports; without it, names from other files are unknown. */
  readonly imports?: ImportResolver;
  /** Which files can meet tensors, where only rules read; kept by the host from reading to reading while no file changes. */
  readonly tensorFiles?: Map<string, boolean>;
  /** Told each file that was imported, in the order of the `source` of its places: after the sources that were given. */
  readonly onImport?: (source: Source) => void;
  /** Told the qualified name of every function, class and tensor attribute of a framework that is used. */
  readonly onUse?: (name: string) => void;
}

/** When reading stops and says so. */
export interface Limits {
  /** Expressions and statements evaluated. */
  readonly steps: number;
  /** Elements of all tensors computed, together. */
  readonly elements: number;
  /** Milliseconds, where there is a clock. */
  readonly milliseconds: number;
  /** Nested calls, as Python's recursion limit. */
  readonly depth: number;
  /** Tensors of more elements are handed over without their data. */
  readonly dataElements: number;
}

/** A tensor that somebody looks at is handed over up to this size: 1024 rows of 1024. */
export const WHOLE_ELEMENTS = 1_048_576;

/** Where only rules read, a loop has shown what it does long before: values that many rounds lead to prove nothing more. */
const limitsForRules: Partial<Limits> = { steps: 400_000, elements: 1_000_000 };

export const defaultLimits: Limits = {
  steps: 2_000_000,
  elements: 200_000_000,
  milliseconds: 10_000,
  depth: 200,
  dataElements: 10_000,
};

/** The limits of a reading: those that are asked for, else the defaults. */
export const limitsOf = ({ record, limits }: InspectOptions): Limits => ({
  ...defaultLimits,
  ...(record === 'judge' ? limitsForRules : {}),
  ...limits,
});
