/** Modules of the user's own: files of the workspace that the text imports, each read once, when it is first imported. */
import type { Source } from '../base/place';
import { atPlace, inLayer, withGrad } from '../engine/context';
import { unknown, type ModuleValue, type Value } from '../frameworks/values';
import { outlineOf } from '../python/parsed';
import { addedFolders, plainlyImported, type AddedFolder } from '../python/search-path';
import { textFact } from '../python/text-facts';
import { LimitReached } from './guarded';
import type { Interpreter } from './interpreter';
import { placeOfImports } from './module-finder';
import type { ImportedFile, ImportResolver, InspectOptions } from './options';
import { moduleScope, nameIn, type Scope } from './scope';
import { starNames } from './star-names';
import { execute } from './statements';

/** What a ModuleValue holds as `user`. */
export interface UserModule {
  readonly name: string;
  readonly file: string;
  /** What relative imports start from; the same as `file` but for packages without an `__init__.py`. */
  readonly isPackage: boolean;
  readonly scope: Scope;
}

/** A folder that a file puts on the path. */
interface AddedByFile extends AddedFolder {
  readonly file: string;
}

/** Files that one reading imports at most, and steps that each may take to be imported. */
const MAXIMUM_MODULES = 100;
const STEPS_EACH = 20_000;

/**
 * Steps that calls into imported files may take in all: where only rules read, and where a person looks. Each call may
 * take half of what is left, so that one that takes long, as a loop that generates text, leaves some to what stands below
 * it.
 */
const STEPS_IN_CALLS = { judge: 20_000, loss: 400_000, all: 400_000 } as const;

/** From a program to its packages, and to the files of these. */
const DEPTH_OF_REGISTRIES = 2;

interface Imported {
  readonly module: string;
  readonly level: number;
}

/** What a text imports at its top, `from . import swin` as `.swin`. */
const importedBy = textFact((source): readonly Imported[] =>
  outlineOf(source).body.flatMap((statement) => {
    if (statement.kind === 'Import') return statement.names.map(({ name }) => ({ module: name, level: 0 }));
    if (statement.kind !== 'ImportFrom') return [];
    const { module, level, names } = statement;
    const inside = names.flatMap(({ name }) =>
      name === '*' ? [] : { module: module === '' ? name : `${module}.${name}`, level },
    );
    return module === '' ? inside : [{ module, level }, ...inside];
  }),
);

const starNamesOf = textFact((source) => starNames(outlineOf(source), source.text));

export class UserModules {
  readonly #byFile = new Map<string, UserModule>();
  readonly #byScope = new Map<Scope, UserModule>();
  readonly #added = new Map<Source, readonly AddedByFile[]>();
  #stepsInCalls: number;
  /** The steps that were left when the outermost call into an imported file began, and how many it may take; null outside of one. */
  #outermost: { readonly stepsLeft: number; readonly allowed: number } | null = null;

  constructor(
    readonly interpreter: Interpreter,
    readonly resolve: ImportResolver | undefined,
    record: NonNullable<InspectOptions['record']>,
  ) {
    this.#stepsInCalls = STEPS_IN_CALLS[record];
    const [own] = interpreter.sources;
    if (own)
      this.#add({ name: '__main__', file: own.file, isPackage: false, scope: interpreter.moduleScope });
  }

  /** The module whose text a scope belongs to. */
  of(scope: Scope): UserModule | undefined {
    return this.#byScope.get(scope.module);
  }

  /**
   * `from MODULE import …` with `level` dots in a text of `scope`; undefined where the workspace has no such file.
   */
  import(module: string, level: number, scope: Scope): UserModule | undefined {
    const found = this.#find(module, level, scope);
    if (!found) return undefined;
    const known = this.#byFile.get(found.source.file);
    if (known || this.#byFile.size > MAXIMUM_MODULES) return known;
    const { source, isPackage } = found;
    const made: UserModule = { name: module, file: source.file, isPackage, scope: moduleScope() };
    this.#add(made);
    this.#read(source, made.scope);
    return made;
  }

  /**
   * The names of `from MODULE import *` in a text of `scope`, where its text tells them: then it need not be read for
   * them. Undefined where it does not, or where the workspace has no such file.
   */
  starNames(module: string, level: number, scope: Scope): readonly string[] | undefined {
    const found = this.#find(module, level, scope);
    if (!found || this.#byFile.has(found.source.file)) return undefined;
    return starNamesOf(found.source);
  }

  #find(module: string, level: number, scope: Scope): ImportedFile | null {
    const importer = this.of(scope);
    const { resolve } = this;
    if (!resolve || !importer) return null;
    const from = placeOfImports(importer.file, importer.isPackage);
    const found = resolve(module, level, from);
    if (found || level > 0) return found;
    for (const { above, folder, file } of this.#addedFolders(scope)) {
      const name = folder === '' ? module : `${folder}.${module}`;
      const there =
        (above > 0 && resolve(name, above + 1, file)) || (folder !== '' && resolve(name, 0, from));
      if (there) return there;
    }
    return null;
  }

  /** What the program, or the file that imports, puts on the path where modules are looked for. */
  #addedFolders({ module }: Scope): readonly AddedByFile[] {
    const { sources } = this.interpreter;
    const asked = new Set([sources[module.source], sources[0]]);
    return [...asked].flatMap((source) => (source ? this.#addedBy(source) : []));
  }

  /** What a file puts there itself, or a module that it imports for nothing else: nobody asks for a name of that one. */
  #addedBy(source: Source): readonly AddedByFile[] {
    const known = this.#added.get(source);
    if (known) return known;
    const modules = plainlyImported(source).flatMap((name) => this.resolve?.(name, 0, source.file) ?? []);
    const added = [source, ...modules.map((file) => file.source)].flatMap((from) =>
      addedFolders(from).map((folder) => ({ ...folder, file: from.file })),
    );
    this.#added.set(source, added);
    return added;
  }

  /**
   * Runs a call of a function that stands in `source`. Imported files may hold whole libraries, which
   * are followed as far as there are steps for it: after that such a call gives undefined, and nothing is run.
   */
  call<Result>(source: number, body: () => Result): Result | undefined {
    const { interpreter } = this;
    if (source < interpreter.ownSources) return body();
    const isOutermost = this.#outermost === null;
    const { stepsLeft, allowed } = (this.#outermost ??= {
      stepsLeft: interpreter.stepsLeft,
      allowed: this.#stepsInCalls / 2,
    });
    try {
      return stepsLeft - interpreter.stepsLeft < allowed ? body() : undefined;
    } finally {
      if (isOutermost) {
        this.#stepsInCalls -= Math.min(Math.max(0, stepsLeft - interpreter.stepsLeft), allowed);
        this.#outermost = null;
      }
    }
  }

