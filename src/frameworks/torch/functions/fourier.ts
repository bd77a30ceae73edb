/**
 * torch.fft as far as its results are real: the transforms of half a spectrum, and shifts. Complex numbers are
 * deliberately absent from the engine, so the others are unknown.
 */
import type { DType } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { normalizeDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown } from '../../errors';
import { tensorValue, type NativeFunction } from '../../values';
import { rankOf, sizesOf } from './reorderings';

/** How often a spectrum of n points is divided by n, by the names of PyTorch's `norm`. */
const scales: Readonly<Record<string, (n: number) => number>> = {
  backward: (n) => 1 / n,
  ortho: (n) => 1 / Math.sqrt(n),
  forward: () => 1,
};

/**
 * The signal whose spectrum has the real part x along a dim, and the rest by its symmetry:
 * y_m = s · (x_0 + 2 Σ x_k cos(2πkm/n) + x_{n/2} (−1)^m) (PyTorch documentation, `torch.fft.irfft`).
 */
function fromHalfSpectrum(
  x: Tensor,
  n: number | undefined,
  dim: number,
  scale: (n: number) => number,
): Tensor {
  const along = normalizeDim(dim, rankOf(x));
  const given = sizesOf(x)[along]!;
  const length = n ?? 2 * (given - 1);
  if (length < 1) throw new NotKnown(`a signal of ${length} points`);
  const used = Math.floor(length / 2) + 1;
  const matrix = new Float64Array(given * length);
  for (let k = 0; k < Math.min(given, used); k++) {
    const isAlone = k === 0 || 2 * k === length;
    for (let m = 0; m < length; m++)
      matrix[k * length + m] =
        scale(length) * (isAlone ? 1 : 2) * Math.cos((2 * Math.PI * ((k * m) % length)) / length);
  }
  const isDouble = x.dtype === 'float64';
  const dtype: DType = isDouble ? 'float64' : 'float32';
  const values = isDouble ? matrix : Float32Array.from(matrix);
  const transform = Tensor.leaf({ shape: [given, length], dtype, values });
  const last = Tensor.apply(ops.transpose, [Tensor.apply(ops.cast, [x], { dtype })], {
    dim0: along,
    dim1: -1,
  });
  const product = Tensor.apply(ops.matmul, [last, transform], {});
  return Tensor.apply(ops.transpose, [product], { dim0: along, dim1: -1 });
}

/** Of several dims the last is halved; along the others the spectrum is a whole one, whose signal is complex. */
function oneDim(
  args: Arguments,
  byDefault: readonly number[] | undefined,
): { dim: number; n: number | undefined } {
  const sizes = args.optionalInts('s');
  const dims =
    args.optionalInts('dim') ??
    byDefault ??
    Array.from({ length: rankOf(args.tensor('input')) }, (_, at) => at);
  const wanted = sizes ? dims.slice(-sizes.length) : dims;
  const others = wanted.slice(0, -1);
  const shape = sizesOf(args.tensor('input'));
  if (others.some((dim) => shape[normalizeDim(dim, shape.length)] !== 1))
    throw new NotKnown('a transform along several dims goes through complex numbers');
  return { dim: wanted.at(-1) ?? -1, n: sizes?.at(-1) };
}

/** `irfft` and `hfft`, which differ in the direction of the transform and so in how they are scaled. */
const halves: readonly NativeFunction[] = (['irfft', 'hfft'] as const).flatMap((name) => {
  const scaleOf = (norm: string): ((n: number) => number) => {
    const wanted =
      name === 'irfft' ? norm : { backward: 'forward', forward: 'backward', ortho: 'ortho' }[norm];
    const scale = scales[wanted ?? ''];
    if (!scale) throw new NotKnown(`the normalization '${norm}'`);
    return scale;
  };
  const norm = (args: Arguments): string => args.optionalString('norm') ?? 'backward';
  return [
    define(`torch.fft.${name}`, '(input, n=None, dim=-1, norm=None, *, out=None)', (args) =>
      tensorValue(
        fromHalfSpectrum(args.tensor('input'), args.optionalInt('n'), args.int('dim'), scaleOf(norm(args))),
      ),
    ),
    ...(['2', 'n'] as const).map((kind) =>
      define(`torch.fft.${name}${kind}`, '(input, s=None, dim=None, norm=None, *, out=None)', (args) => {
        const { dim, n } = oneDim(args, kind === '2' ? [-2, -1] : undefined);
        return tensorValue(fromHalfSpectrum(args.tensor('input'), n, dim, scaleOf(norm(args))));
      }),
    ),
  ];
});

const shifts: readonly NativeFunction[] = (['fftshift', 'ifftshift'] as const).map((name) =>
  define(`torch.fft.${name}`, '(input, dim=None)', (args) => {
    const input = args.tensor('input');
    const shape = sizesOf(input);
    const dims = args.optionalInts('dim') ?? shape.map((_, dim) => dim);
    const halved = dims.map((dim) => {
      const size = shape[normalizeDim(dim, shape.length)] ?? 1;
      return name === 'fftshift' ? Math.floor(size / 2) : Math.ceil(size / 2);
    });
    return tensorValue(dims.length === 0 ? input : Tensor.apply(ops.roll, [input], { shifts: halved, dims }));
  }),
);

export const fourier: readonly NativeFunction[] = [...halves, ...shifts];
