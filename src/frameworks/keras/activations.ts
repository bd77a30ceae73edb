/** keras.activations and the activations among keras.ops: one table, spelled by both. */
import { ops } from '../../engine/ops/index';
import { choose, compare, minus, over, plus, times } from '../../engine/formula';
import { Tensor } from '../../engine/tensor';
import * as formulas from '../activation-formulas';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { larger, operand, smaller } from '../tensorflow/dialect';
import { tensorValue, type NativeFunction } from '../values';
import { withLogits } from './logits';
import { backendOf } from './losses';

interface Activation {
  readonly name: string;
  /** Behind x. */
  readonly options?: string;
  readonly compute: (x: Tensor, args: Arguments) => Tensor;
  /** The names under which keras.ops has it with the same defaults; none where it has not. */
  readonly ops?: boolean;
  readonly aliases?: readonly string[];
}

/** keras.activations.relu with its three options, as keras/src/activations/activations.py composes it. */
function relu(given: Tensor, args: Arguments): Tensor {
  const slope = args.number('negative_slope');
  const greatest = args.optionalNumber('max_value');
  const threshold = args.number('threshold');
  if (slope !== 0 && greatest === undefined && threshold === 0) return formulas.leakyRelu(given, slope);
  let x = threshold === 0 ? formulas.relu(given) : choose(compare(given, '>', threshold), given, 0);
  if (greatest === 6 && threshold === 0) x = formulas.relu6(given);
  else if (greatest !== undefined) x = formulas.clip(x, 0, greatest);
  if (slope === 0) return x;
  const below = formulas.relu(minus(threshold, given));
  return minus(x, times(below, slope));
}

/** max(x, 0) + α (e^(min(x, 0) / α) − 1), whose gradient at 0 is 2 in TensorFlow: both sides hand it on. */
function celu(x: Tensor, args: Arguments): Tensor {
  const alpha = args.number('alpha');
  const zero = Tensor.leaf({ shape: [], dtype: x.dtype, values: Float64Array.of(0) });
  const below = Tensor.apply(ops.expm1, [over(smaller(x, zero), alpha)], {});
  return plus(larger(x, zero), times(below, alpha));
}

const alongAxis =
  (op: 'softmax' | 'log_softmax') =>
  (x: Tensor, args: Arguments): Tensor => {
    const result = formulas.alongDims(op, x, args.isNone('axis') ? undefined : args.ints('axis'));
    return op === 'softmax' ? withLogits(result, x) : result;
  };

const table: readonly Activation[] = [
  { name: 'relu', options: 'negative_slope=0.0, max_value=None, threshold=0.0', compute: relu, ops: false },
  {
    name: 'leaky_relu',
    options: 'negative_slope=0.2',
    compute: (x, args) => formulas.leakyRelu(x, args.number('negative_slope')),
  },
  { name: 'relu6', compute: formulas.relu6 },
  { name: 'softmax', options: 'axis=-1', compute: alongAxis('softmax') },
  { name: 'log_softmax', options: 'axis=-1', compute: alongAxis('log_softmax') },
  { name: 'elu', options: 'alpha=1.0', compute: (x, args) => formulas.elu(x, args.number('alpha')) },
  { name: 'selu', compute: formulas.seluOfTensorflow },
  { name: 'celu', options: 'alpha=1.0', compute: celu },
  { name: 'softplus', compute: formulas.softplus },
  { name: 'softsign', compute: formulas.softsign },
  {
    name: 'soft_shrink',
    options: 'threshold=0.5',
    compute: (x, args) => formulas.softShrink(x, args.number('threshold')),
  },
  {
    name: 'hard_shrink',
    options: 'threshold=0.5',
    compute: (x, args) => formulas.hardShrink(x, args.number('threshold')),
  },
  {
    name: 'threshold',
    options: 'threshold, default_value',
    compute: (x, args) => formulas.threshold(x, args.number('threshold'), args.number('default_value')),
  },
  { name: 'sparse_plus', compute: formulas.sparsePlus },
  { name: 'silu', compute: formulas.silu, aliases: ['swish'] },
  { name: 'squareplus', options: 'b=4', compute: (x, args) => formulas.squareplus(x, args.number('b')) },
  {
    name: 'gelu',
    options: 'approximate=False',
    compute: (x, args) => formulas.gelu(x, args.bool('approximate')),
    ops: false,
  },
  { name: 'glu', options: 'axis=-1', compute: (x, args) => formulas.glu(x, args.int('axis')) },
  { name: 'tanh', compute: formulas.tanh },
  { name: 'tanh_shrink', compute: formulas.tanhShrink },
  { name: 'hard_tanh', compute: formulas.hardTanh },
  { name: 'sigmoid', compute: (x) => withLogits(formulas.sigmoid(x), x) },
  { name: 'hard_sigmoid', compute: formulas.hardSigmoid },
  { name: 'log_sigmoid', compute: formulas.logSigmoid },
  { name: 'sparse_sigmoid', compute: formulas.sparseSigmoid },
  { name: 'hard_silu', compute: formulas.hardSilu, aliases: ['hard_swish'] },
  { name: 'mish', compute: (x) => times(x, formulas.tanh(formulas.softplus(x))), ops: false },
  { name: 'exponential', compute: (x) => Tensor.apply(ops.exp, [x], {}), ops: false },
  { name: 'linear', compute: (x) => x, ops: false },
];

