/**
 * keras.metrics that are means of a value of each sample: accuracies, mean errors, and the losses as metrics. The
 * total and the count are float32, as Keras keeps them.
 */
import { castTo, compare, full, minus, negative, over, plus, sumOf, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { knownConstants } from '../arrays/held-values';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { amongBest } from '../tensorflow/counting';
import { applyOp, convert, wrap } from '../tensorflow/dialect';
import {
  none,
  str,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../values';
import type { KerasLoss } from './loss';
import { kerasLosses } from './loss-table';
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

function sparseAccuracy(target: Tensor, prediction: Tensor): Tensor {
  const isColumn = target.rank === prediction.rank && target.shape?.at(-1) === 1;
  const labels = isColumn ? applyOp(ops.squeeze, [target], { dim: [-1] }) : target;
  return equalFloats(asFloats(labels), asFloats(largest(prediction)));
}

const sparseCategoricalAccuracy: Measure = (target, prediction) => sparseAccuracy(target, prediction);

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

/** The mean over all dims from one on. */
function meanFrom(values: Tensor, first: number): Tensor {
  const dims = Array.from({ length: Math.max(0, (values.rank ?? 0) - first) }, (_, at) => at + first);
  return dims.length > 0 ? applyOp(ops.mean, [values], { dim: dims, keepdim: false }) : values;
}

/** Adds the samples of one call: the mean over all dims of a sample but the first counts once, or by its weight. */
function add(self: InstanceValue, values: Tensor, weight: Tensor | undefined, runtime: Runtime): void {
  const { rank } = values;
  if (rank === undefined) throw new NotKnown('the shape of what a metric is given is not known');
  const [measured, weights] = weight ? toSameRank(values, asFloats(weight)) : [values, undefined];
  const weighted = weights ? times(meanFrom(measured, weights.rank ?? 0), weights) : values;
  const samples = meanFrom(weighted, 1);
  const size = rank === 0 ? 1 : samples.shape![0]!;
  if (typeof size !== 'number') throw new NotKnown('how many samples a metric is given is not known');
  const count = weights ? sumOf(meanFrom(weights, 1)) : full([], 'float32', size);
  runtime.rebind(kept(self, 'total'), plus(kept(self, 'total').tensor, sumOf(samples)).asLeaf());
  runtime.rebind(kept(self, 'count'), plus(kept(self, 'count').tensor, count).asLeaf());
}

function update(self: InstanceValue, args: Arguments, runtime: Runtime, values: () => Tensor): void {
  try {
    const weight = args.isNone('sample_weight') ? undefined : convert(args.value('sample_weight'));
    add(self, values(), weight, runtime);
  } catch (error) {
    runtime.rebind(kept(self, 'total'), Tensor.leaf({ shape: [], dtype: 'float32' }));
    throw error;
  }
}

/** How a metric becomes a number in the end, where it is not the mean itself. */
type Finish = (mean: Tensor, total: Tensor) => Tensor;

function result(self: InstanceValue): Value {
  const finish = self.state.get('finish') as Finish;
  const [total, count] = [kept(self, 'total').tensor, kept(self, 'count').tensor];
  const isEmpty = count.hasValues && count.values()[0] === 0 && total.hasValues;
  return wrap(finish(isEmpty ? zero() : over(total, count), total));
}

const metric = (
  name: string,
  byDefault: string,
  options: string,
  measure: Measure | null,
  finish: Finish = (mean) => mean,
): ClassValue => {
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
      self.state.set('finish', finish);
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

/** A loss of Keras as a metric: the loss of each sample. */
function ofLoss(row: KerasLoss): ClassValue {
  const options = row.options === '' ? '' : `${row.options}, `;
  return metric(row.className, row.name, options, (target, prediction, self) => {
    const given = self.state.get('given') as Arguments;
    const { result: loss, average } = row.evaluate(target, asFloats(prediction), given);
    const values = loss.perElement;
    return average === undefined || values.rank === 0
      ? values
      : applyOp(ops.mean, [values], { dim: [average], keepdim: false });
  });
}

/** The losses that are metrics too, beside those that are measured here; the cosine is a metric without its sign. */
const lossesAsMetrics: ReadonlySet<string> = new Set([
  'MeanAbsolutePercentageError',
  'MeanSquaredLogarithmicError',
  'KLDivergence',
  'Poisson',
  'Hinge',
  'SquaredHinge',
  'CategoricalHinge',
  'BinaryCrossentropy',
  'CategoricalCrossentropy',
  'SparseCategoricalCrossentropy',
]);

const cosine: Measure = (target, prediction, self) => {
  const row = kerasLosses.find(({ className }) => className === 'CosineSimilarity')!;
  const given = self.state.get('given') as Arguments;
  return negative(row.evaluate(asFloats(target), asFloats(prediction), given).result.perElement);
};

const logCosh: Measure = (target, prediction, self) => {
  const row = kerasLosses.find(({ className }) => className === 'LogCosh')!;
  const given = self.state.get('given') as Arguments;
  return row.evaluate(asFloats(target), asFloats(prediction), given).result.perElement;
};

/** Whether the class of a sample is among the best. */
const inBest =
  (isSparse: boolean): Measure =>
  (target, prediction, self) => {
    const labels = knownConstants(isSparse ? target : largest(target));
    return asFloats(amongBest(labels, prediction, (self.state.get('given') as Arguments).int('k')));
  };

/** The functions of the accuracies, which give a value for each sample. */
const accuracyFunctions: readonly NativeFunction[] = [
  define('keras.metrics.binary_accuracy', '(y_true, y_pred, threshold=0.5)', (args) => {
    const [y, p] = paired(convert(args.value('y_true')), convert(args.value('y_pred')));
    return wrap(equalFloats(y, asFloats(compare(p, '>', full([], 'float32', args.number('threshold'))))));
  }),
  define('keras.metrics.categorical_accuracy', '(y_true, y_pred)', (args) =>
    wrap(equalFloats(largest(convert(args.value('y_true'))), largest(convert(args.value('y_pred'))))),
  ),
  define('keras.metrics.sparse_categorical_accuracy', '(y_true, y_pred)', (args) =>
    wrap(sparseAccuracy(convert(args.value('y_true')), convert(args.value('y_pred')))),
  ),
];

export const metricNames: readonly (ClassValue | NativeFunction)[] = [
  metric('Mean', 'mean', '', null),
  metric('Sum', 'sum', '', null, (_, total) => total),
  metric('Accuracy', 'accuracy', '', accuracy),
  metric('BinaryAccuracy', 'binary_accuracy', 'threshold=0.5, ', binaryAccuracy),
  metric('CategoricalAccuracy', 'categorical_accuracy', '', categoricalAccuracy),
  metric('SparseCategoricalAccuracy', 'sparse_categorical_accuracy', '', sparseCategoricalAccuracy),
  metric('TopKCategoricalAccuracy', 'top_k_categorical_accuracy', 'k=5, ', inBest(false)),
  metric('SparseTopKCategoricalAccuracy', 'sparse_top_k_categorical_accuracy', 'k=5, ', inBest(true)),
  metric('MeanSquaredError', 'mean_squared_error', '', squaredError),
  metric('MeanAbsoluteError', 'mean_absolute_error', '', absoluteError),
  metric('RootMeanSquaredError', 'root_mean_squared_error', '', squaredError, (mean) =>
    applyOp(ops.sqrt, [mean]),
  ),
  metric('CosineSimilarity', 'cosine_similarity', 'axis=-1, ', cosine),
  metric('LogCoshError', 'logcosh', '', logCosh),
  ...kerasLosses.filter(({ className }) => lossesAsMetrics.has(className)).map(ofLoss),
  ...accuracyFunctions,
];
