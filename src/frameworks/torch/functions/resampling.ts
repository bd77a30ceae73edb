/** Images of other sizes, and images that are looked at through a grid of places. */
import { isFloating } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { isKnownShape, SymbolicDim, type Dim, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { at } from './rows';

const modes = {
  nearest: { mode: 'nearest', ranks: [3, 4, 5] },
  'nearest-exact': { mode: 'nearest-exact', ranks: [3, 4, 5] },
  linear: { mode: 'linear', ranks: [3] },
  bilinear: { mode: 'linear', ranks: [4] },
  bicubic: { mode: 'cubic', ranks: [4] },
  trilinear: { mode: 'linear', ranks: [5] },
} as const;

const isMode = (mode: string): mode is keyof typeof modes => mode in modes;
const takesCorners = (mode: string): boolean =>
  mode === 'linear' || mode === 'bilinear' || mode === 'bicubic' || mode === 'trilinear';

/** One number, or one for each spatial dim. Numbers that are not known are refused. */
function numbers(value: Value): number | readonly number[] | undefined {
  if (value.kind === 'None') return undefined;
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'size') {
    return value.items.map((item) => {
      if (item.kind === 'int' || item.kind === 'float') return item.value;
      throw new NotKnown('the size to interpolate to is not known');
    });
  }
  throw new NotKnown('the size to interpolate to is not known');
}

/** Whether a size, or one of several, is not known. */
const isUnread = (value: Value): boolean =>
  value.kind === 'unknown' ||
  ('items' in value && Array.isArray(value.items) && (value.items as Value[]).some(isUnread));

const sizeText = (sizes: readonly number[]): string =>
  `(${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`;

/** One of `given` for each of the spatial dims of `shape`. */
function perSpatialDim(given: number | readonly number[], shape: Shape, isSize: boolean): readonly number[] {
  const spatial = shape.length - 2;
  if (typeof given === 'number') return Array.from({ length: spatial }, () => given);
  if (given.length === spatial) return given;
  const sizes = shape.slice(2).map(String).join(', ');
  throw new PythonError(
    'ValueError',
    isSize
      ? `Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of [${sizes}] and output size of ${sizeText(given)}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format.`
      : `Input and scale_factor must have the same number of spatial dimensions, but got input with spatial dimensions of [${sizes}] and scale_factor of shape ${sizeText(given)}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2, ...,sK) format.`,
  );
}

type Wish = {
  readonly mode: string;
  readonly align_corners: boolean | undefined;
  readonly recompute: boolean;
  readonly antialias: boolean;
};

function checkWish({ mode, align_corners, antialias }: Wish, rank: number): void {
  if (!takesCorners(mode) && align_corners !== undefined) {
    throw new PythonError(
      'ValueError',
      'align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear',
    );
  }
  if (antialias && (!['bilinear', 'bicubic', 'lanczos'].includes(mode) || rank !== 4)) {
    throw new PythonError(
      'ValueError',
      'Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input',
    );
  }
}

/** Throws PyTorch's message where a mode does not fit the rank. */
function checkMode(mode: string, rank: number): void {
  if (mode === 'lanczos') throw new NotKnown("interpolation with mode 'lanczos' is not computed");
  const isArea = mode === 'area' && rank >= 3 && rank <= 5;
  if (isArea || (isMode(mode) && (modes[mode].ranks as readonly number[]).includes(rank))) return;
  const [needed] = isMode(mode) ? modes[mode].ranks : [];
  if (needed !== undefined && takesCorners(mode) && rank >= 3 && rank <= 5) {
    throw new PythonError(
      'NotImplementedError',
      `Got ${rank}D input, but ${mode} mode needs ${needed}D input`,
    );
  }
  throw new PythonError(
    'NotImplementedError',
    `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${rank}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got ${mode})`,
  );
}

