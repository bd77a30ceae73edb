/** Pools: means, largest elements and power means of windows. */
import { times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import type { MaxPool } from '../../../engine/ops/max_pool';
import { Tensor } from '../../../engine/tensor';
import type { Windows } from '../../../engine/windows/counts';
import { allocate, isFloating } from '../../../engine/dtype';
import { isKnownShape } from '../../../engine/shape';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import type { Runtime } from '../../runtime';
import { uniformFill } from '../random/drawing';
import { at } from './rows';
import { orRoleOnly, perDim } from './spatial';

const values = { kind: 'values' } as const;
const dims = [1, 2, 3] as const;
const words = ['one int', 'two ints', 'three ints'];

/** The windows that kernel_size, stride, padding, dilation and ceil_mode describe; the stride is the kernel's size by default. */
function slidingWindows(args: Arguments, name: string, spatial: number): Windows {
  const perWindow = (argument: string): readonly number[] => {
    const numbers = perDim(args, argument, spatial);
    if (numbers.length === spatial) return numbers;
    const alone = argument === 'stride' ? 'be omitted, ' : '';
    throw new PythonError(
      'RuntimeError',
      `${name}: ${argument} must either ${alone}be a single int, or a tuple of ${words[spatial - 1]!}`,
    );
  };
  const has = (argument: string): boolean =>
    args.signature.parameters.some(({ name: parameter }) => parameter === argument);
  const kernel_size = perWindow('kernel_size');
  const isDefault = args.isNone('stride') || perDim(args, 'stride', spatial).length === 0;
  return {
    kind: 'sliding',
    kernel_size,
    stride: isDefault ? kernel_size : perWindow('stride'),
    padding: has('padding') ? perWindow('padding') : kernel_size.map(() => 0),
    dilation: has('dilation') ? perWindow('dilation') : kernel_size.map(() => 1),
    ceil_mode: args.bool('ceil_mode'),
  };
}

/** One size for each dim; None leaves a dim as it is. */
function adaptiveWindows(args: Arguments, name: string, spatial: number): Windows {
  const given = args.value('output_size');
  const items: readonly Value[] =
    given.kind === 'list' || given.kind === 'tuple' || given.kind === 'size'
      ? given.items
      : Array.from({ length: spatial }, () => given);
  if (items.length !== spatial) {
    throw new PythonError(
      'RuntimeError',
      name.includes('max')
        ? `${name}(): internal error: output_size.size() must be ${spatial}`
        : `${name}: output_size must be ${spatial}`,
    );
  }
  const output_size = items.map((item) => {
    if (item.kind === 'None') return undefined;
    if (item.kind === 'int') return item.value;
    if (item.kind === 'unknown') throw new NotKnown(item.reason);
    throw new NotKnown(`the output size of ${name} is not known`);
  });
  return { kind: 'adaptive', output_size };
}

/** The largest elements; with `return_indices`, together with where they lay. */
function largest(inputs: readonly Tensor[], windows: MaxPool['windows'], return_indices: boolean): Value {
  const result = tensorValue(Tensor.apply(ops.max_pool, inputs, { windows }));
  if (!return_indices) return result;
  return tuple([result, tensorValue(Tensor.apply(ops.max_pool_indices, inputs, { windows }))]);
}

const MAX = '(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False';

const maxPools = dims.flatMap((spatial) => {
  const name = `max_pool${spatial}d`;
  const pool =
    (returnsIndices: (args: Arguments) => boolean) =>
    (args: Arguments): Value => {
      const input = args.tensor('input');
      const indices = returnsIndices(args);
      const body = (): Value => largest([input], slidingWindows(args, name, spatial), indices);
      return indices ? body() : orRoleOnly(values, input, body);
    };
  return [
    ...at(
      'F',
      name,
      `${MAX}, return_indices=False)`,
      pool((args) => args.bool('return_indices')),
    ),
    ...at(
      't',
      name,
      `${MAX})`,
      pool(() => false),
    ),
    ...at(
      'F',
      `${name}_with_indices`,
      `${MAX}, return_indices=False)`,
      pool(() => true),
    ),
    ...(spatial === 1
      ? at(
          't',
          `${name}_with_indices`,
          `${MAX})`,
          pool(() => true),
        )
      : []),
  ];
});

const averagePools = dims.flatMap((spatial) => {
  const name = `avg_pool${spatial}d`;
  const divisor = spatial === 1 ? '' : ', divisor_override=None';
  return at(
    spatial === 1 ? 'tF' : 'F',
    name,
    `(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True${divisor})`,
    (args) =>
      orRoleOnly(values, args.tensor('input'), () =>
        tensorValue(
          Tensor.apply(ops.avg_pool, [args.tensor('input')], {
            windows: slidingWindows(args, name, spatial),
            count_include_pad: args.bool('count_include_pad'),
            divisor_override: spatial === 1 ? undefined : args.optionalInt('divisor_override'),
          }),
        ),
      ),
  );
});

const adaptivePools = dims.flatMap((spatial) => {
  const where = spatial === 1 ? 'tF' : 'F';
  const [average, most] = [`adaptive_avg_pool${spatial}d`, `adaptive_max_pool${spatial}d`];
  return [
    ...at(where, average, '(input, output_size)', (args) =>
      orRoleOnly(values, args.tensor('input'), () =>
        tensorValue(
          Tensor.apply(ops.avg_pool, [args.tensor('input')], {
            windows: adaptiveWindows(args, average, spatial),
          }),
        ),
      ),
    ),
    ...at('F', most, '(input, output_size, return_indices=False)', (args) => {
      const input = args.tensor('input');
      const indices = args.bool('return_indices');
      const body = (): Value => largest([input], adaptiveWindows(args, most, spatial), indices);
      return indices ? body() : orRoleOnly(values, input, body);
    }),
    ...at('F', `${most}_with_indices`, '(input, output_size, return_indices=False)', (args) =>
      largest([args.tensor('input')], adaptiveWindows(args, most, spatial), true),
    ),
    ...(spatial === 1
      ? at('t', most, '(input, output_size)', (args) =>
          largest([args.tensor('input')], adaptiveWindows(args, most, spatial), true),
        )
      : []),
  ];
});

/** (Σ x^p over each window)^(1/p), as torch/nn/functional.py makes it of a mean. */
const powerPools = dims.flatMap((spatial) => {
  const name = `lp_pool${spatial}d`;
  return at('F', name, '(input, norm_type, kernel_size, stride=None, ceil_mode=False)', (args) =>
    orRoleOnly(values, args.tensor('input'), () => {
      const p = args.number('norm_type');
      const windows = slidingWindows(args, `avg_pool${spatial}d`, spatial);
      const raised = Tensor.apply(ops.pow, [args.tensor('input'), numberTensor(p, 'float')], {});
      const mean = Tensor.apply(ops.avg_pool, [raised], { windows, count_include_pad: true });
      const positive = times(
        Tensor.apply(ops.sign, [mean], {}),
        Tensor.apply(ops.relu, [Tensor.apply(ops.abs, [mean], {})], {}),
      );
      const count = perDim(args, 'kernel_size', spatial).reduce((product, size) => product * size, 1);
      return tensorValue(Tensor.apply(ops.pow, [times(positive, count), numberTensor(1 / p, 'float')], {}));
    }),
  );
});

/** The random numbers that place fractional windows, drawn as PyTorch draws them. */
function drawnSamples(input: Tensor, spatial: number, runtime: Runtime): Tensor {
  const { shape, dtype } = input;
  if (!isKnownShape(shape) || !dtype || !isFloating(dtype)) {
    throw new NotKnown('the random numbers that place the windows are not known');
  }
  const batch = shape.length === spatial + 2 ? shape[0]! : 1;
  const sizes = [batch, shape[shape.length - spatial - 1]!, spatial];
  const { torch } = runtime.random;
  const drawn = allocate(dtype, sizes[0]! * sizes[1]! * spatial) as Float32Array | Float64Array;
  uniformFill(0, 1)(drawn, torch, dtype, true);
  return Tensor.leaf({ shape: sizes, dtype, values: drawn, sampled: !torch.isSeeded });
}

const fractionalPools = ([2, 3] as const).flatMap((spatial) => {
  const name = `fractional_max_pool${spatial}d`;
  const parameters =
    '(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None)';
  const pool =
    (alwaysIndices: boolean) =>
    (args: Arguments, runtime: Runtime): Value => {
      const input = args.tensor('input');
      if (args.isNone('output_size') && args.isNone('output_ratio')) {
        throw new PythonError(
          'ValueError',
          `${name} requires specifying either an output_size or an output_ratio`,
        );
      }
      const samples = args.optionalTensor('_random_samples') ?? drawnSamples(input, spatial, runtime);
      const windows = {
        kind: 'fractional',
        kernel_size: perDim(args, 'kernel_size', spatial),
        output_size: args.isNone('output_size')
          ? ratioSizes(args, input, spatial)
          : perDim(args, 'output_size', spatial),
        precision: samples.dtype ?? 'float32',
      } as const;
      return largest([input, samples], windows, alwaysIndices || args.bool('return_indices'));
    };
  return [
    ...at('F', name, parameters, pool(false)),
    ...at('F', `${name}_with_indices`, parameters, pool(true)),
  ];
});

/** The sizes that `output_ratio` makes of the image's. */
function ratioSizes(args: Arguments, input: Tensor, spatial: number): readonly number[] {
  const given = args.value('output_ratio');
  const items = given.kind === 'tuple' || given.kind === 'list' ? given.items : undefined;
  const sizes = input.shape?.slice(-spatial);
  return Array.from({ length: spatial }, (_, dim) => {
    const ratio = items ? items[dim] : given;
    const size = sizes?.[dim];
    if ((ratio?.kind !== 'float' && ratio?.kind !== 'int') || typeof size !== 'number') {
      throw new NotKnown('the output size is not known');
    }
    return Math.trunc(size * ratio.value);
  });
}

export const pools: readonly NativeFunction[] = [
  ...maxPools,
  ...averagePools,
  ...adaptivePools,
  ...powerPools,
  ...fractionalPools,
];
