/** keras.metrics that count what is found, missed and wrongly found: precision, recall, the area under the curve, F-scores. */
import { full } from '../../engine/formula';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { knownConstants, knownShape, vector, zerosOf } from '../arrays/held-values';
import { NotKnown } from '../errors';
import { holdable } from '../held-elements';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { convert, wrap } from '../tensorflow/dialect';
import { none, str, type ClassValue, type InstanceValue, type TensorValue, type Value } from '../values';
import { EPSILON } from './loss';

/** A metric whose state is some lines of counts: how long they are, what a call adds, and what they give. */
interface Counting {
  readonly name: string;
  readonly byDefault: string;
  readonly options: string;
  readonly lengths: (given: Arguments) => readonly number[];
  /** What is added to each line. */
  readonly count: (
    target: Tensor,
    prediction: Tensor,
    weights: readonly number[] | undefined,
    given: Arguments,
  ) => readonly (readonly number[])[];
  readonly finish: (lines: readonly (readonly number[])[], given: Arguments) => Tensor;
}

const single = Math.fround;
const scalar = (value: number): Tensor => full([], 'float32', single(value));
const ratio = (a: number, b: number): number => (b === 0 ? 0 : single(a / b));

const linesOf = (self: InstanceValue): TensorValue[] => self.state.get('lines') as TensorValue[];
const givenTo = (self: InstanceValue): Arguments => self.state.get('given') as Arguments;

function counting(definition: Counting): ClassValue {
  const parameters = '(y_true, y_pred, sample_weight=None)';
  const update = (self: InstanceValue, args: Arguments, runtime: Runtime): void => {
    const lines = linesOf(self);
    try {
      const weights = args.isNone('sample_weight')
        ? undefined
        : knownConstants(convert(args.value('sample_weight')));
      const [target, prediction] = [convert(args.value('y_true')), convert(args.value('y_pred'))];
      const added = definition.count(target, prediction, weights, givenTo(self));
      lines.forEach((line, at) => {
        const before = knownConstants(line.tensor);
        const sums = added[at]!.map((count, place) => single((before[place] ?? 0) + count));
        runtime.rebind(line, vector(sums, 'float32'));
      });
    } catch (error) {
      for (const line of lines) runtime.rebind(line, Tensor.leaf({ dtype: 'float32' }));
      throw error;
    }
  };
  const result = (self: InstanceValue): Value =>
    wrap(
      definition.finish(
        linesOf(self).map(({ tensor }) => knownConstants(tensor)),
        givenTo(self),
      ),
    );
  const reset = (self: InstanceValue, runtime: Runtime): void => {
    definition.lengths(givenTo(self)).forEach((length, at) => {
      runtime.rebind(linesOf(self)[at]!, vector(zerosOf(length), 'float32'));
    });
  };
  return {
    kind: 'class',
    name: `keras.metrics.${definition.name}`,
    bases: [],
    attributes: new Map(),
    isUser: false,
    signature: signature(`(${definition.options}name='${definition.byDefault}', dtype=None)`),
    construct: (self, args, runtime) => {
      self.state.set('given', args);
      self.state.set(
        'lines',
        definition.lengths(args).map(() => wrap(vector([], 'float32'))),
      );
      reset(self, runtime);
      self.attributes.set('name', str(args.string('name')));
    },
    invoke: {
      signature: signature(parameters),
      call: (self, args, runtime) => {
        update(self, args, runtime);
        return result(self);
      },
    },
    methods: {
      update_state: {
        signature: signature(parameters),
        call: (self, args, runtime) => {
          update(self, args, runtime);
          return none;
        },
      },
      result: { signature: signature('()'), call: result },
      reset_state: {
        signature: signature('()'),
        call: (self, _, runtime) => {
          reset(self, runtime);
          return none;
        },
      },
    },
  };
}

/** What is called positive and is, is called so and is not, is not called so and is, and neither. */
type Cells = readonly [tp: number, fp: number, fn: number, tn: number];

