/** The text that lezer reads instead of the user's, and the way back from its offsets to the user's. */
import type { Span } from '../base/place';

/** `start..end` of the text is given to lezer as `text`. */
export interface Respelling extends Span {
  readonly text: string;
}

export interface RespelledText {
  readonly text: string;
  /** Absent when every offset stayed the same. */
  readonly toOriginal?: (offset: number) => number;
}

/** Applies respellings, which are in the order of the text and do not overlap. */
export function respell(text: string, respellings: readonly Respelling[]): RespelledText {
  if (respellings.length === 0) return { text };
  const pieces: string[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  const moved: Respelling[] = [];
  let at = 0;
  let length = 0;
  for (const one of respellings) {
    if (one.start > at) {
      pieces.push(text.slice(at, one.start));
      length += one.start - at;
    }
    pieces.push(one.text);
    if (one.text.length !== one.end - one.start) {
      moved.push(one);
      starts.push(length);
      lengths.push(one.text.length);
    }
    length += one.text.length;
    at = one.end;
  }
  pieces.push(text.slice(at));
  const respelled = pieces.join('');
  if (moved.length === 0) return { text: respelled };

  const toOriginal = (offset: number): number => {
    let low = -1;
    let high = moved.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    if (low < 0) return offset;
    const one = moved[low]!;
    const past = offset - starts[low]! - lengths[low]!;
    // Inside what was respelled: the start of it is known exactly, the rest at best roughly.
    return past >= 0 ? one.end + past : Math.min(one.start + (offset - starts[low]!), one.end);
  };
  return { text: respelled, toOriginal };
}
