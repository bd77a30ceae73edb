/** Results whose size, or content, is a count: positions that are not zero, different elements, histograms. */
import { allocate, isFloating, type DType } from '../../../engine/dtype';
import { isKnownShape, normalizeDim, numelOf, stridesOf } from '../../../engine/shape';
import { notImplementedFor } from '../../../engine/refusals';
import { Tensor } from '../../../engine/tensor';
import { ops } from '../../../engine/ops/index';
import { roundNumber } from '../../../engine/backends/rounding';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { namedTuple, tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import type { Runtime } from '../../runtime';
import { at } from './rows';

/** A result that was counted from known values. */
function counted(from: Tensor, shape: readonly number[], dtype: DType, numbers: ArrayLike<number>): Tensor {
  const values = allocate(dtype, numelOf(shape));
  for (let at = 0; at < values.length; at++) values[at] = roundNumber(dtype, numbers[at]!);
  return Tensor.leaf({ shape, dtype, values, sampled: from.sampled, role: { kind: 'values' } });
}

/** The values of a tensor that has to be known. */
function known(tensor: Tensor, what: string) {
  if (!tensor.hasValues) throw new NotKnown(`${what} depends on values that are not known`);
  return tensor.array();
}

/** The positions of all elements that are not zero, as rows of indices. */
function nonzeroRows(input: Tensor, name: string): readonly (readonly number[])[] {
  const { values, shape } = known(input, `the number of rows of ${name}()`);
  const strides = stridesOf(shape);
  const rows: number[][] = [];
  values.forEach((value, position) => {
    if (value === 0) return;
    rows.push(shape.map((size, dim) => Math.floor(position / strides[dim]!) % size));
  });
  return rows;
}

function nonzero(input: Tensor, name: string): Value {
  const rows = nonzeroRows(input, name);
  return tensorValue(counted(input, [rows.length, input.rank!], 'int64', rows.flat()));
}

/** A tensor of positions for each dim: what indexes the elements that are not zero. */
export function nonzeroAsTuple(input: Tensor, name: string): Value {
  // A scalar is looked at as a line of one.
  const line = input.rank === 0 ? Tensor.apply(ops.reshape, [input], { shape: [1] }) : input;
  const rows = nonzeroRows(line, name);
  return tuple(
    line.shape!.map((_, dim) =>
      tensorValue(
        counted(
          input,
          [rows.length],
          'int64',
          rows.map((row) => row[dim]!),
        ),
      ),
    ),
  );
}

/** Slices of a tensor along a dim, to be compared as a whole. */
interface Slices {
  readonly count: number;
  readonly compare: (a: number, b: number) => number;
}

function slicesAlong(input: Tensor, dim: number): Slices {
  const { values, shape } = known(input, 'the number of different elements');
  const step = stridesOf(shape)[dim]!;
  const size = shape[dim]!;
  const offsets: number[] = [];
  for (let at = 0; at < values.length; at++) if (Math.floor(at / step) % size === 0) offsets.push(at);
  return {
    count: size,
    compare: (a, b) => {
      for (const offset of offsets) {
        const difference = values[offset + a * step]! - values[offset + b * step]!;
        if (difference !== 0) return difference;
      }
      return 0;
    },
  };
}

function sliceOfAll(input: Tensor): Slices {
  const { values } = known(input, 'the number of different elements');
  return {
    count: values.length,
    compare: (a, b) => {
      const [x, y] = [values[a]!, values[b]!];
      // NaN is larger than all, and never equal.
      if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
      return x - y;
    },
  };
}

/** `torch.unique` and `torch.unique_consecutive`: one of each run of equal elements, where each went, how many there were. */
function unique(args: Arguments, isSorted: boolean): Value {
  const input = args.tensor('input');
  const dim = args.optionalInt('dim');
  if (!isKnownShape(input.shape)) throw new NotKnown('the shape of what is looked at is not known');
  const along = dim === undefined ? undefined : normalizeDim(dim, input.shape.length);
  const { count, compare } = along === undefined ? sliceOfAll(input) : slicesAlong(input, along);
  const order = Array.from({ length: count }, (_, at) => at);
  if (isSorted) order.sort((a, b) => compare(a, b) || a - b);
  const firsts: number[] = [];
  const counts: number[] = [];
  const inverse = new Array<number>(count);
  order.forEach((slice, place) => {
    if (place === 0 || compare(order[place - 1]!, slice) !== 0) {
      firsts.push(slice);
      counts.push(0);
    }
    counts[counts.length - 1]!++;
    inverse[slice] = firsts.length - 1;
  });
  const flat =
    along === undefined
      ? Tensor.apply(ops.flatten, [Tensor.apply(ops.detach, [input], {})], { start_dim: 0, end_dim: -1 })
      : Tensor.apply(ops.detach, [input], {});
  const places = counted(input, [firsts.length], 'int64', firsts);
  const results: Value[] = [tensorValue(Tensor.apply(ops.index_select, [flat, places], { dim: along ?? 0 }))];
  if (args.bool('return_inverse'))
    results.push(tensorValue(counted(input, along === undefined ? input.shape : [count], 'int64', inverse)));
  if (args.bool('return_counts')) results.push(tensorValue(counted(input, [counts.length], 'int64', counts)));
  return results.length === 1 ? results[0]! : tuple(results);
}

function bincount(args: Arguments): Value {
  const input = args.tensor('input');
  const weights = args.optionalTensor('weights');
  const { values, dtype } = known(input, 'the length of bincount()');
  if (isFloating(dtype)) {
    throw notImplementedFor('bincount_cpu', dtype);
  }
  if (input.rank !== 1 || values.some((value) => value < 0)) {
    throw new PythonError('RuntimeError', 'bincount only supports 1-d non-negative integral inputs.');
  }
  const share = weights ? known(weights, 'bincount()').values : undefined;
  let length = args.int('minlength');
  for (const value of values) length = Math.max(length, value + 1);
  const totals = new Float64Array(length);
  values.forEach((value, at) => {
    totals[value]! += share ? share[at]! : 1;
  });
  const result = !weights ? 'int64' : weights.dtype === 'float32' ? 'float32' : 'float64';
  return tensorValue(counted(input, [length], result, totals));
}

/** `count` + 1 points from low to high, each rounded to the dtype as `torch.linspace` does it. */
function edgesBetween(low: number, high: number, count: number, dtype: DType): number[] {
  const step = roundNumber(dtype, (high - low) / count);
  return Array.from({ length: count + 1 }, (_, at) =>
    roundNumber(dtype, at <= count / 2 ? low + step * at : high - step * (count - at)),
  );
}

/** The lowest and the highest value, moved apart where they are one. */
function extent(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new PythonError('RuntimeError', `torch.histogram: range of [${low}, ${high}] is not finite`);
  }
  return [low, high];
}

