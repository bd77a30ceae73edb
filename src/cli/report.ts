/** All that `losslens check` found, for the reporters. */
import type { ErrorDocument, FindingDocument, NotJudgedDocument, PositionDocument } from './documents';
import type { ChangedFile, CheckOutcome, CheckTask, ReportedFinding } from './task';

export interface CheckReport {
  /** Files that were read. */
  readonly files: number;
  readonly lines: number;
  readonly seconds: number;
  /** In the order of the files, and within a file of their places. */
  readonly findings: readonly ReportedFinding[];
  readonly errors: readonly ErrorDocument[];
  /** Places where a loss is computed. */
  readonly losses: number;
  readonly notJudged: readonly NotJudgedDocument[];
  /** The bounds that cut the reading of a file. */
  readonly limits: readonly ErrorDocument[];
  /** Fixes that were applied; null without --fix. */
  readonly fixed: number | null;
  /** The files that they changed, each once. */
  readonly changed: readonly ChangedFile[];
}

/**
 * @param tasks The files that were asked for.
 * @param outcomes One for each of them, in the same order.
 * @param errors What went wrong before any file was read.
 */
export function gather(
  tasks: readonly CheckTask[],
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
    findings: findingsOf(tasks, outcomes),
    errors: [...errors, ...outcomes.flatMap((outcome) => outcome.errors)],
    losses: sum((outcome) => outcome.losses),
    notJudged: notJudgedBy(tasks, outcomes),
    limits: outcomes.flatMap((outcome) => outcome.limits),
    fixed: isFixing ? sum((outcome) => outcome.fixed) : null,
    changed: changesOf(outcomes),
  };
}

/** The losses that could not be judged, neither where they stand nor with the values of a file that imports them. */
function notJudgedBy(
  tasks: readonly CheckTask[],
  outcomes: readonly CheckOutcome[],
): readonly NotJudgedDocument[] {
  const keyOf = (path: string, { line, column }: PositionDocument): string => `${path}:${line}:${column}`;
  const judged = new Set(
    outcomes.flatMap(({ judgedElsewhere }) => judgedElsewhere.map((place) => keyOf(place.path, place))),
  );
  return outcomes.flatMap(({ notJudged }, turn) =>
    notJudged.filter((loss) => loss.cell !== undefined || !judged.has(keyOf(tasks[turn]!.path, loss))),
  );
}

/** A file that several outcomes changed, one after another, went from the first text to the last. */
function changesOf(outcomes: readonly CheckOutcome[]): readonly ChangedFile[] {
  const changes = new Map<string, ChangedFile>();
  for (const change of outcomes.flatMap(({ changed }) => changed)) {
    changes.set(change.path, { ...change, before: changes.get(change.path)?.before ?? change.before });
  }
  return [...changes.values()];
}

/**
 * The findings of all outcomes, each once: one in an imported file is reported by every file that imports it.
 * A file is called as it was asked for; one that was not asked for keeps its absolute path.
 */
function findingsOf(
  tasks: readonly CheckTask[],
  outcomes: readonly CheckOutcome[],
): readonly ReportedFinding[] {
  const asked = new Map(
    tasks.map((task, turn) => [task.path, { task, turn, off: outcomes[turn]?.off ?? [] }]),
  );
  const spell = (file: string): string => asked.get(file)?.task.file ?? file;
  const found = new Map<string, ReportedFinding>();
  for (const finding of outcomes.flatMap((outcome) => outcome.findings)) {
    const { document, path } = finding;
    const { rule, line, column, endLine, endColumn, cell } = document;
    const key = JSON.stringify([path, rule, line, column, endLine, endColumn, cell]);
    if (found.has(key) || asked.get(path)?.off.includes(rule)) continue;
    found.set(key, { ...finding, document: respelled(document, spell) });
  }
  const turnOf = ({ path }: ReportedFinding): number => asked.get(path)?.turn ?? tasks.length;
  const cellOf = ({ document }: ReportedFinding): number => document.cell ?? 0;
  return [...found.values()].sort(
    (a, b) =>
      turnOf(a) - turnOf(b) ||
      (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
      cellOf(a) - cellOf(b) ||
      a.document.line - b.document.line ||
      a.document.column - b.document.column,
  );
}

const respelled = (document: FindingDocument, spell: (file: string) => string): FindingDocument => ({
  ...document,
  file: spell(document.file),
  related: document.related.map((other) => ({ ...other, file: spell(other.file) })),
  fix: document.fix && {
    ...document.fix,
    edits: document.fix.edits.map((edit) => ({ ...edit, file: spell(edit.file) })),
  },
});
