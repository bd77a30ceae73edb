/** What a convolution refuses, in PyTorch's words. Unknown sizes and dtypes are let through. */
import type { Convolution, TransposedConvolution } from './convolution_form';
import { torchScalarName, type DType } from '../dtype';
import { TensorError } from '../error';
import { formatShape, type Shape } from '../shape';
import type { Tensor } from '../tensor';

/** Throws a RuntimeError. */
export const refuse = (message: string): never => {
  throw new TensorError('RuntimeError', message);
};

/** How many spatial dims a convolution has; its arguments tell, even where the tensors are not known. */
export const spatialOf = ({ stride }: Convolution): number => stride.length;

/** Whether the image comes without a batch: [C, …] instead of [N, C, …]. */
export const isUnbatched = (x: Tensor, attributes: Convolution): boolean =>
  x.rank === spatialOf(attributes) + 1;

/** The scalar type as PyTorch's C++ messages spell it. */
const cppName = (dtype: DType): string => {
  const name = torchScalarName(dtype).toLowerCase();
  return name === 'half' || name === 'bfloat16' ? `c10::${torchScalarName(dtype)}` : name;
};

function checkArguments(attributes: Convolution, weight: Shape | undefined): void {
  const { stride, padding, dilation, groups } = attributes;
  if (groups <= 0) refuse('non-positive groups is not supported');
  if (weight && weight.length !== spatialOf(attributes) + 2) {
    refuse(
      `expected stride to be a single integer value or a list of ${weight.length - 2} values to match the convolution dimensions, but got stride=${formatShape(stride)}`,
    );
  }
  if (padding.some((amount) => amount < 0)) refuse('negative padding is not supported');
  if (stride.some((step) => step <= 0)) refuse('non-positive stride is not supported');
  if (dilation.some((step) => step <= 0)) {
    refuse(`dilation should be greater than zero, but got ${formatShape(dilation)}`);
  }
}

/** Throws PyTorch's message where image, weight and bias do not fit each other; unknown sizes fit. */
export function checkOperands(
  name: string,
  [x, weight, bias]: readonly Tensor[],
  attributes: Convolution,
  transposed: boolean,
): void {
  const spatial = spatialOf(attributes);
  const { groups } = attributes;
  if (x!.shape && x!.shape.length !== spatial + 1 && x!.shape.length !== spatial + 2) {
    refuse(
      `Expected ${spatial + 1}D (unbatched) or ${spatial + 2}D (batched) input to ${name}, but got input of size: ${formatShape(x!.shape)}`,
    );
  }
  checkArguments(attributes, weight!.shape);
  const [first, second] = weight!.shape ?? [];
  if (typeof first === 'number') {
    if (first < groups) {
      refuse(
        `Given groups=${groups}, expected weight to be at least ${groups} at dimension 0, but got weight of size ${formatShape(weight!.shape)} instead`,
      );
    }
    if (first % groups !== 0) {
      refuse(
        `Given groups=${groups}, expected weight to be divisible by ${groups} at dimension 0, but got weight of size [${formatShape(weight!.shape)}] instead`,
      );
    }
  }
  const channels = x!.shape?.[x!.shape.length - spatial - 1];
  const wanted = transposed ? first : typeof second === 'number' ? second * groups : undefined;
  const given = transposed ? 'transposed=1' : `groups=${groups}`;
  if (typeof channels === 'number' && typeof wanted === 'number' && channels !== wanted) {
    const shown = isUnbatched(x!, attributes) ? [1, ...x!.shape!] : x!.shape;
    refuse(
      `Given ${given}, weight of size ${formatShape(weight!.shape)}, expected input${formatShape(shown)} to have ${wanted} channels, but got ${channels} channels instead`,
    );
  }
  const made = transposed ? (typeof second === 'number' ? second * groups : undefined) : first;
  const biasSize = bias?.shape?.[0];
  if (
    bias?.shape &&
    (bias.shape.length !== 1 ||
      (typeof biasSize === 'number' && typeof made === 'number' && biasSize !== made))
  ) {
    refuse(
      `Given ${transposed ? 'transposed=1, ' : ''}weight of size ${formatShape(weight!.shape)}, expected bias to be 1-dimensional with ${String(made)} elements, but got bias of size ${formatShape(bias.shape)} instead`,
    );
  }
}

export function checkDTypes([x, weight, bias]: readonly Tensor[]): void {
  if (x!.dtype && bias?.dtype && x!.dtype !== bias.dtype) {
    refuse(`Input type (${cppName(x!.dtype)}) and bias type (${cppName(bias.dtype)}) should be the same`);
  }
  if (x!.dtype && weight!.dtype && x!.dtype !== weight!.dtype) {
    refuse(`expected scalar type ${torchScalarName(x!.dtype)} but found ${torchScalarName(weight!.dtype)}`);
  }
}

const dimNames = ['depth', 'height', 'width'];

export function checkOutputPadding({ stride, dilation, output_padding }: TransposedConvolution): void {
  if (output_padding.every((amount, dim) => amount < stride[dim]! || amount < dilation[dim]!)) return;
  // PyTorch computes a transposed convolution of one dim as one of two.
  const two = <Value>(values: readonly Value[], first: Value): readonly Value[] =>
    values.length === 1 ? [first, ...values] : values;
  const shown = (name: string, values: readonly number[]): string =>
    values.map((value, dim) => `${name}_${dimNames.slice(-values.length)[dim]}: ${value}`).join(' ');
  refuse(
    `output padding must be smaller than either stride or dilation, but got ${shown('output_padding', two(output_padding, 0))} ${shown('stride', two(stride, 1))} ${shown('dilation', two(dilation, 1))}`,
  );
}
