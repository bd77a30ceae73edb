/** Functions of numbers along a line: interpolation, convolution, differences of neighbours, polynomials. */
import { isFloating } from '../../engine/dtype';
import { times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { holdable } from '../held-elements';
import { list, tensorValue, type NativeFunction, type Value } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';
import { arrayFrom, countUpTo, knownConstants, knownShape, vector } from './held-values';
import { castTo, inCommonDType } from './promotion';

/** The value at `x` on the straight lines between points; beyond them that of the last point. */
function interpolated(
  x: number,
  xs: readonly number[],
  ys: readonly number[],
  left?: number,
  right?: number,
): number {
  const last = xs.length - 1;
  if (Number.isNaN(x)) return NaN;
  if (x > xs[last]!) return right ?? ys[last]!;
  if (x < xs[0]!) return left ?? ys[0]!;
  if (x === xs[last]) return ys[last]!;
  const at = Math.min(countUpTo(x, xs), last) - 1;
  const slope = (ys[at + 1]! - ys[at]!) / (xs[at + 1]! - xs[at]!);
  return slope * (x - xs[at]!) + ys[at]!;
}

/** Σ a[k]·v[n − k], for every n where both meet. */
function convolved(a: readonly number[], v: readonly number[]): number[] {
  return Array.from({ length: a.length + v.length - 1 }, (_, n) => {
    let sum = 0;
    for (let k = Math.max(0, n - v.length + 1); k <= Math.min(n, a.length - 1); k++) sum += a[k]! * v[n - k]!;
    return sum;
  });
}

/** What is kept of all `longer + shorter - 1` places where two lines meet. */
function cut(all: readonly number[], longer: number, shorter: number, mode: string): readonly number[] {
  if (mode === 'full') return all;
  const length = mode === 'valid' ? longer - shorter + 1 : longer;
  const start = mode === 'valid' ? shorter - 1 : Math.floor((shorter - 1) / 2);
  return all.slice(start, start + length);
}

/** Second-order differences inside, first-order at both ends, after numpy's documentation of `gradient`. */
function slopes(f: readonly number[], x: readonly number[]): number[] {
  const last = f.length - 1;
  return f.map((value, at) => {
    if (at === 0) return (f[1]! - value) / (x[1]! - x[0]!);
    if (at === last) return (value - f[last - 1]!) / (x[last]! - x[last - 1]!);
    const [before, after] = [x[at]! - x[at - 1]!, x[at + 1]! - x[at]!];
    if (before === after) return (f[at + 1]! - f[at - 1]!) / (2 * before);
    const [a, b, c] = [
      -after / (before * (before + after)),
      (after - before) / (before * after),
      before / (after * (before + after)),
    ];
    return a * f[at - 1]! + b * value + c * f[at + 1]!;
  });
}

/** The functions under a prefix such as `numpy.`. */
export function lineFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (tensor: Tensor): Value => tensorValue(tensor, dialect.framework);
  const one = (args: Arguments, name: string): Tensor => arrayOf(args.value(name), dialect);
  const numbers = (args: Arguments, name: string): number[] => knownConstants(one(args, name));
  const optional = (args: Arguments, name: string): number | undefined => args.optionalNumber(name);
  /** A convolution or correlation in the dtype in which both meet. */
  const meeting = (name: 'convolve' | 'correlate', byDefault: string): NativeFunction =>
    define(`${prefix}${name}`, `(a, v, mode='${byDefault}')`, (args) => {
      const [first, second] = inCommonDType(one(args, 'a'), one(args, 'v'), dialect.framework);
      if (first.rank !== 1 || second.rank !== 1) throw new NotKnown('only lines are convolved');
      const a = knownConstants(first);
      const v = knownConstants(second);
      const turned = name === 'correlate' ? [...v].reverse() : v;
      holdable(a.length * v.length);
      const all = convolved(a, turned);
      const kept = cut(all, Math.max(a.length, v.length), Math.min(a.length, v.length), args.string('mode'));
      return wrap(vector(kept, first.dtype));
    });
  return [
    define(`${prefix}interp`, '(x, xp, fp, left=None, right=None, period=None)', (args) => {
      if (!args.isNone('period')) throw new NotKnown('a periodic interpolation is not computed');
      const x = one(args, 'x');
      const [xs, ys] = [numbers(args, 'xp'), numbers(args, 'fp')];
      const values = knownConstants(x).map((value) =>
        interpolated(value, xs, ys, optional(args, 'left'), optional(args, 'right')),
      );
      return wrap(Tensor.apply(ops.clone, [arrayFrom(knownShape(x), values, dialect.floatDType)], {}));
    }),
    meeting('convolve', 'full'),
    meeting('correlate', 'valid'),
    define(`${prefix}gradient`, '(f, *varargs, axis=None, edge_order=1)', (args) => {
      const f = one(args, 'f');
      const rank = f.rank ?? 0;
      if (args.int('edge_order') !== 1)
        throw new NotKnown('only differences of first order stand at the edges');
      const axes = args.optionalInts('axis') ?? Array.from({ length: rank }, (_, at) => at);
      if (args.rest.length > 1 && args.rest.length !== axes.length)
        throw new NotKnown('the distances are not those of the axes');
      const dtype = f.dtype && isFloating(f.dtype) ? f.dtype : dialect.floatDType;
      const results = axes.map((axis, place) => {
        const dim = axis < 0 ? axis + rank : axis;
        const turned = Tensor.apply(ops.transpose, [f], { dim0: dim, dim1: rank - 1 });
        const shape = knownShape(turned);
        const length = shape[rank - 1]!;
        if (length < 2) throw new NotKnown('a difference needs two numbers');
        const spacing = args.rest[args.rest.length === 1 ? 0 : place];
        const given = spacing ? arrayOf(spacing, dialect) : undefined;
        const step = given?.rank === 0 ? knownConstants(given)[0]! : 1;
        const x =
          given && given.rank !== 0 ? knownConstants(given) : Array.from({ length }, (_, at) => at * step);
        const values = knownConstants(turned);
        const lines = Array.from({ length: values.length / length }, (_, at) =>
          slopes(values.slice(at * length, (at + 1) * length), x),
        );
        const made = arrayFrom(shape, lines.flat(), dtype);
        return wrap(Tensor.apply(ops.transpose, [made], { dim0: dim, dim1: rank - 1 }));
      });
      return results.length === 1 ? results[0]! : list(results);
    }),
    define(`${prefix}vander`, '(x, N=None, increasing=False)', (args) => {
      const x = numbers(args, 'x');
      const count = args.optionalInt('N') ?? x.length;
      if (count < 0)
        throw new PythonError('ValueError', 'negative dimensions are not allowed', undefined, true);
      holdable(x.length * count);
      const rows = x.map((value) => powersOf(value, count, args.bool('increasing')));
      return wrap(arrayFrom([x.length, count], rows.flat(), one(args, 'x').dtype));
    }),
    define(`${prefix}polyfit`, '(x, y, deg, rcond=None, full=False, w=None, cov=False)', (args) => {
      if (args.bool('full') || !args.isNone('w') || args.value('cov').kind !== 'bool' || args.bool('cov'))
        throw new NotKnown('what a fit gives beside its coefficients is not computed');
      const [x, y] = [numbers(args, 'x'), numbers(args, 'y')];
      const count = args.int('deg') + 1;
      if (count < 1) throw new PythonError('ValueError', 'expected deg >= 0', undefined, true);
      holdable(x.length * count);
      const rows = x.map((value) => powersOf(value, count, false));
      // Columns of one length make the least squares well conditioned, as numpy has it.
      const lengths = Array.from({ length: count }, (_, at) =>
        Math.sqrt(rows.reduce((sum, row) => sum + row[at]! ** 2, 0)),
      );
      const scaled = rows.map((row) => row.map((value, at) => value / lengths[at]!));
      const columns = arrayFrom([x.length, count], scaled.flat());
      const inverse = Tensor.apply(ops.pinv, [columns], { rtol: x.length * 2 ** -52, atol: 0 });
      const found = Tensor.apply(ops.matmul, [inverse, vector(y)], {}).values();
      const coefficients = lengths.map((length, at) => found[at]! / length);
      return wrap(vector(coefficients, dialect.floatDType));
    }),
    define(`${prefix}polyval`, '(p, x)', (args) => {
      const p = numbers(args, 'p');
      const [x] = inCommonDType(one(args, 'x'), one(args, 'p'), dialect.framework);
      let sum = times(x, 0);
      for (const coefficient of p)
        sum = Tensor.apply(
          ops.add,
          [times(sum, x), castTo(arrayOf({ kind: 'float', value: coefficient }, dialect), x.dtype!)],
          {},
        );
      return wrap(sum);
    }),
  ];
}

/** The powers of a number from the highest to the zeroth, or the other way round. */
function powersOf(value: number, count: number, isIncreasing: boolean): number[] {
  const powers: number[] = [];
  for (let power = 1, at = 0; at < count; at++, power *= value) powers.push(power);
  return isIncreasing ? powers : powers.reverse();
}