function cellsAt(
  target: Tensor,
  prediction: Tensor,
  weights: readonly number[] | undefined,
  isCalled: (score: number) => boolean,
): Cells {
  const truths = knownConstants(target);
  const scores = knownConstants(prediction);
  if (truths.length !== scores.length) throw new NotKnown('targets and predictions of different sizes');
  const perWeight = weights ? truths.length / weights.length : 1;
  const cells: [number, number, number, number] = [0, 0, 0, 0];
  truths.forEach((truth, at) => {
    const called = isCalled(single(scores[at]!));
    const cell = truth !== 0 ? (called ? 0 : 2) : called ? 1 : 3;
    cells[cell] += weights?.[Math.floor(at / perWeight)] ?? 1;
  });
  return cells;
}

/** One number for the threshold that is given, or 0.5. */
function thresholdOf(given: Arguments): number {
  const value = given.value('thresholds');
  if (value.kind === 'None') return 0.5;
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  throw new NotKnown('several thresholds at once are not followed');
}

/** A metric of the four counts at one threshold. */
const atThreshold = (
  name: string,
  byDefault: string,
  more: string,
  finish: (cells: Cells) => number,
): ClassValue =>
  counting({
    name,
    byDefault,
    options: `thresholds=None, ${more}`,
    lengths: () => [4],
    count: (target, prediction, weights, given) => {
      if (more !== '' && (!given.isNone('top_k') || !given.isNone('class_id')))
        throw new NotKnown('counts of the best or of one class alone are not followed');
      return [cellsAt(target, prediction, weights, (score) => score > single(thresholdOf(given)))];
    },
    finish: ([cells]) => scalar(finish(cells as unknown as Cells)),
  });

const MORE = 'top_k=None, class_id=None, ';

/** The area under the ROC curve by its thresholds, between which it is a straight line. */
const auc = counting({
  name: 'AUC',
  byDefault: 'auc',
  options:
    "num_thresholds=200, curve='ROC', summation_method='interpolation', thresholds=None, multi_label=False, num_labels=None, label_weights=None, from_logits=False, ",
  lengths: (given) => [0, 1, 2, 3].map(() => given.int('num_thresholds')),
  count: (target, prediction, weights, given) => {
    const isPlain =
      given.string('curve') === 'ROC' && given.isNone('thresholds') && !given.bool('multi_label');
    if (!isPlain || given.bool('from_logits')) throw new NotKnown('this kind of AUC is not computed');
    const count = given.int('num_thresholds');
    // Scores fall into the buckets between thresholds that lie evenly.
    const place = (score: number): number => Math.max(0, Math.ceil(single(single(score) * (count - 1))) - 1);
    holdable(count * prediction.numel);
    const perThreshold = Array.from({ length: count }, (_, at) =>
      cellsAt(target, prediction, weights, (score) => place(score) >= at),
    );
    return [0, 1, 2, 3].map((cell) => perThreshold.map((cells) => cells[cell]!));
  },
  finish: ([tp, fp, fn, tn], given) => {
    const method = given.string('summation_method');
    const recall = tp!.map((found, at) => ratio(found, single(found + fn![at]!)));
    const wrong = fp!.map((found, at) => ratio(found, single(found + tn![at]!)));
    const height = (at: number): number => {
      const [a, b] = [recall[at]!, recall[at + 1]!];
      if (method === 'minoring') return Math.min(a, b);
      return method === 'majoring' ? Math.max(a, b) : single(single(a + b) / 2);
    };
    let area = 0;
    for (let at = 0; at + 1 < wrong.length; at++)
      area = single(area + single(single(wrong[at]! - wrong[at + 1]!) * height(at)));
    return scalar(area);
  },
});

/** The classes of a row that are called: the best one, or all above the threshold. */
function calledIn(scores: readonly number[], threshold: number | undefined): boolean[] {
  if (threshold !== undefined) return scores.map((score) => score > threshold);
  const best = Math.max(...scores);
  return scores.map((score) => score === best && Math.abs(score) > 1e-9);
}

