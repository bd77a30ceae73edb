/** What the layers share that shift and scale by mean and variance. */
import { isFloating, type DType } from './dtype';
import { TensorError } from './error';
import { notImplementedFor } from './refusals';
import { plus, reshaped, times } from './formula';
import type { Attributes, Op } from './op';
import { mul } from './ops/mul';
import { sumToSize } from './ops/sum_to_size';
import { formatShape, type Dim, type Shape } from './shape';
import { Tensor } from './tensor';

/** An input beside the first; which ones there are, in order, is said by an attribute. */
export type Part = 'running_mean' | 'running_var' | 'weight' | 'bias';

/** What every layer that shifts and scales by mean and variance is told. */
export type NormalizationAttributes = {
  readonly eps: number;
  /** Which inputs stand behind x. */
  readonly parts: readonly Part[];
  /** The dtype in which PyTorch keeps mean and inverse deviation (see `standardize`). */
  readonly stored?: DType | undefined;
};

/** The inputs behind the first by name. */
export const partsOf = (
  inputs: readonly Tensor[],
  parts: readonly Part[],
): Readonly<Partial<Record<Part, Tensor>>> =>
  Object.fromEntries(parts.map((part, at) => [part, inputs[at + 1]!]));

/**
 * x · weight, of which the weight's gradient is made with `kept`: what PyTorch makes of the statistics that it keeps,
 * while the values were made with the statistics before they were rounded. Inputs: x, kept, weight.
 */
const weighted: Op = {
  name: 'weighted',
  infer: ([x, , weight]) => mul.infer([x!, weight!], {}),
  kernel: { kind: 'elementwise', compute: () => (x, _, weight) => x * weight },
  vjp: (gradient, { inputs: [x, kept, weight] }) => [
    sumToSize(times(gradient, weight!), x!.shape),
    undefined,
    sumToSize(times(gradient, kept!), weight!.shape),
  ],
  samples: [],
};

/** x · weight + bias, where they are given; for `kept` see `weighted`. */
export function affine(
  x: Tensor,
  weight: Tensor | undefined,
  bias: Tensor | undefined,
  kept: Tensor = x,
): Tensor {
  const scaled = !weight ? x : kept === x ? times(x, weight) : Tensor.apply(weighted, [x, kept, weight], {});
  return bias ? plus(scaled, bias) : scaled;
}

/** The operation with a result in the dtype of its first input, whatever that of its parameters is. */
export const inFirstDType = <A extends Attributes>(op: Op<A>): Op<A> => ({
  ...op,
  infer: (inputs, attributes) => ({ ...op.infer(inputs, attributes), dtype: inputs[0]!.dtype }),
});

/** A vector of one number per channel (dim 1), shaped to broadcast against x. */
export function perChannel(vector: Tensor, rank: number): Tensor {
  return reshaped(vector, [1, -1, ...Array.from({ length: rank - 2 }, (): Dim => 1)]);
}

/** Throws where the numbers are no floats, or not all of one dtype, in the words of PyTorch's kernel of that name. */
export function checkDTypes(inputs: readonly Tensor[], kernel: string): void {
  const dtype = inputs[0]!.dtype;
  if (dtype && !isFloating(dtype)) {
    throw notImplementedFor(kernel, dtype);
  }
  // Half precision may come with parameters of single precision.
  if (dtype !== 'float32' && dtype !== 'float64') return;
  if (inputs.some((input) => input.dtype && input.dtype !== dtype)) {
    throw new TensorError('RuntimeError', 'mixed dtype (CPU): all inputs must share same datatype.');
  }
}

/** Throws where a parameter certainly has another shape than the part of the input that it scales. */
export function checkParameterShape(
  name: 'weight' | 'bias',
  parameter: Tensor | undefined,
  normalized: Shape,
): void {
  const { shape } = parameter ?? {};
  if (!shape) return;
  const differs =
    shape.length !== normalized.length ||
    shape.some(
      (size, at) => typeof size === 'number' && typeof normalized[at] === 'number' && size !== normalized[at],
    );
  if (!differs) return;
  throw new TensorError(
    'RuntimeError',
    `Expected ${name} to be of same shape as normalized_shape, but got ${name} of shape ${formatShape(shape)} and normalized_shape = ${formatShape(normalized)}`,
  );
}

/**
 * The dtype in which PyTorch keeps the statistics of a normalisation: that of the input, or single precision where
 * parameters of single precision scale an input of half precision.
 */
export function storedPrecision(inputs: readonly Tensor[]): DType | undefined {
  const dtype = inputs[0]!.dtype;
  if (dtype !== 'float16' && dtype !== 'bfloat16') return dtype;
  return inputs.some((input) => input.dtype === 'float32') ? 'float32' : dtype;
}
