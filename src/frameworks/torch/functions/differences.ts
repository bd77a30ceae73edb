/** Differences of neighbours along a dim, and sums over the areas between them. */
import { isFloating } from '../../../engine/dtype';
import { minus, over, plus, reshaped, sumOf, times, zerosLike } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { normalizeDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { readInts, asTensor, type Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import { at } from './rows';

/** The size of a dim that has to be known. */
function sizeOf(x: Tensor, dim: number): number {
  const size = x.shape?.[normalizeDim(dim, x.shape.length)];
  if (typeof size !== 'number') throw new NotKnown('the size along the dim is not known');
  return size;
}

/** Elements `from` … size − `until` along a dim. */
const part = (x: Tensor, dim: number, from: number, until: number): Tensor =>
  Tensor.apply(ops.narrow, [x], { dim, start: from, length: Math.max(sizeOf(x, dim) - from - until, 0) });

/** Each element without the one before it, n times over. */
function difference(input: Tensor, n: number, dim: number): Tensor {
  let result = input;
  for (let round = 0; round < n && sizeOf(result, dim) > 0; round++) {
    const [later, earlier] = [part(result, dim, 1, 0), part(result, dim, 0, 1)];
    result =
      result.dtype === 'bool' ? Tensor.apply(ops.logical_xor, [later, earlier], {}) : minus(later, earlier);
  }
  return result;
}

function diff(args: Arguments): Value {
  const dim = args.int('dim');
  if (args.int('n') === 0) return tensorValue(args.tensor('input'));
  const pieces = [args.optionalTensor('prepend'), args.tensor('input'), args.optionalTensor('append')];
  const known = pieces.filter((piece) => piece !== undefined);
  const whole = known.length === 1 ? known[0]! : Tensor.apply(ops.cat, known, { dim });
  if (whole.rank === 0) {
    throw new PythonError('RuntimeError', 'diff expects input to be at least one-dimensional');
  }
  return tensorValue(difference(whole, args.int('n'), dim));
}

/** Twice the area of each trapezoid between neighbours along the dim, spaced by `dx` or by the points `x`. */
function doubledAreas(args: Arguments): { readonly areas: Tensor; readonly dim: number } {
  const y = args.tensor('y');
  const dim = args.int('dim');
  if (y.rank === undefined) throw new NotKnown('the shape of y is not known');
  const sides = plus(part(y, dim, 1, 0), part(y, dim, 0, 1));
  if (args.isNone('x')) return { areas: times(sides, args.isNone('dx') ? 1 : args.number('dx')), dim };
  return { areas: times(sides, widths(args.tensor('x'), y, dim)), dim };
}

/** The distances between the points x, in a shape that fits y. */
function widths(x: Tensor, y: Tensor, dim: number): Tensor {
  if (x.rank === 1) {
    const along = normalizeDim(dim, y.rank!);
    const size = sizeOf(x, 0);
    if (size !== sizeOf(y, dim)) {
      throw new PythonError('RuntimeError', 'trapezoid: There must be one `x` value for each sample point');
    }
    const shape = y.shape!.map((_, at) => (at === along ? size : 1));
    return difference(reshaped(x, shape), 1, dim);
  }
  const missing = Math.max(y.rank! - x.rank!, 0);
  return difference(reshaped(x, [...Array<number>(missing).fill(1), ...x.shape!]), 1, dim);
}

const trapezoids = ['trapezoid', 'trapz'].flatMap((name) =>
  at('t', name, '(y, x=None, *, dx=None, dim=-1)', (args) => {
    const y = args.tensor('y');
    if (y.rank !== undefined && sizeOf(y, args.int('dim')) === 0)
      return tensorValue(sumOf(zerosLike(y), args.int('dim')));
    const { areas, dim } = doubledAreas(args);
    return tensorValue(over(sumOf(areas, dim), 2));
  }),
);

/** How a coordinate is spaced: evenly, or by its points. */
type Spacing = number | Tensor;

/** The slopes along a dim: central differences within, one-sided ones of the given order at the ends (`torch.gradient`). */
function slopes(input: Tensor, dim: number, spacing: Spacing, order: number): Tensor {
  const size = sizeOf(input, dim);
  if (size <= order) {
    throw new PythonError(
      'RuntimeError',
      'torch.gradient expected each dimension size to be at least edge_order+1',
    );
  }
  const point = (at: number): Tensor => Tensor.apply(ops.narrow, [input], { dim, start: at, length: 1 });
  const weighted = (weights: readonly (number | Tensor)[], points: readonly Tensor[]): Tensor =>
    points.map((value, at) => times(value, weights[at]!)).reduce((a, b) => plus(a, b));
  const pointsAt = (places: readonly number[]): Tensor[] => places.map((at) => point(at));
  const firstPoints = (): Tensor[] => pointsAt([0, 1, 2].slice(0, order + 1));
  const lastPoints = (): Tensor[] => pointsAt([3, 2, 1].slice(2 - order).map((back) => size - back));
  let pieces: Tensor[];
  if (typeof spacing === 'number') {
    const h = spacing;
    // What is within comes first, as in PyTorch: gradients are added up in the order of the operations.
    const lower = part(input, dim, 0, 2);
    const within = size > 2 ? [over(minus(part(input, dim, 2, 0), lower), 2 * h)] : [];
    const slope = (points: readonly Tensor[], weights: readonly number[]): Tensor =>
      over(order === 1 ? minus(points[1]!, points[0]!) : weighted(weights, points), h);
    pieces = [slope(firstPoints(), [-1.5, 2, -0.5]), ...within, slope(lastPoints(), [0.5, -2, 1.5])];
  } else {
    const along = normalizeDim(dim, input.rank!);
    const steps = reshaped(
      difference(spacing, 1, 0),
      input.shape!.map((_, at) => (at === along ? size - 1 : 1)),
    );
    const step = (at: number): Tensor =>
      Tensor.apply(ops.narrow, [steps], { dim, start: at < 0 ? size - 1 + at : at, length: 1 });
    const [first, last] = [firstPoints(), lastPoints()];
    const inner = size > 2 ? [part(input, dim, 0, 2), part(input, dim, 1, 1), part(input, dim, 2, 0)] : [];
    pieces = [
      order === 1
        ? over(minus(first[1]!, first[0]!), step(0))
        : weighted(unevenWeights(step(0), step(1), 'first'), first),
      ...(inner.length > 0
        ? [weighted(unevenWeights(part(steps, dim, 0, 1), part(steps, dim, 1, 0), 'middle'), inner)]
        : []),
      order === 1
        ? over(minus(last[1]!, last[0]!), step(-1))
        : weighted(unevenWeights(step(-2), step(-1), 'last'), last),
    ];
  }
  return Tensor.apply(ops.cat, pieces, { dim });
}

/** The weights of three points at the distances a and b that give the slope of their parabola at one of them. */
function unevenWeights(a: Tensor, b: Tensor, where: 'first' | 'middle' | 'last'): Tensor[] {
  const both = plus(a, b);
  const [left, middle, right] = [times(a, both), times(a, b), times(b, both)];
  const negated = (x: Tensor): Tensor => times(x, -1);
  switch (where) {
    case 'first':
      return [negated(over(plus(both, a), left)), over(both, middle), negated(over(a, right))];
    case 'middle':
      return [negated(over(b, left)), over(minus(b, a), middle), over(a, right)];
    case 'last':
      return [over(b, left), negated(over(both, middle)), over(plus(both, b), right)];
    default:
      return where satisfies never;
  }
}

function gradient(args: Arguments): Value {
  const input = args.tensor('input');
  if (input.rank === undefined) throw new NotKnown('the shape of what slopes are taken of is not known');
  const spacing = args.value('spacing');
  const dims = args.isNone('dim')
    ? Array.from({ length: input.rank }, (_, at) => at)
    : readInts(args.value('dim'), 'dim');
  const spacings = dims.map((_, at): Spacing => {
    const own =
      spacing.kind === 'list' || spacing.kind === 'tuple'
        ? spacing.items[spacing.items.length === 1 ? 0 : at]
        : spacing;
    if (!own || own.kind === 'None') return 1;
    if (own.kind === 'int' || own.kind === 'float') return own.value;
    const points = asTensor(own, 'spacing');
    return points.rank === 0 && points.hasValues ? points.values()[0]! : points;
  });
  const order = args.int('edge_order');
  return tuple(
    dims.map((dim, at) => {
      const found = slopes(input, dim, spacings[at]!, order);
      // A distance is a float, which makes floats of integers.
      return tensorValue(found.dtype && !isFloating(found.dtype) ? over(found, 1) : found);
    }),
  );
}

export const differences: readonly NativeFunction[] = [
  ...at('tT', 'diff', '(input, n=1, dim=-1, prepend=None, append=None, *, out=None)', diff),
  ...trapezoids,
  ...at('t', 'cumulative_trapezoid', '(y, x=None, *, dx=None, dim=-1)', (args) => {
    const { areas, dim } = doubledAreas(args);
    return tensorValue(over(Tensor.apply(ops.cumsum, [areas], { dim }), 2));
  }),
  ...at('t', 'gradient', '(input, *, spacing=None, dim=None, edge_order=1)', gradient),
];
