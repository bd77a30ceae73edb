/** Does the work on one file. Nothing here throws. */
import type { Place, Source } from '../base/place';
import type { Backend } from '../engine/backends/backend';
import type { ImportResolver, InspectOptions } from '../inspect/options';
import { rules } from '../rules';
import { lossPlaces } from '../rules/not-judged';
import { analyze, type Analysis } from '../rules/analyze';
import type { Finding, Rule, Severity } from '../rules/rule';
import { severities } from './configuration';
import type { ErrorDocument } from './documents';
import { evaluationDocument } from './evaluation';
import { evaluationReport } from './reporters/evaluation-text';
import { messageOf, type FileAccess } from './files';
import { findingDocument, positionDocument } from './findings';
import type { Drafts } from './drafts';
import { fixInRounds } from './fix-rounds';
import { cellSources, lineInFile } from './notebook';
import { countLines, readSources, type ReadFile } from './sources';
import {
  failedOutcome,
  type CheckTask,
  type EvalTask,
  type FileTask,
  type Outcome,
  type ReportedFinding,
  type Task,
} from './task';

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
    off: rules.filter((rule) => !isOn(rule, task)).map(({ name }) => name),
    read: true,
    lines: sources.reduce((lines, source) => lines + countLines(source.text), 0),
    findings: wanted(analysis).map((finding) => reportedFinding(finding, read, task, analysis.sources)),
    errors: [...errors, ...syntaxErrors(task.file, analysis, sources)],
    limits: analysis.inspection.limits.map((limit) => ({ file: task.file, message: limit })),
    losses: lossPlaces(analysis.inspection, sources.length).length,
    notJudged: analysis.notJudged.map(({ place, reason }) => ({
      file: task.file,
      ...positionDocument(place, sources),
      reason,
    })),
    judgedElsewhere: analysis.judgedElsewhere.map((place) => ({
      path: analysis.sources[place.source]!.file,
      ...positionDocument(place, analysis.sources),
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

/** What is not off is on, those rules as well that are off by default and are selected. */
const settingsOf = (task: CheckTask): ReadonlyMap<string, Severity | 'off'> =>
  new Map(
    rules.flatMap((rule): (readonly [string, Severity | 'off'])[] => {
      if (!isOn(rule, task)) return [[rule.name, 'off']];
      return rule.isOffByDefault ? [[rule.name, rule.severity]] : [];
    }),
  );

const isOn = ({ name, isOffByDefault }: Rule, { select, ignore }: CheckTask): boolean =>
  !ignore.includes(name) && (select ? select.includes(name) : !isOffByDefault);

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
