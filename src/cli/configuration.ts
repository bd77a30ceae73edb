/**
 * `[tool.losslens]` of pyproject.toml:
 *
 *   [tool.losslens]
 *   select = ["softmax-before-cross-entropy"]
 *   ignore = ["missing-softmax"]
 *   exclude = ["third_party/"]
 *   min-severity = "warning"
 *   [tool.losslens.per-file-ignores]
 *   "tests/*" = ["bce-on-logits"]
 *
 * The nearest pyproject.toml above a file that has the table counts. Patterns are
 * gitignore's, relative to the folder of that pyproject.toml.
 */
import { posix } from 'node:path';
import { parse } from 'smol-toml';
import type { Severity } from '../rules/rule';
import { messageOf, type FileAccess } from './files';
import { patternList, type PatternList } from './globs';

export interface Configuration {
  /** The pyproject.toml it comes from; null for the defaults. */
  readonly path: string | null;
  /** The only rules that are on; null: all are. */
  readonly select: readonly string[] | null;
  readonly ignore: readonly string[];
  readonly exclude: PatternList;
  readonly perFileIgnores: readonly { readonly files: PatternList; readonly rules: readonly string[] }[];
  readonly minSeverity: Severity | null;
}

/** What a pyproject.toml says that cannot be followed; the message names the file and the key. */
export class ConfigurationError extends Error {}

export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/**
 * The configurations of files, each pyproject.toml read once.
 *
 * @param ruleNames All rules there are, asked for where one is named; a name that is none of them is an error.
 */
export class Configurations {
  readonly #files: FileAccess;
  readonly #ruleNames: () => readonly string[];
  readonly #byFolder = new Map<string, Promise<Configuration>>();

  constructor(files: FileAccess, ruleNames: () => readonly string[]) {
    this.#files = files;
    this.#ruleNames = ruleNames;
  }

  /** The configuration of the files directly in a folder. Rejects with a ConfigurationError. */
  of(folder: string): Promise<Configuration> {
    let known = this.#byFolder.get(folder);
    if (!known) {
      known = this.#read(folder);
      this.#byFolder.set(folder, known);
    }
    return known;
  }

  async #read(folder: string): Promise<Configuration> {
    const path = posix.join(folder, 'pyproject.toml');
    if ((await this.#files.kind(path).catch(() => null)) === 'file') {
      let text: string;
      try {
        text = new TextDecoder().decode(await this.#files.read(path));
      } catch (error) {
        throw new ConfigurationError(`${path}: ${messageOf(error)}`);
      }
      const own = readConfiguration(text, path, this.#ruleNames);
      if (own) return own;
    }
    const parent = posix.dirname(folder);
    return parent === folder ? defaultConfiguration(folder) : this.of(parent);
  }
}

const defaultConfiguration = (folder: string): Configuration => ({
  path: null,
  select: null,
  ignore: [],
  exclude: patternList(folder, []),
  perFileIgnores: [],
  minSeverity: null,
});

/**
 * @param text The text of a pyproject.toml.
 * @param path Where it stands; its folder is the base of the patterns.
 * @returns Null when it has no `[tool.losslens]`. Throws a ConfigurationError.
 */
export function readConfiguration(
  text: string,
  path: string,
  ruleNames: () => readonly string[],
): Configuration | null {
  // Other tools own the rest of the file; without our table its mistakes are not ours to report.
  if (!text.includes('losslens')) return null;
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new ConfigurationError(`${path}: not valid TOML: ${messageOf(error)}`);
  }
  const table = tableAt(tableAt(document, 'tool'), 'losslens');
  if (!table) return null;

  const complain = (key: string, expected: string): never => {
    throw new ConfigurationError(`${path}: tool.losslens.${key} must be ${expected}`);
  };
  const names = (value: unknown, key: string): readonly string[] => {
    if (!isTextList(value)) return complain(key, 'a list of strings');
    return value;
  };
  const rules = (value: unknown, key: string): readonly string[] =>
    names(value, key).map((name) => {
      const unknown = unknownRule(name, ruleNames());
      if (unknown) throw new ConfigurationError(`${path}: tool.losslens.${key}: ${unknown}`);
      return name;
    });

  const known = ['select', 'ignore', 'exclude', 'per-file-ignores', 'min-severity'];
  for (const key of Object.keys(table)) {
    if (!known.includes(key)) {
      throw new ConfigurationError(
        `${path}: tool.losslens.${key} is not known; there are ${known.join(', ')}`,
      );
    }
  }
  const perFile = table['per-file-ignores'];
  if (perFile !== undefined && !isTable(perFile))
    complain('per-file-ignores', 'a table of patterns and rule lists');
  const minSeverity = table['min-severity'];
  if (minSeverity !== undefined && !isSeverity(minSeverity)) {
    complain('min-severity', `one of ${severities.map((severity) => `"${severity}"`).join(', ')}`);
  }
  const folder = posix.dirname(path);
  return {
    path,
    select: table['select'] === undefined ? null : rules(table['select'], 'select'),
    ignore: rules(table['ignore'] ?? [], 'ignore'),
    exclude: patternList(folder, names(table['exclude'] ?? [], 'exclude')),
    perFileIgnores: Object.entries(isTable(perFile) ? perFile : {}).map(([pattern, value]) => ({
      files: patternList(folder, [pattern]),
      rules: rules(value, `per-file-ignores."${pattern}"`),
    })),
    minSeverity: isSeverity(minSeverity) ? minSeverity : null,
  };
}

/** Why a name is no rule's, with the nearest one that is; null when it is one. */
export function unknownRule(name: string, ruleNames: readonly string[]): string | null {
  if (ruleNames.includes(name)) return null;
  const near = ruleNames
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ distance }) => distance <= Math.max(2, name.length / 3))
    .sort((a, b) => a.distance - b.distance)[0];
  const hint = near ? `; did you mean "${near.candidate}"?` : '; losslens check --list-rules lists them';
  return `there is no rule "${name}"${hint}`;
}

export const isSeverity = (value: unknown): value is Severity =>
  severities.some((severity) => severity === value);

/** Levenshtein's distance: the fewest single-character insertions, removals and replacements. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

function tableAt(value: unknown, key: string): Table | null {
  const inner = isTable(value) ? value[key] : undefined;
  return isTable(inner) ? inner : null;
}

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
