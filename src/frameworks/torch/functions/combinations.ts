/** Elements taken together: all pairs, all combinations. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { asTensor } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { holdable } from '../../held-elements';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { at } from './rows';

const indexLeaf = (indices: readonly number[]): Tensor =>
  Tensor.leaf({ shape: [indices.length], dtype: 'int64', values: Float64Array.from(indices) });

function lengthOf(tensor: Tensor, name: string): number {
  const [size] = tensor.shape ?? [];
  if (tensor.rank !== undefined && tensor.rank !== 1)
    throw new PythonError(
      'RuntimeError',
      `${name} expects a 1D tensor, got a tensor with ${tensor.rank} dims`,
    );
  if (typeof size !== 'number') throw new NotKnown(`the number of elements for ${name}() is not known`);
  return size;
}

/** The number of ways to choose r of n. */
function choose(n: number, r: number): number {
  if (r > n) return 0;
  const few = Math.min(r, n - r);
  let ways = 1;
  for (let at = 1; at <= few && ways < Infinity; at++) ways = (ways * (n - few + at)) / at;
  return ways;
}

/** All ways to choose r of n positions, in the order of `itertools.combinations`, one after the other. */
function choices(n: number, r: number, repeats: boolean): number[] {
  const found: number[] = [];
  const chosen = Array.from({ length: r }, (_, at) => (repeats ? 0 : at));
  // What a place may hold at most, so that there is enough for the places behind it.
  const last = (at: number): number => (repeats ? n - 1 : n - r + at);
  if (r > 0 && last(0) < 0) return found;
  for (;;) {
    for (const position of chosen) found.push(position);
    const at = chosen.findLastIndex((position, place) => position < last(place));
    if (at < 0) return found;
    const next = chosen[at]! + 1;
    for (let place = at; place < r; place++) chosen[place] = repeats ? next : next + place - at;
  }
}

function combinations(input: Tensor, r: number, repeats: boolean): Value {
  if (r < 0) throw new PythonError('RuntimeError', 'Expect a non-negative number, but got ' + r);
  const n = lengthOf(input, 'combinations');
  if (r === 0)
    return tensorValue(Tensor.leaf({ shape: [0], dtype: input.dtype, values: new Float64Array(0) }));
  holdable(r * choose(repeats ? n + r - 1 : n, r));
  const chosen = choices(n, r, repeats);
  const picked = Tensor.apply(ops.index_select, [input, indexLeaf(chosen)], { dim: 0 });
  return tensorValue(Tensor.apply(ops.reshape, [picked], { shape: [chosen.length / r, r] }));
}

/** Every row holds one element of each tensor; the last tensor's elements change fastest. */
function cartesianProduct(tensors: readonly Tensor[]): Value {
  if (tensors.length === 1) return tensorValue(tensors[0]!);
  const sizes = tensors.map((tensor) => lengthOf(tensor, 'cartesian_prod'));
  const count = sizes.reduce((product, size) => product * size, 1);
  holdable(count * tensors.length);
  let behind = count;
  const columns = tensors.map((tensor, place) => {
    behind /= sizes[place]! || 1;
    const step = behind;
    const indices = Array.from({ length: count }, (_, row) => Math.floor(row / step) % sizes[place]!);
    return Tensor.apply(ops.index_select, [tensor, indexLeaf(indices)], { dim: 0 });
  });
  return tensorValue(Tensor.apply(ops.stack, columns, { dim: -1 }));
}

export const combining: readonly NativeFunction[] = [
  ...at('tT', 'combinations', '(input, r=2, with_replacement=False)', (args) =>
    combinations(args.tensor('input'), args.int('r'), args.bool('with_replacement')),
  ),
  ...at('t', 'cartesian_prod', '(*tensors)', (args) =>
    cartesianProduct(args.rest.map((tensor) => asTensor(tensor, 'a tensor of cartesian_prod()'))),
  ),
];
