/** scipy.special's functions of probabilities and logits, on numpy's arrays. */
import { isFloating } from '../../engine/dtype';
import { castTo, choose, compare, minus, negative, over } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { arrayOf } from '../arrays/dialect';
import { inCommonDType } from '../arrays/promotion';
import { define, table } from '../define';
import { NotKnown } from '../errors';
import { numpyDialect } from '../numpy/dialect';
import { pairwiseSum } from '../numpy/pairwise-sum';
import { tensorValue, type NativeFunction, type Value } from '../values';

/** An array of floats: integers are converted to doubles. */
function floats(args: Arguments, name: string): Tensor {
  const given = arrayOf(args.value(name), numpyDialect);
  return given.dtype && !isFloating(given.dtype) ? castTo(given, 'float64') : given;
}

const special = (name: string, parameters: string, compute: (args: Arguments) => Tensor): NativeFunction =>
  define(`scipy.special.${name}`, parameters, (args) => tensorValue(compute(args), 'numpy'));

const unary = (name: string, compute: (x: Tensor) => Tensor): NativeFunction =>
  special(name, '(x)', (args) => compute(floats(args, 'x')));

const pair = (name: string, compute: (x: Tensor, y: Tensor) => Tensor): NativeFunction =>
  special(name, '(x, y)', (args) => compute(...inCommonDType(floats(args, 'x'), floats(args, 'y'), 'numpy')));

const apply = (
  name: 'exp' | 'log' | 'log1p' | 'erf' | 'erfc' | 'lgamma' | 'digamma' | 'sigmoid',
  x: Tensor,
): Tensor => Tensor.apply(ops[name], [x], {});

/** The largest along the axis, by which exponentials stay within bounds. */
const largest = (x: Tensor, dim: number[] | undefined): Tensor =>
  Tensor.apply(ops.amax, [x], { dim, keepdim: true });

const total = (x: Tensor, dim: number[] | undefined, keepdim: boolean): Tensor =>
  pairwiseSum(x, { dim, keepdim }) ?? Tensor.apply(ops.sum, [x], { dim, keepdim });

const xlogy = (x: Tensor, y: Tensor): Tensor => Tensor.apply(ops.xlogy, [x, y], {});

export const scipyNames: ReadonlyMap<string, Value> = table([
  special('softmax', '(x, axis=None)', (args) => {
    const [x, dim] = [floats(args, 'x'), args.optionalInts('axis')];
    const grown = apply('exp', minus(x, largest(x, dim)));
    return over(grown, total(grown, dim, true));
  }),
  special('log_softmax', '(x, axis=None)', (args) => {
    const [x, dim] = [floats(args, 'x'), args.optionalInts('axis')];
    const shifted = minus(x, largest(x, dim));
    return minus(shifted, apply('log', total(apply('exp', shifted), dim, true)));
  }),
  special('logsumexp', '(a, axis=None, b=None, keepdims=False, return_sign=False)', (args) => {
    if (!args.isNone('b') || args.bool('return_sign'))
      throw new NotKnown('logsumexp with weights or a sign is not computed');
    const x = floats(args, 'a');
    const dim = args.optionalInts('axis') ?? Array.from({ length: x.rank ?? 0 }, (_, at) => at);
    return Tensor.apply(ops.logsumexp, [x], { dim, keepdim: args.bool('keepdims') });
  }),
  unary('expit', (x) => apply('sigmoid', x)),
  unary('log_expit', (x) => Tensor.apply(ops.logsigmoid, [x], {})),
  unary('logit', (x) => minus(apply('log', x), apply('log1p', negative(x)))),
  unary('erf', (x) => apply('erf', x)),
  unary('erfc', (x) => apply('erfc', x)),
  unary('gammaln', (x) => apply('lgamma', x)),
  unary('digamma', (x) => apply('digamma', x)),
  unary('psi', (x) => apply('digamma', x)),
  unary('entr', (x) => choose(compare(x, '<', 0), -Infinity, negative(xlogy(x, x)))),
  pair('xlogy', xlogy),
  pair('rel_entr', (x, y) => minus(xlogy(x, x), xlogy(x, y))),
]);
