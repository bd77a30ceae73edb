/** jax.nn's activations, and jax.scipy.special's functions of one name. */
import { castTo, choose, compare, logarithm, minus, negative, plus, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import * as activations from '../activation-formulas';
import type { Arguments } from '../arguments';
import type { NativeFunction } from '../values';
import { arrayFunction, axesOf, operand, optionalOperand, refuse } from './dialect';

const nn = (
  names: readonly string[],
  options: string,
  compute: (x: Tensor, args: Arguments) => Tensor,
): NativeFunction[] =>
  arrayFunction(
    names.map((name) => `jax.nn.${name}`),
    `(x${options === '' ? '' : `, ${options}`})`,
    (args) => compute(operand(args, 'x'), args),
  );

/** A number of Python's, or an array that broadcasts. */
const scalar = (args: Arguments, name: string): number => args.number(name);

/** leaky_relu and its kin keep x where it is 0 or above. */
const leaky = (x: Tensor, slope: number): Tensor => choose(compare(x, '>=', 0), x, times(x, slope));

/** What is left out of a softmax has no probability. */
function masked(op: 'softmax' | 'log_softmax', x: Tensor, args: Arguments): Tensor {
  const where = optionalOperand(args, 'where');
  const axes = axesOf(args);
  if (!where) return activations.alongDims(op, x, axes);
  const result = activations.alongDims(op, choose(where, x, -Infinity), axes);
  return choose(where, result, op === 'softmax' ? 0 : -Infinity);
}

function standardize(x: Tensor, args: Arguments): Tensor {
  refuse(args, 'where');
  const along = axesOf(args);
  const dim = typeof along === 'number' ? [along] : along;
  const mean = optionalOperand(args, 'mean') ?? Tensor.apply(ops.mean, [x], { dim, keepdim: true });
  const variance =
    optionalOperand(args, 'variance') ?? Tensor.apply(ops.var, [x], { dim, correction: 0, keepdim: true });
  const scale = Tensor.apply(ops.rsqrt, [plus(variance, args.number('epsilon'))], {});
  return times(minus(x, mean), scale);
}

export function logSumExp(x: Tensor, args: Arguments, name = 'axis'): Tensor {
  const axes = axesOf(args, name);
  const dim =
    typeof axes === 'number' ? [axes] : (axes ?? Array.from({ length: x.rank ?? 0 }, (_, at) => at));
  return Tensor.apply(ops.logsumexp, [x], { dim, keepdim: args.bool('keepdims') });
}

export const nnNames: readonly NativeFunction[] = [
  ...nn(['relu'], '', activations.relu),
  ...nn(['relu6'], '', activations.relu6),
  ...nn(['sigmoid'], '', activations.sigmoid),
  ...nn(['log_sigmoid'], '', activations.logSigmoid),
  ...nn(['softplus'], '', activations.softplus),
  ...nn(['soft_sign'], '', activations.softsign),
  ...nn(['silu', 'swish'], '', activations.silu),
  ...nn(['mish'], '', (x) => times(x, activations.tanh(activations.softplus(x)))),
  ...nn(['tanh'], '', activations.tanh),
  ...nn(['identity'], '', (x) => x),
  ...nn(['elu'], 'alpha=1.0', (x, args) => activations.elu(x, scalar(args, 'alpha'))),
  ...nn(['celu'], 'alpha=1.0', (x, args) => activations.celu(x, scalar(args, 'alpha'))),
  ...nn(['selu'], '', activations.selu),
  ...nn(['leaky_relu'], 'negative_slope=0.01', (x, args) => leaky(x, scalar(args, 'negative_slope'))),
  ...nn(['gelu'], 'approximate=True', (x, args) => activations.gelu(x, args.bool('approximate'))),
  ...nn(['glu'], 'axis=-1', (x, args) => activations.glu(x, args.int('axis'))),
  ...nn(['hard_tanh'], '', activations.hardTanh),
  ...nn(['hard_sigmoid'], '', activations.hardSigmoid),
  ...nn(['hard_silu', 'hard_swish'], '', activations.hardSilu),
  ...nn(['sparse_plus'], '', activations.sparsePlus),
  ...nn(['sparse_sigmoid'], '', activations.sparseSigmoid),
  ...nn(['squareplus'], 'b=4', (x, args) => activations.squareplus(x, scalar(args, 'b'))),
  ...(['softmax', 'log_softmax'] as const).flatMap((name) =>
    nn([name], 'axis=-1, where=None, initial=None', (x, args) => masked(name, x, args)),
  ),
  ...nn(
    ['standardize'],
    "axis=-1, mean=None, variance=None, epsilon=1e-5, where=None, *, algorithm='fast'".replace(
      '1e-5',
      '0.00001',
    ),
    standardize,
  ),
  ...nn(['one_hot'], 'num_classes, *, dtype=None, axis=-1', (x, args) =>
    activations.oneHot(
      castTo(x, 'int64'),
      args.size('num_classes'),
      args.int('axis'),
      args.optionalDType('dtype') ?? 'float32',
    ),
  ),
  ...arrayFunction(
    ['jax.nn.logsumexp', 'jax.scipy.special.logsumexp'],
    '(a, axis=None, b=None, keepdims=False, return_sign=False, where=None)',
    (args) => {
      refuse(args, 'b', 'where');
      return logSumExp(operand(args, 'a'), args);
    },
  ),
  ...arrayFunction(['jax.scipy.special.expit'], '(x)', (args) => activations.sigmoid(operand(args, 'x'))),
  ...arrayFunction(['jax.scipy.special.logit'], '(x)', (args) => {
    const x = operand(args, 'x');
    return minus(logarithm(x), Tensor.apply(ops.log1p, [negative(x)], {}));
  }),
  ...arrayFunction(['jax.scipy.special.xlogy'], '(x, y)', (args) =>
    Tensor.apply(ops.xlogy, [operand(args, 'x'), operand(args, 'y')], {}),
  ),
  ...arrayFunction(['jax.scipy.special.xlog1py'], '(x, y)', (args) => {
    const [x, y] = [operand(args, 'x'), operand(args, 'y')];
    return choose(compare(x, '==', 0), 0, times(x, Tensor.apply(ops.log1p, [y], {})));
  }),
  ...arrayFunction(['jax.scipy.special.entr'], '(x)', (args) => {
    const x = operand(args, 'x');
    const inside = negative(Tensor.apply(ops.xlogy, [x, x], {}));
    return choose(compare(x, '<', 0), -Infinity, inside);
  }),
  ...arrayFunction(['jax.scipy.special.rel_entr'], '(p, q)', (args) => {
    const [p, q] = [operand(args, 'p'), operand(args, 'q')];
    return minus(Tensor.apply(ops.xlogy, [p, p], {}), Tensor.apply(ops.xlogy, [p, q], {}));
  }),
  ...(['softmax', 'log_softmax'] as const).flatMap((name) =>
    arrayFunction([`jax.scipy.special.${name}`], '(x, /, *, axis=None)', (args) =>
      activations.alongDims(name, operand(args, 'x'), axesOf(args)),
    ),
  ),
];