  /** A name of a module, or a module inside a package. */
  attribute({ scope, isPackage }: UserModule, name: string): Value | undefined {
    const own = nameIn(scope, name);
    if (own || !isPackage) return own;
    const inner = this.import(name, 1, scope);
    return inner && moduleValue(inner);
  }

  /**
   * A function of this name in a file that the program imports, or that its imports import. What a decorator registers
   * is often imported for that alone, so that no name leads to it.
   */
  functionInImports(name: string): Value | undefined {
    if (!/^\w+$/.test(name)) return undefined;
    const defines = new RegExp(`^def ${name}\\(`, 'm');
    for (const { text, read } of this.#behindImports(this.interpreter.moduleScope)) {
      const module = defines.test(text) ? read() : undefined;
      const value = module && nameIn(module.scope, name);
      if (value?.kind === 'function') return value;
    }
    return undefined;
  }

  /** Whether such a file, or the program itself, has a word. */
  importsMention(word: string): boolean {
    const { interpreter } = this;
    if (interpreter.sources.some(({ text }) => text.includes(word))) return true;
    for (const { text } of this.#behindImports(interpreter.moduleScope)) if (text.includes(word)) return true;
    return false;
  }

  /** The files that a file imports; of packages those that they import as well. */
  *#behindImports(
    scope: Scope,
    seen = new Set<string>(),
    depth = 0,
  ): Iterable<{ readonly text: string; readonly read: () => UserModule | undefined }> {
    const source = this.interpreter.sources[scope.source];
    if (!source || depth > DEPTH_OF_REGISTRIES) return;
    for (const { module, level } of importedBy(source)) {
      const found = this.#find(module, level, scope);
      if (!found || seen.has(found.source.file) || seen.size > MAXIMUM_MODULES) continue;
      seen.add(found.source.file);
      const read = (): UserModule | undefined => this.import(module, level, scope);
      yield { text: found.source.text, read };
      const made = found.isPackage ? read() : undefined;
      if (made) yield* this.#behindImports(made.scope, seen, depth + 1);
    }
  }

  #add(module: UserModule): void {
    this.#byFile.set(module.file, module);
    this.#byScope.set(module.scope, module);
  }

  /**
   * Reads a file to its end, with a flow and a budget of its own. It is no part of a branch or a function that
   * surrounds the import: a module stays imported.
   */
  #read(source: Source, scope: Scope): void {
    const { body } = outlineOf(source);
    const { interpreter } = this;
    scope.source = interpreter.addSource(source);
    const { currentSource, currentSpan, tryDepth, leavesLoopPerhaps, perhapsDepth, branchDepth } =
      interpreter;
    const frames = interpreter.frames.splice(0);
    const handling = interpreter.handling.splice(0);
    interpreter.currentSource = scope.source;
    interpreter.tryDepth = 0;
    interpreter.leavesLoopPerhaps = false;
    interpreter.perhapsDepth = 0;
    interpreter.branchDepth = 0;
    try {
      withGrad(true, () =>
        inLayer(undefined, () =>
          atPlace(undefined, () =>
            interpreter.trails.aside(() =>
              interpreter.withSteps(STEPS_EACH, () => void execute(interpreter, body, scope)),
            ),
          ),
        ),
      );
    } catch (error) {
      // What stands below is not defined then; the file that imports it is read on.
      if (!(error instanceof LimitReached) || error.bound !== 'steps') throw error;
    } finally {
      interpreter.frames.splice(0, Infinity, ...frames);
      interpreter.handling.splice(0, Infinity, ...handling);
      Object.assign(interpreter, {
        currentSource,
        currentSpan,
        tryDepth,
        leavesLoopPerhaps,
        perhapsDepth,
        branchDepth,
      });
    }
  }
}

export const moduleValue = (module: UserModule): ModuleValue => ({
  kind: 'module',
  name: module.name,
  user: module,
});

/** The names that `from module import *` brings. */
export function publicNames({ scope }: UserModule): readonly string[] {
  const all = nameIn(scope, '__all__');
  if (all?.kind === 'list' || all?.kind === 'tuple') {
    return all.items.flatMap((item) => (item.kind === 'str' ? [item.value] : []));
  }
  return [...scope.names.keys(), ...scope.pending.keys()].filter((name) => !name.startsWith('_'));
}

/** A name that a module of the user's does not have as far as it was read. */
export const missingName = (interpreter: Interpreter, module: UserModule, name: string): Value =>
  unknown(`'${name}' is not defined in ${module.file} as far as it was read`, interpreter.place);
