/**
 * Sums of floats in the order in which PyTorch's CPU adds them up (its cascade sum): along memory in eight lanes, each of
 * them in four strands, and long strands in levels, so that few roundings lie on each element's way.
 *
 * PyTorch 2.13 gives the same sums on x86 with AVX2, with AVX-512 and with neither (ATEN_CPU_CAPABILITY). Other processors
 * were not tried: there the last digit may be another.
 */
import type { NdArray } from '../op';
import { numelOf } from '../shape';

const { fround } = Math;
const LANES = 8;
const STRANDS = 4;
const LEVELS = 4;

type Numbers = ArrayLike<number>;

/** One strand: every `step`-th element from a place on. The sums of 2^k of them in a row go one level up. */
function strand(values: Numbers, from: number, step: number, count: number): number {
  const power = Math.max(4, Math.floor(Math.ceil(Math.log2(Math.max(count, 1))) / LEVELS));
  const stretch = 2 ** power;
  if (count < stretch) {
    let sum = 0;
    for (let at = 0; at < count; at++) sum = fround(sum + values[from + at * step]!);
    return sum;
  }
  const sums = new Float64Array(LEVELS);
  let at = 0;
  while (at + stretch <= count) {
    for (let end = at + stretch; at < end; at++) sums[0] = fround(sums[0]! + values[from + at * step]!);
    for (let level = 1; level < LEVELS; level++) {
      sums[level] = fround(sums[level]! + sums[level - 1]!);
      sums[level - 1] = 0;
      if (Math.floor(at / stretch ** level) % stretch !== 0) break;
    }
  }
  for (; at < count; at++) sums[0] = fround(sums[0]! + values[from + at * step]!);
  for (let level = 1; level < LEVELS; level++) sums[0] = fround(sums[0]! + sums[level]!);
  return sums[0]!;
}

/** Four strands next to each other; what is left over goes to the first. */
function strandedSum(values: Numbers, from: number, step: number, count: number): number {
  const each = Math.floor(count / STRANDS);
  let total = each > 0 ? strand(values, from, step * STRANDS, each) : 0;
  for (let at = each * STRANDS; at < count; at++) total = fround(total + values[from + at * step]!);
  if (each === 0) return total;
  for (let next = 1; next < STRANDS; next++)
    total = fround(total + strand(values, from + next * step, step * STRANDS, each));
  return total;
}

/** Elements that lie next to each other in memory, from a place on. */
export function sumAlongMemory(values: Numbers, from: number, count: number): number {
  const rows = Math.floor(count / LANES);
  if (rows === 0) return strandedSum(values, from, 1, count);
  let total = 0;
  for (let at = rows * LANES; at < count; at++) total = fround(total + values[from + at]!);
  for (let lane = 0; lane < LANES; lane++)
    total = fround(total + strandedSum(values, from + lane, LANES, rows));
  return total;
}

/**
 * Elements of one of many columns next to each other: full blocks of columns, of lanes or, where they do not fill those,
 * of single elements, are gone down in one strand each.
 */
function sumOfColumn(values: Numbers, column: number, columns: number, count: number): number {
  const block = columns < LANES ? STRANDS : LANES * STRANDS;
  const isInBlock = column < columns - (columns % block);
  return (isInBlock ? strand : strandedSum)(values, column, columns, count);
}

/** The losses of samples one by one: after the first, and after each sixteen, their sum goes one level up. */
function sumBySample(values: Numbers): number {
  const sums = new Float64Array(8);
  for (let at = 0; at < values.length; at++) {
    sums[0] = fround(sums[0]! + values[at]!);
    for (let level = 0; level + 1 < sums.length && Math.floor(at / 16 ** level) % 16 === 0; level++) {
      sums[level + 1] = fround(sums[level + 1]! + sums[level]!);
      sums[level] = 0;
    }
  }
  return sums.reduce((total, next) => fround(total + next), 0);
}

/** More elements than this are added up by several threads, in an order that depends on their number. */
const IN_ONE_THREAD = 32_768;

/**
 * Sums of floats as PyTorch adds them up; false where the order depends on more than is followed: dims in the middle,
 * and tensors so large that their parts are added up apart.
 */
export function sumInOrder(
  finish: (sum: number, count: number) => number,
  { values, shape }: NdArray,
  dims: readonly number[],
  result: NdArray,
  bySample = false,
): boolean {
  const wide = shape.map((_, dim) => dim).filter((dim) => shape[dim] !== 1);
  const gone = wide.filter((dim) => dims.includes(dim));
  if (values.length >= IN_ONE_THREAD || values.length === 0) return false;
  if (bySample && result.values.length === 1) {
    result.values[0] = finish(sumBySample(values), values.length);
    return true;
  }
  const count = numelOf(gone.map((dim) => shape[dim]!));
  const kept = values.length / count;
  const isLast = gone.every((dim, at) => dim === wide[wide.length - gone.length + at]);
  if (!isLast && !gone.every((dim, at) => dim === wide[at])) return false;
  for (let at = 0; at < kept; at++) {
    const sum = isLast ? sumAlongMemory(values, at * count, count) : sumOfColumn(values, at, kept, count);
    result.values[at] = finish(sum, count);
  }
  return true;
}
