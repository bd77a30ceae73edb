/** Counts and sums by class: confusion matrices, bins, segments, and whether a class is among the best. */
import { castTo } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { numelOf } from '../../engine/shape';
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { arrayFrom, knownConstants, knownShape, largestOf, vector, zerosOf } from '../arrays/held-values';
import { NotKnown } from '../errors';
import type { NativeFunction } from '../values';
import { applyOp, operand, optionalOperand, tensorFunction } from './dialect';

function confusionMatrix(args: Arguments): Tensor {
  const [labels, predictions] = [operand(args, 'labels'), operand(args, 'predictions')].map(knownConstants);
  const given = optionalOperand(args, 'weights');
  const weights = given && knownConstants(given);
  const count = args.optionalInt('num_classes') ?? Math.max(largestOf(labels!), largestOf(predictions!)) + 1;
  if ([...labels!, ...predictions!].some((place) => place < 0 || place >= count))
    throw new NotKnown('a class beyond the matrix, which TensorFlow refuses, is not counted');
  const cells = zerosOf(count * count);
  labels!.forEach((label, at) => {
    cells[label * count + predictions![at]!]! += weights?.[at] ?? 1;
  });
  return arrayFrom([count, count], cells, args.optionalDType('dtype') ?? 'int32');
}

function bincount(args: Arguments): Tensor {
  const values = knownConstants(operand(args, 'arr'));
  const given = optionalOperand(args, 'weights');
  const weights = given && knownConstants(given);
  const most = args.optionalInt('maxlength') ?? Infinity;
  const length = Math.min(most, Math.max(args.optionalInt('minlength') ?? 0, largestOf(values) + 1));
  const bins = zerosOf(length);
  values.forEach((value, at) => {
    if (value < length) bins[value]! += weights?.[at] ?? 1;
  });
  return vector(bins, given ? given.dtype : (args.optionalDType('dtype') ?? 'int32'));
}

/** Sums of the rows of one segment each; rows are in the order of their segments, or in any. */
function segmentSums(data: Tensor, ids: Tensor, count: number): Tensor {
  const [, ...inner] = knownShape(data);
  const zeros = arrayFrom([count, ...inner], zerosOf(count * numelOf(inner)), data.dtype);
  return applyOp(ops.index_put, [zeros, data, castTo(ids, 'int64')], {
    items: [{ kind: 'tensor' }],
    accumulate: true,
  });
}

/** Whether each target is among the `k` classes of its row that score best; ties with the last of them count. */
export function amongBest(targets: readonly number[], predictions: Tensor, k: number): Tensor {
  const values = knownConstants(predictions);
  const classes = knownShape(predictions)[1]!;
  const isAmong = targets.map((target, row) => {
    const scores = values.slice(row * classes, (row + 1) * classes);
    const own = scores[target];
    if (own === undefined || !Number.isFinite(own)) return 0;
    return Number(scores.filter((score) => score > own).length < k);
  });
  return vector(isAmong, 'bool');
}

export const countingNames: readonly NativeFunction[] = [
  ...tensorFunction(
    ['math.confusion_matrix'],
    "(labels, predictions, num_classes=None, weights=None, dtype='int32', name=None)",
    confusionMatrix,
  ),
  ...tensorFunction(
    ['math.bincount'],
    "(arr, weights=None, minlength=None, maxlength=None, dtype='int32', name=None, axis=None, binary_output=False)",
    (args) => {
      if (!args.isNone('axis') || args.bool('binary_output'))
        throw new NotKnown('bins by rows are not counted');
      return bincount(args);
    },
  ),
  ...tensorFunction(['math.in_top_k', 'nn.in_top_k'], '(targets, predictions, k, name=None)', (args) => {
    const targets = knownConstants(operand(args, 'targets'));
    return amongBest(targets, operand(args, 'predictions'), args.int('k'));
  }),
  ...tensorFunction(['math.segment_sum'], '(data, segment_ids, name=None)', (args) => {
    const ids = operand(args, 'segment_ids');
    return segmentSums(operand(args, 'data'), ids, Math.max(-1, largestOf(knownConstants(ids))) + 1);
  }),
  ...tensorFunction(['math.unsorted_segment_sum'], '(data, segment_ids, num_segments, name=None)', (args) =>
    segmentSums(operand(args, 'data'), operand(args, 'segment_ids'), args.int('num_segments')),
  ),
  ...tensorFunction(['math.segment_mean'], '(data, segment_ids, name=None)', (args) => {
    const [data, ids] = [operand(args, 'data'), operand(args, 'segment_ids')];
    const places = knownConstants(ids);
    const count = Math.max(-1, largestOf(places)) + 1;
    const sums = segmentSums(data, ids, count);
    const sizes = zerosOf(count);
    for (const place of places) sizes[place]!++;
    const shape = [
      count,
      ...knownShape(data)
        .slice(1)
        .map(() => 1),
    ];
    const divisors = arrayFrom(
      shape,
      sizes.map((size) => Math.max(1, size)),
      data.dtype,
    );
    return applyOp(ops.div, [sums, divisors]);
  }),
];
