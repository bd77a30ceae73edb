/**
 * Sums of floats in the order in which PyTorch's CPU adds them up (its cascade sum): along memory in eight lanes, each of
 * them in four strands, and long strands in levels, so that few roundings lie on each element's way.
 */

const { fround } = Math;
const LANES = 8;
const STRANDS = 4;
const LEVELS = 4;

/** The element at a place, counted along what is summed. */
type ElementAt = (place: number) => number;

/** One strand: the sums of 2^k elements in a row go one level up. */
function strand(element: ElementAt, count: number): number {
  const power = Math.max(4, Math.floor(Math.ceil(Math.log2(Math.max(count, 1))) / LEVELS));
  const stretch = 2 ** power;
  const sums = new Float64Array(LEVELS);
  let at = 0;
  while (at + stretch <= count) {
    for (let end = at + stretch; at < end; at++) sums[0] = fround(sums[0]! + element(at));
    for (let level = 1; level < LEVELS; level++) {
      sums[level] = fround(sums[level]! + sums[level - 1]!);
      sums[level - 1] = 0;
      if (Math.floor(at / stretch ** level) % stretch !== 0) break;
    }
  }
  for (; at < count; at++) sums[0] = fround(sums[0]! + element(at));
  for (let level = 1; level < LEVELS; level++) sums[0] = fround(sums[0]! + sums[level]!);
  return sums[0]!;
}

/** Four strands next to each other; what is left over goes to the first. */
export function strandedSum(element: ElementAt, count: number): number {
  const each = Math.floor(count / STRANDS);
  const sums = Array.from({ length: STRANDS }, (_, strandAt) =>
    strand((at) => element(at * STRANDS + strandAt), each),
  );
  for (let at = each * STRANDS; at < count; at++) sums[0] = fround(sums[0]! + element(at));
  return sums.reduce((total, next) => fround(total + next));
}

/** Elements that lie next to each other in memory. */
export function sumAlongMemory(element: ElementAt, count: number): number {
  const rows = Math.floor(count / LANES);
  if (rows === 0) return strandedSum(element, count);
  let total = 0;
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    strandedSum((row) => element(row * LANES + lane), rows),
  );
  for (let at = rows * LANES; at < count; at++) total = fround(total + element(at));
  for (const lane of lanes) total = fround(total + lane);
  return total;
}

/**
 * Elements of one of many columns next to each other: full blocks of columns, of lanes or, where they do not fill those,
 * of single elements, are gone down in one strand each.
 */
export function sumOfColumn(element: ElementAt, count: number, column: number, columns: number): number {
  const block = columns < LANES ? STRANDS : LANES * STRANDS;
  return column < columns - (columns % block) ? strand(element, count) : strandedSum(element, count);
}
