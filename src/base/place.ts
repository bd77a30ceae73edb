/**
 * Where something stands in what was read. Offsets count UTF-16 units, as
 * JavaScript and editors do. Lines and columns are 1-based, as people say them.
 */

/** A half-open stretch of one text, in UTF-16 units from its start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One text that is read: a file, or one code cell of a notebook. */
export interface Source {
  /** A path or a URI, as the caller spells it; it is only handed back. */
  readonly file: string;
  /** The 0-based index of the cell among all cells of the notebook; absent for a file. */
  readonly cell?: number;
  readonly text: string;
}

/** A span of one of the sources of an inspection, with its lines and columns worked out. */
export interface Place extends Span {
  /** Index into the list of sources that were read together. */
  readonly source: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Whether one of two places covers the other. */
export const nested = (a: Place, b: Place): boolean =>
  a.source === b.source && (covers(a, b) || covers(b, a));

/** Whether `outer` covers all of `inner`. */
export function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
