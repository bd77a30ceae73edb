/** A rule's finding as the terminal reports it: files and lines instead of numbers of sources and offsets. */
import { LineIndex } from '../base/line-index';
import type { Place, Source } from '../base/place';
import type { Finding } from '../rules/rule';
import { unusedIgnore } from '../rules/ignores';
import { addressOf } from '../rules/page';
import type { FindingDocument, PositionDocument, RegionDocument } from './documents';

/** Where the comments that silence rules are explained. */
const commentsAddress = 'https://github.com/losslens/losslens/blob/main/docs/ci.md#comments';

/** The lines and columns of a place, with the cell of a notebook. */
export function regionDocument(place: Place, sources: readonly Source[]): RegionDocument {
  const { line, column, endLine, endColumn } = place;
  return { line, column, endLine, endColumn, ...cellOf(place.source, sources) };
}

/** Where a place starts. */
export function positionDocument(place: Place, sources: readonly Source[]): PositionDocument {
  return { line: place.line, column: place.column, ...cellOf(place.source, sources) };
}

/**
 * @param sources The texts that were read together; the places of the finding index into them.
 */
export function findingDocument(finding: Finding, sources: readonly Source[]): FindingDocument {
  return {
    rule: finding.rule,
    severity: finding.severity,
    file: fileOf(finding.place.source, sources),
    ...regionDocument(finding.place, sources),
    message: finding.message,
    evidence: finding.evidence,
    related: finding.related.map(({ place, message }) => ({
      file: fileOf(place.source, sources),
      ...regionDocument(place, sources),
      message,
    })),
    fix: finding.fix && {
      title: finding.fix.title,
      edits: finding.fix.edits.map((edit) => ({
        file: fileOf(edit.source, sources),
        ...regionDocument(new LineIndex(sources[edit.source]?.text ?? '').place(edit, edit.source), sources),
        newText: edit.newText,
      })),
    },
    url: finding.rule === unusedIgnore ? commentsAddress : addressOf(finding.rule),
  };
}

const fileOf = (source: number, sources: readonly Source[]): string => sources[source]?.file ?? '';

function cellOf(source: number, sources: readonly Source[]): { readonly cell?: number } {
  const cell = sources[source]?.cell;
  return cell === undefined ? {} : { cell };
}
