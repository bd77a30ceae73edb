/** tf.nn: activations, and the losses of TensorFlow itself, which have a value for every sample. */
import { isFloating, type DType } from '../../engine/dtype';
import { over, sumOf, times } from '../../engine/formula';
import type { Expectation, LossResult } from '../../engine/loss';
import { poisson_nll_loss } from '../../engine/losses/poisson_nll_loss';
import { ops } from '../../engine/ops/index';
import type { Tensor } from '../../engine/tensor';
import * as activations from '../activation-formulas';
import type { Arguments } from '../arguments';
import { sigmoidCrossEntropy, softmaxCrossEntropy, sparseCrossEntropy } from '../cross-entropies';
import { ctcOfLogits } from '../ctc-of-logits';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { tensorflowCtcExpectations } from '../own-expectations';
import { reportedLoss, standingIn, type LossOptions } from '../reported-loss';
import type { Runtime } from '../runtime';
import type { NativeFunction } from '../values';
import { applyOp, operand, optionalOperand, pair, tensorFunction, wrap } from './dialect';

const activationNames: readonly NativeFunction[] = [
  ...tensorFunction(['nn.relu'], '(features, name=None)', (args) =>
    activations.relu(operand(args, 'features')),
  ),
  ...tensorFunction(['nn.relu6'], '(features, name=None)', (args) =>
    activations.relu6(operand(args, 'features')),
  ),
  ...tensorFunction(['nn.leaky_relu'], '(features, alpha=0.2, name=None)', (args) =>
    activations.leakyRelu(operand(args, 'features'), args.number('alpha')),
  ),
  ...tensorFunction(['nn.elu'], '(features, name=None)', (args) =>
    activations.elu(operand(args, 'features')),
  ),
  ...tensorFunction(['nn.selu'], '(features, name=None)', (args) =>
    activations.seluOfTensorflow(operand(args, 'features')),
  ),
  ...tensorFunction(['nn.gelu'], '(features, approximate=False, name=None)', (args) =>
    activations.gelu(operand(args, 'features'), args.bool('approximate')),
  ),
  ...tensorFunction(['nn.silu', 'nn.swish'], '(features, beta=1.0)', (args) => {
    const x = operand(args, 'features');
    return times(x, activations.sigmoid(times(x, args.number('beta'))));
  }),
  ...tensorFunction(['nn.softsign'], '(features, name=None)', (args) =>
    activations.softsign(operand(args, 'features')),
  ),
  ...tensorFunction(['nn.sigmoid'], '(x, name=None)', (args) => activations.sigmoid(operand(args, 'x'))),
  ...tensorFunction(['nn.tanh'], '(x, name=None)', (args) => activations.tanh(operand(args, 'x'))),
  ...(['softmax', 'log_softmax'] as const).flatMap((name) =>
    tensorFunction([`nn.${name}`, `math.${name}`], '(logits, axis=None, name=None, dim=-1)', (args) =>
      activations.alongDims(name, operand(args, 'logits'), args.optionalInt('axis') ?? args.int('dim')),
    ),
  ),
  ...tensorFunction(['nn.bias_add'], '(value, bias, data_format=None, name=None)', (args) =>
    applyOp(ops.add, [...pair(args, 'value', 'bias')]),
  ),
  ...tensorFunction(['nn.l2_loss'], '(t, name=None)', (args) =>
    over(sumOf(applyOp(ops.square, [operand(args, 't')])), 2),
  ),
  ...tensorFunction(
    ['nn.compute_average_loss'],
    '(per_example_loss, sample_weight=None, global_batch_size=None)',
    (args) => {
      const losses = operand(args, 'per_example_loss');
      const weight = optionalOperand(args, 'sample_weight');
      const weighted = weight ? times(losses, weight) : losses;
      const total = args.isNone('global_batch_size') ? losses.numel : args.number('global_batch_size');
      return over(sumOf(weighted), total);
    },
  ),
];

/** A loss of tf.nn: its labels and logits by their names, in the order of the signature. */
function lossFunction(
  name: string,
  parameters: string,
  loss: string,
  tensors: readonly [first: string, second: string, ...others: string[]],
  compute: (inputs: Readonly<Record<string, Tensor | undefined>>, args: Arguments) => LossResult,
  options: (args: Arguments) => LossOptions = () => ({}),
  classTargets?: 'indices' | 'probabilities',
  expects?: readonly Expectation[],
): NativeFunction {
  const qualified = `tensorflow.nn.${name}`;
  return define(qualified, parameters, (args: Arguments, runtime: Runtime) => {
    const prediction = tensors.find((tensor) => /log/.test(tensor))!;
    const inputs = Object.fromEntries(tensors.map((tensor) => [tensor, optionalOperand(args, tensor)]));
    const { options: read, unknown } = standingIn(args, settings);
    const result = reportedLoss(runtime, {
      function: qualified,
      loss,
      inputs,
      prediction,
      classTargets,
      expects,
      reduction: 'none',
      options: { ...options(read), ...(unknown.includes('axis') ? { axis: null } : {}) },
      object: null,
      unknownOptions: unknown,
      compute: (given) => compute(given, read),
    });
    return wrap(result.output);
  });
}

/** Settings without which the inputs of a loss are judged all the same. */
const settings: readonly string[] = ['axis', 'compute_full_loss'];

