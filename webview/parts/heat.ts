/**
 * The colour of a cell, as a tone and a share; the style sheet turns them into theme
 * colours that the text keeps its contrast on. The sign of a number always has the
 * same tone. Signed tables run from the largest size through zero; one-signed ones
 * from zero, or from their own end when all values are far from zero.
 */
import type { Scale } from '../../src/protocol/model';

export type Tone = 'none' | 'positive' | 'negative' | 'class' | 'not-finite' | 'ignored';

export interface Heat {
  readonly tone: Tone;
  /** How much of the tone, 0 to 1. */
  readonly share: number;
  /** For classes: which of the palette's colours. */
  readonly category: number;
}

/** Colours of the palette for class indices; class 8 looks like class 0 and says its number. */
export const categories = 8;

export interface Range {
  readonly min: number;
  readonly max: number;
}

const none: Heat = { tone: 'none', share: 0, category: 0 };

/** @param range The finite values' smallest and largest; null when there is none. */
export function heatOf(value: number, scale: Scale, range: Range | null): Heat {
  if (!Number.isFinite(value)) return { tone: 'not-finite', share: 1, category: 0 };
  if (scale === 'classes') {
    if (value < 0) return { tone: 'ignored', share: 0, category: 0 };
    return { tone: 'class', share: 1, category: Math.trunc(value) % categories };
  }
  if (scale === 'truths') return value === 0 ? none : { tone: 'positive', share: 1, category: 0 };
  if (range === null || value === 0) return none;
  const tone = value < 0 ? 'negative' : 'positive';
  return { tone, share: share(value, scale, range), category: 0 };
}

/** The largest size of a finite value; 0 when there is none. */
export const largestOf = (range: Range | null): number =>
  range === null ? 0 : Math.max(Math.abs(range.min), Math.abs(range.max));

/** The value of least colour in a table. */
export function floorOf(scale: Scale, { min, max }: Range): number {
  if (scale !== 'sequential' || (min <= 0 && max >= 0)) return 0;
  const least = min > 0 ? min : max;
  const most = min > 0 ? max : min;
  // Numbers such as 100.1 and 100.2 would all look the same when measured from zero.
  return least / most > 0.9 && least !== most ? least : 0;
}

function share(value: number, scale: Scale, range: Range): number {
  const floor = floorOf(scale, range);
  const reach = Math.max(Math.abs(range.min - floor), Math.abs(range.max - floor));
  if (reach === 0) return 0;
  // Two decimals are more than an eye tells apart, and make patches smaller.
  return Math.round(Math.min(Math.abs(value - floor) / reach, 1) * 100) / 100;
}
