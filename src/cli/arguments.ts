/** What was asked for on the command line. */
import { parseArgs } from 'node:util';
import { fail, succeed, type Result } from '../base/result';
import type { Severity } from '../rules/rule';
import { isSeverity, severities, unknownRule } from './configuration';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

export const backendChoices = ['auto', 'cpu', 'gpu'] as const;
export type BackendChoice = (typeof backendChoices)[number];

/** What is done with the quick fixes: nothing, written, or shown as what would be written. */
export type FixMode = 'none' | 'write' | 'show';

/** The `number`-th of `count` parts, from 1. */
export interface Shard {
  readonly number: number;
  readonly count: number;
}

export interface EvalCommand {
  readonly command: 'eval';
  readonly files: readonly string[];
  readonly json: boolean;
  readonly maxElements: number;
  /** Null: the fixed seed of samples. */
  readonly sampleSeed: number | null;
  readonly backend: BackendChoice;
}

export interface CheckCommand {
  readonly command: 'check';
  readonly paths: readonly string[];
  readonly format: Format;
  /** Null: what pyproject.toml says, else all rules. */
  readonly select: readonly string[] | null;
  /** On top of what pyproject.toml ignores. */
  readonly ignore: readonly string[];
  /** Null: what pyproject.toml says, else info. */
  readonly minSeverity: Severity | null;
  readonly fix: FixMode;
  readonly statistics: boolean;
  /** The name of the text on standard input, where `-` is a path. */
  readonly stdinFilename: string;
  /** The part of the files to check; null: all. */
  readonly shard: Shard | null;
  readonly reportUnusedIgnores: boolean;
}

export type Command =
  | EvalCommand
  | CheckCommand
  | { readonly command: 'help'; readonly of: 'eval' | 'check' | null }
  | { readonly command: 'version' }
  | { readonly command: 'list-rules' }
  | { readonly command: 'explain'; readonly rule: string };

export const defaultMaxElements = 10_000;

/** The path that stands for the text on standard input. */
export const stdinPath = '-';
const defaultStdinFilename = 'stdin.py';

const usage = `LossLens shows what a loss sees: it reads Python, never runs it, and evaluates tensors, losses and gradients.

  losslens eval  FILE…   the values, losses and gradients of Python files and notebooks
  losslens check PATH…   the mistakes that make training fail silently, with proof

  losslens eval --help, losslens check --help, losslens --version
`;

const evalUsage = `losslens eval [options] FILE…

Reads .py and .ipynb files as if they ran, and prints the variables at their end, every loss with
its value, loss per element and gradient, and what could not be evaluated.

  --json             one JSON document a line, one line a file, in order
  --max-elements N   larger tensors are given by their statistics (default ${defaultMaxElements})
  --sample-seed N    draws what the program draws without a seed anew, from this seed
  --backend NAME     auto, cpu or gpu: what computes large tensors (default cpu)

Exit code: 0 all files were read, 2 one could not be.
`;

const checkUsage = `losslens check [options] PATH…

Reads .py and .ipynb files, folders recursively (without what .gitignore ignores), and reports
mistakes between activation, loss and target. The path - is the text on standard input.

  --format NAME           text, json, sarif or github (default text)
  --select RULE,…         only these rules
  --ignore RULE,…         not these rules
  --min-severity NAME     error, warning or info: leave out what is weaker (default info)
  --fix                   apply the quick fixes that are certain; with - print the fixed text
  --diff                  print what --fix would change as a unified diff, and write nothing
  --stdin-filename NAME   what the text on standard input is called (default ${defaultStdinFilename})
  --shard I/N             only the I-th of N parts of the files, the same ones each time
  --report-unused-ignores report ignore comments that silence nothing
  --statistics            count the findings by rule instead of listing them
  --list-rules            the rules, with their usual severity
  --explain RULE          what a rule finds, why it matters, and what to write instead

Settings: [tool.losslens] in pyproject.toml with select, ignore, exclude, per-file-ignores, min-severity.
In a file: # losslens: ignore[RULE] reason

Exit code: 0 nothing found, 1 findings, 2 something could not be read or an argument is wrong.
`;

/** The text that --help prints. */
export function helpText(of: 'eval' | 'check' | null): string {
  if (of === null) return usage;
  return of === 'eval' ? evalUsage : checkUsage;
}

/**
 * Reads the arguments after the program's name.
 *
 * @param ruleNames All rules there are, so that a name that is none of them is told at once; asked for where one is named.
 * @returns Or what is wrong with them, in one line.
 */
