/**
 * Sums in the order in which numpy adds: along the innermost axis of memory in eight running sums over blocks of at
 * most 128 numbers, which are halved where there are more (numpy's documentation of `sum`, "pairwise summation");
 * along other axes one slice after the other. So the last digits, which a scalar shows, are numpy's too.
 */
import { isFloating } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import { isKnownShape, numelOf, stridesOf } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { arrayFrom } from '../arrays/held-values';

/** Larger arrays are left to the engine, whose sums are as good and faster. */
const MAXIMUM_ELEMENTS = 1_000_000;
const BLOCK = 128;

type Add = (a: number, b: number) => number;

function pairwise(values: ArrayLike<number>, start: number, count: number, add: Add): number {
  if (count < 8) {
    let sum = 0;
    for (let at = start; at < start + count; at++) sum = add(sum, values[at]!);
    return sum;
  }
  if (count > BLOCK) {
    const half = Math.floor(count / 2);
    const first = half - (half % 8);
    return add(pairwise(values, start, first, add), pairwise(values, start + first, count - first, add));
  }
  const r = Array.from({ length: 8 }, (_, lane) => values[start + lane]!);
  const whole = count - (count % 8);
  for (let at = 8; at < whole; at += 8)
    for (let lane = 0; lane < 8; lane++) r[lane] = add(r[lane]!, values[start + at + lane]!);
  let sum = add(add(add(r[0]!, r[1]!), add(r[2]!, r[3]!)), add(add(r[4]!, r[5]!), add(r[6]!, r[7]!)));
  for (let at = whole; at < count; at++) sum = add(sum, values[start + at]!);
  return sum;
}

const single: Add = (a, b) => Math.fround(a + b);
const double: Add = (a, b) => a + b;

export interface Reduced {
  readonly dim: readonly number[] | undefined;
  readonly keepdim: boolean;
}

/** The sum over dims in numpy's order; undefined where it is the engine's to compute. */
export function pairwiseSum(x: Tensor, { dim, keepdim }: Reduced): Tensor | undefined {
  const { shape, dtype } = x;
  if (!isKnownShape(shape) || !x.hasValues || x.sampled || x.requiresGrad || x.numel > MAXIMUM_ELEMENTS)
    return undefined;
  if (dtype === undefined || !isFloating(dtype) || (dtype !== 'float64' && dtype !== 'float32'))
    return undefined;
  const rank = shape.length;
  const asked = dim ?? shape.map((_, at) => at);
  const dims = new Set(asked.map((at) => (at < 0 ? at + rank : at)));
  if (rank === 0 || dims.size !== asked.length || [...dims].some((at) => at < 0 || at >= rank))
    return undefined;
  const add = dtype === 'float32' ? single : double;
  const values = x.values();
  // The dims at the end that are added are one run of memory.
  let inner = rank;
  while (inner > 0 && dims.has(inner - 1)) inner--;
  const run = numelOf(shape.slice(inner));
  const outer = shape.slice(0, inner);
  const kept = outer.map((size, at) => (dims.has(at) ? 1 : size));
  const [from, to] = [stridesOf(outer), stridesOf(kept)];
  const sums = new Float64Array(numelOf(kept));
  for (let row = 0; row < numelOf(outer); row++) {
    let place = 0;
    for (let at = 0; at < outer.length; at++) {
      const index = Math.floor(row / from[at]!) % outer[at]!;
      if (!dims.has(at)) place += index * to[at]!;
    }
    sums[place] = add(sums[place]!, pairwise(values, row * run, run, add));
  }
  const result = shape.flatMap((size, at) => (dims.has(at) ? (keepdim ? [1] : []) : [size]));
  // A result without dims is a scalar of numpy's, for which an operation has to have made it.
  return Tensor.apply(ops.clone, [arrayFrom(result, sums, dtype)], {});
}