const apart = ([low, high]: readonly [number, number]): readonly [number, number] =>
  low === high ? [low - 0.5, high + 0.5] : [low, high];

/** The bin of a value: the last one takes its right edge too. Undefined outside of all. */
function binOf(value: number, edges: readonly number[]): number | undefined {
  const last = edges.length - 1;
  if (!(value >= edges[0]! && value <= edges[last]!)) return undefined;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}

function histc(args: Arguments): Value {
  const input = args.tensor('input');
  const bins = args.int('bins');
  const { values, dtype } = known(input, 'histc()');
  let [low, high] = [args.number('min'), args.number('max')];
  if (low === high && values.length > 0) [low, high] = extent(Array.from(values));
  if (low === high) [low, high] = [low - 1, high + 1];
  if (low > high) throw new PythonError('RuntimeError', 'torch.histc: max must be larger than min');
  const counts = new Float64Array(bins);
  // In the steps of PyTorch's kernel: an element beside an edge may be rounded over it.
  const round = (number: number): number => roundNumber(dtype, number);
  for (const value of values) {
    if (!(value >= low && value <= high)) continue;
    const place = round(round(round(value - low) * bins) / round(high - low));
    counts[Math.min(Math.floor(place), bins - 1)]!++;
  }
  return tensorValue(counted(input, [bins], dtype, counts));
}

/** The edges of the bins of each coordinate: numbers of bins with ranges, or the edges themselves. */
function edgesOf(
  bins: readonly Value[],
  ranges: readonly number[],
  columns: number[][],
  dtype: DType,
): number[][] {
  return bins.map((bin, at) => {
    if (bin.kind === 'tensor') return Array.from(known(bin.tensor, 'the edges of the bins').values);
    if (bin.kind !== 'int') throw new NotKnown('the bins are not known');
    const own = ranges.length > 0 ? ([ranges[2 * at]!, ranges[2 * at + 1]!] as const) : extent(columns[at]!);
    return edgesBetween(...apart(own), bin.value, dtype);
  });
}

interface Histogram {
  readonly counts: Tensor;
  readonly edges: readonly Tensor[];
}

