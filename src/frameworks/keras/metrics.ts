/**
 * keras.metrics that are means of a value of each sample: accuracies, and mean errors. The total and the count are
 * float32, as Keras keeps them. Weights of samples are not followed: after them a metric is unknown until it is reset.
 */
import { castTo, compare, full, minus, over, plus, sumOf, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { applyOp, convert, wrap } from '../tensorflow/dialect';
import { none, str, type ClassValue, type InstanceValue, type TensorValue, type Value } from '../values';
import { toSameRank } from './reduction';

/** The value of each element or sample. */
type Measure = (target: Tensor, prediction: Tensor, self: InstanceValue) => Tensor;

const zero = (): Tensor => full([], 'float32', 0);
const asFloats = (tensor: Tensor): Tensor => castTo(tensor, 'float32');
const largest = (tensor: Tensor): Tensor => applyOp(ops.argmax, [tensor], { dim: -1, keepdim: false });

/** Both of one rank and in float32. */
function paired(target: Tensor, prediction: Tensor): readonly [Tensor, Tensor] {
  const [y, p] = toSameRank(target, prediction);
  return [asFloats(y), asFloats(p)];
}

const equalFloats = (a: Tensor, b: Tensor): Tensor => asFloats(compare(a, '==', b));

const accuracy: Measure = (target, prediction) => equalFloats(...paired(target, prediction));

const binaryAccuracy: Measure = (target, prediction, self) => {
  const [y, p] = paired(target, prediction);
  const threshold = full([], 'float32', (self.state.get('given') as Arguments).number('threshold'));
  return equalFloats(y, asFloats(compare(p, '>', threshold)));
};

const categoricalAccuracy: Measure = (target, prediction) =>
  equalFloats(largest(target), largest(prediction));

const sparseCategoricalAccuracy: Measure = (target, prediction) => {
  const isColumn = target.rank === prediction.rank && target.shape?.at(-1) === 1;
  const labels = isColumn ? applyOp(ops.squeeze, [target], { dim: [-1] }) : target;
  return equalFloats(asFloats(labels), asFloats(largest(prediction)));
};

const squaredError: Measure = (target, prediction) => {
  const [y, p] = paired(target, prediction);
  const difference = minus(p, y);
  return times(difference, difference);
};

const absoluteError: Measure = (target, prediction) => {
  const [y, p] = paired(target, prediction);
  return applyOp(ops.abs, [minus(y, p)]);
};

/** What is kept under `total` and `count`. */
const kept = (self: InstanceValue, name: 'total' | 'count'): TensorValue =>
  self.state.get(name) as TensorValue;

/** Adds the samples of one call: the mean over all dims of a sample but the first counts once. */
function add(self: InstanceValue, values: Tensor, runtime: Runtime): void {
  const { rank } = values;
  if (rank === undefined) throw new NotKnown('the shape of what a metric is given is not known');
  const dims = Array.from({ length: Math.max(0, rank - 1) }, (_, at) => at + 1);
  const samples = dims.length > 0 ? applyOp(ops.mean, [values], { dim: dims, keepdim: false }) : values;
  const count = rank === 0 ? 1 : samples.shape![0]!;
  if (typeof count !== 'number') throw new NotKnown('how many samples a metric is given is not known');
  runtime.rebind(kept(self, 'total'), plus(kept(self, 'total').tensor, sumOf(samples)).asLeaf());
  runtime.rebind(kept(self, 'count'), plus(kept(self, 'count').tensor, full([], 'float32', count)));
}

function update(self: InstanceValue, args: Arguments, runtime: Runtime, values: () => Tensor): void {
  try {
    if (!args.isNone('sample_weight')) throw new NotKnown('weights of samples are not followed in metrics');
    add(self, values(), runtime);
  } catch (error) {
    runtime.rebind(kept(self, 'total'), Tensor.leaf({ shape: [], dtype: 'float32' }));
    throw error;
  }
}

function result(self: InstanceValue): Value {
  const [total, count] = [kept(self, 'total').tensor, kept(self, 'count').tensor];
  const isEmpty = count.hasValues && count.values()[0] === 0 && total.hasValues;
  return wrap(isEmpty ? zero() : over(total, count));
}

const metric = (name: string, byDefault: string, options: string, measure: Measure | null): ClassValue => {
  const parameters = measure ? '(y_true, y_pred, sample_weight=None)' : '(values, sample_weight=None)';
  const take = (self: InstanceValue, args: Arguments, runtime: Runtime): void =>
    update(self, args, runtime, () =>
      measure
        ? measure(convert(args.value('y_true')), convert(args.value('y_pred')), self)
        : asFloats(convert(args.value('values'))),
    );
  return {
    kind: 'class',
    name: `keras.metrics.${name}`,
    bases: [],
    attributes: new Map(),
    isUser: false,
    signature: signature(`(${options}name='${byDefault}', dtype=None)`),
    construct: (self, args) => {
      self.state.set('given', args);
      for (const part of ['total', 'count']) self.state.set(part, wrap(zero()));
      self.attributes.set('name', str(args.string('name')));
    },
    invoke: {
      signature: signature(parameters),
      call: (self, args, runtime) => {
        take(self, args, runtime);
        return result(self);
      },
    },
    methods: {
      update_state: {
        signature: signature(parameters),
        call: (self, args, runtime) => {
          take(self, args, runtime);
          return none;
        },
      },
      result: { signature: signature('()'), call: result },
      reset_state: {
        signature: signature('()'),
        call: (self, _, runtime) => {
          runtime.rebind(kept(self, 'total'), zero());
          runtime.rebind(kept(self, 'count'), zero());
          return none;
        },
      },
    },
  };
};

export const metricNames: readonly ClassValue[] = [
  metric('Mean', 'mean', '', null),
  metric('Accuracy', 'accuracy', '', accuracy),
  metric('BinaryAccuracy', 'binary_accuracy', 'threshold=0.5, ', binaryAccuracy),
  metric('CategoricalAccuracy', 'categorical_accuracy', '', categoricalAccuracy),
  metric('SparseCategoricalAccuracy', 'sparse_categorical_accuracy', '', sparseCategoricalAccuracy),
  metric('MeanSquaredError', 'mean_squared_error', '', squaredError),
  metric('MeanAbsoluteError', 'mean_absolute_error', '', absoluteError),
];
