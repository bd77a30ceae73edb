/** Activations that draw: RReLU while training, and the Gumbel softmax. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import { changeInPlace } from '../../in-place';
import type { TorchGenerator } from '../../random';
import type { Runtime } from '../../runtime';
import { tensorValue, type NativeFunction, type TensorValue, type Value } from '../../values';
import { inPlaceMethod } from '../tensor/in-place';
import { drawing, drawnLike, exponentialFill, type Fill } from '../random/drawing';

/** A slope for each element that is not positive, and 1 for the others (PyTorch source, ATen/native/Activation.cpp). */
const slopeFill =
  (input: ArrayLike<number>, lower: number, upper: number): Fill =>
  (values, generator) => {
    for (let at = 0; at < values.length; at++) {
      values[at] = input[at]! <= 0 ? generator.uniformDouble() * (upper - lower) + lower : 1;
    }
  };

export interface RReluOptions {
  readonly lower: Value;
  readonly upper: Value;
  readonly training: Value;
  readonly inplace: Value;
}

const numberOf = (value: Value): number => {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  throw new NotKnown('a bound of the slope is not known');
};

/** Leaky ReLU with slopes that are drawn while training and the middle of the bounds in evaluation. */
export function rrelu(
  object: Value,
  input: Tensor,
  options: RReluOptions,
  generator: TorchGenerator,
  runtime: Runtime,
): Value {
  const [lower, upper] = [numberOf(options.lower), numberOf(options.upper)];
  if (lower > upper)
    throw new PythonError('RuntimeError', 'Lower bound should be less than or equal to the upper bound');
  const training = runtime.truth(options.training);
  const result = ((): Tensor => {
    if (training === false)
      return Tensor.apply(ops.leaky_relu, [input], { negative_slope: (lower + upper) / 2 });
    if (training === undefined || !input.hasValues) {
      generator.lose();
      const { shape, dtype, requiresGrad } = input;
      return Tensor.leaf({ shape, dtype, requiresGrad, role: { kind: 'values' } });
    }
    const slopes = drawnLike(input, generator, slopeFill(input.values(), lower, upper));
    return Tensor.apply(ops.mul, [input, slopes], {});
  })();
  if (runtime.truth(options.inplace) === true && object.kind === 'tensor') {
    changeInPlace(object, result, runtime);
    return object;
  }
  return { ...tensorValue(result), gradFn: 'RreluWithNoiseBackward0' };
}

/** 1 at the largest element along a dim, the first of several, and 0 elsewhere. */
function hardened(soft: Tensor, dim: number): Tensor {
  if (!soft.hasValues) return Tensor.leaf({ shape: soft.shape, dtype: soft.dtype });
  const shape = soft.shape as readonly number[];
  const along = dim < 0 ? dim + shape.length : dim;
  const count = shape[along] ?? 1;
  const inner = shape.slice(along + 1).reduce((product, size) => product * size, 1);
  const given = soft.values();
  const values = new Float64Array(given.length);
  for (let line = 0; line < given.length / count; line++) {
    const start = Math.floor(line / inner) * inner * count + (line % inner);
    let largest = start;
    for (let at = 1; at < count; at++)
      if (given[start + at * inner]! > given[largest]!) largest = start + at * inner;
    values[largest] = 1;
  }
  const hard = Tensor.leaf({ shape, dtype: 'float64', values, sampled: soft.sampled });
  return Tensor.apply(ops.cast, [hard], { dtype: soft.dtype! });
}

/** `gumbel_softmax` (Jang et al., 2017; Maddison et al., 2017): softmax((logits + noise) / tau), straight through where `hard`. */
function gumbelSoftmax(
  logits: Tensor,
  tau: Tensor,
  dim: number,
  isHard: boolean,
  generator: TorchGenerator,
): TensorValue {
  const exponential = drawnLike(logits, generator, exponentialFill(1));
  const noise = Tensor.apply(ops.neg, [Tensor.apply(ops.log, [exponential], {})], {});
  const sum = Tensor.apply(ops.add, [logits, noise], {});
  const soft = Tensor.apply(ops.softmax, [Tensor.apply(ops.div, [sum, tau], {})], { dim });
  if (!isHard) return tensorValue(soft);
  const difference = Tensor.apply(ops.sub, [hardened(soft, dim), Tensor.apply(ops.detach, [soft], {})], {});
  return tensorValue(Tensor.apply(ops.add, [difference, soft], {}));
}

const rrelus: readonly NativeFunction[] = ['torch.nn.functional.rrelu', 'torch.rrelu'].map((name) =>
  drawing(
    name,
    '(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False, generator=None)',
    (args, runtime, generator) =>
      rrelu(
        args.value('input'),
        args.tensor('input'),
        {
          lower: args.value('lower'),
          upper: args.value('upper'),
          training: args.value('training'),
          inplace: args.value('inplace'),
        },
        generator,
        runtime,
      ),
  ),
);

export const noise: readonly NativeFunction[] = [
  ...rrelus,
  ...rrelus.map(inPlaceMethod),
  drawing(
    'torch.nn.functional.gumbel_softmax',
    '(logits, tau=1, hard=False, eps=1e-10, dim=-1, generator=None)',
    (args, _, generator) =>
      gumbelSoftmax(args.tensor('logits'), args.tensor('tau'), args.int('dim'), args.bool('hard'), generator),
  ),
];
