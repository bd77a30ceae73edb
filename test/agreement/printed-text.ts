/** Printed texts whose numbers may differ by the rounding of float32: everything else has to be the same. */

const NUMBER = /[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\binf\b|\bnan\b)/g;

const read = (text: string): number =>
  text.endsWith('inf') ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);

/** The text without its numbers and without what aligns them. */
const frame = (text: string): string => text.replace(NUMBER, '#').replace(/\s+/g, '').replace(/,#/g, '#');

const numbersOf = (text: string): number[] => text.match(NUMBER)?.map(read) ?? [];

/**
 * The first difference of two printed texts; undefined where they agree within 1e-5 relative. Sums that nearly
 * cancel leave as much of their largest term, so that the largest number of a line counts too; `leastScale` is the
 * size of terms where all numbers of a line are small.
 */
export function printedDifference(actual: string, wanted: string, leastScale = 0.1): string | undefined {
  const lines = [actual, wanted].map((text) => text.split('\n'));
  if (lines[0]!.length !== lines[1]!.length) return `printed\n${actual}\nand not\n${wanted}`;
  for (const [at, expected] of lines[1]!.entries()) {
    const found = lineDifference(lines[0]![at]!, expected, leastScale);
    if (found) return found;
  }
  return undefined;
}

function lineDifference(actual: string, wanted: string, leastScale: number): string | undefined {
  const [ours, theirs] = [numbersOf(actual), numbersOf(wanted)];
  if (frame(actual) !== frame(wanted) || ours.length !== theirs.length)
    return `printed\n${actual}\nand not\n${wanted}`;
  const largest = Math.max(leastScale, ...theirs.filter(Number.isFinite).map(Math.abs));
  const at = ours.findIndex((value, index) => {
    const other = theirs[index]!;
    if (Object.is(value, other) || value === other) return false;
    return !(Math.abs(value - other) <= 2e-6 * largest + 1e-5 * Math.abs(other));
  });
  return at < 0 ? undefined : `number ${at} is ${ours[at]} and not ${theirs[at]}:\n${actual}\n${wanted}`;
}
