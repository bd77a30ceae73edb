/** What nll_loss and cross_entropy do with class indices: check them, and pick the target's log-probability. */
import { torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { castTo, choose, compare, negative, over, squeezed, times, unsqueezed } from '../formula';
import type { Expectation, LossStep, Reduction } from '../loss';
import { gather } from '../ops/gather';
import { detach } from '../ops/identity';
import { index } from '../ops/indexing';
import { sum } from '../ops/sum';
import { formatShape, type Dim, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { reduceLoss } from './reduction';
import { shapesDiffer } from './inputs';
import { elements, picked as pickedFrom } from './operands';

/** What both say of class indices. */
export const classIndices: Expectation = {
  of: 'target',
  roles: ['class-indices'],
  dtype: 'integer',
  says: 'class indices from 0 to C − 1 (int64), without the class dim',
  elsewhere: 'class indices from 0 to C − 1, without the axis of the classes',
};

/**
 * The dim of the classes: the second, or the only one of an input without a batch. Where the input's
 * rank is not known, a target of class indices without dims tells that there is no batch.
 */
export const classDim = (input: Tensor, target?: Tensor): number =>
  input.rank === 1 || (input.rank === undefined && target?.rank === 0) ? 0 : 1;

/**
 * Throws what PyTorch throws for class indices whose shape, dtype or values do not fit the input,
 * and for weights that are not one per class.
 */
export function checkClassIndices(
  input: Tensor,
  target: Tensor,
  weight: Tensor | undefined,
  ignoreIndex: number,
): void {
  checkShapes(input.shape, target.shape);
  checkWeight(input, weight);
  if (target.dtype && target.dtype !== 'int64' && target.dtype !== 'uint8') {
    throw new TensorError(
      'RuntimeError',
      `expected target dtype to be Long or Byte, but got ${torchScalarName(target.dtype)}`,
    );
  }
  if (weight?.dtype && input.dtype && weight.dtype !== input.dtype) {
    throw new TensorError(
      'RuntimeError',
      `expected scalar type ${torchScalarName(input.dtype)} but found ${torchScalarName(weight.dtype)}`,
    );
  }
  const classes = input.shape?.[classDim(input)];
  if (typeof classes !== 'number' || !target.hasValues) return;
  for (const label of target.values()) {
    if (label !== ignoreIndex && (label < 0 || label >= classes)) {
      throw new TensorError('IndexError', `Target ${label} is out of bounds.`);
    }
  }
}

function checkShapes(input: Shape | undefined, target: Shape | undefined): void {
  if (!input) return;
  if (input.length === 0) throw new TensorError('ValueError', 'Expected 1 or more dimensions (got 0)');
  if (!target) return;
  const certainlyDiffer = (a: Dim | undefined, b: Dim | undefined): boolean =>
    typeof a === 'number' && typeof b === 'number' && a !== b;
  if (input.length !== 1 && certainlyDiffer(input[0], target[0])) {
    throw new TensorError(
      'ValueError',
      `Expected input batch_size (${input[0]}) to match target batch_size (${target[0]}).`,
    );
  }
  if (input.length <= 2) {
    if (target.length > 1) {
      throw new TensorError('RuntimeError', '0D or 1D target tensor expected, multi-target not supported');
    }
    if (input.length === 1 && target.length === 1 && certainlyDiffer(target[0], 1)) {
      throw new TensorError(
        'ValueError',
        `For 1D input, 1D target must have size 1, but got target size: ${target[0]}`,
      );
    }
    return;
  }
  const wanted = [input[0]!, ...input.slice(2)];
  if (!shapesDiffer(wanted, target)) return;
  if (input.length === 4) {
    throw new TensorError(
      'RuntimeError',
      target.length === 3
        ? `size mismatch (got input: ${formatShape(input)} , target: ${formatShape(target)}`
        : `only batches of spatial targets supported (3D tensors) but got targets of dimension: ${target.length}`,
    );
  }
  throw new TensorError(
    'RuntimeError',
    `Expected target size ${formatShape(wanted)}, got ${formatShape(target)}`,
  );
}

function checkWeight(input: Tensor, weight: Tensor | undefined): void {
  const classes = input.shape?.[classDim(input)];
  const count = weight?.shape?.[0];
  const fits = weight?.rank === undefined || weight.rank === 1;
  if (fits && !(typeof count === 'number' && typeof classes === 'number' && count !== classes)) return;
  throw new TensorError(
    'RuntimeError',
    `weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${formatShape(weight?.shape)}`,
  );
}

/** What is left of the class indices after `ignore_index`. */
export interface Picked {
  /** −w[y] · log p[y] of each position; 0 where it is ignored. */
  readonly perElement: Tensor;
  /** w[y] of each position, 0 where it is ignored; undefined where all count one. */
  readonly weights: Tensor | undefined;
  /** A bool tensor of what is ignored; undefined where nothing is. */
  readonly ignored: Tensor | undefined;
  readonly steps: readonly LossStep[];
}

/**
 * Picks each target's column out of log-probabilities. The inputs have passed `checkClassIndices`.
 *
 * @param letter What formulas call the log-probabilities: `log p`, or `x` where they are the input.
 */
export function pickTargets(
  logProbabilities: Tensor,
  target: Tensor,
  weight: Tensor | undefined,
  ignoreIndex: number,
  letter: string,
): Picked {
  const dim = classDim(logProbabilities, target);
  const labels = logProbabilities.rank === 1 && target.rank === 1 ? squeezed(target, 0) : target;
  const nothingIgnored = labels.hasValues && !labels.values().includes(ignoreIndex);
  const ignored = nothingIgnored ? undefined : compare(labels, '==', ignoreIndex);
  // An ignored label may be no class at all; class 0 stands in for it and is masked afterwards.
  const columns = castTo(ignored ? choose(ignored, 0, labels) : labels, 'int64');
  const picked = squeezed(Tensor.apply(gather, [logProbabilities, unsqueezed(columns, dim)], { dim }), dim);
  const loss = negative(picked);
  const dtype = logProbabilities.dtype ?? 'float32';
  const counts = ignored && castTo(compare(labels, '!=', ignoreIndex), dtype);
  let weights = counts;
  if (weight) {
    const fixed = Tensor.apply(detach, [weight], {});
    const chosen = Tensor.apply(index, [fixed, columns], { items: [{ kind: 'tensor' }] });
    weights = ignored ? choose(ignored, 0, chosen) : chosen;
  }
  const weighted = weight ? times(loss, weights!) : loss;
  const perElement = ignored ? choose(ignored, 0, weighted) : weighted;

  // What stood in for ignored labels is not shown: those rows are 0 from here on.
  const shown = ignored ? choose(ignored, 0, picked) : picked;
  const opposite = weight && ignored ? choose(ignored, 0, loss) : weight ? loss : perElement;
  const y = elements({ y: target });
  const steps: LossStep[] = [
    {
      name: "pick the target's column",
      formula: `a = ${ignored ? 'm · ' : ''}${letter}[y]`,
      tensor: shown,
      operands: [...pickedFrom({ [letter]: logProbabilities }), ...y, ...elements({ m: counts })],
    },
    { name: '× −1', formula: 'l = −a', tensor: opposite, operands: elements({ a: shown }) },
  ];
  if (counts) {
    const formula = `m = 0 where y = ${ignoreIndex}, else 1`;
    steps.unshift({ name: 'ignore_index', formula, tensor: counts, operands: y });
  }
  if (weight) {
    steps.push(
      {
        name: "weight of the target's class",
        formula: 'v = w[y]',
        tensor: weights!,
        operands: [...pickedFrom({ w: weight }), ...y],
      },
      {
        name: 'times the weight',
        formula: 'v · l',
        tensor: perElement,
        operands: elements({ v: weights, l: opposite }),
      },
    );
  }
  return { perElement, weights, ignored, steps };
}

/** PyTorch has one kernel for inputs up to [N, C] and one for more dims. */
export const gradFnOf = (input: Tensor): string =>
  input.rank !== undefined && input.rank > 2 ? 'NllLoss2DBackward0' : 'NllLossBackward0';

/** Reduces losses of class indices: their mean is weighted, and does not count what is ignored. */
export function reduceByWeights(
  perElement: Tensor,
  weights: Tensor | undefined,
  reduction: Reduction,
): Tensor {
  if (reduction !== 'mean' || !weights) return reduceLoss(perElement, reduction, true);
  const [total, share] = [perElement, weights].map((tensor) =>
    Tensor.apply(sum, [tensor], { bySample: true }),
  );
  return over(total!, share!);
}
