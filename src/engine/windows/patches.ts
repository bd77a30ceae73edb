/** The windows that convolutions and pools slide over an image of any number of dims. */
import { TensorError } from '../error';
import { stridesOf, type Dim, SymbolicDim } from '../shape';

/** One number for each spatial dim, as PyTorch's conv and pool arguments. */
export type Window = {
  readonly kernel_size: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly number[];
  readonly stride: readonly number[];
  /** Whether a last window may reach over the end. */
  readonly ceil_mode?: boolean | undefined;
};

/**
 * How many windows fit along each dim: ⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1
 * (PyTorch documentation, Conv2d and MaxPool2d).
 */
export function windowCounts(sizes: readonly Dim[], window: Window): readonly Dim[] {
  return sizes.map((size, dim): Dim => {
    if (typeof size !== 'number') return new SymbolicDim(`windows of ${size}`);
    const [kernel, dilation, padding, stride] = [
      window.kernel_size[dim]!,
      window.dilation[dim]!,
      window.padding[dim]!,
      window.stride[dim]!,
    ];
    const steps = (size + 2 * padding - dilation * (kernel - 1) - 1) / stride;
    if (!window.ceil_mode) return Math.floor(steps) + 1;
    const count = Math.ceil(steps) + 1;
    // A window that starts behind the image and its left padding is left out.
    return (count - 1) * stride >= size + padding ? count - 1 : count;
  });
}

/** Throws PyTorch's error where a kernel is larger than the padded image. */
export function checkKernelFits(sizes: readonly Dim[], window: Window): void {
  const padded = sizes.map((size, dim) =>
    typeof size === 'number' ? size + 2 * window.padding[dim]! : size,
  );
  const reach = window.kernel_size.map((kernel, dim) => window.dilation[dim]! * (kernel - 1) + 1);
  if (padded.some((size, dim) => typeof size === 'number' && size < reach[dim]!)) {
    throw new TensorError(
      'RuntimeError',
      `Calculated padded input size per channel: (${padded.map(String).join(' x ')}). Kernel size: (${reach.join(' x ')}). Kernel size can't be greater than actual input size`,
    );
  }
}

/**
 * Visits every element of every window of one channel: its place in the matrix of
 * kernel positions × windows, and its place in the image, −1 in the padding.
 */
export function walkPatches(
  sizes: readonly number[],
  window: Window,
  visit: (inPatches: number, inImage: number) => void,
): void {
  const counts = windowCounts(sizes, window) as readonly number[];
  const strides = stridesOf(sizes);
  const countStrides = stridesOf(counts);
  const kernelStrides = stridesOf(window.kernel_size);
  const windows = counts.reduce((product, count) => product * count, 1);
  const kernel = window.kernel_size.reduce((product, size) => product * size, 1);
  for (let k = 0; k < kernel; k++) {
    for (let at = 0; at < windows; at++) {
      let position = 0;
      for (let dim = 0; dim < sizes.length; dim++) {
        const inKernel = Math.floor(k / kernelStrides[dim]!) % window.kernel_size[dim]!;
        const inCounts = Math.floor(at / countStrides[dim]!) % counts[dim]!;
        const index =
          inCounts * window.stride[dim]! + inKernel * window.dilation[dim]! - window.padding[dim]!;
        if (index < 0 || index >= sizes[dim]!) {
          position = -1;
          break;
        }
        position += index * strides[dim]!;
      }
      visit(k * windows + at, position);
    }
  }
}

/**
 * For each position of the kernel: which element of the image meets it in which window, as two lists of the same
 * length. Elements of the padding are left out.
 */
export function walkTaps(
  sizes: readonly number[],
  counts: readonly number[],
  window: Window,
  visit: (tap: number, inImage: Int32Array, inWindows: Int32Array) => void,
): void {
  const strides = stridesOf(sizes);
  const countStrides = stridesOf(counts);
  const kernelStrides = stridesOf(window.kernel_size);
  const taps = window.kernel_size.reduce((product, size) => product * size, 1);
  for (let tap = 0; tap < taps; tap++) {
    let inImage = [0];
    let inWindows = [0];
    sizes.forEach((size, dim) => {
      const shift =
        (Math.floor(tap / kernelStrides[dim]!) % window.kernel_size[dim]!) * window.dilation[dim]! -
        window.padding[dim]!;
      const along: (readonly [image: number, windows: number])[] = [];
      for (let at = 0; at < counts[dim]!; at++) {
        const index = at * window.stride[dim]! + shift;
        if (index >= 0 && index < size) along.push([index * strides[dim]!, at * countStrides[dim]!]);
      }
      inImage = inImage.flatMap((before) => along.map(([index]) => before + index));
      inWindows = inWindows.flatMap((before) => along.map(([, at]) => before + at));
    });
    visit(tap, Int32Array.from(inImage), Int32Array.from(inWindows));
  }
}
