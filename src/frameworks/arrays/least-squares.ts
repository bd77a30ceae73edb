/** `linalg.lstsq`: the solution of least squares by the pseudo-inverse, with what numpy gives beside it. */
import { isFloating } from '../../engine/dtype';
import { minus, sumOf, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { floatLimits } from '../limits-of-dtypes';
import { define } from '../define';
import { tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';
import { arrayFrom, known, knownShape, vector } from './held-values';
import { castTo } from './promotion';

/** The function under a prefix such as `numpy.`. */
export const leastSquares = (prefix: string, dialect: ArrayDialect): NativeFunction[] => [
  define(`${prefix}linalg.lstsq`, '(a, b, rcond=None)', (args) => {
    const wrap = (tensor: Tensor): Value => tensorValue(tensor, dialect.framework);
    const [a, b] = ['a', 'b'].map((name) => {
      const given = arrayOf(args.value(name), dialect);
      return given.dtype && isFloating(given.dtype) ? given : castTo(given, dialect.floatDType);
    }) as [Tensor, Tensor];
    const [rows = 0, columns = 0] = knownShape(a);
    const eps = floatLimits[a.dtype ?? dialect.floatDType]?.eps ?? 0;
    const asked = args.isNone('rcond') ? Math.max(rows, columns) * eps : args.number('rcond');
    const rtol = asked < 0 ? eps : asked;
    const inverse = Tensor.apply(ops.pinv, [a], { rtol, atol: 0 });
    const solution = Tensor.apply(ops.matmul, [inverse, b], {});
    const sizes = Tensor.apply(ops.svdvals, [a], {});
    const magnitudes = Array.from(known(sizes));
    // They come in falling order.
    const rank = magnitudes.filter((size) => size > rtol * magnitudes[0]!).length;
    const rest = minus(b, Tensor.apply(ops.matmul, [a, solution], {}));
    const squares = sumOf(times(rest, rest), [0]);
    const isOverdetermined = rows > columns && rank === columns;
    const residuals = isOverdetermined
      ? Tensor.apply(ops.reshape, [squares], { shape: [-1] })
      : vector([], a.dtype);
    // An operation makes it a scalar, as numpy and JAX give it.
    const scalarRank = Tensor.apply(ops.clone, [arrayFrom([], [rank], 'int32')], {});
    return tuple([wrap(solution), wrap(residuals), wrap(scalarRank), wrap(sizes)]);
  }),
];
