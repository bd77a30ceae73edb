/**
 * The work on one file, as plain data in and out, so that a thread can do it. Nothing
 * here throws: whatever goes wrong with a file is part of its outcome.
 */
import type { Place, Source } from '../base/place';
import type { Backend } from '../engine/backends/backend';
import { analyze, type Analysis } from '../rules/analyze';
import type { Finding, Severity } from '../rules/rule';
import { severities } from './configuration';
import type { ErrorDocument, FindingDocument, NotJudgedDocument } from './documents';
import { encode } from './encoding';
import { evaluationDocument, unreadableDocument } from './evaluation';
import { evaluationReport } from './reporters/evaluation-text';
import { messageOf, type FileAccess } from './files';
import { findingDocument, positionDocument } from './findings';
import { applyFixes } from './fix';
import { cellSources, lineInFile } from './notebook';
import { countLines, readSources, sourcesOf, type ReadFile } from './sources';

interface FileTask {
  /** As the user spelled it. */
  readonly file: string;
  /** The same, absolute. */
  readonly path: string;
}

export interface CheckTask extends FileTask {
  readonly command: 'check';
  /** The rules that are off for this file. */
  readonly off: readonly string[];
  /** Findings below are left out. */
  readonly minSeverity: Severity;
  readonly fix: boolean;
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
  /** The line in the file; another than the finding's own for a notebook, whose lines count in the cell. */
  readonly fileLine: number;
}

export interface CheckOutcome {
  readonly command: 'check';
  readonly file: string;
  /** Whether the file could be read at all. */
  readonly read: boolean;
  readonly lines: number;
  readonly findings: readonly ReportedFinding[];
  readonly errors: readonly ErrorDocument[];
  readonly notJudged: readonly NotJudgedDocument[];
  /** The bounds that cut the reading. */
  readonly limits: readonly ErrorDocument[];
  /** Fixes that were applied. */
  readonly fixed: number;
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

/** What a task needs of its surroundings. */
export interface TaskContext {
  readonly files: FileAccess;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** Computes large tensors; without it the CPU does. */
  readonly backend?: Backend;
}

/** A fix can make room for another; more rounds than this mean that two fixes undo each other. */
const maximumFixRounds = 10;

/** Does one task. Never rejects. */
export async function runTask(task: Task, context: TaskContext): Promise<Outcome> {
  try {
    return task.command === 'check' ? await checkFile(task, context) : await evaluateFile(task, context);
  } catch (error) {
    return failedOutcome(task, `LossLens failed on this file: ${messageOf(error)}`);
  }
}

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
    read: false,
    lines: 0,
    findings: [],
    errors: [{ file, message }],
    notJudged: [],
    limits: [],
    fixed: 0,
  };
}

async function evaluateFile(task: EvalTask, { files, now, backend }: TaskContext): Promise<Outcome> {
  const read = await readSources(task.file, task.path, files);
  if (!read.ok) return failedOutcome(task, read.failure);
  const { sources } = read.value;
  const analysis = await analyze(sources, {
    ...(backend ? { backend } : {}),
    limits: { dataElements: task.maxElements },
    ...(task.sampleSeed === null ? {} : { sampleSeed: task.sampleSeed }),
    now,
    record: 'all',
  });
  const text = task.json
    ? `${JSON.stringify(evaluationDocument(task.file, sources, analysis))}\n`
    : evaluationReport(task.file, sources, analysis, task.isTerminal);
  return { command: 'eval', file: task.file, text, error: null };
}

async function checkFile(task: CheckTask, context: TaskContext): Promise<Outcome> {
  const { files } = context;
  const first = await readSources(task.file, task.path, files);
  if (!first.ok) return failedOutcome(task, first.failure);
  let read = first.value;
  let analysis = await judge(read, task, context);
  let fixed = 0;
  const errors: ErrorDocument[] = [];
  for (let round = 0; task.fix && round < maximumFixRounds; round++) {
    const next = applyFixes(read, reported(analysis.findings, task));
    if (!next) break;
    if (read.decoded.encoding !== 'utf-8') {
      errors.push({
        file: task.file,
        message: 'not fixed: the file is not UTF-8, and only UTF-8 is written',
      });
      break;
    }
    const reread = sourcesOf(task.file, task.path, { ...read.decoded, text: next.text });
    if (!reread.ok) break;
    const after = await judge(reread.value, task, context);
    if (after.inspection.syntaxProblems.length > analysis.inspection.syntaxProblems.length) {
      errors.push({ file: task.file, message: 'not fixed: the result would not be valid Python' });
      break;
    }
    try {
      await files.write(task.path, encode(next.text, read.decoded.byteOrderMark));
    } catch (error) {
      errors.push({ file: task.file, message: `not fixed: ${messageOf(error)}` });
      break;
    }
    fixed += next.applied;
    read = reread.value;
    analysis = after;
  }
  const { sources } = read;
  return {
    command: 'check',
    file: task.file,
    read: true,
    lines: sources.reduce((lines, source) => lines + countLines(source.text), 0),
    findings: reported(analysis.findings, task).map((finding) => reportedFinding(finding, read)),
    errors: [...errors, ...syntaxErrors(task.file, analysis, sources)],
    limits: analysis.inspection.limits.map((limit) => ({ file: task.file, message: limit })),
    notJudged: analysis.notJudged.map(({ place, reason }) => ({
      file: task.file,
      ...positionDocument(place, sources),
      reason,
    })),
    fixed,
  };
}

const judge = (read: ReadFile, task: CheckTask, { now, backend }: TaskContext): Promise<Analysis> =>
  analyze(read.sources, {
    ...(backend ? { backend } : {}),
    now,
    record: 'judge',
    rules: new Map(task.off.map((name) => [name, 'off'] as const)),
  });

const reported = (findings: readonly Finding[], task: CheckTask): readonly Finding[] =>
  findings.filter(({ severity }) => severities.indexOf(severity) <= severities.indexOf(task.minSeverity));

function reportedFinding(finding: Finding, read: ReadFile): ReportedFinding {
  const { place } = finding;
  const source = read.sources[place.source];
  return {
    document: findingDocument(finding, read.sources),
    sourceLine: source === undefined ? '' : lineAt(source.text, place),
    fileLine: lineInJson(read, source, place.line),
  };
}

function lineAt(text: string, { start, column }: Place): string {
  const from = start - (column - 1);
  const end = text.slice(from).search(/[\r\n]/);
  return end === -1 ? text.slice(from) : text.slice(from, from + end);
}

function lineInJson(read: ReadFile, source: Source | undefined, line: number): number {
  if (!read.isNotebook || source?.cell === undefined) return line;
  const cell = cellSources(read.decoded.text).get(source.cell);
  return cell ? lineInFile(read.decoded.text, cell, line) : line;
}

/** That a file is not all Python, with the first place: one error a file. */
function syntaxErrors(file: string, { inspection }: Analysis, sources: readonly Source[]): ErrorDocument[] {
  const [problem] = inspection.syntaxProblems;
  if (!problem) return [];
  const { line, column, cell } = positionDocument(problem.place, sources);
  const where = `${cell === undefined ? '' : `cell ${cell}, `}line ${line}, column ${column}`;
  const more = inspection.syntaxProblems.length - 1;
  const rest = more === 0 ? '' : ` (and ${more} more ${more === 1 ? 'place' : 'places'})`;
  return [{ file, message: `not valid Python at ${where}: ${problem.message}${rest}` }];
}