/** Counts of the points, given by their coordinates, in a grid of bins. */
function histogramOf(input: Tensor, columns: number[][], args: Arguments, bins: readonly Value[]): Histogram {
  const dtype = input.dtype!;
  const ranges = args.isNone('range') ? [] : numbersOf(args.value('range'));
  const edges = edgesOf(bins, ranges, columns, dtype);
  const shape = edges.map((own) => own.length - 1);
  const strides = stridesOf(shape);
  const totals = new Float64Array(numelOf(shape));
  const weight = args.optionalTensor('weight');
  const weights = weight ? known(weight, 'a histogram').values : undefined;
  const points = columns[0]?.length ?? 0;
  for (let point = 0; point < points; point++) {
    const places = columns.map((column, at) => binOf(column[point]!, edges[at]!));
    if (places.some((place) => place === undefined)) continue;
    const offset = places.reduce<number>((sum, place, at) => sum + place! * strides[at]!, 0);
    totals[offset]! += weights ? weights[point]! : 1;
  }
  if (args.bool('density')) {
    const sum = totals.reduce((a, b) => a + b, 0);
    totals.forEach((value, position) => {
      const volume = edges.reduce((product, own, at) => {
        const place = Math.floor(position / strides[at]!) % shape[at]!;
        return product * (own[place + 1]! - own[place]!);
      }, 1);
      totals[position] = value / sum / volume;
    });
  }
  return {
    counts: counted(input, shape, dtype, totals),
    edges: edges.map((own) => counted(input, [own.length], dtype, own)),
  };
}

function numbersOf(value: Value): number[] {
  if (value.kind !== 'list' && value.kind !== 'tuple') throw new NotKnown('the range is not known');
  return value.items.map((item) => {
    if (item.kind === 'int' || item.kind === 'float') return item.value;
    throw new NotKnown('the range is not known');
  });
}

function histogram(args: Arguments): Value {
  const input = args.tensor('input');
  const values = Array.from(known(input, 'a histogram').values);
  const { counts, edges } = histogramOf(input, [values], args, [args.value('bins')]);
  return namedTuple('torch.return_types.histogram', {
    hist: tensorValue(counts),
    bin_edges: tensorValue(edges[0]!),
  });
}

function histogramdd(args: Arguments, runtime: Runtime): Value {
  const input = args.tensor('input');
  const { values, shape } = known(input, 'a histogram');
  const width = shape[shape.length - 1]!;
  const columns = Array.from({ length: width }, (_, column) =>
    Array.from(values).filter((_value, at) => at % width === column),
  );
  const given = args.value('bins');
  const bins = given.kind === 'int' ? columns.map(() => given as Value) : [...(runtime.iterate(given) ?? [])];
  const { counts, edges } = histogramOf(input, columns, args, bins);
  return namedTuple('torch.return_types.histogramdd', {
    hist: tensorValue(counts),
    bin_edges: tuple(edges.map((own) => tensorValue(own))),
  });
}

export const counting: readonly NativeFunction[] = [
  ...at('tT', 'nonzero', '(input, *, as_tuple=False, out=None)', (args) =>
    args.bool('as_tuple')
      ? nonzeroAsTuple(args.tensor('input'), 'nonzero')
      : nonzero(args.tensor('input'), 'nonzero'),
  ),
  ...at('tT', 'argwhere', '(input)', (args) => nonzero(args.tensor('input'), 'argwhere')),
  ...at('tT', 'nonzero_static', '(input, *, size, fill_value=-1, out=None)', (args) => {
    const input = args.tensor('input');
    const rows = nonzeroRows(input, 'nonzero_static').slice(0, args.int('size'));
    const missing = (args.int('size') - rows.length) * input.rank!;
    const filled = [...rows.flat(), ...Array<number>(missing).fill(args.int('fill_value'))];
    return tensorValue(counted(input, [args.int('size'), input.rank!], 'int64', filled));
  }),
  ...at('tT', 'unique', '(input, sorted=True, return_inverse=False, return_counts=False, dim=None)', (args) =>
    unique(args, true),
  ),
  ...at('tT', 'unique_consecutive', '(input, return_inverse=False, return_counts=False, dim=None)', (args) =>
    unique(args, false),
  ),
  ...at('tT', 'bincount', '(input, weights=None, minlength=0)', bincount),
  ...at('tT', 'histc', '(input, bins=100, min=0, max=0, *, out=None)', histc),
  ...at('tT', 'histogram', '(input, bins, *, range=None, weight=None, density=False, out=None)', histogram),
  ...at('t', 'histogramdd', '(input, bins, range=None, weight=None, density=False)', histogramdd),
];
