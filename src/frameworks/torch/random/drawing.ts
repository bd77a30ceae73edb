/**
 * How tensors are filled with random numbers: what is drawn for each element, in the order in which
 * PyTorch's CPU draws it (ATen/native/cpu/DistributionTemplates.h, TransformationHelper.h).
 */
import { expanded } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { allocate, type DType, type Values } from '../../../engine/dtype';
import { roundNumber, roundTo } from '../../../engine/backends/rounding';
import { notImplementedFor } from '../../../engine/refusals';
import { isKnownShape, numelOf, type Shape } from '../../../engine/shape';
import { isMadeAtOnce, Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { wordsOfInteger, type TorchGenerator } from '../../random';
import type { Runtime } from '../../runtime';
import { generatorBehind } from './generator';
import { rowMajor } from '../tensor/memory-order';
import type { NativeFunction, Value } from '../../values';

/** Elements that a literal or a fill may have; what is larger stays without values, and says so. */
export const MAXIMUM_ELEMENTS = 100_000_000;

/** Fills an array that is float32 for all floating dtypes but float64. */
export interface Fill {
  (values: Float32Array | Float64Array, generator: TorchGenerator, dtype: DType, isContiguous: boolean): void;
  /**
   * How many words of 32 bits filling so many elements in order takes. With it the elements can be passed over, and
   * drawn when somebody asks; it is absent, or gives undefined, where that depends on what is or was drawn.
   */
  readonly words?: (count: number, dtype: DType) => number | undefined;
}

const isHalf = (dtype: DType): boolean => dtype === 'float16' || dtype === 'bfloat16';
const isSingle = (dtype: DType): boolean => dtype === 'float32' || isHalf(dtype);

/** One number after the other. */
export const each =
  (draw: (generator: TorchGenerator) => number): Fill =>
  (values, generator) => {
    for (let at = 0; at < values.length; at++) values[at] = draw(generator);
  };

const takingWords = (fill: Fill, words: NonNullable<Fill['words']>): Fill => Object.assign(fill, { words });

/** The words that one uniform number takes. */
export const wordsOfUniform = (dtype: DType): number => (dtype === 'float64' ? 2 : 1);

/** Below 16 elements normal numbers come in pairs, of which one may be left from before. */
export const wordsOfNormal = (count: number, dtype: DType): number | undefined =>
  count < 16 ? undefined : (count + (count % 16 === 0 ? 0 : 16)) * wordsOfUniform(dtype);

/** From `from` to just below `to`; a half that was rounded up to `to` becomes `from`. */
export const uniformFill = (from: number, to: number): Fill =>
  takingWords(
    (values, generator, dtype) => {
      const isDouble = dtype === 'float64';
      const [low, high] = [roundNumber(dtype, from), roundNumber(dtype, to)];
      const [start, range] = isDouble ? [from, to - from] : [Math.fround(from), Math.fround(to - from)];
      for (let at = 0; at < values.length; at++) {
        const drawn = (isDouble ? generator.uniformDouble() : generator.uniform()) * range + start;
        const value = roundNumber(dtype, drawn);
        values[at] = value === high ? low : value;
      }
    },
    (count, dtype) => count * wordsOfUniform(dtype),
  );

export const normalFill = (mean: number, std: number): Fill =>
  takingWords((values, generator, dtype, isContiguous) => {
    if (isContiguous) generator.fillNormal(values, mean, std, isHalf(dtype));
    else for (let at = 0; at < values.length; at++) values[at] = generator.normal() * std + mean;
  }, wordsOfNormal);

/** Integers from low to high - 1. */
export const integerFill = (low: number, high: number): Fill =>
  takingWords(
    each((generator) => generator.integer(low, high)),
    (count) => count * wordsOfInteger(low, high),
  );

export const exponentialFill = (rate: number): Fill =>
  each((generator) => (-1 / rate) * Math.log1p(-generator.uniformDouble()));

export const geometricFill = (p: number): Fill =>
  each((generator) => Math.ceil(Math.log(generator.uniformDouble()) / Math.log1p(-p)));

export const cauchyFill = (median: number, sigma: number): Fill =>
  each((generator) => median + sigma * Math.tan(Math.PI * (generator.uniformDouble() - 0.5)));

export const logNormalFill = (mean: number, std: number): Fill =>
  each((generator) => Math.exp(generator.normal() * std + mean));

export const bernoulliFill = (p: number): Fill =>
  takingWords(
    each((generator) => Number(generator.uniformDouble() < p)),
    (count) => 2 * count,
  );

/** Truths with a probability for each element, drawn in the precision of the probabilities. */
export const bernoulliEachFill =
  (probabilities: ArrayLike<number>, dtype: DType): Fill =>
  (values, generator) => {
    for (let at = 0; at < values.length; at++) {
      const p = probabilities[at]!;
      if (!(p >= 0 && p <= 1)) {
        throw new PythonError(
          'RuntimeError',
          'Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)',
        );
      }
      const drawn = isSingle(dtype) ? generator.uniform() : generator.uniformDouble();
      values[at] = Number(drawn < p);
    }
  };

/** The integers that `random_()` without bounds draws: all that a dtype holds from 0 on without gaps. */
export function unboundedFill(dtype: DType): Fill {
  switch (dtype) {
    case 'float64':
      return each((generator) => Number(generator.bits64() % (2n ** 53n + 1n)));
    case 'int64':
    case 'uint64':
      return () => {
        throw new NotKnown(`random_() fills an ${dtype} with integers beyond 2^53, which are not exact here`);
      };
    default: {
      const count: { readonly [D in Exclude<DType, 'float64' | 'int64' | 'uint64'>]: number } = {
        bool: 2,
        uint8: 2 ** 8,
        int8: 2 ** 7,
        int16: 2 ** 15,
        int32: 2 ** 31,
        float16: 2 ** 11 + 1,
        bfloat16: 2 ** 8 + 1,
        float32: 2 ** 24 + 1,
      };
      return each((generator) => generator.bits() % count[dtype]);
    }
  }
}

/**
 * A leaf of a known shape with what `fill` draws: many elements when somebody asks; what is too large has no values.
 * `order` says how it lies in memory, where its dims are not in order.
 */
export function drawnLeaf(
  shape: readonly number[],
  dtype: DType,
  generator: TorchGenerator,
  fill: Fill,
  requiresGrad = false,
  order?: readonly number[],
): Tensor {
  const smallest = Math.min(...shape);
  if (smallest < 0) {
    throw new PythonError(
      'RuntimeError',
      `Trying to create tensor with negative dimension ${smallest}: [${shape.join(', ')}]`,
    );
  }
  const count = numelOf(shape);
  if (count > MAXIMUM_ELEMENTS) {
    generator.lose();
    return Tensor.leaf({ shape, dtype, requiresGrad });
  }
  const draw = (from: TorchGenerator): Values => {
    const drawn = isSingle(dtype) ? new Float32Array(count) : new Float64Array(count);
    fill(drawn, from, dtype, order === undefined);
    const values = allocate(dtype, count);
    values.set(order ? rowMajor(drawn, shape, order) : drawn);
    roundTo(dtype, values);
    return values;
  };
  const sampled = !generator.isSeeded;
  const words = !isMadeAtOnce(count) && order === undefined ? fill.words?.(count, dtype) : undefined;
  if (words === undefined)
    return Tensor.leaf({ shape, dtype, values: draw(generator), requiresGrad, sampled });
  const begin = generator.reserve(words, 'go there');
  return Tensor.leaf({ shape, dtype, makeValues: () => draw(begin()), requiresGrad, sampled });
}

/** A leaf like a tensor, `order` as in `drawnLeaf`. Where its shape is not known, what comes after is not either. */
export function drawnLike(
  like: { readonly shape: Shape | undefined; readonly dtype: DType | undefined },
  generator: TorchGenerator,
  fill: Fill,
  requiresGrad = false,
  order?: readonly number[],
): Tensor {
  const { shape, dtype } = like;
  if (isKnownShape(shape) && dtype) return drawnLeaf(shape, dtype, generator, fill, requiresGrad, order);
  generator.lose();
  return Tensor.leaf({ shape, dtype, requiresGrad });
}

/** A parameter's values for every element of a shape; NotKnown where there are none. */
export function valuesFor(parameter: Tensor, shape: readonly number[]): ArrayLike<number> {
  if (!parameter.hasValues) throw new NotKnown('the parameter that is drawn with is not known');
  return Tensor.apply(ops.detach, [expanded(parameter, shape)], {}).values();
}

/** The generator that a call draws from: the one it is given, or PyTorch's own. */
export function generatorOf(args: Arguments, runtime: Runtime): TorchGenerator {
  const given = args.value('generator');
  if (given.kind === 'None') return runtime.random.torch;
  if (given.kind !== 'instance' && given.kind !== 'unknown')
    throw new NotKnown('what is given as generator is none');
  const generator = given.kind === 'instance' ? generatorBehind(given, runtime) : undefined;
  // Numbers of a generator that is not known are samples.
  return generator ?? runtime.random.sampler;
}

/** A function that draws. Where it cannot be followed, the numbers after it are not those of the program. */
export const drawing = (
  name: string,
  parameters: string,
  call: (args: Arguments, runtime: Runtime, generator: TorchGenerator) => Value,
): NativeFunction =>
  define(name, parameters, (args, runtime) => {
    const generator = generatorOf(args, runtime);
    try {
      return call(args, runtime, generator);
    } catch (error) {
      if (error instanceof NotKnown) generator.lose();
      throw error;
    }
  });

/** A number as C++ prints it in PyTorch's messages. */
export const plainNumber = (value: number): string => String(Number(value.toPrecision(6)));

/** Refuses a dtype for which PyTorch has no such kernel. */
export function wantFloating(dtype: DType | undefined, kernel: string): void {
  if (dtype === undefined || dtype === 'float64' || isSingle(dtype)) return;
  throw notImplementedFor(kernel, dtype);
}
