/** All that `losslens check` found, for the reporters. */
import type { ErrorDocument, NotJudgedDocument } from './documents';
import type { CheckOutcome, ReportedFinding } from './task';

export interface CheckReport {
  /** Files that were read. */
  readonly files: number;
  readonly lines: number;
  readonly seconds: number;
  /** In the order of the files, and within a file of their places. */
  readonly findings: readonly ReportedFinding[];
  readonly errors: readonly ErrorDocument[];
  readonly notJudged: readonly NotJudgedDocument[];
  /** The bounds that cut the reading of a file. */
  readonly limits: readonly ErrorDocument[];
  /** Fixes that were applied; null without --fix. */
  readonly fixed: number | null;
}

/**
 * @param outcomes One for each file, in order.
 * @param errors What went wrong before any file was read.
 */
export function gather(
  outcomes: readonly CheckOutcome[],
  errors: readonly ErrorDocument[],
  seconds: number,
  isFixing: boolean,
): CheckReport {
  const sum = (count: (outcome: CheckOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  return {
    files: sum((outcome) => (outcome.read ? 1 : 0)),
    lines: sum((outcome) => outcome.lines),
    seconds,
    findings: outcomes.flatMap((outcome) => outcome.findings),
    errors: [...errors, ...outcomes.flatMap((outcome) => outcome.errors)],
    notJudged: outcomes.flatMap((outcome) => outcome.notJudged),
    limits: outcomes.flatMap((outcome) => outcome.limits),
    fixed: isFixing ? sum((outcome) => outcome.fixed) : null,
  };
}
