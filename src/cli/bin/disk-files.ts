/** The real file system. */
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModuleFiles } from '../../inspect/module-finder';
import type { EntryKind, FileAccess } from '../files';

export const diskFiles: FileAccess = {
  async kind(path) {
    try {
      return kindOf(await stat(path));
    } catch (error) {
      if (isMissing(error)) return null;
      throw plainError(error);
    }
  },
  async size(path) {
    return (await stat(path).catch(rethrow)).size;
  },
  async read(path) {
    return readFile(path).catch(rethrow);
  },
  async write(path, bytes) {
    await writeFile(path, bytes).catch(rethrow);
  },
  async list(folder) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(rethrow);
    const found: { name: string; kind: EntryKind }[] = [];
    for (const entry of entries) {
      if (entry.isDirectory()) found.push({ name: entry.name, kind: 'folder' });
      else if (entry.isFile()) found.push({ name: entry.name, kind: 'file' });
      else if (entry.isSymbolicLink() && (await leadsToFile(join(folder, entry.name)))) {
        found.push({ name: entry.name, kind: 'file' });
      }
    }
    return found;
  },
};

/** What imports are found among. */
export const diskModules: ModuleFiles = {
  list: (folder) => readdirSync(folder),
  read: (path) => readFileSync(path, 'utf8'),
};

/** Only files and folders can be read; a pipe or a device could keep us waiting for ever. */
const kindOf = (stats: { isFile(): boolean; isDirectory(): boolean }): EntryKind | null => {
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : null;
};

const leadsToFile = async (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '');

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder, not a file',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
};

/** Node's message names the system call and repeats the path; people need the reason. */
function plainError(error: unknown): Error {
  const reason = reasons[codeOf(error) ?? ''];
  if (reason !== undefined) return new Error(reason, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}

function rethrow(error: unknown): never {
  throw plainError(error);
}