const activation = (
  name: string,
  options: string | undefined,
  compute: Activation['compute'],
): NativeFunction =>
  define(name, `(x${options === undefined ? '' : `, ${options}`})`, (args) =>
    tensorValue(compute(operand(args, 'x'), args), backendOf(args.value('x'))),
  );

const namesIn = (place: string, { name, aliases = [], options, compute }: Activation): NativeFunction[] =>
  [name, ...aliases].map((spelled) => activation(`${place}${spelled}`, options, compute));

/** keras.activations, as `activation='relu'` finds them by name. */
export const activations: readonly NativeFunction[] = table.flatMap((entry) =>
  namesIn('keras.activations.', entry),
);

const get = define('keras.activations.get', '(identifier)', (args) => {
  const given = args.value('identifier');
  const wanted = given.kind === 'None' ? 'linear' : given.kind === 'str' ? given.value : undefined;
  if (wanted === undefined) return given;
  const found = activations.find(({ name }) => name === `keras.activations.${wanted}`);
  if (found) return found;
  throw new PythonError('ValueError', `Could not interpret activation function identifier: ${wanted}`);
});

const sparsemax = define('keras.activations.sparsemax', '(x, axis=-1)', () => {
  throw new NotKnown('sparsemax is not computed');
});

export const activationNames: readonly NativeFunction[] = [
  ...activations,
  get,
  sparsemax,
  ...table.filter((entry) => entry.ops !== false).flatMap((entry) => namesIn('keras.ops.', entry)),
  activation('keras.ops.relu', undefined, formulas.relu),
  activation('keras.ops.gelu', 'approximate=True', (x, args) => formulas.gelu(x, args.bool('approximate'))),
  activation('keras.ops.normalize', 'axis=-1, order=2, epsilon=None', (x, args) => {
    if (args.number('order') !== 2) throw new NotKnown('a norm of another order is not computed');
    const epsilon = args.optionalNumber('epsilon') ?? 1e-7;
    const squares = Tensor.apply(ops.sum, [Tensor.apply(ops.square, [x], {})], {
      dim: args.ints('axis'),
      keepdim: true,
    });
    const bound = Tensor.leaf({ shape: [], dtype: x.dtype, values: Float64Array.of(epsilon) });
    const norm = larger(Tensor.apply(ops.sqrt, [squares], {}), bound);
    return Tensor.apply(ops.div, [x, norm], {});
  }),
  ...['keras.backend.', 'keras.backend.nn.'].flatMap((place) => [
    ...table
      .filter(({ name }) =>
        ['softmax', 'softplus', 'softsign', 'tanh', 'sigmoid', 'hard_sigmoid'].includes(name),
      )
      .flatMap((entry) => namesIn(place, entry)),
  ]),
];