/** The F1 score of every class, or a mean of them. How many classes there are shows in the first call. */
const f1: ClassValue = counting({
  name: 'F1Score',
  byDefault: 'f1_score',
  options: 'average=None, threshold=None, ',
  lengths: () => [0, 0, 0],
  count: (target, prediction, weights, given) => {
    if (weights) throw new NotKnown('weights of samples are not followed in F-scores');
    const [, classes = 1] = knownShape(prediction);
    const [truths, scores] = [knownConstants(target), knownConstants(prediction)];
    const cells = [0, 1, 2].map(() => zerosOf(classes));
    for (let start = 0; start < scores.length; start += classes) {
      const called = calledIn(scores.slice(start, start + classes), given.optionalNumber('threshold'));
      called.forEach((isCalled, at) => {
        const isTrue = truths[start + at] === 1;
        const cell = isTrue ? (isCalled ? 0 : 2) : isCalled ? 1 : undefined;
        if (cell !== undefined) cells[cell]![at]! += 1;
      });
    }
    return cells;
  },
  finish: ([tp, fp, fn], given) => {
    const score = (found: number, wrong: number, missed: number): number => {
      const precision = single(found / (found + wrong + EPSILON));
      const recall = single(found / (found + missed + EPSILON));
      return single((2 * precision * recall) / (precision + recall + EPSILON));
    };
    const total = (line: readonly number[]): number => line.reduce((sum, next) => sum + next, 0);
    const average = given.optionalString('average');
    const each = tp!.map((found, at) => score(found, fp![at]!, fn![at]!));
    if (average === undefined) return vector(each, 'float32');
    if (average === 'micro') return scalar(score(total(tp!), total(fp!), total(fn!)));
    const support = tp!.map((found, at) => (average === 'weighted' ? found + fn![at]! : 1));
    return scalar(total(each.map((value, at) => value * support[at]!)) / total(support));
  },
});

/** The mean over the classes of what two maps of classes share, over what either of them has. */
const meanIoU = counting({
  name: 'MeanIoU',
  byDefault: 'mean_io_u',
  options: 'num_classes, ',
  lengths: (given) => [given.int('num_classes') ** 2],
  count: (target, prediction, weights, given) => {
    const classes = given.int('num_classes');
    const [truths, called] = [knownConstants(target), knownConstants(prediction)];
    const cells = zerosOf(classes ** 2);
    if ([...truths, ...called].some((place) => place < 0 || place >= classes))
      throw new NotKnown('a class beyond those that are counted, which Keras refuses, is not followed');
    truths.forEach((truth, at) => (cells[truth * classes + called[at]!]! += weights?.[at] ?? 1));
    return [cells];
  },
  finish: ([cells], given) => {
    const classes = given.int('num_classes');
    const along = Array.from({ length: classes }, (_, at) => at);
    const sum = (values: readonly number[]): number => values.reduce((total, next) => total + next, 0);
    const shares = along.flatMap((at) => {
      const both = cells![at * classes + at]!;
      const either =
        sum(along.map((other) => cells![at * classes + other]! + cells![other * classes + at]!)) - both;
      return either === 0 ? [] : [both / either];
    });
    return scalar(shares.length === 0 ? 0 : sum(shares) / shares.length);
  },
});

export const confusionMetrics: readonly ClassValue[] = [
  atThreshold('Precision', 'precision', MORE, ([tp, fp]) => ratio(tp, tp + fp)),
  atThreshold('Recall', 'recall', MORE, ([tp, , fn]) => ratio(tp, tp + fn)),
  atThreshold('TruePositives', 'true_positives', '', ([tp]) => tp),
  atThreshold('FalsePositives', 'false_positives', '', ([, fp]) => fp),
  atThreshold('FalseNegatives', 'false_negatives', '', ([, , fn]) => fn),
  atThreshold('TrueNegatives', 'true_negatives', '', ([, , , tn]) => tn),
  auc,
  f1,
  meanIoU,
];
