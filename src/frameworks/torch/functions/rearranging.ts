/** The same elements in other places: channels that become pixels and back, windows as columns and back. */
import { reshaped } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { formatShape, isKnownShape, SymbolicDim, type Shape } from '../../../engine/shape';
import { windowCounts, type Window } from '../../../engine/windows/patches';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { tensorValue, type NativeFunction, type TensorValue } from '../../values';
import { at } from './rows';
import { orRoleOnly, perDim } from './spatial';

const values = { kind: 'values' } as const;

const refuse = (message: string): never => {
  throw new PythonError('RuntimeError', message);
};

const permuted = (x: Tensor, dims: readonly number[]): Tensor => Tensor.apply(ops.permute, [x], { dims });

/** Reshapes, permutes and reshapes; the first dims of which there may be any number stay as they are. */
function rearranged(
  x: Tensor,
  apart: Shape,
  order: readonly number[],
  together: Shape,
  gradFn: string,
): TensorValue {
  const lead = x.shape!.slice(0, -3);
  const kept = lead.map((_, dim) => dim);
  const split = reshaped(x, [...lead, ...apart]);
  const moved = permuted(split, [...kept, ...order.map((dim) => dim + lead.length)]);
  return { ...tensorValue(reshaped(moved, [...lead, ...together])), gradFn };
}

/** A result of which only the rank is known. */
const ofRank = (x: Tensor): TensorValue => {
  const shape = x.shape?.map((size, dim) =>
    dim < x.shape!.length - 3 ? size : new SymbolicDim(`size ${dim}`),
  );
  return tensorValue(Tensor.leaf({ shape, dtype: x.dtype, role: values }));
};

function checkImage(name: string, x: Tensor): void {
  if (x.rank !== undefined && x.rank < 3) {
    refuse(`${name} expects input to have at least 3 dimensions, but got input with ${x.rank} dimension(s)`);
  }
}

/** [*, C · r², H, W] to [*, C, H · r, W · r] (Shi et al. 2016). */
function pixelShuffle(x: Tensor, r: number): TensorValue {
  checkImage('pixel_shuffle', x);
  if (r <= 0) refuse(`pixel_shuffle expects a positive upscale_factor, but got ${r}`);
  const [channels, height, width] = x.shape?.slice(-3) ?? [];
  if (typeof channels === 'number' && channels % (r * r) !== 0) {
    refuse(
      `pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=${channels} is not divisible by ${r * r}`,
    );
  }
  if (typeof channels !== 'number' || typeof height !== 'number' || typeof width !== 'number')
    return ofRank(x);
  const out = channels / (r * r);
  return rearranged(
    x,
    [out, r, r, height, width],
    [0, 3, 1, 4, 2],
    [out, height * r, width * r],
    'PixelShuffleBackward0',
  );
}

/** [*, C, H · r, W · r] to [*, C · r², H, W]. */
function pixelUnshuffle(x: Tensor, r: number): TensorValue {
  checkImage('pixel_unshuffle', x);
  if (r <= 0) refuse(`pixel_unshuffle expects a positive downscale_factor, but got ${r}`);
  const [channels, height, width] = x.shape?.slice(-3) ?? [];
  for (const [name, dim, size] of [
    ['height', -2, height],
    ['width', -1, width],
  ] as const) {
    if (typeof size === 'number' && size % r !== 0) {
      refuse(
        `pixel_unshuffle expects ${name} to be divisible by downscale_factor, but input.size(${dim})=${size} is not divisible by ${r}`,
      );
    }
  }
  if (typeof channels !== 'number' || typeof height !== 'number' || typeof width !== 'number')
    return ofRank(x);
  return rearranged(
    x,
    [channels, height / r, r, width / r, r],
    [0, 2, 4, 1, 3],
    [channels * r * r, height / r, width / r],
    'PixelUnshuffleBackward0',
  );
}

/** Channels dealt out to groups and taken back one from each (Zhang et al. 2018, "ShuffleNet"). */
function channelShuffle(x: Tensor, groups: number): TensorValue {
  const { shape } = x;
  if (!shape) return tensorValue(Tensor.leaf({ dtype: x.dtype, role: values }));
  if (shape.length < 3) {
    refuse(`channel_shuffle expects input with > 2 dims, but got input with sizes ${formatShape(shape)}`);
  }
  const [batch, channels, ...rest] = shape;
  if (groups <= 0) {
    refuse(`Number of groups to divide channels in must be positive. Value of groups:${groups}`);
  }
  if (typeof channels !== 'number') return tensorValue(Tensor.leaf({ shape, dtype: x.dtype, role: values }));
  if (channels % groups !== 0) {
    refuse(`Number of channels must be divisible by groups. Got ${channels} channels and ${groups} groups.`);
  }
  const split = reshaped(x, [batch!, groups, channels / groups, ...rest]);
  const moved = Tensor.apply(ops.transpose, [split], { dim0: 1, dim1: 2 });
  return { ...tensorValue(reshaped(moved, shape)), gradFn: 'ChannelShuffleBackward0' };
}

