/** What pools refuse, in PyTorch's words. Unknown sizes are let through. */
import { TensorError } from '../error';
import { formatShape, type Shape } from '../shape';
import type { Tensor } from '../tensor';
import { spatialDims, windowsCounted, type Windows } from './counts';

const refuse = (message: string): never => {
  throw new TensorError('RuntimeError', message);
};

/** The refusal of a tensor that is no image of so many dims, with or without a batch. */
function checkRank(name: string, shape: Shape, spatial: number): void {
  if (shape.length === spatial + 1 || shape.length === spatial + 2) return;
  if (name === 'max_pool1d') {
    refuse(
      `max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:${formatShape(shape)}`,
    );
  }
  if (spatial === 1) {
    refuse(
      `Expected 2 to 3 dimensions, but got ${shape.length}-dimensional tensor for argument #1 'self' (while checking arguments for ${name})`,
    );
  }
  if (name.startsWith('adaptive')) {
    const colon = name.includes('max') ? ':' : '';
    refuse(
      `${name}(): Expected ${spatial + 1}D or ${spatial + 2}D tensor, but got${colon} ${formatShape(shape)}`,
    );
  }
  if (name === 'avg_pool2d') {
    const bound = Math.max(shape.length, 1);
    throw new TensorError(
      'IndexError',
      `Dimension out of range (expected to be in range of [${-bound}, ${bound - 1}], but got -3)`,
    );
  }
  refuse(`non-empty ${spatial + 1}D or ${spatial + 2}D (batch mode) tensor expected for input`);
}

function checkArguments(name: string, windows: Windows & { readonly kind: 'sliding' }): void {
  const { kernel_size, stride, padding, dilation } = windows;
  if (stride.some((step) => step === 0)) refuse('stride should not be zero');
  if (kernel_size.some((size) => size <= 0)) {
    refuse(
      name === 'max_pool1d'
        ? `max_pool1d() kernel_size must be greater than zero, but got ${kernel_size[0]!}`
        : `kernel size should be greater than zero, but got ${shown('k', kernel_size)}`,
    );
  }
  if (dilation.some((step) => step <= 0)) {
    refuse(
      name === 'max_pool1d'
        ? `max_pool1d() dilation must be greater than zero, but got ${dilation[0]!}`
        : `dilation should be greater than zero, but got ${shown('dilation', dilation)}`,
    );
  }
  padding.forEach((pad, dim) => {
    if (pad < 0) refuse(`pad must be non-negative, but got pad: ${pad}`);
    const reach = dilation[dim]! * (kernel_size[dim]! - 1) + 1;
    if (pad <= Math.floor(reach / 2)) return;
    refuse(
      name === 'max_pool1d'
        ? `max_pool1d() padding should be at most half of kernel size, but got padding=${pad} and kernel_size=${kernel_size[dim]!}`
        : `pad should be at most half of effective kernel size, but got pad=${pad}, kernel_size=${kernel_size[dim]!} and dilation=${dilation[dim]!}`,
    );
  });
}

const shown = (name: string, numbers: readonly number[]): string =>
  numbers.map((number, dim) => `${name}${'THW'.slice(-numbers.length)[dim]!}: ${number}`).join(' ');

function checkPooledSize(name: string, shape: Shape, counts: Shape, windows: Windows): void {
  if (!counts.some((size) => typeof size === 'number' && size < 1)) return;
  const spatial = counts.length;
  if (name === 'max_pool1d') refuse(`max_pool1d() Invalid computed output size: ${String(counts[0])}`);
  if (name === 'avg_pool3d' && windows.kind === 'sliding') {
    refuse(
      `input image (${shown('', shape.slice(-3) as number[])}) smaller than kernel size (${shown('k', windows.kernel_size)})`,
    );
  }
  const channels = shape[shape.length - spatial - 1]!;
  // PyTorch pools lines as images of height 1.
  const full = (sizes: Shape): string =>
    [channels, ...(spatial === 1 ? [1] : []), ...sizes].map(String).join('x');
  refuse(
    `Given input size: (${full(shape.slice(-spatial))}). Calculated output size: (${full(counts)}). Output size is too small`,
  );
}

function checkNotEmpty(name: string, shape: Shape, windows: Windows): void {
  const spatial = spatialDims(windows);
  const firstOwn = shape.length === spatial + 2 ? 1 : 0;
  const empty = shape.findIndex((size, dim) => dim >= firstOwn && size === 0);
  if (empty < 0) return;
  if (windows.kind === 'adaptive') {
    refuse(
      `${name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes ${formatShape(shape)} with dimension ${empty} being empty`,
    );
  }
  refuse(
    `Expected ${spatial + 1}D or ${spatial + 2}D (batch mode) tensor with optional 0 dim batch size for input, but got:${formatShape(shape)}`,
  );
}

/** The result's shape. `name` is the function's: `avg_pool2d`. Throws PyTorch's message where the windows do not fit. */
export function pooledShape(name: string, x: Tensor, windows: Windows): Shape | undefined {
  if (windows.kind === 'sliding') checkArguments(name, windows);
  const { shape } = x;
  const negative = windows.kind === 'adaptive' && windows.output_size.some((size) => (size ?? 0) < 0);
  if (negative) {
    const sizes = windows.output_size.map((size) => String(size ?? 0)).join(', ');
    refuse(`${name}: elements of output_size must be greater than or equal to 0 but received {${sizes}}`);
  }
  if (!shape) return undefined;
  const spatial = spatialDims(windows);
  checkRank(name, shape, spatial);
  checkNotEmpty(name, shape, windows);
  const counts = windowsCounted(windows, shape.slice(-spatial));
  if (windows.kind === 'sliding') checkPooledSize(name, shape, counts, windows);
  return [...shape.slice(0, -spatial), ...counts];
}
