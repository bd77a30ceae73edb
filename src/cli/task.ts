/**
 * The work on one file, as plain data in and out, so that a thread can do it. Nothing
 * here throws: whatever goes wrong with a file is part of its outcome.
 */
import type { Place, Source } from '../base/place';
import type { Backend } from '../engine/backends/backend';
import type { ImportResolver, InspectOptions } from '../inspect/options';
import { rules } from '../rules';
import { analyze, type Analysis } from '../rules/analyze';
import type { Finding, Severity } from '../rules/rule';
import { severities } from './configuration';
import type { ErrorDocument, FindingDocument, NotJudgedDocument } from './documents';
import { evaluationDocument, unreadableDocument } from './evaluation';
import { evaluationReport } from './reporters/evaluation-text';
import { messageOf, type FileAccess } from './files';
import { findingDocument, positionDocument } from './findings';
import type { Drafts } from './drafts';
import { fixInRounds, type ChangedFile } from './fix-rounds';
import { cellSources, lineInFile } from './notebook';
import { countLines, readSources, type ReadFile } from './sources';

export type { ChangedFile } from './fix-rounds';

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
  /** Whether the file could be read at all. */
  readonly read: boolean;
  readonly lines: number;
  readonly findings: readonly ReportedFinding[];
  readonly errors: readonly ErrorDocument[];
  /** Places in it where a loss is computed. */
  readonly losses: number;
  readonly notJudged: readonly NotJudgedDocument[];
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

/** What a task needs of its surroundings. */
export interface TaskContext {
  readonly files: FileAccess;
  /** Read and written in place of the files. */
  readonly drafts?: Drafts;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** Computes large tensors; without it the CPU does. */
  readonly backend?: Backend;
  /** Where imported modules are looked for; without it, names from other files are unknown. */
  readonly imports?: {
    readonly shared: ImportResolver;
    readonly fresh: () => ImportResolver;
    /** What is known of the files that `shared` finds. */
    readonly tensorFiles?: Map<string, boolean>;
  };
}

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
    losses: 0,
    notJudged: [],
    limits: [],
    fixed: 0,
    changed: [],
  };
}

/** Files are found by absolute paths; the task's own is called as the user spelled it. */
function importsOf(
  task: FileTask,
  { imports, drafts }: TaskContext,
  areFilesChanging: boolean,
): Pick<InspectOptions, 'imports' | 'tensorFiles'> {
  if (!imports) return {};
  const find = areFilesChanging ? imports.fresh() : imports.shared;
  return {
    ...(imports.tensorFiles && !areFilesChanging ? { tensorFiles: imports.tensorFiles } : {}),
    imports: (module, level, from) => {
      const found = find(module, level, from === task.file ? task.path : from);
      if (!found) return null;
      const { file } = found.source;
      const text = drafts?.textOf(file) ?? found.source.text;
      const isTask = file === task.path;
      if (!isTask && text === found.source.text) return found;
      return { ...found, source: { ...found.source, file: isTask ? task.file : file, text } };
    },
  };
}

async function evaluateFile(task: EvalTask, context: TaskContext): Promise<Outcome> {
  const { files, now, backend } = context;
  const read = await readSources(task.file, task.path, files);
  if (!read.ok) return failedOutcome(task, read.failure);
  const { sources } = read.value;
  const analysis = await analyze(sources, {
    ...(backend ? { backend } : {}),
    ...importsOf(task, context, false),
    limits: { dataElements: task.maxElements },
    ...(task.sampleSeed === null ? {} : { sampleSeed: task.sampleSeed }),
    now,
    record: 'all',
  });
  const text = task.json
    ? `${JSON.stringify(evaluationDocument(task.file, analysis.sources, analysis))}\n`
    : evaluationReport(task.file, analysis.sources, analysis, task.isTerminal);
  return { command: 'eval', file: task.file, text, error: null };
}

async function checkFile(task: CheckTask, context: TaskContext): Promise<Outcome> {
  const files = context.drafts ?? context.files;
  const first = await readSources(task.file, task.path, files);
  if (!first.ok) return failedOutcome(task, first.failure);
  const start = { read: first.value, analysis: await judge(first.value, task, context) };
  const wanted = ({ findings, elsewhere }: Analysis): readonly Finding[] =>
    reported([...findings, ...elsewhere], task);
  const { read, analysis, count, changed, errors } = task.fix
    ? await fixInRounds(task, start, files, wanted, (again) => judge(again, task, context))
    : { ...start, count: 0, changed: [], errors: [] };
  const { sources } = read;
  return {
    command: 'check',
    file: task.file,
    read: true,
    lines: sources.reduce((lines, source) => lines + countLines(source.text), 0),
    findings: wanted(analysis).map((finding) => reportedFinding(finding, read, task, analysis.sources)),
    errors: [...errors, ...syntaxErrors(task.file, analysis, sources)],
    limits: analysis.inspection.limits.map((limit) => ({ file: task.file, message: limit })),
    losses: lossPlaces(analysis, sources.length),
    notJudged: analysis.notJudged.map(({ place, reason }) => ({
      file: task.file,
      ...positionDocument(place, sources),
      reason,
    })),
    fixed: count,
    changed,
  };
}

const judge = (read: ReadFile, task: CheckTask, context: TaskContext): Promise<Analysis> =>
  analyze(read.sources, {
    ...importsOf(task, context, task.fix),
    ...(context.backend ? { backend: context.backend } : {}),
    now: context.now,
    record: 'judge',
    rules: settingsOf(task),
    reportUnusedIgnores: task.reportUnusedIgnores,
  });

/** What is not off is on, those rules as well that are off by default: the task says all that was asked for. */
const settingsOf = ({ off }: CheckTask): ReadonlyMap<string, Severity | 'off'> =>
  new Map([
    ...off.map((name) => [name, 'off'] as const),
    ...rules.flatMap(({ name, severity, isOffByDefault }) =>
      isOffByDefault && !off.includes(name) ? [[name, severity] as const] : [],
    ),
  ]);

const reported = (findings: readonly Finding[], task: CheckTask): readonly Finding[] =>
  findings.filter(({ severity }) => severities.indexOf(severity) <= severities.indexOf(task.minSeverity));

function reportedFinding(
  finding: Finding,
  read: ReadFile,
  task: CheckTask,
  sources: readonly Source[],
): ReportedFinding {
  const { place } = finding;
  const source = sources[place.source];
  const isOwn = place.source < read.sources.length;
  return {
    document: findingDocument(finding, sources),
    path: isOwn || !source ? task.path : source.file,
    sourceLine: source === undefined ? '' : lineAt(source.text, place),
    fileLine: isOwn ? lineInJson(read, source, place.line) : place.line,
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

/** A place counts once, however often it is evaluated. */
const lossPlaces = ({ inspection }: Analysis, own: number): number =>
  new Set(
    inspection.losses.flatMap(({ place: { source, start, end } }) =>
      source < own ? [`${source}:${start}:${end}`] : [],
    ),
  ).size;

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
