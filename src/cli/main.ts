/** The command line, with everything that touches the machine handed in. */
import { posix } from 'node:path';
import type { Rule } from '../rules/rule';
import {
  helpText,
  readArguments,
  stdinPath,
  type BackendChoice,
  type CheckCommand,
  type EvalCommand,
} from './arguments';
import { absolutePath, collect, slashes, type Collected, type FoundFile } from './collect';
import { ConfigurationError, Configurations, type Configuration } from './configuration';
import { Drafts } from './drafts';
import type { FileAccess } from './files';
import { gather, type CheckReport } from './report';
import { diffReport } from './reporters/diff';
import { explainRule, listRules } from './reporters/rules';
import { githubReport } from './reporters/github';
import { jsonReport } from './reporters/json';
import { sarifReport } from './reporters/sarif';
import { statisticsReport, textReport } from './reporters/text';
import { isInShard } from './shard';
import type { CheckOutcome, CheckTask, EvalTask, Outcome, Task } from './task';

export interface MainParams {
  /** The arguments after the program's name. */
  readonly argv: readonly string[];
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly files: FileAccess;
  /** Absolute. */
  readonly cwd: string;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** Whether people look at stdout as it is printed: colours are used. */
  readonly isTerminal: boolean;
  /** All rules there are. Loading them takes time and memory, so they are asked for only where one is named or shown. */
  readonly rules: () => readonly Rule[];
  /** The same with all of their examples, which only a rule's page shows. */
  readonly rulesWithExamples: () => readonly Rule[];
  /** LossLens' own. */
  readonly version: string;
  /**
   * Does the tasks, perhaps several at a time, and gives their outcomes in the order of the tasks.
   * Where there are drafts, they are read and written in place of the files, one task after another.
   */
  readonly run: (
    tasks: readonly Task[],
    backend: BackendChoice,
    drafts: Drafts | null,
  ) => AsyncIterable<Outcome>;
  /** All that comes in on standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  /** Hears how many files are done, of how many. */
  readonly progress?: (done: number, all: number) => void;
}

/** 0: nothing was found; 1: something was; 2: the work could not be done, and stderr says why. */
export type ExitCode = 0 | 1 | 2;

/** Does what the arguments say. Never rejects for what a user can cause. */
export async function main(params: MainParams): Promise<ExitCode> {
  const { rules } = params;
  const ruleNames = (): readonly string[] => rules().map((rule) => rule.name);
  const read = readArguments(params.argv, ruleNames);
  if (!read.ok) return complain(params, read.failure);
  const command = read.value;
  switch (command.command) {
    case 'help':
      params.stdout(helpText(command.of));
      return 0;
    case 'version':
      params.stdout(`losslens ${params.version}\n`);
      return 0;
    case 'list-rules':
      params.stdout(listRules(rules()));
      return 0;
    case 'explain': {
      const rule = params.rulesWithExamples().find(({ name }) => name === command.rule);
      if (rule) params.stdout(explainRule(rule));
      return 0;
    }
    case 'eval':
      return evaluate(command, params);
    case 'check':
      return check(command, params, ruleNames);
  }
}

/** One clear line on stderr. */
function complain({ stderr }: MainParams, message: string): 2 {
  stderr(`losslens: ${message}\n`);
  return 2;
}

async function evaluate(command: EvalCommand, params: MainParams): Promise<ExitCode> {
  const tasks = command.files.map((file): EvalTask => ({
    command: 'eval',
    file,
    path: absolutePath(file, params.cwd),
    maxElements: command.maxElements,
    sampleSeed: command.sampleSeed,
    json: command.json,
    isTerminal: params.isTerminal,
  }));
  let code: ExitCode = 0;
  for await (const outcome of params.run(tasks, command.backend, null)) {
    if (outcome.command !== 'eval') continue;
    if (outcome.error === null || command.json) params.stdout(outcome.text);
    if (outcome.error !== null) code = complain(params, `${outcome.file}: ${outcome.error}`);
  }
  return code;
}