/** Class indices that are known must be classes. Throws TensorFlow's InvalidArgumentError. */
export function checkClasses(labels: Tensor, logits: Tensor): void {
  const count = logits.shape?.at(-1);
  if (!labels.hasValues || typeof count !== 'number') return;
  const values = Array.from(labels.values());
  const wrong = values.find((value) => !(value >= 0 && value < count));
  if (wrong === undefined) return;
  throw new PythonError(
    'InvalidArgumentError',
    `Received a label value of ${wrong} which is outside the valid range of [0, ${count}).  Label values: ${values.join(' ')}`,
  );
}

/** TensorFlow's names of dtypes where they are not those of everybody. */
const dtypeName = (dtype: DType): string =>
  ({ float32: 'float', float64: 'double', float16: 'half' })[dtype as string] ?? dtype;

/** Labels that pick classes are integers of 32 or 64 bits. Throws TensorFlow's InvalidArgumentError. */
function checkIndices({ dtype }: Tensor): void {
  if (!dtype || dtype === 'int32' || dtype === 'int64') return;
  throw new PythonError(
    'InvalidArgumentError',
    `Value for attr 'Tlabels' of ${dtypeName(dtype)} is not in the list of allowed values: int32, int64`,
  );
}

/** Labels that are multiplied with the logits have their dtype: nothing is cast. Throws what TensorFlow throws. */
function checkSameDtype(labels: Tensor, logits: Tensor, isWeighted = false): void {
  const [given, wanted] = [labels.dtype, logits.dtype];
  if (!given || !wanted || given === wanted || !isFloating(wanted)) return;
  if (isWeighted && !isFloating(given))
    throw new PythonError('TypeError', `Cannot convert 1.0 to EagerTensor of dtype ${given}`);
  const kernel = given === 'bool' ? 'Sub' : 'Mul';
  const [first, second] = isWeighted ? [given, wanted] : [wanted, given];
  throw new PythonError(
    'InvalidArgumentError',
    `cannot compute ${kernel} as input #1(zero-based) was expected to be a ${dtypeName(first)} tensor but is a ${dtypeName(second)} tensor [Op:${kernel}] name: `,
  );
}

const losses: readonly NativeFunction[] = [
  lossFunction(
    'softmax_cross_entropy_with_logits',
    '(labels, logits, axis=-1, name=None)',
    'cross_entropy',
    ['labels', 'logits'],
    ({ labels, logits }, args) =>
      softmaxCrossEntropy(logits!, labels!, args.int('axis'), 'labels add up to one'),
    (args) => ({ axis: args.int('axis') }),
    'probabilities',
  ),
  lossFunction(
    'sparse_softmax_cross_entropy_with_logits',
    '(labels, logits, name=None)',
    'cross_entropy',
    ['labels', 'logits'],
    ({ labels, logits }) => {
      checkIndices(labels!);
      checkClasses(labels!, logits!);
      return sparseCrossEntropy(logits!, labels!, -1);
    },
    undefined,
    'indices',
  ),
  lossFunction(
    'sigmoid_cross_entropy_with_logits',
    '(labels=None, logits=None, name=None)',
    'binary_cross_entropy_with_logits',
    ['labels', 'logits'],
    ({ labels, logits }) => {
      checkSameDtype(labels!, logits!);
      return sigmoidCrossEntropy(logits!, labels!);
    },
  ),
  lossFunction(
    'weighted_cross_entropy_with_logits',
    '(labels, logits, pos_weight, name=None)',
    'binary_cross_entropy_with_logits',
    ['labels', 'logits', 'pos_weight'],
    ({ labels, logits, pos_weight }) => {
      checkSameDtype(labels!, logits!, true);
      return sigmoidCrossEntropy(logits!, labels!, pos_weight);
    },
  ),
  lossFunction(
    'ctc_loss',
    '(labels, logits, label_length, logit_length, logits_time_major=True, unique=None, blank_index=None, name=None)',
    'ctc_loss',
    ['labels', 'logits', 'label_length', 'logit_length'],
    ({ labels, logits, label_length, logit_length }, args) => {
      if (!label_length || !logit_length) throw new NotKnown('the lengths of sparse labels are not known');
      const blank = args.isNone('blank_index') ? 0 : args.int('blank_index');
      // From the end; of logits whose classes are not counted nothing is computed with it.
      const count = logits!.shape?.at(-1);
      const classes = typeof count === 'number' ? count : -blank;
      return ctcOfLogits({
        logits: logits!,
        isTimeMajor: args.bool('logits_time_major'),
        labels: labels!,
        lengths: { logits: logit_length, labels: label_length },
        blank: blank < 0 ? blank + classes : blank,
      });
    },
    undefined,
    undefined,
    tensorflowCtcExpectations,
  ),
  lossFunction(
    'log_poisson_loss',
    '(targets, log_input, compute_full_loss=False, name=None)',
    'poisson_nll_loss',
    ['targets', 'log_input'],
    ({ targets, log_input }, args) =>
      poisson_nll_loss.evaluate(
        { input: log_input, target: targets },
        { reduction: 'none', log_input: true, full: args.bool('compute_full_loss'), eps: 1e-8 },
      ),
    (args) => ({ compute_full_loss: args.bool('compute_full_loss') }),
  ),
];

export const nnNames: readonly NativeFunction[] = [...activationNames, ...losses];
