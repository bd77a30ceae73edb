/** Text in, verdict out: reading, then the rules. The terminal and the editor's worker call this. */
import type { Place, Source } from '../base/place';
import { inspect } from '../inspect';
import type { Inspection } from '../inspect/inspection';
import type { InspectOptions } from '../inspect/options';
import { check, type CheckOptions } from './check';
import type { NotJudged } from './not-judged';
import type { Finding } from './rule';

/** All that there is to say about a file or the cells of a notebook; plain data that crosses threads. */
export interface Analysis {
  readonly inspection: Inspection;
  /** What was read, by the `source` of a place: the sources that were given, then the files that they import. */
  readonly sources: readonly Source[];
  readonly findings: readonly Finding[];
  /** Findings in imported files, which only show with this importer's values. */
  readonly elsewhere: readonly Finding[];
  readonly notJudged: readonly NotJudged[];
  /** Losses in imported files that could be judged with this importer's values. */
  readonly judgedElsewhere: readonly Place[];
  /** The backend that was asked to compute: `cpu` where none was given. */
  readonly backend: string;
}

/**
 * Reads the sources (one file, or all code cells of a notebook in their order) and runs the rules, unless only
 * what the losses come to is wanted.
 * Never throws on anything that stands in the text.
 */
export async function analyze(
  sources: readonly Source[],
  options: InspectOptions & CheckOptions = {},
): Promise<Analysis> {
  const read = [...sources];
  const inspection = await inspect(sources, { ...options, onImport: (source) => void read.push(source) });
  return {
    inspection,
    sources: read,
    ...(options.record === 'loss'
      ? { findings: [], elsewhere: [], notJudged: [], judgedElsewhere: [] }
      : check(inspection, read, { ...options, own: sources.length })),
    backend: options.backend?.name ?? 'cpu',
  };
}
