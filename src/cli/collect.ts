/**
 * From the paths on the command line to the files that are read. A file that is
 * named is read whatever it is called; a folder is walked for .py and .ipynb files,
 * leaving out what Git ignores, what pyproject.toml excludes, and folders that
 * hold other people's code.
 */
import { posix } from 'node:path';
import { messageOf, type FileAccess } from './files';
import { patternList, type PatternList } from './globs';

/** Never walked: the insides of tools, caches, and installed packages. */
export const skippedFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.nox',
  '.pytest_cache',
  '.ruff_cache',
  '.tox',
  '.venv',
  '__pycache__',
  'node_modules',
  'site-packages',
  'venv',
]);

export interface FoundFile {
  /** As the user spelled it, or the named folder with the rest of the way; forward slashes. */
  readonly file: string;
  /** Absolute, forward slashes. */
  readonly path: string;
}

export interface Collected {
  readonly found: readonly FoundFile[];
  /** Named paths that are not there. */
  readonly missing: readonly string[];
  /** Folders inside the named ones that could not be listed. */
  readonly errors: readonly { readonly file: string; readonly message: string }[];
}

/**
 * @param paths As on the command line, relative to `cwd` or absolute.
 * @param excluded Whether pyproject.toml excludes an absolute path below a named folder.
 */
export async function collect(
  paths: readonly string[],
  cwd: string,
  files: FileAccess,
  excluded: (path: string, isFolder: boolean) => Promise<boolean>,
): Promise<Collected> {
  const found: FoundFile[] = [];
  const missing: string[] = [];
  const errors: { file: string; message: string }[] = [];
  const seen = new Set<string>();
  const add = (file: string, path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    found.push({ file, path });
  };

  const walk = async (file: string, path: string, patterns: readonly PatternList[]): Promise<void> => {
    let entries;
    try {
      entries = [...(await files.list(path))];
    } catch (error) {
      errors.push({ file, message: messageOf(error) });
      return;
    }
    const own = entries.some((entry) => entry.name === '.gitignore' && entry.kind === 'file')
      ? [...patterns, ...(await readGitignore(path, files))]
      : patterns;
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const entryPath = posix.join(path, entry.name);
      const entryFile = file === '.' ? entry.name : posix.join(file, entry.name);
      const isFolder = entry.kind === 'folder';
      if (isFolder ? skippedFolders.has(entry.name) : !/\.(py|ipynb)$/i.test(entry.name)) continue;
      if (isIgnored(entryPath, isFolder, own) || (await excluded(entryPath, isFolder))) continue;
      if (isFolder) await walk(entryFile, entryPath, own);
      else add(entryFile, entryPath);
    }
  };

  for (const named of paths) {
    const file = posix.normalize(slashes(named)).replace(/(.)\/$/, '$1');
    const path = absolutePath(named, cwd);
    const kind = await files.kind(path).catch(() => null);
    if (kind === null) missing.push(named);
    else if (kind === 'file') add(file, path);
    else await walk(file, path, await gitignoresAbove(path, files));
  }
  return { found, missing, errors };
}

/** With forward slashes, which every system that Node runs on understands. */
export const slashes = (path: string): string => path.replace(/\\/g, '/');

/** An absolute path with forward slashes; drive letters are absolute already. */
export function absolutePath(path: string, cwd: string): string {
  const plain = slashes(path);
  const absolute =
    posix.isAbsolute(plain) || /^[a-z]:\//i.test(plain) ? plain : posix.join(slashes(cwd), plain);
  return posix.normalize(absolute).replace(/(.)\/$/, '$1');
}

/** The last pattern list that says something decides, as in Git: the deepest .gitignore wins. */
function isIgnored(path: string, isFolder: boolean, patterns: readonly PatternList[]): boolean {
  let ignored = false;
  for (const list of patterns) {
    const verdict = list.test(path, isFolder);
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}

/** The .gitignore files of the folders above a folder, up to the root of its repository; none outside of one. */
async function gitignoresAbove(folder: string, files: FileAccess): Promise<PatternList[]> {
  const above: string[] = [];
  let at = folder;
  while ((await files.kind(posix.join(at, '.git')).catch(() => null)) === null) {
    const parent = posix.dirname(at);
    if (parent === at) return [];
    above.unshift(parent);
    at = parent;
  }
  const lists = await Promise.all(above.map((parent) => readGitignore(parent, files)));
  return lists.flat();
}

async function readGitignore(folder: string, files: FileAccess): Promise<PatternList[]> {
  const path = posix.join(folder, '.gitignore');
  if ((await files.kind(path).catch(() => null)) !== 'file') return [];
  try {
    return [patternList(folder, new TextDecoder().decode(await files.read(path)))];
  } catch {
    return [];
  }
}
