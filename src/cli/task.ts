/**
 * The work on one file and what comes of it, as plain data, so that a thread can do it. Whatever goes wrong with a file
 * is part of its outcome.
 */
import type { Severity } from '../rules/rule';
import type { ErrorDocument, FindingDocument, NotJudgedDocument, PositionDocument } from './documents';
import { unreadableDocument } from './evaluation';
import type { ChangedFile } from './fix-rounds';

export type { ChangedFile } from './fix-rounds';

export interface FileTask {
  /** As the user spelled it. */
  readonly file: string;
  /** The same, absolute. */
  readonly path: string;
}

export interface CheckTask extends FileTask {
  readonly command: 'check';
  /** The only rules that are on for this file; null: those that are by default. */
  readonly select: readonly string[] | null;
  /** Rules that are off for it all the same. */
  readonly ignore: readonly string[];
  /** Findings below are left out. */
  readonly minSeverity: Severity;
  /** Whether the quick fixes are applied: to the files, or to the drafts where there are some. */
  readonly fix: boolean;
  readonly reportUnusedIgnores: boolean;
}

export interface EvalTask extends FileTask {
  readonly command: 'eval';
  /** Larger tensors are reported by their statistics. */
  readonly maxElements: number;
  /** Where samples come from; null for the fixed seed. */
  readonly sampleSeed: number | null;
  readonly json: boolean;
  /** Colours are used in a report for people. */
  readonly isTerminal: boolean;
}

export type Task = CheckTask | EvalTask;

export interface ReportedFinding {
  readonly document: FindingDocument;
  /** The text of the line that the finding starts on. */
  readonly sourceLine: string;
  /** The absolute path of the file that it stands in. */
  readonly path: string;
  /** The line in the file; another than the finding's own for a notebook, whose lines count in the cell. */
  readonly fileLine: number;
}

export interface CheckOutcome {
  readonly command: 'check';
  readonly file: string;
  /** The rules that were off for it. */
  readonly off: readonly string[];
  /** Whether the file could be read at all. */
  readonly read: boolean;
  readonly lines: number;
  readonly findings: readonly ReportedFinding[];
  readonly errors: readonly ErrorDocument[];
  /** Places in it where a loss is computed. */
  readonly losses: number;
  readonly notJudged: readonly NotJudgedDocument[];
  /** Losses in the files that it imports which could be judged with its values; files are absolute. */
  readonly judgedElsewhere: readonly (PositionDocument & { readonly path: string })[];
  /** The bounds that cut the reading. */
  readonly limits: readonly ErrorDocument[];
  /** Fixes that were applied. */
  readonly fixed: number;
  /** The files that they changed. */
  readonly changed: readonly ChangedFile[];
}

export interface EvalOutcome {
  readonly command: 'eval';
  readonly file: string;
  /** What is printed for the file: a JSON document in one line, or a report. */
  readonly text: string;
  /** Why the file could not be read; null when it could. */
  readonly error: string | null;
}

export type Outcome = CheckOutcome | EvalOutcome;

/** The outcome of a file that nothing is known of but the reason. */
export function failedOutcome(task: Task, message: string): Outcome {
  const { file } = task;
  if (task.command === 'eval') {
    const text = task.json
      ? `${JSON.stringify(unreadableDocument(file, message))}\n`
      : `${file}: ${message}\n`;
    return { command: 'eval', file, text, error: message };
  }
  return {
    command: 'check',
    file,
    off: task.ignore,
    read: false,
    lines: 0,
    findings: [],
    errors: [{ file, message }],
    losses: 0,
    notJudged: [],
    judgedElsewhere: [],
    limits: [],
    fixed: 0,
    changed: [],
  };
}
