/** Counts of values between edges, in the dtypes and with the options of numpy and jax.numpy. */
import { isFloating } from '../../engine/dtype';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { holdable } from '../held-elements';
import { tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';
import { countUpTo, knownConstants, largestOf, vector } from './held-values';

/** The edges of `count` bins of one width. */
function evenEdges(low: number, high: number, count: number): number[] {
  // One value alone stands in the middle of a bin of width one.
  const [first, last] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  holdable(count);
  const step = (last - first) / count;
  return Array.from({ length: count + 1 }, (_, at) => (at === count ? last : first + at * step));
}

/** The sum of weights in each bin between rising edges; the last bin holds its upper edge too. */
function weightIn(
  values: readonly number[],
  edges: readonly number[],
  weights?: readonly number[],
): number[] {
  const sums = edges.slice(1).map(() => 0);
  const upper = edges[edges.length - 1];
  values.forEach((value, place) => {
    const bin = value === upper ? sums.length - 1 : countUpTo(value, edges) - 1;
    if (bin >= 0 && bin < sums.length) sums[bin]! += weights?.[place] ?? 1;
  });
  return sums;
}

/** `histogram` under a prefix such as `numpy.`. */
export function histogramFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (values: readonly number[], dtype = dialect.floatDType): Value =>
    tensorValue(vector(values, dtype), dialect.framework);
  const numbers = (value: Value): number[] => knownConstants(arrayOf(value, dialect));
  /** From where to where bins of one width lie: as the call says, or around all values. */
  const rangeOf = (args: Arguments, values: readonly number[]): [low: number, high: number] => {
    if (!args.isNone('range')) return numbers(args.value('range')) as [number, number];
    if (values.length === 0) return [0, 1];
    const [low, high] = [-largestOf(values.map((value) => -value)), largestOf(values)];
    if (!Number.isFinite(low) || !Number.isFinite(high))
      throw new NotKnown('a histogram of what is not finite has no range');
    return [low, high];
  };
  return [
    define(`${prefix}histogram`, '(a, bins=10, range=None, density=None, weights=None)', (args) => {
      const values = numbers(args.value('a'));
      const bins = args.value('bins');
      if (bins.kind === 'int' && bins.value < 1)
        throw new PythonError('ValueError', '`bins` must be positive, when an integer', undefined, true);
      const given = bins.kind === 'int' ? undefined : arrayOf(bins, dialect);
      const edges = bins.kind === 'int' ? evenEdges(...rangeOf(args, values), bins.value) : numbers(bins);
      const weights = args.isNone('weights') ? undefined : arrayOf(args.value('weights'), dialect);
      const counts = weightIn(values, edges, weights && knownConstants(weights));
      const total = counts.reduce((sum, count) => sum + count, 0);
      const isDensity = args.optionalBool('density') === true;
      const shown = isDensity
        ? counts.map((count, at) => count / (edges[at + 1]! - edges[at]!) / total)
        : counts;
      const isFloat =
        isDensity ||
        dialect.framework === 'jax' ||
        (weights?.dtype !== undefined && isFloating(weights.dtype));
      const edgeDType =
        given?.dtype !== undefined && dialect.framework === 'numpy' ? given.dtype : dialect.floatDType;
      return tuple([wrap(shown, isFloat ? dialect.floatDType : dialect.intDType), wrap(edges, edgeDType)]);
    }),
  ];
}
