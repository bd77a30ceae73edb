/**
 * Initial parameters of layers, drawn as PyTorch draws them after a seed. They are drawn when somebody asks for
 * them: until then the generator has only passed over what they take. Where the size is not known, where there are
 * more than MAXIMUM_PARAMETERS of them or where only rules read, a parameter has no values, and the generator has
 * lost its place from there on.
 */
import { defaultFloatDType } from '../../../engine/context';
import { roundTo } from '../../../engine/backends/rounding';
import { allocate, type DType, type Values } from '../../../engine/dtype';
import { isKnownShape, numelOf, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { TorchGenerator } from '../../random';
import type { Runtime } from '../../runtime';
import type { Arguments } from '../../arguments';
import { none, type InstanceValue, type TensorValue } from '../../values';
import { own } from '../tensor/creation';
import { drawnLeaf, normalFill, uniformFill, wordsOfNormal, wordsOfUniform, type Fill } from './drawing';

/** A tensor of more elements gets no initial values. */
export const MAXIMUM_PARAMETERS = 16_777_216;

/** What a new tensor is filled with. */
export interface Initial {
  readonly fill: Fill;
  /** How many words of 32 bits are drawn; undefined where that depends on what was drawn before. */
  readonly words: (count: number, dtype: DType) => number | undefined;
}

export const uniformly = (from: number, to: number): Initial => ({
  fill: uniformFill(from, to),
  words: (count, dtype) => count * wordsOfUniform(dtype),
});

export const normally = (mean: number, std: number): Initial => ({
  fill: normalFill(mean, std),
  words: wordsOfNormal,
});

export const constantly = (value: number): Initial => ({
  fill: (values) => values.fill(value),
  words: () => 0,
});

/** Drawn first, then changed in place, as a row of zeros for a padding index is. */
export const thenChanged = (
  initial: Initial,
  change: (values: Float32Array | Float64Array) => void,
): Initial => ({
  ...initial,
  fill: (values, generator, dtype, isContiguous) => {
    initial.fill(values, generator, dtype, isContiguous);
    change(values);
  },
});

/** `kaiming_uniform_(a=√5)`, with which most layers begin (He et al., 2015; torch/nn/modules/linear.py). */
export const kaimingUniformly = (fanIn: number): Initial => {
  if (fanIn === 0) return constantly(0);
  const bound = Math.sqrt(3) * (Math.sqrt(2 / (1 + Math.sqrt(5) ** 2)) / Math.sqrt(fanIn));
  return uniformly(-bound, bound);
};

/** Between ±1/√fanIn, as biases begin. */
export const withinInverseRoot = (fanIn: number): Initial => {
  const bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
  return uniformly(-bound, bound);
};

/** `xavier_uniform_` (Glorot and Bengio, 2010). */
export const xavierUniformly = (fanIn: number, fanOut: number, gain = 1): Initial => {
  const bound = Math.sqrt(3) * (gain * Math.sqrt(2 / (fanIn + fanOut)));
  return uniformly(-bound, bound);
};

function filled(count: number, dtype: DType, fill: Fill, generator: TorchGenerator): Values {
  const isSingle = dtype === 'float32' || dtype === 'float16' || dtype === 'bfloat16';
  const drawn = isSingle ? new Float32Array(count) : new Float64Array(count);
  fill(drawn, generator, dtype, true);
  const values = allocate(dtype, count);
  values.set(drawn);
  roundTo(dtype, values);
  return values;
}

/** A leaf of a shape that begins with `initial`. */
export function initialLeaf(
  shape: Shape | undefined,
  dtype: DType,
  initial: Initial,
  runtime: Runtime,
  requiresGrad = true,
  generator: TorchGenerator = runtime.random.torch,
  isWanted: boolean = runtime.random.drawsParameters,
): Tensor {
  const count = isKnownShape(shape) ? numelOf(shape) : undefined;
  const words = count === undefined ? undefined : initial.words(count, dtype);
  if (count === undefined || count > MAXIMUM_PARAMETERS || !isWanted) {
    if (words !== 0) generator.lose();
    return Tensor.leaf({ shape, dtype, requiresGrad });
  }
  if (words === undefined)
    return drawnLeaf(shape as readonly number[], dtype, generator, initial.fill, requiresGrad);
  const sampled = words > 0 && !generator.isSeeded;
  const begin = words > 0 ? generator.reserve(words) : () => runtime.random.sampler;
  return Tensor.leaf({
    shape,
    dtype,
    requiresGrad,
    sampled,
    makeValues: () => filled(count, dtype, initial.fill, begin()),
  });
}

/** Gives a module a parameter; `isGiven` false leaves the name there with None, as `register_parameter` does. */
export function addParameter(
  self: InstanceValue,
  name: string,
  shape: Shape | undefined,
  initial: Initial,
  args: Arguments,
  runtime: Runtime,
  isGiven = true,
): void {
  if (!isGiven) {
    self.attributes.set(name, none);
    return;
  }
  const dtype = dtypeOf(args);
  self.state.set('initials', new Map([...initialsOf(self), [name, initial]]));
  self.attributes.set(name, own(initialLeaf(shape, dtype, initial, runtime), runtime, true));
}

/** What the parameters of a layer began with, in the order in which they were made. */
const initialsOf = (self: InstanceValue): ReadonlyMap<string, Initial> =>
  (self.state.get('initials') as ReadonlyMap<string, Initial> | undefined) ?? new Map<string, Initial>();

export const hasInitials = (self: InstanceValue): boolean => initialsOf(self).size > 0;

/** `reset_parameters()`: the parameters begin anew, drawn in the same order. */
export function resetParameters(self: InstanceValue, runtime: Runtime): void {
  for (const [name, initial] of initialsOf(self)) {
    const value = self.attributes.get(name);
    if (value?.kind !== 'tensor') continue;
    const { shape, dtype, requiresGrad } = value.tensor;
    runtime.rebind(value, initialLeaf(shape, dtype ?? 'float32', initial, runtime, requiresGrad));
  }
}

/** The dtype that a layer was asked for. */
export const dtypeOf = (args: Arguments): DType => {
  const takesDType = args.signature.parameters.some(({ name }) => name === 'dtype');
  return (takesDType ? args.optionalDType('dtype') : undefined) ?? defaultFloatDType();
};

/** A parameter of a module, where it has one. */
export const parameterOf = (self: InstanceValue, name: string): TensorValue | undefined => {
  const value = self.attributes.get(name);
  return value?.kind === 'tensor' ? value : undefined;
};
