/** Quantiles and covariances, as compositions: their gradients follow. */
import {
  castTo,
  choose,
  compare,
  full,
  minus,
  over,
  sumOf,
  times,
  unsqueezed,
} from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { isKnownShape, normalizeDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { at } from './rows';

const interpolations = ['linear', 'lower', 'higher', 'midpoint', 'nearest'];

/** The quantiles of the sorted lines, between the two elements that are nearest (PyTorch documentation, `torch.quantile`). */
function quantile(args: Arguments, skipsNan: boolean): Value {
  const name = skipsNan ? 'nanquantile' : 'quantile';
  const input = args.tensor('input');
  const q = args.tensor('q');
  const interpolation = args.string('interpolation');
  if (!interpolations.includes(interpolation)) {
    throw new PythonError(
      'RuntimeError',
      `${name}() interpolation must be one of linear, lower, higher, midpoint or nearest, but got ${interpolation}`,
    );
  }
  if (input.dtype && input.dtype !== 'float32' && input.dtype !== 'float64') {
    throw new PythonError('RuntimeError', `${name}() input tensor must be either float or double dtype`);
  }
  if (!isKnownShape(input.shape) || !isKnownShape(q.shape) || !input.dtype)
    throw new NotKnown('the shape of what quantiles are taken of is not known');
  if (input.numel === 0) throw new PythonError('RuntimeError', `${name}() input tensor must be non-empty`);
  const outside = q.hasValues ? q.values().find((value) => !(value >= 0 && value <= 1)) : undefined;
  if (outside !== undefined) {
    throw new PythonError(
      'RuntimeError',
      q.wrapped
        ? `${name}() q must be in the range [0, 1] but got ${outside}`
        : `${name}() q values must be in the range [0, 1]`,
    );
  }
  const wanted = castTo(q.wrapped ? Tensor.leaf({ ...q.array(), dtype: 'float64' }) : q, input.dtype);
  const dim = args.optionalInt('dim');
  const lines = linesAlong(input, dim);
  const size = lines.shape!.at(-1) as number;
  const sorted = Tensor.apply(ops.sort, [lines], { dim: -1 });
  const ranks = ranksOf(lines, size, wanted, skipsNan);
  const at = (places: Tensor): Tensor =>
    Tensor.apply(ops.gather, [sorted, castTo(places, 'int64')], { dim: -1 });
  const rounded = (how: 'floor' | 'ceil' | 'round'): Tensor => Tensor.apply(ops[how], [ranks], {});
  let result: Tensor;
  if (interpolation === 'lower') result = at(rounded('floor'));
  else if (interpolation === 'higher') result = at(rounded('ceil'));
  else if (interpolation === 'nearest') result = at(rounded('round'));
  else {
    const weight =
      interpolation === 'midpoint'
        ? full(ranks.shape, ranks.dtype, 0.5)
        : minus(ranks, Tensor.apply(ops.detach, [rounded('floor')], {}));
    result = Tensor.apply(ops.lerp, [at(rounded('floor')), at(rounded('ceil')), weight], {});
  }
  return tensorValue(withQuantilesFirst(result, input, q, dim, args.bool('keepdim')));
}

/** The reduced dim moved to the end; all elements in one line where there is none. */
function linesAlong(input: Tensor, dim: number | undefined): Tensor {
  if (dim === undefined || input.rank === 0)
    return Tensor.apply(ops.flatten, [input], { start_dim: 0, end_dim: -1 });
  return Tensor.apply(ops.transpose, [unsqueezed(input, input.rank!)], {
    dim0: dim < 0 ? dim - 1 : dim,
    dim1: -1,
  });
}

/** q (n − 1) for each line: n counts all elements, or those that are numbers. A line with a NaN gives its last element, the NaN. */
function ranksOf(lines: Tensor, size: number, q: Tensor, skipsNan: boolean): Tensor {
  const isNan = Tensor.apply(ops.isnan, [lines], {});
  const one = q.rank === 0 ? unsqueezed(q, 0) : q;
  if (!skipsNan) {
    const anyNan = Tensor.apply(ops.any, [isNan], { dim: -1, keepdim: true });
    return choose(anyNan, size - 1, times(one, size - 1));
  }
  const count = minus(size, sumOf(isNan, -1, true));
  const ranks = times(one, minus(count, 1));
  return choose(compare(ranks, '<', 0), 0, ranks);
}

function withQuantilesFirst(
  result: Tensor,
  input: Tensor,
  q: Tensor,
  dim: number | undefined,
  keepdim: boolean,
): Tensor {
  const shape = input.shape as readonly number[];
  const reduced =
    dim === undefined
      ? keepdim
        ? shape.map(() => 1)
        : []
      : shape.flatMap((size, at) => (at === normalizeDim(dim, shape.length) ? (keepdim ? [1] : []) : [size]));
  const front = Tensor.apply(ops.permute, [result], {
    dims: [result.rank! - 1, ...Array.from({ length: result.rank! - 1 }, (_, at) => at)],
  });
  return Tensor.apply(ops.reshape, [front], { shape: [...(q.shape as readonly number[]), ...reduced] });
}

/** The covariances of the rows (PyTorch documentation, `torch.cov`). */
function covariance(
  input: Tensor,
  correction: number,
  frequencies: Tensor | undefined,
  importances: Tensor | undefined,
): Tensor {
  if (input.rank === undefined) return Tensor.leaf({ dtype: input.dtype });
  if (input.rank > 2) {
    throw new PythonError(
      'RuntimeError',
      `cov(): expected input to have two or fewer dimensions but got an input with ${input.rank} dimensions`,
    );
  }
  const rows = input.rank < 2 ? Tensor.apply(ops.reshape, [input], { shape: [1, -1] }) : input;
  const observations = rows.shape![1];
  if (typeof observations !== 'number') throw new NotKnown('the number of observations is not known');
  const weights = frequencies && importances ? times(frequencies, importances) : (frequencies ?? importances);
  const total = weights ? sumOf(weights) : full([], 'int64', observations);
  const weighted = weights ? times(rows, weights) : rows;
  const centered = minus(rows, unsqueezed(over(sumOf(weighted, 1), total), 1));
  const lost =
    importances && correction !== 0
      ? times(over(sumOf(times(weights!, importances)), total), correction)
      : undefined;
  const degrees = minus(total, lost ?? correction);
  const divisor = choose(compare(degrees, '<', 0), 0, degrees);
  const products = Tensor.apply(
    ops.matmul,
    [
      centered,
      Tensor.apply(ops.transpose, [weights ? times(centered, weights) : centered], { dim0: 0, dim1: 1 }),
    ],
    {},
  );
  return Tensor.apply(ops.squeeze, [over(products, divisor)], {});
}

/** Covariances divided by both standard deviations. */
function correlation(input: Tensor): Tensor {
  const c = covariance(input, 1, undefined, undefined);
  if (c.rank === 0) return over(c, c);
  const deviations = Tensor.apply(
    ops.sqrt,
    [Tensor.apply(ops.diagonal, [c], { offset: 0, dim1: 0, dim2: 1 })],
    {},
  );
  const scaled = over(over(c, unsqueezed(deviations, 1)), unsqueezed(deviations, 0));
  return Tensor.apply(ops.clamp, [scaled], { min: -1, max: 1 });
}

export const statistics: readonly NativeFunction[] = [
  ...(['quantile', 'nanquantile'] as const).flatMap((name) =>
    at('tT', name, "(input, q, dim=None, keepdim=False, *, interpolation='linear', out=None)", (args) =>
      quantile(args, name === 'nanquantile'),
    ),
  ),
  ...at('tT', 'cov', '(input, *, correction=1, fweights=None, aweights=None)', (args) =>
    tensorValue(
      covariance(
        args.tensor('input'),
        args.number('correction'),
        args.optionalTensor('fweights'),
        args.optionalTensor('aweights'),
      ),
    ),
  ),
  ...at('tT', 'corrcoef', '(input)', (args) => tensorValue(correlation(args.tensor('input')))),
];
