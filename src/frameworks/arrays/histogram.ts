/** Counts of values between edges, in the dtypes and with the options of numpy and jax.numpy. */
import { isFloating } from '../../engine/dtype';
import { define } from '../define';
import { tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';
import { knownConstants, vector } from './held-values';

/** The edges of `count` bins of one width. */
function evenEdges(low: number, high: number, count: number): number[] {
  // One value alone stands in the middle of a bin of width one.
  const [first, last] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  const step = (last - first) / count;
  return Array.from({ length: count + 1 }, (_, at) => (at === count ? last : first + at * step));
}

/** The sum of weights in each bin; the last bin holds its upper edge too. */
function weightIn(
  values: readonly number[],
  edges: readonly number[],
  weights?: readonly number[],
): number[] {
  const sums = edges.slice(1).map(() => 0);
  const last = sums.length - 1;
  values.forEach((value, place) => {
    const at = sums.findIndex(
      (_, bin) => value >= edges[bin]! && (bin === last ? value <= edges[bin + 1]! : value < edges[bin + 1]!),
    );
    if (at >= 0) sums[at]! += weights?.[place] ?? 1;
  });
  return sums;
}

/** `histogram` and `histogram_bin_edges`. */
export function histogramFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (values: readonly number[], dtype = dialect.floatDType): Value =>
    tensorValue(vector(values, dtype), dialect.framework);
  const numbers = (value: Value): number[] => knownConstants(arrayOf(value, dialect));
  return [
    define(`${prefix}histogram`, '(a, bins=10, range=None, density=None, weights=None)', (args) => {
      const values = numbers(args.value('a'));
      const bins = args.value('bins');
      const given = bins.kind === 'int' ? undefined : arrayOf(bins, dialect);
      const [low, high] = args.isNone('range')
        ? [Math.min(...values), Math.max(...values)]
        : (numbers(args.value('range')) as [number, number]);
      const edges =
        bins.kind === 'int'
          ? evenEdges(values.length === 0 ? 0 : low, values.length === 0 ? 1 : high, bins.value)
          : numbers(bins);
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