const windowOf = (args: Arguments): Window => ({
  kernel_size: perDim(args, 'kernel_size', 2),
  dilation: perDim(args, 'dilation', 2),
  padding: perDim(args, 'padding', 2),
  stride: perDim(args, 'stride', 2),
});

const pairText = (numbers: readonly unknown[]): string => `(${numbers.map(String).join(', ')})`;

/** The windows of an image [N, C, H, W] or [C, H, W] as columns. */
function unfold(args: Arguments): TensorValue {
  const x = args.tensor('input');
  const window = windowOf(args);
  const { shape } = x;
  if (!shape) return tensorValue(Tensor.leaf({ dtype: x.dtype, role: values }));
  if (shape.length < 3) {
    const bound = Math.max(shape.length, 1);
    throw new PythonError(
      'IndexError',
      `Dimension out of range (expected to be in range of [${-bound}, ${bound - 1}], but got 2)`,
    );
  }
  if (shape.length > 4) {
    refuse(
      `Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${formatShape(shape)}`,
    );
  }
  const sizes = shape.slice(-2);
  const counts = windowCounts(sizes, window);
  if (counts.some((count) => typeof count === 'number' && count < 1)) {
    refuse(
      `Given input with spatial size ${pairText(sizes)}, kernel_size=${pairText(window.kernel_size)}, dilation=${pairText(window.dilation)}, padding=${pairText(window.padding)}, calculated shape of the array of sliding blocks as ${pairText(counts)}, but its components must be at least one.`,
    );
  }
  if (shape.length === 4) return tensorValue(Tensor.apply(ops.unfold, [x], window));
  const columns = Tensor.apply(ops.unfold, [reshaped(x, [1, ...shape])], window);
  return { ...tensorValue(reshaped(columns, columns.shape!.slice(1))), gradFn: 'Im2ColBackward0' };
}

/** Columns [N, C · kernel, L] or [C · kernel, L] added up where they lie in an image. */
function fold(args: Arguments): TensorValue {
  const x = args.tensor('input');
  const window = windowOf(args);
  const output_size = perDim(args, 'output_size', 2);
  const { shape } = x;
  if (!isKnownShape(shape?.slice(-2))) throw new NotKnown('the shape of what is folded is not known');
  if (shape!.length !== 2 && shape!.length !== 3) {
    refuse(
      `Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: ${formatShape(shape)}`,
    );
  }
  const [rows, columns] = shape!.slice(-2) as readonly number[];
  const taps = window.kernel_size.reduce((product, size) => product * size, 1);
  const first = shape!.length - 2;
  if (rows! % taps !== 0) {
    refuse(
      `Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=${rows!} and kernel_size=${pairText(window.kernel_size)}.`,
    );
  }
  const counts = windowCounts(output_size, window) as readonly number[];
  const expected = counts.reduce((product, count) => product * count, 1);
  if (columns !== expected) {
    refuse(
      `Given output_size=${pairText(output_size)}, kernel_size=${pairText(window.kernel_size)}, dilation=${pairText(window.dilation)}, padding=${pairText(window.padding)}, stride=${pairText(window.stride)}, expected size of input's dimension 2 to match the calculated number of sliding blocks ${counts.join(' * ')} = ${expected}, but got input.size(2)=${columns!}.`,
    );
  }
  const given = first === 0 ? reshaped(x, [1, ...shape!]) : x;
  const image = Tensor.apply(ops.fold, [given], { ...window, channels: rows! / taps, output_size });
  const result = first === 0 ? reshaped(image, image.shape!.slice(1)) : image;
  return { ...tensorValue(result), gradFn: 'Col2ImBackward0' };
}

export const rearrangements: readonly NativeFunction[] = [
  ...at('tF', 'pixel_shuffle', '(input, upscale_factor)', (args) =>
    orRoleOnly(values, args.tensor('input'), () =>
      pixelShuffle(args.tensor('input'), args.int('upscale_factor')),
    ),
  ),
  ...at('tF', 'pixel_unshuffle', '(input, downscale_factor)', (args) =>
    orRoleOnly(values, args.tensor('input'), () =>
      pixelUnshuffle(args.tensor('input'), args.int('downscale_factor')),
    ),
  ),
  ...['channel_shuffle', 'native_channel_shuffle'].flatMap((name) =>
    at('tF', name, '(input, groups)', (args) => channelShuffle(args.tensor('input'), args.int('groups'))),
  ),
  ...at('F', 'unfold', '(input, kernel_size, dilation=1, padding=0, stride=1)', (args) =>
    orRoleOnly(values, args.tensor('input'), () => unfold(args)),
  ),
  ...at('F', 'fold', '(input, output_size, kernel_size, dilation=1, padding=0, stride=1)', (args) =>
    orRoleOnly(values, args.tensor('input'), () => fold(args)),
  ),
];