async function check(
  command: CheckCommand,
  params: MainParams,
  ruleNames: () => readonly string[],
): Promise<ExitCode> {
  const started = params.now();
  const configurations = new Configurations(params.files, ruleNames);
  const isStdin = command.paths.includes(stdinPath);
  const drafts = isStdin || command.fix === 'show' ? new Drafts(params.files) : null;
  try {
    const {
      found: all,
      missing,
      errors,
    } = isStdin
      ? await collectStdin(command, params, drafts!)
      : await collect(
          command.paths,
          params.cwd,
          params.files,
          async (path, isFolder) =>
            (await configurations.of(posix.dirname(path))).exclude.test(path, isFolder).ignored,
        );
    const { shard } = command;
    const found = shard ? all.filter(({ file }) => isInShard(file, shard)) : all;
    if (missing.length > 0) return complain(params, `${missing.join(', ')}: no such file or folder`);
    const tasks = await Promise.all(
      found.map(async ({ file, path }): Promise<CheckTask> => {
        const configuration = await configurations.of(posix.dirname(path));
        return {
          command: 'check',
          file,
          path,
          ...rulesOf(path, command, configuration),
          minSeverity: command.minSeverity ?? configuration.minSeverity ?? 'info',
          fix: command.fix !== 'none',
          reportUnusedIgnores: command.reportUnusedIgnores,
        };
      }),
    );
    const outcomes: CheckOutcome[] = [];
    for await (const outcome of params.run(tasks, 'cpu', drafts)) {
      if (outcome.command === 'check') outcomes.push(outcome);
      params.progress?.(outcomes.length, tasks.length);
    }
    const seconds = (params.now() - started) / 1000;
    const report = gather(tasks, outcomes, errors, seconds, command.fix === 'write');
    print(report, found, command, params, drafts);
    const unread = outcomes.filter((outcome) => !outcome.read);
    for (const { errors: reasons } of unread) {
      for (const { file, message } of reasons) complain(params, `${file}: ${message}`);
    }
    if (unread.length > 0 || errors.length > 0) return 2;
    if (command.fix === 'show') return report.changed.length > 0 ? 1 : 0;
    return report.findings.length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof ConfigurationError) return complain(params, error.message);
    throw error;
  }
}

/** The text on standard input as the only file there is. */
async function collectStdin(
  { stdinFilename }: CheckCommand,
  { cwd, stdin }: MainParams,
  drafts: Drafts,
): Promise<Collected> {
  const file = slashes(stdinFilename);
  const path = absolutePath(file, cwd);
  await drafts.write(path, await stdin());
  return { found: [{ file, path }], missing: [], errors: [] };
}

/** The report on stdout; or what would change there; or the fixed text there and the report on stderr. */
function print(
  report: CheckReport,
  found: readonly FoundFile[],
  command: CheckCommand,
  params: MainParams,
  drafts: Drafts | null,
): void {
  const [first] = found;
  if (command.fix === 'show') {
    const names = new Map(found.map(({ file, path }) => [path, file]));
    params.stdout(diffReport(report.changed, (path) => names.get(path) ?? path));
  } else if (command.fix === 'write' && drafts && first) {
    params.stdout(new TextDecoder('utf-8', { ignoreBOM: true }).decode(drafts.bytesOf(first.path)));
    params.stderr(render(report, command, { ...params, isTerminal: false }));
  } else params.stdout(render(report, command, params));
}

/** Which rules look at a file: what the command line says, else what its pyproject.toml does. */
function rulesOf(
  path: string,
  command: CheckCommand,
  configuration: Configuration,
): Pick<CheckTask, 'select' | 'ignore'> {
  const here = configuration.perFileIgnores
    .filter(({ files }) => files.test(path, false).ignored)
    .flatMap((entry) => entry.rules);
  return {
    select: command.select ?? configuration.select,
    ignore: [...command.ignore, ...configuration.ignore, ...here],
  };
}

function render(
  report: CheckReport,
  { format, statistics }: CheckCommand,
  { isTerminal, version, rules }: MainParams,
): string {
  switch (format) {
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report, rules(), version);
    case 'github':
      return githubReport(report);
    case 'text':
      return statistics ? statisticsReport(report, isTerminal) : textReport(report, isTerminal);
  }
}
