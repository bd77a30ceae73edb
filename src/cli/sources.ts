/** One file of the command line as the texts that are read together: itself, or the code cells of a notebook. */
import type { Source } from '../base/place';
import { fail, succeed, type Result } from '../base/result';
import { notebookCells } from '../python/cells';
import { decode, maximumBytes, megabytes, type DecodedText } from './encoding';
import { messageOf, type FileAccess } from './files';

export interface ReadFile {
  readonly sources: readonly Source[];
  /** The whole file, for edits. */
  readonly decoded: DecodedText;
  readonly isNotebook: boolean;
}

export const isNotebook = (path: string): boolean => path.toLowerCase().endsWith('.ipynb');

/**
 * Reads a Python file or a notebook.
 *
 * @param file The path as the user spelled it, for reports.
 * @param path The same, absolute.
 * @returns Or why it cannot be read, in one line.
 */
export async function readSources(
  file: string,
  path: string,
  files: FileAccess,
): Promise<Result<ReadFile, string>> {
  let decoded: DecodedText | null;
  try {
    if ((await files.kind(path)) === 'folder') return fail('it is a folder, not a file');
    const size = await files.size(path);
    if (size > maximumBytes) {
      return fail(
        `the file has ${megabytes(size)}; at most ${megabytes(maximumBytes)} are read. ` +
          'Keep large data in a file of its own and load it',
      );
    }
    decoded = decode(await files.read(path));
  } catch (error) {
    return fail(messageOf(error));
  }
  if (decoded === null) return fail('the file is not text: it holds a zero byte');
  return sourcesOf(file, path, decoded);
}

/** The same for a text that is at hand. */
export function sourcesOf(file: string, path: string, decoded: DecodedText): Result<ReadFile, string> {
  if (!isNotebook(path)) {
    return succeed({ sources: [{ file, text: decoded.text }], decoded, isNotebook: false });
  }
  const cells = notebookCells(decoded.text);
  if (!cells.ok) return fail(cells.failure);
  const sources = cells.value.map(({ cell, text }) => ({ file, cell, text }));
  return succeed({ sources, decoded, isNotebook: true });
}

/** The number of lines that people count: a final line end starts no line. */
export function countLines(text: string): number {
  if (text === '') return 0;
  const ends = text.match(/\r\n|\n|\r/g)?.length ?? 0;
  return /[\r\n]$/.test(text) ? ends : ends + 1;
}
