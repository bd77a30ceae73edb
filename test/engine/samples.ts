/** Samples of the registries as tensors, and their golden numbers. */
import { readdirSync, readFileSync } from 'node:fs';
import { roundTo } from '../../src/engine/backends/rounding';
import type { DType } from '../../src/engine/dtype';
import { allocate, isFloating } from '../../src/engine/dtype';
import type { SampleTensor } from '../../src/engine/op';
import { Tensor } from '../../src/engine/tensor';

export type PlainNumber = number | boolean | 'nan' | 'inf' | '-inf';

/** One row of test/golden/ops/ or losses/, as scripts/goldens/engine.py writes it. */
export interface Golden {
  readonly torch: string;
  /** Other spellings to which PyTorch gives the same result: the class of a loss. */
  readonly also?: readonly string[];
  readonly inputs: Readonly<
    Record<string, Omit<SampleTensor, 'values'> & { readonly values: readonly PlainNumber[] }>
  >;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly values: readonly PlainNumber[];
  readonly gradFn?: string;
  readonly gradients?: Readonly<Record<string, readonly PlainNumber[] | null>>;
  readonly error?: { readonly type: string; readonly message: string };
  readonly warnings?: readonly string[];
  /** Why PyTorch could not go backward. */
  readonly backwardError?: string;
}

/** The golden rows of a registry, by the name of the entry: a file each. */
export function readGoldens(registry: 'ops' | 'losses'): Readonly<Record<string, readonly Golden[]>> {
  const folder = `test/golden/${registry}`;
  return Object.fromEntries(
    readdirSync(folder).map((file) => {
      const { samples } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as {
        readonly samples: readonly Golden[];
      };
      return [file.slice(0, -'.json'.length), samples];
    }),
  );
}

export function numberOf(plain: PlainNumber): number {
  if (plain === 'nan') return NaN;
  if (plain === 'inf') return Infinity;
  return plain === '-inf' ? -Infinity : Number(plain);
}

/** A sample's input as a leaf that requires grad where it is floating; `dtype` replaces a floating dtype. */
export function leafOf(sample: SampleTensor, dtype?: DType): Tensor {
  const own = dtype && isFloating(sample.dtype) && !sample.wrapped ? dtype : sample.dtype;
  const values = allocate(own, sample.values.length);
  values.set(sample.values);
  roundTo(own, values);
  return Tensor.leaf({
    shape: sample.shape,
    dtype: own,
    values,
    wrapped: sample.wrapped,
    requiresGrad: isFloating(own) && !sample.wrapped && !sample.constant,
  });
}

/** The gradient that the goldens send back: scripts/goldens/engine.py has the same. */
export function seedOf(result: Tensor): Tensor {
  const values = allocate(result.dtype!, result.numel);
  values.forEach((_, at) => {
    values[at] = (((at * 7 + 3) % 11) - 5) / 4;
  });
  return Tensor.leaf({ shape: result.shape, dtype: result.dtype, values });
}

/** The relative error that a dtype's arithmetic allows beside PyTorch's. */
const tolerances: Partial<Record<DType, number>> = {
  float16: 2e-3,
  bfloat16: 1.6e-2,
  float32: 1e-5,
  float64: 1e-7,
};

/** Where two lists of numbers differ by more than the dtype allows, in words; undefined where they agree. */
export function difference(
  actual: ArrayLike<number>,
  expected: readonly PlainNumber[],
  dtype: DType,
): string | undefined {
  if (actual.length !== expected.length) return `${actual.length} numbers, not ${expected.length}`;
  const tolerance = tolerances[dtype] ?? 0;
  // Where large numbers cancel, what is left of their rounding does not shrink with the result.
  const largest = expected
    .map((plain) => Math.abs(numberOf(plain)))
    .reduce((max, size) => (Number.isFinite(size) && size > max ? size : max), 1);
  for (let at = 0; at < expected.length; at++) {
    const want = numberOf(expected[at]!);
    const have = actual[at]!;
    const agree =
      Object.is(want, have) ||
      want === have ||
      Math.abs(want - have) <= tolerance * Math.abs(want) + tolerance * 1e-2 * largest;
    if (!agree) return `element ${at} is ${have}, PyTorch's is ${want} (${Array.from(actual).join(', ')})`;
  }
  return undefined;
}
