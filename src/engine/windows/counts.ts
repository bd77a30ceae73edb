/** The windows of pools along each dim: sliding ones, and as many of nearly equal size as are asked for. */
import { windowCounts, type Window } from './patches';
import type { Dim } from '../shape';

/** Windows of one size at constant steps; or ⌊i · n / m⌋ to ⌈(i + 1) · n / m⌉ for m of them over n elements. */
export type Windows =
  | (Window & { readonly kind: 'sliding' })
  /** A size that is undefined stays as it is. */
  | { readonly kind: 'adaptive'; readonly output_size: readonly (number | undefined)[] };

export const spatialDims = (windows: Windows): number =>
  windows.kind === 'sliding' ? windows.kernel_size.length : windows.output_size.length;

/** How many windows there are along each dim. */
export const windowsCounted = (windows: Windows, sizes: readonly Dim[]): readonly Dim[] =>
  windows.kind === 'sliding'
    ? windowCounts(sizes, windows)
    : sizes.map((size, dim) => windows.output_size[dim] ?? size);

/** The positions of each window along a dim; those in the padding are left out. */
export function positionsAlong(windows: Windows, dim: number, size: number): readonly (readonly number[])[] {
  if (windows.kind === 'adaptive') {
    const count = windows.output_size[dim] ?? size;
    return Array.from({ length: count }, (_, at) => {
      const start = Math.floor((at * size) / count);
      const end = Math.ceil(((at + 1) * size) / count);
      return Array.from({ length: end - start }, (__, k) => start + k);
    });
  }
  const { kernel_size, stride, padding, dilation } = windows;
  const count = Number(windowCountAlong(windows, dim, size));
  return Array.from({ length: count }, (_, at) =>
    Array.from(
      { length: kernel_size[dim]! },
      (__, k) => at * stride[dim]! - padding[dim]! + k * dilation[dim]!,
    ).filter((position) => position >= 0 && position < size),
  );
}

function windowCountAlong(window: Window, dim: number, size: number): Dim {
  const only = (numbers: readonly number[]): readonly number[] => [numbers[dim]!];
  return windowCounts([size], {
    kernel_size: only(window.kernel_size),
    stride: only(window.stride),
    padding: only(window.padding),
    dilation: only(window.dilation),
    ceil_mode: window.ceil_mode,
  })[0]!;
}

/** What each sliding window counts as along a dim when the padding counts too, as far as it reaches. */
export function reachAlong(window: Window, dim: number, size: number): readonly number[] {
  const count = Number(windowCountAlong(window, dim, size));
  const [kernel, step, pad] = [window.kernel_size[dim]!, window.stride[dim]!, window.padding[dim]!];
  return Array.from({ length: count }, (_, at) => Math.min(at * step + kernel, size + 2 * pad) - at * step);
}
