/**
 * Whether reading a text can meet a tensor at all. Most files of a project do not: where only rules read, their
 * syntax is enough. A tensor comes from a framework, which has to be named in the text or in a file that it imports,
 * from a method that only tensors have, or from a tensor that was printed and pasted. numpy alone is none: its arrays
 * have no gradients and no losses, and no rule is about them where nothing else takes them. The same holds for scipy.
 */
import type { Source } from '../base/place';
import { resolveQualified, tensorOnlyMethods, tensorPackages } from '../frameworks/index';
import type { Expression } from '../python/syntax';
import { moduleOf } from '../python/parsed';
import { textFact } from '../python/text-facts';
import { walk } from '../python/walk';
import { placeOfImports } from './module-finder';
import type { ImportedFile, ImportResolver } from './options';
import { printedNames } from './pasted';

/** Files that are looked at behind one text; where there are more, it is read. */
const MAXIMUM_FILES = 1_000;

/**
 * @param verdicts What was found of files before, by their names; kept by a host as long as no file changes.
 * @returns False only where no tensor, and so no loss and nothing else that rules look at, can be met.
 */
export function meetsTensors(
  sources: readonly Source[],
  resolve: ImportResolver | undefined,
  verdicts = new Map<string, boolean>(),
): boolean {
  const seen = new Set<string>();
  const waiting: ImportedFile[] = sources.map((source) => ({ source, isPackage: false }));
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    const { source } = file;
    const before = verdicts.get(source.file);
    if (before === false) continue;
    if (before === true || makesTensors(source) || seen.size > MAXIMUM_FILES) {
      // What lies between them is asked for itself, if anybody imports it.
      for (const { file: name } of [...sources, source]) verdicts.set(name, true);
      return true;
    }
    for (const found of resolve ? importedBy(file, resolve) : []) {
      if (seen.has(found.source.file)) continue;
      seen.add(found.source.file);
      waiting.push(found);
    }
  }
  // What none of them leads to, none of those that it imports leads to.
  for (const name of seen) verdicts.set(name, false);
  return false;
}

/** Whether a text makes tensors itself. */
function makesTensors(source: Source): boolean {
  const { imports, methods, mayHavePrints } = factsOf(source);
  return (
    mayHavePrints ||
    imports.some(
      ({ level, path: [top] }) => level === 0 && !withoutGradients.has(top!) && tensorPackages.has(top!),
    ) ||
    [...methods].some((name) => telling.has(name) || (tensorOnlyMethods.has(name) && methods.has('exp')))
  );
}

const withoutGradients: ReadonlySet<string> = new Set(['numpy', 'scipy']);

/** Of the methods that only tensors have, those whose result tells rules something; an `exp` may make a softmax of any tensor. */
const telling: ReadonlySet<string> = new Set(['softmax', 'log_softmax', 'sigmoid', 'logsumexp', 'argmax']);

/** The files of the workspace that a file imports, and the modules of packages that it may reach by their attributes. */
function* importedBy({ source, isPackage }: ImportedFile, resolve: ImportResolver): Iterable<ImportedFile> {
  const { imports, attributes } = factsOf(source);
  const from = placeOfImports(source.file, isPackage);
  for (const { level, path, names } of imports) {
    // What LossLens knows itself is not looked for among the user's files.
    if (level === 0 && resolveQualified(path[0]!) !== undefined) continue;
    const starts = path.length > 0 ? path.map((_, at) => path.slice(0, at + 1).join('.')) : [''];
    const modules = starts.flatMap((module) => resolve(module, level, from) ?? []);
    yield* modules;
    const bound = names ? modules.slice(-1).flatMap((module) => modulesIn(module, names, resolve)) : modules;
    yield* bound;
    yield* reachable(bound, attributes, resolve);
  }
}

function modulesIn(
  { source, isPackage }: ImportedFile,
  names: Iterable<string>,
  resolve: ImportResolver,
): readonly ImportedFile[] {
  if (!isPackage) return [];
  const from = placeOfImports(source.file, isPackage);
  return [...names].flatMap((name) => resolve(name, 1, from) ?? []);
}

/** What stands inside packages that a name is bound to. */
function* reachable(
  packages: readonly ImportedFile[],
  attributes: ReadonlySet<string>,
  resolve: ImportResolver,
): Iterable<ImportedFile> {
  const waiting = [...packages];
  const seen = new Set<string>();
  for (let module = waiting.pop(); module; module = waiting.pop()) {
    if (seen.has(module.source.file)) continue;
    seen.add(module.source.file);
    const inside = modulesIn(module, attributes, resolve);
    yield* inside;
    waiting.push(...inside);
  }
}

interface Facts {
  readonly imports: readonly {
    readonly level: number;
    readonly path: readonly string[];
    /** What is taken from it; null where the module itself is bound. */
    readonly names: readonly string[] | null;
  }[];
  /** Every name behind a dot. */
  readonly attributes: ReadonlySet<string>;
  /** Those that may be methods of a tensor: not what is numpy's own, as `np.exp`. */
  readonly methods: ReadonlySet<string>;
  /** Whether a printed tensor may stand in it. */
  readonly mayHavePrints: boolean;
}

const factsOf = textFact((source): Facts => {
  const imports: Facts['imports'][number][] = [];
  const attributes = new Set<string>();
  const methods = new Set<string>();
  const numpy = new Set(['np', 'numpy']);
  let mayHavePrints = false;
  walk(moduleOf(source), (node) => {
    if (node.kind === 'Attribute') {
      attributes.add(node.attribute);
      if (!isNamed(node.value, numpy)) methods.add(node.attribute);
    } else if (node.kind === 'Call') mayHavePrints ||= isNamed(node.func, printedNames);
    else if (node.kind === 'Broken') mayHavePrints = true;
    else if (node.kind === 'Import') {
      for (const { name } of node.names) imports.push({ level: 0, path: name.split('.'), names: null });
    } else if (node.kind === 'ImportFrom') {
      const path = node.module === '' ? [] : node.module.split('.');
      imports.push({ level: node.level, path, names: node.names.map(({ name }) => name) });
    }
  });
  return { imports, attributes, methods, mayHavePrints };
});

const isNamed = (expression: Expression, names: ReadonlySet<string>): boolean =>
  expression.kind === 'Name' && names.has(expression.id);