/** `F.interpolate`, step by step as in torch/nn/functional.py. */
function interpolate(input: Tensor, size: Value, scale_factor: Value, wish: Wish): Value {
  const { shape } = input;
  const { mode } = wish;
  const resized = (output_size: readonly Dim[] | undefined): Value =>
    tensorValue(Tensor.apply(ops.resized, [input], { output_size, mode }));
  if (!shape) return resized(undefined);
  checkWish(wish, shape.length);
  if (isUnread(size) || isUnread(scale_factor))
    return resized(shape.slice(2).map((_, dim) => new SymbolicDim(`size ${dim}`)));
  const [givenSize, givenFactor] = [numbers(size), numbers(scale_factor)];
  if (givenSize !== undefined && givenFactor !== undefined) {
    throw new PythonError('ValueError', 'only one of size or scale_factor should be defined');
  }
  if (givenSize === undefined && givenFactor === undefined) {
    throw new PythonError('ValueError', 'either size or scale_factor should be defined');
  }
  const factors = givenFactor === undefined ? undefined : perSpatialDim(givenFactor, shape, false);
  const output: readonly Dim[] = factors
    ? factors.map((factor, dim) => {
        const own = shape[2 + dim]!;
        return typeof own === 'number' ? Math.floor(own * factor) : new SymbolicDim(`${own}*${factor}`);
      })
    : perSpatialDim(givenSize!, shape, true);
  checkMode(mode, shape.length);
  if (!isKnownShape(shape.slice(2)) || !isKnownShape(output)) return resized(output);
  if (mode === 'area') {
    const windows = { kind: 'adaptive', output_size: output } as const;
    return tensorValue(Tensor.apply(ops.avg_pool, [input], { windows }));
  }
  const { mode: kernel } = modes[mode as keyof typeof modes];
  if (input.dtype && !isFloating(input.dtype) && (input.dtype !== 'uint8' || !kernel.startsWith('nearest'))) {
    throw new NotKnown(`interpolation of ${input.dtype} is not computed`);
  }
  return tensorValue(
    Tensor.apply(ops.interpolate, [input], {
      mode: kernel,
      align_corners: wish.align_corners ?? false,
      antialias: wish.antialias,
      precision: input.dtype ?? 'float32',
      output_size: output,
      factors: wish.recompute ? undefined : factors,
    }),
  );
}

const fixed = (mode: string, align_corners?: boolean) => (args: Arguments) =>
  interpolate(args.tensor('input'), args.value('size'), args.value('scale_factor'), {
    mode,
    align_corners,
    recompute: false,
    antialias: false,
  });

/** The grid of places that an affine map of the square −1 … 1 gives (Jaderberg et al. 2015). */
function affineGrid(args: Arguments): Value {
  const theta = args.tensor('theta');
  const size = args.ints('size');
  const align = args.optionalBool('align_corners') ?? false;
  const spatial = size.length - 2;
  if (theta.dtype && !isFloating(theta.dtype)) {
    throw new PythonError(
      'ValueError',
      `Expected theta to have floating point type, but got torch.${theta.dtype}`,
    );
  }
  if (spatial !== 2 && spatial !== 3) {
    throw new PythonError(
      'NotImplementedError',
      'affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size ' +
        `${sizeText(size)}.`,
    );
  }
  const [batch, , ...sizes] = size;
  const shape = theta.shape;
  const fits =
    !shape ||
    (shape.length === 3 &&
      (typeof shape[1] !== 'number' || shape[1] === spatial) &&
      (typeof shape[2] !== 'number' || shape[2] === spatial + 1));
  if (!fits) {
    throw new PythonError(
      'ValueError',
      `Expected a batch of ${spatial}D affine matrices of shape Nx${spatial}x${spatial + 1} for size ${sizeText(size)}. Got torch.Size([${shape.map(String).join(', ')}]).`,
    );
  }
  const own = shape?.[0];
  const dims = `${batch!}, ${spatial + 1}`;
  if (typeof own === 'number' && own !== batch) {
    throw new PythonError(
      'RuntimeError',
      `Expected size for first two dimensions of batch2 tensor to be: [${dims}] but got: [${own}, ${spatial + 1}].`,
    );
  }
  const points = basePoints(sizes, align);
  const dtype = theta.dtype ?? 'float32';
  const base = Tensor.leaf({
    shape: [points.length, spatial + 1],
    dtype: 'float64',
    values: Float64Array.from(points.flat()),
  });
  const places = Tensor.apply(
    ops.matmul,
    [Tensor.apply(ops.cast, [base], { dtype }), Tensor.apply(ops.transpose, [theta], { dim0: -1, dim1: -2 })],
    {},
  );
  const grid = Tensor.apply(ops.reshape, [places], { shape: [batch!, ...sizes, spatial] });
  return { ...tensorValue(grid), gradFn: 'AffineGridGeneratorBackward0' };
}

