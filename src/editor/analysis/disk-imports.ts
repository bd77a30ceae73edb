/** Where a reading finds the modules that a text imports: among the open texts, else on the disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { moduleFinder } from '../../inspect/module-finder';
import type { ImportResolver } from '../../inspect/options';
import type { AnalysisRequest } from './analyzer';

/**
 * Sources are called by their addresses, as the editor does. A document that is on no disk, such as an unsaved
 * one, imports nothing.
 */
export function diskImports({ open, sources }: AnalysisRequest): ImportResolver {
  const openTexts = new Map(open.map(({ file, text }) => [pathOf(file), text]));
  const own = sources[0]?.file ?? '';
  const ownPath = pathOf(own);
  const find = moduleFinder({
    list: (folder) => readdirSync(folder),
    read: (path) => openTexts.get(path) ?? readFileSync(path, 'utf8'),
  });
  return (module, level, from) => {
    const path = pathOf(from);
    const found = path === null ? null : find(module, level, path);
    if (!found) return null;
    const { file, text } = found.source;
    return { ...found, source: { text, file: file === ownPath ? own : pathToFileURL(file).href } };
  };
}

/** The path behind an address, with `/` between its parts; null for one that is no file. */
function pathOf(address: string): string | null {
  if (!address.startsWith('file:')) return null;
  // Of an address of a folder the end matters: relative imports start inside it.
  const path = fileURLToPath(address).replace(/\\/g, '/');
  return address.endsWith('/') && !path.endsWith('/') ? `${path}/` : path;
}
