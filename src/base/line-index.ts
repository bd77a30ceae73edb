import type { Place, Span } from './place';

/** Translates offsets of one text to 1-based lines and columns, and back. Line ends are \n, \r\n and \r. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
    }
    this.#starts = starts;
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The 1-based line and column of an offset; offsets outside the text are moved to its ends. */
  position(offset: number): { line: number; column: number } {
    const at = Math.min(Math.max(offset, 0), this.#length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.#starts[low]! + 1 };
  }

  /** The offset of a 1-based line and column; a place outside the text is moved to its nearest end. */
  offset(line: number, column: number): number {
    const row = Math.min(Math.max(line, 1), this.#starts.length);
    return Math.min(this.#starts[row - 1]! + Math.max(column, 1) - 1, this.#length);
  }

  /** A span with its lines and columns, as a place of source number `source`. */
  place(span: Span, source: number): Place {
    const from = this.position(span.start);
    const to = this.position(span.end);
    return {
      source,
      start: span.start,
      end: span.end,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
    };
  }
}