export function readArguments(
  argv: readonly string[],
  ruleNames: () => readonly string[],
): Result<Command, string> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return succeed({ command: 'help', of: null });
  }
  if (name === '--version' || name === '-V') return succeed({ command: 'version' });
  try {
    if (name === 'eval') return readEval(rest);
    if (name === 'check') return readCheck(rest, ruleNames);
  } catch (error) {
    // parseArgs says what is wrong with an option; its further sentences advise programmers, not users.
    const [first] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    return fail(`${first?.replace(/\.$/, '')}; losslens ${name} --help lists the options`);
  }
  return fail(`there is no command "${name}"; there are eval and check (losslens --help)`);
}

function readEval(args: readonly string[]): Result<Command, string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      'max-elements': { type: 'string', default: String(defaultMaxElements) },
      'sample-seed': { type: 'string' },
      backend: { type: 'string', default: 'cpu' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return succeed({ command: 'help', of: 'eval' });
  const maxElements = Number(values['max-elements']);
  if (!/^\d+$/.test(values['max-elements']) || !Number.isSafeInteger(maxElements)) {
    return fail(`--max-elements must be a whole number of elements, not "${values['max-elements']}"`);
  }
  const seed = values['sample-seed'];
  const sampleSeed = seed === undefined ? null : Number(seed);
  if (seed !== undefined && (!/^\d+$/.test(seed) || !Number.isSafeInteger(sampleSeed))) {
    return fail(`--sample-seed must be a whole number from 0 on, not "${seed}"`);
  }
  const backend = backendChoices.find((choice) => choice === values.backend);
  if (!backend) return fail(`--backend must be one of ${backendChoices.join(', ')}, not "${values.backend}"`);
  if (positionals.length === 0) return fail('losslens eval needs a file; losslens eval --help');
  return succeed({
    command: 'eval',
    files: positionals,
    json: values.json,
    maxElements,
    sampleSeed,
    backend,
  });
}

function readCheck(args: readonly string[], ruleNames: () => readonly string[]): Result<Command, string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      select: { type: 'string', multiple: true },
      ignore: { type: 'string', multiple: true },
      'min-severity': { type: 'string' },
      fix: { type: 'boolean', default: false },
      diff: { type: 'boolean', default: false },
      'stdin-filename': { type: 'string' },
      shard: { type: 'string' },
      'report-unused-ignores': { type: 'boolean', default: false },
      statistics: { type: 'boolean', default: false },
      'list-rules': { type: 'boolean', default: false },
      explain: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return succeed({ command: 'help', of: 'check' });
  if (values['list-rules']) return succeed({ command: 'list-rules' });
  const named = (option: 'select' | 'ignore'): readonly string[] =>
    (values[option] ?? [])
      .flatMap((list) => list.split(',').map((name) => name.trim()))
      .filter((name) => name !== '');
  for (const rule of [...named('select'), ...named('ignore'), ...(values.explain ? [values.explain] : [])]) {
    const unknown = unknownRule(rule, ruleNames());
    if (unknown) return fail(unknown);
  }
  if (values.explain !== undefined) return succeed({ command: 'explain', rule: values.explain });
  const format = formats.find((known) => known === values.format);
  if (!format) return fail(`--format must be one of ${formats.join(', ')}, not "${values.format}"`);
  const minSeverity = values['min-severity'] ?? null;
  if (minSeverity !== null && !isSeverity(minSeverity)) {
    return fail(`--min-severity must be one of ${severities.join(', ')}, not "${minSeverity}"`);
  }
  const shard = values.shard === undefined ? null : shardOf(values.shard);
  if (values.shard !== undefined && shard === null) {
    return fail(`--shard must be I/N with I from 1 to N, such as 2/4, not "${values.shard}"`);
  }
  const isStdin = positionals.includes(stdinPath);
  if (isStdin && positionals.length > 1) return fail('- is the only path when standard input is read');
  if (!isStdin && values['stdin-filename'] !== undefined) {
    return fail('--stdin-filename names the text on standard input, which the path - reads');
  }
  if (positionals.length === 0) return fail('losslens check needs a file or a folder; losslens check --help');
  return succeed({
    command: 'check',
    paths: positionals,
    format,
    select: values.select === undefined ? null : named('select'),
    ignore: named('ignore'),
    minSeverity,
    fix: values.diff ? 'show' : values.fix ? 'write' : 'none',
    statistics: values.statistics,
    stdinFilename: values['stdin-filename'] ?? defaultStdinFilename,
    shard,
    reportUnusedIgnores: values['report-unused-ignores'],
  });
}

function shardOf(text: string): Shard | null {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text);
  const [number, count] = [Number(match?.[1]), Number(match?.[2])];
  return match && number >= 1 && number <= count ? { number, count } : null;
}
