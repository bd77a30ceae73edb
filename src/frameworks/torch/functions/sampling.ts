/** `multinomial`: indices drawn with given weights (PyTorch source, ATen/native/Distributions.cpp and cpu/MultinomialKernel.cpp). */
import { at } from './rows';
import { isFloating, torchScalarName, type DType } from '../../../engine/dtype';
import { roundNumber } from '../../../engine/backends/rounding';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import type { TorchGenerator } from '../../random';
import { tensorValue, type NativeFunction } from '../../values';
import { memoryOrder } from '../tensor/memory-order';
import { drawnLike, exponentialFill, generatorOf } from '../random/drawing';

const refuse = (isWrong: boolean, message: string): void => {
  if (isWrong) throw new PythonError('RuntimeError', message);
};

/** PyTorch's checks, in its order. */
function check(weights: Tensor, count: number, hasReplacement: boolean): void {
  const { rank, dtype, shape } = weights;
  refuse(rank !== undefined && (rank < 1 || rank > 2), 'prob_dist must be 1 or 2 dim');
  refuse(
    dtype !== undefined && !isFloating(dtype),
    `multinomial only supports floating-point dtypes for input, got: ${torchScalarName(dtype ?? 'int64')}`,
  );
  refuse(count <= 0, 'cannot sample n_sample <= 0 samples');
  const categories = shape?.[shape.length - 1];
  refuse(
    !hasReplacement && typeof categories === 'number' && count > categories,
    'cannot sample n_sample > prob_dist.size(-1) samples without replacement',
  );
  if (!weights.hasValues || typeof categories !== 'number') return;
  const values = weights.values();
  refuse(
    values.some((value) => !(value >= 0 && value < Infinity)),
    'probability tensor contains either `inf`, `nan` or element < 0',
  );
  for (let row = 0; row < values.length; row += categories) {
    refuse(
      values.subarray(row, row + categories).every((value) => value === 0),
      'invalid multinomial distribution (sum of probabilities <= 0)',
    );
  }
}

/** With replacement: where a uniform number falls among the cumulated weights. */
function withReplacement(
  row: ArrayLike<number>,
  count: number,
  dtype: DType,
  generator: TorchGenerator,
): number[] {
  const round = dtype === 'float64' ? (value: number): number => value : Math.fround;
  let sum = 0;
  const upTo = Array.from(row, (weight) => (sum = round(sum + weight))).map((part) => round(part / sum));
  upTo[upTo.length - 1] = 1;
  return Array.from({ length: count }, () => {
    const drawn = generator.uniformDouble();
    let [low, high] = [0, upTo.length];
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      if (upTo[middle]! < drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

/** The indices of the largest elements, largest first. */
function largest(row: ArrayLike<number>, count: number): number[] {
  const order = Array.from({ length: row.length }, (_, at) => at).sort((a, b) => row[b]! - row[a]! || a - b);
  const chosen = order.slice(0, count);
  // Which of several equal ones PyTorch's selection takes first is left open there.
  if (count > 1 && order.slice(1, count + 1).some((at, place) => row[at] === row[order[place]!])) {
    throw new NotKnown('which of several equally likely elements multinomial() takes is not known');
  }
  return chosen;
}

function draw(weights: Tensor, count: number, hasReplacement: boolean, generator: TorchGenerator): number[] {
  const dtype = weights.dtype!;
  const values = weights.values();
  const categories = weights.shape![weights.shape!.length - 1] as number;
  const rows = Array.from({ length: values.length / categories }, (_, row) => row * categories);
  // A single draw is the same with and without replacement, and takes the faster way.
  if (hasReplacement && count > 1)
    return rows.flatMap((row) =>
      withReplacement(values.subarray(row, row + categories), count, dtype, generator),
    );
  // The largest of p / e, where e is exponential, is an element drawn with the weights p.
  const exponential = drawnLike(weights, generator, exponentialFill(1), false, memoryOrder(weights)).values();
  const scores = Array.from(values, (p, at) => roundNumber(dtype, p / exponential[at]!));
  return rows.flatMap((row) => largest(scores.slice(row, row + categories), count));
}

/** `torch.multinomial`, for whoever draws classes. */
export function drawMultinomial(
  weights: Tensor,
  count: number,
  hasReplacement: boolean,
  generator: TorchGenerator,
): Tensor {
  check(weights, count, hasReplacement);
  const role = { kind: 'class-indices' } as const;
  const shape = weights.shape && [...weights.shape.slice(0, -1), count];
  if (!weights.hasValues || !isKnownShape(shape)) {
    generator.lose();
    return Tensor.leaf({ shape, dtype: 'int64', role, sampled: true });
  }
  const values = Float64Array.from(draw(weights, count, hasReplacement, generator));
  return Tensor.leaf({
    shape,
    dtype: 'int64',
    values,
    role,
    sampled: weights.sampled || !generator.isSeeded,
  });
}

export const sampling: readonly NativeFunction[] = at(
  'tT',
  'multinomial',
  '(input, num_samples, replacement=False, *, generator=None, out=None)',
  (args, runtime) => {
    runtime.noteOperation('multinomial', [args.tensor('input')]);
    const generator = generatorOf(args, runtime);
    try {
      return tensorValue(
        drawMultinomial(args.tensor('input'), args.int('num_samples'), args.bool('replacement'), generator),
      );
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error;
      generator.lose();
      return tensorValue(Tensor.leaf({ dtype: 'int64', role: { kind: 'class-indices' }, sampled: true }));
    }
  },
);
