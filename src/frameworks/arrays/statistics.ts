/** Covariances, and statistics that pass over what is not a number. */
import { isFloating } from '../../engine/dtype';
import { choose, minus, over, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import { tensorValue, type NativeFunction, type Value } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';
import { knownShape } from './held-values';
import { castTo } from './promotion';

const transposed = (matrix: Tensor): Tensor => Tensor.apply(ops.transpose, [matrix], { dim0: 0, dim1: 1 });

/** The covariances of the rows of a matrix, divided by the number of columns without `ddof`. */
function covarianceOf(rows: Tensor, ddof: number): Tensor {
  const mean = Tensor.apply(ops.mean, [rows], { dim: [1], keepdim: true });
  const centred = minus(rows, mean);
  const product = Tensor.apply(ops.matmul, [centred, transposed(centred)], {});
  return times(product, 1 / (knownShape(rows)[1]! - ddof));
}

/** The functions under a prefix such as `numpy.`. */
export function statisticsFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (tensor: Tensor): Value => tensorValue(tensor, dialect.framework);
  const floats = (args: Arguments, name: string): Tensor => {
    const tensor = arrayOf(args.value(name), dialect);
    return tensor.dtype && isFloating(tensor.dtype) ? tensor : castTo(tensor, dialect.floatDType);
  };
  /** Variables as rows: those of the first argument, and below them those of `y`. */
  const variables = (args: Arguments, first: string): Tensor => {
    const parts = [first, 'y']
      .filter((name) => !args.isNone(name))
      .map((name) => {
        const given = floats(args, name);
        const rows = given.rank === 2 ? given : Tensor.apply(ops.reshape, [given], { shape: [1, -1] });
        return args.bool('rowvar') || given.rank !== 2 ? rows : transposed(rows);
      });
    return parts.length === 1 ? parts[0]! : Tensor.apply(ops.cat, parts, { dim: 0 });
  };
  /** One variable has one number. */
  const alone = (matrix: Tensor): Tensor =>
    matrix.numel === 1 ? Tensor.apply(ops.reshape, [matrix], { shape: [] }) : matrix;
  const nanReduction = (
    name: string,
    parameters: string,
    reduce: (x: Tensor, missing: Tensor, args: Arguments) => Tensor,
  ): NativeFunction =>
    define(`${prefix}${name}`, `(a, axis=None, ${parameters}keepdims=False)`, (args) => {
      const x = floats(args, 'a');
      return wrap(reduce(x, Tensor.apply(ops.isnan, [x], {}), args));
    });
  const along = (args: Arguments): { dim: number[] | undefined; keepdim: boolean } => ({
    dim: args.optionalInts('axis'),
    keepdim: args.bool('keepdims'),
  });
  const without = (x: Tensor, missing: Tensor, value: number): Tensor =>
    Tensor.apply(ops.where, [missing, castTo(arrayOf({ kind: 'float', value }, dialect), x.dtype!), x], {});
  /** What there is besides NaN; where there is nothing else it is NaN, and integers stay integers. */
  const extremum = (name: string, op: typeof ops.amax | typeof ops.amin, byDefault: number): NativeFunction =>
    define(`${prefix}${name}`, '(a, axis=None, out=None, keepdims=False)', (args) => {
      const x = arrayOf(args.value('a'), dialect);
      if (x.dtype && !isFloating(x.dtype)) return wrap(Tensor.apply(op, [x], along(args)));
      const missing = Tensor.apply(ops.isnan, [x], {});
      const found = Tensor.apply(op, [without(x, missing, byDefault)], along(args));
      const isEmpty = Tensor.apply(ops.all, [missing], along(args));
      return wrap(choose(isEmpty, NaN, found));
    });
  const variance = (x: Tensor, missing: Tensor, args: Arguments): Tensor => {
    const { dim, keepdim } = along(args);
    const held = castTo(Tensor.apply(ops.logical_not, [missing], {}), x.dtype!);
    const count = (keep: boolean): Tensor => Tensor.apply(ops.sum, [held], { dim, keepdim: keep });
    const mean = over(Tensor.apply(ops.sum, [without(x, missing, 0)], { dim, keepdim: true }), count(true));
    const far = times(held, without(minus(x, mean), missing, 0));
    const squares = Tensor.apply(ops.sum, [times(far, far)], { dim, keepdim });
    return over(squares, minus(count(keepdim), args.number('ddof')));
  };
  return [
    define(
      `${prefix}cov`,
      '(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None)',
      (args) => {
        if (!args.isNone('fweights') || !args.isNone('aweights'))
          throw new NotKnown('covariances of weighted observations are not computed');
        return wrap(
          alone(covarianceOf(variables(args, 'm'), args.optionalInt('ddof') ?? (args.bool('bias') ? 0 : 1))),
        );
      },
    ),
    define(`${prefix}corrcoef`, '(x, y=None, rowvar=True)', (args) => {
      const covariance = covarianceOf(variables(args, 'x'), 1);
      if (covariance.numel === 1) return wrap(alone(over(covariance, covariance)));
      const deviation = Tensor.apply(
        ops.sqrt,
        [Tensor.apply(ops.diagonal, [covariance], { offset: 0, dim1: 0, dim2: 1 })],
        {},
      );
      const column = Tensor.apply(ops.unsqueeze, [deviation], { dim: 1 });
      const scaled = over(over(covariance, column), deviation);
      return wrap(Tensor.apply(ops.clamp, [scaled], { min: -1, max: 1 }));
    }),
    extremum('nanmax', ops.amax, -Infinity),
    extremum('nanmin', ops.amin, Infinity),
    nanReduction('nanvar', 'dtype=None, out=None, ddof=0, ', variance),
    nanReduction('nanstd', 'dtype=None, out=None, ddof=0, ', (x, missing, args) =>
      Tensor.apply(ops.sqrt, [variance(x, missing, args)], {}),
    ),
  ];
}
