/** `--fix`: rounds of fixes, in the file that is checked and in those that it imports, until none is left. */
import { parseModule } from '../python/parse';
import type { Analysis } from '../rules/analyze';
import type { Finding } from '../rules/rule';
import type { ErrorDocument } from './documents';
import { encode } from './encoding';
import { messageOf, type FileAccess } from './files';
import { applyFixes, type FixableFile } from './fix';
import { readSources, sourcesOf, type ReadFile } from './sources';

/** A fix can make room for another; more rounds than this mean that two fixes undo each other. */
const MAXIMUM_ROUNDS = 10;

/** The file that is checked: as the user spelled it, and absolute. */
interface CheckedFile {
  readonly file: string;
  readonly path: string;
}

/** A file that fixes changed; its path is absolute. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What is left after fixing. */
export interface Fixed {
  readonly read: ReadFile;
  readonly analysis: Analysis;
  /** Fixes that were applied. */
  readonly count: number;
  /** What was written, from the first text to the last. */
  readonly changed: readonly ChangedFile[];
  /** Why others were not. */
  readonly errors: readonly ErrorDocument[];
}

/**
 * @param wanted The findings of an analysis whose fixes are to be applied.
 * @param judge Reads and judges the file once more, and the files that it imports as they are then.
 */
export async function fixInRounds(
  checked: CheckedFile,
  start: { readonly read: ReadFile; readonly analysis: Analysis },
  files: FileAccess,
  wanted: (analysis: Analysis) => readonly Finding[],
  judge: (read: ReadFile) => Promise<Analysis>,
): Promise<Fixed> {
  let { read, analysis } = start;
  let count = 0;
  const changed = new Map<string, ChangedFile>();
  const gaveUp = (file: string, why: string): Fixed => ({
    read,
    analysis,
    count,
    changed: [...changed.values()],
    errors: [{ file, message: `not fixed: ${why}` }],
  });
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    const findings = wanted(analysis);
    const own: FixableFile = { path: checked.path, read, first: 0 };
    const next = applyFixes([own, ...(await importedFiles(analysis, findings, own, files))], findings);
    if (!next) break;
    for (const [{ path, read: before }, text] of next.texts) {
      if (before.decoded.encoding !== 'utf-8')
        return gaveUp(path, 'the file is not UTF-8, and only UTF-8 is written');
      if (problems(path, before, text) > problems(path, before, before.decoded.text))
        return gaveUp(path, 'the result would not be valid Python');
    }
    for (const [{ path, read: before }, text] of next.texts) {
      try {
        await files.write(path, encode(text, before.decoded.byteOrderMark));
      } catch (error) {
        return gaveUp(path, messageOf(error));
      }
      const first = changed.get(path)?.before ?? before.decoded.text;
      changed.set(path, { path, before: first, after: text });
    }
    count += next.applied;
    const text = next.texts.get(own);
    const reread =
      text === undefined ? null : sourcesOf(checked.file, checked.path, { ...read.decoded, text });
    if (reread?.ok) read = reread.value;
    analysis = await judge(read);
  }
  return { read, analysis, count, changed: [...changed.values()], errors: [] };
}

/** The imported files that the fixes change, where they still hold what was read. */
async function importedFiles(
  { sources }: Analysis,
  findings: readonly Finding[],
  own: FixableFile,
  files: FileAccess,
): Promise<readonly FixableFile[]> {
  const others = new Set(findings.flatMap(({ fix }) => fix?.edits ?? []).map(({ source }) => source));
  const found: FixableFile[] = [];
  for (const first of others) {
    const source = sources[first];
    if (!source || first < own.read.sources.length) continue;
    const read = await readSources(source.file, source.file, files);
    if (read.ok && read.value.decoded.text === source.text)
      found.push({ path: source.file, read: read.value, first });
  }
  return found;
}

/** The number of places where a file with this text is not valid Python; more than any for a notebook that is none any more. */
function problems(path: string, { decoded }: ReadFile, text: string): number {
  const read = sourcesOf(path, path, { ...decoded, text });
  if (!read.ok) return Infinity;
  return read.value.sources.reduce((sum, source) => sum + parseModule(source.text).problems.length, 0);
}
