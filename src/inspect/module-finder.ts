/**
 * Which file of the workspace an `import` means, as Python would find it: beside the importing file, in the
 * folders above it up to the project's root, and in their `src`. Pure: the host says what lies where.
 */
import type { ImportResolver } from './options';

/** The host's files. Paths are absolute, with `/` between their parts. Both throw for what is not there. */
export interface ModuleFiles {
  /** The names in a folder. */
  list(folder: string): Iterable<string>;
  /** The text of a file. */
  read(path: string): string;
}

/** What stands in the root folder of a project. */
const rootMarks = ['.git', 'pyproject.toml', 'setup.py', 'setup.cfg'] as const;
/** A root is looked for so many folders up. */
const MAXIMUM_HEIGHT = 6;

/** Texts that are kept for the next import, in characters; beyond it all are forgotten. */
const KEPT_CHARACTERS = 8_000_000;

/** Finds modules among `files`. What was found is kept, so a finder is for one moment of the files. */
export function moduleFinder(files: ModuleFiles): ImportResolver {
  const folders = new Map<string, ReadonlySet<string> | null>();
  const searched = new Map<string, readonly string[]>();
  const found = new Map<string, Found | null>();
  let characters = 0;

  const list: List = (folder) => {
    let names = folders.get(folder);
    if (names === undefined) folders.set(folder, (names = attempt(() => new Set(files.list(folder)))));
    return names;
  };

  const searchFolders = (folder: string): readonly string[] => {
    let known = searched.get(folder);
    if (!known) searched.set(folder, (known = foldersToSearch(list, folder)));
    return known;
  };

  const inFolder = (folder: string, parts: readonly string[]): Found | null => {
    const key = `${folder}/${parts.join('/')}`;
    let file = found.get(key);
    if (file !== undefined) return file;
    file = readAt(files, locate(list, folder, parts));
    characters += file?.text.length ?? 0;
    if (characters > KEPT_CHARACTERS) {
      found.clear();
      characters = 0;
    }
    found.set(key, file);
    return file;
  };

  const find = (module: string, level: number, from: string): Found | null => {
    const parts = module === '' ? [] : module.split('.');
    if (level > 0) {
      let folder: string | null = folderOf(from);
      for (let up = 1; up < level && folder !== null; up++) folder = folderOf(folder);
      return folder === null ? null : inFolder(folder, parts);
    }
    const start = folderOf(from) ?? '';
    for (const folder of [...searchFolders(start), ...aroundPackage(start, parts[0]!)]) {
      // The first folder that has the outermost package is the one that Python would take.
      if (!inFolder(folder, parts.slice(0, 1))) continue;
      return inFolder(folder, parts);
    }
    return null;
  };

  return (module, level, from) => {
    const file = find(module, level, from);
    // A source of its own for each that asks: a text is kept for all of them, and its tree as long as one looks at it.
    return file && { source: { file: file.path, text: file.text }, isPackage: file.isPackage };
  };
}

/** A file that was found, with its text. */
interface Found {
  readonly path: string;
  readonly text: string;
  readonly isPackage: boolean;
}

/**
 * Where the dots of a file's imports count from: those of a package's __init__.py from its own folder, and so do those
 * of a folder that has none.
 */
export const placeOfImports = (file: string, isPackage: boolean): string =>
  isPackage && !file.endsWith('.py') ? `${file}/` : file;

/** The names in a folder; null where there is no such folder. */
type List = (folder: string) => ReadonlySet<string> | null;

/**
 * The file's own folder, then those above it up to the project's root. Where nothing marks a root, those above it as long
 * as programs lie in them, one of which may be what is run.
 */
function foldersToSearch(list: List, start: string): readonly string[] {
  const folders: string[] = [];
  let withPrograms = 0;
  for (const folder of upFrom(start)) {
    const names = list(folder);
    const above = folders.length;
    folders.push(folder);
    if (names?.has('src')) folders.push(`${folder}/src`);
    if (names && rootMarks.some((mark) => names.has(mark))) return folders;
    if (withPrograms === above && names && holdsPrograms(names)) withPrograms = folders.length;
  }
  return withPrograms === 0 ? [start] : folders.slice(0, withPrograms);
}

const holdsPrograms = (names: ReadonlySet<string>): boolean =>
  [...names].some((name) => name.endsWith('.py') || name.endsWith('.ipynb'));

/** The folder in which a package lies, for a file of the package that imports from it by its name. */
const aroundPackage = (start: string, name: string): readonly string[] =>
  upFrom(start).flatMap((folder) => (folder.endsWith(`/${name}`) ? (folderOf(folder) ?? []) : []));

/** A folder and those above it. */
function upFrom(start: string): readonly string[] {
  const folders: string[] = [];
  for (let folder: string | null = start; folder !== null && folders.length <= MAXIMUM_HEIGHT;)
    folder = folderOf(folders[folders.push(folder) - 1]!);
  return folders;
}

/** Where a module lies. */
interface Located {
  readonly path: string;
  readonly kind: 'file' | 'package' | 'folder';
}

function locate(list: List, folder: string, parts: readonly string[]): Located | null {
  const path = [folder, ...parts].join('/');
  const last = parts[parts.length - 1];
  const beside = last === undefined ? null : list(path.slice(0, -last.length - 1));
  if (last !== undefined && !beside) return null;
  const inside = last === undefined || beside?.has(last) ? list(path) : null;
  if (inside?.has('__init__.py')) return { path: `${path}/__init__.py`, kind: 'package' };
  if (beside?.has(`${last}.py`)) return { path: `${path}.py`, kind: 'file' };
  // A folder of Python files is a package even so; one of other things is not.
  return inside && [...inside].some((name) => name.endsWith('.py')) ? { path, kind: 'folder' } : null;
}

function readAt(files: ModuleFiles, located: Located | null): Found | null {
  if (!located) return null;
  const { path, kind } = located;
  const text = kind === 'folder' ? '' : attempt(() => files.read(path));
  return text === null ? null : { path, text, isPackage: kind !== 'file' };
}

function attempt<Value>(body: () => Value): Value | null {
  try {
    return body();
  } catch {
    return null;
  }
}

/** The folder of a path; null for the root of the file system. */
function folderOf(path: string): string | null {
  const at = path.lastIndexOf('/');
  return at <= 0 ? null : path.slice(0, at);
}