/** The places of an image's elements as [x, y, (z,) 1]: −1 and 1 are the centers of the outer ones, or their edges. */
function basePoints(sizes: readonly number[], align: boolean): readonly (readonly number[])[] {
  const along = sizes.map((size) =>
    Array.from({ length: size }, (_, index) => {
      if (align) return size > 1 ? -1 + (2 * index) / (size - 1) : 0;
      return (2 * index + 1) / size - 1;
    }),
  );
  const places = along.reduce<readonly (readonly number[])[]>(
    (before, line) => before.flatMap((place) => line.map((coordinate) => [coordinate, ...place])),
    [[]],
  );
  return places.map((place) => [...place, 1]);
}

const gridModes = ['bilinear', 'nearest', 'bicubic'] as const;
const paddingModes = ['zeros', 'border', 'reflection'] as const;

function gridSample(args: Arguments): Value {
  const [mode, padding] = [args.string('mode'), args.string('padding_mode')];
  const known = gridModes.find((name) => name === mode);
  const padding_mode = paddingModes.find((name) => name === padding);
  if (!known) {
    throw new PythonError(
      'ValueError',
      `nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '${mode}'`,
    );
  }
  if (!padding_mode) {
    throw new PythonError(
      'ValueError',
      `nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '${padding}'`,
    );
  }
  return tensorValue(
    Tensor.apply(ops.grid_sample, [args.tensor('input'), args.tensor('grid')], {
      mode: known,
      padding_mode,
      align_corners: args.optionalBool('align_corners') ?? false,
    }),
  );
}

/** The functions of torch itself name modes by numbers. */
const gridSampler = (args: Arguments): Value => {
  const [mode, padding_mode] = [
    gridModes[args.int('interpolation_mode')],
    paddingModes[args.int('padding_mode')],
  ];
  if (!mode || !padding_mode) throw new NotKnown('the mode of the grid sampler is not known');
  return tensorValue(
    Tensor.apply(ops.grid_sample, [args.tensor('input'), args.tensor('grid')], {
      mode,
      padding_mode,
      align_corners: args.bool('align_corners'),
    }),
  );
};

export const resamplings: readonly NativeFunction[] = [
  ...at(
    'F',
    'interpolate',
    "(input, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None, antialias=False)",
    (args) =>
      interpolate(args.tensor('input'), args.value('size'), args.value('scale_factor'), {
        mode: args.string('mode'),
        align_corners: args.optionalBool('align_corners'),
        recompute: args.optionalBool('recompute_scale_factor') ?? false,
        antialias: args.bool('antialias'),
      }),
  ),
  ...at(
    'F',
    'upsample',
    "(input, size=None, scale_factor=None, mode='nearest', align_corners=None)",
    (args) => fixed(args.string('mode'), args.optionalBool('align_corners'))(args),
  ),
  ...at('F', 'upsample_nearest', '(input, size=None, scale_factor=None)', fixed('nearest')),
  ...at('F', 'upsample_bilinear', '(input, size=None, scale_factor=None)', fixed('bilinear', true)),
  ...at('F', 'affine_grid', '(theta, size, align_corners=None)', affineGrid),
  ...at('t', 'affine_grid_generator', '(theta, size, align_corners)', affineGrid),
  ...at(
    'F',
    'grid_sample',
    "(input, grid, mode='bilinear', padding_mode='zeros', align_corners=None)",
    gridSample,
  ),
  ...['grid_sampler', 'grid_sampler_2d', 'grid_sampler_3d'].flatMap((name) =>
    at('t', name, '(input, grid, interpolation_mode, padding_mode, align_corners)', gridSampler),
  ),
];
