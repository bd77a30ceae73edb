/**
 * torch.fft as far as its results are real: the transforms of half a spectrum, and shifts. Complex numbers are
 * deliberately absent from the engine, so the others are unknown.
 */
import { torchScalarName } from '../../../engine/dtype';
import { TensorError } from '../../../engine/error';
import { castTo, minus, plus } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { normalizeDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown } from '../../errors';
import { holdable } from '../../held-elements';
import { tensorValue, type NativeFunction, type TensorValue } from '../../values';
import { rankOf, sizesOf } from './reorderings';

/** How often a spectrum of n points is divided by n, by the names of PyTorch's `norm`. */
const scales: Readonly<Record<string, (n: number) => number>> = {
  backward: (n) => 1 / n,
  ortho: (n) => 1 / Math.sqrt(n),
  forward: () => 1,
};

/** A spectrum, or what became of it along some dims: its real part, and its imaginary part where that is not zero. */
interface Spectrum {
  readonly real: Tensor;
  readonly imaginary?: Tensor;
}

/** The steps between are in double precision: PyTorch's transforms round less than sums of n products would. */
function inDouble(input: Tensor): Tensor {
  if (input.dtype === 'float16' || input.dtype === 'bfloat16')
    throw new TensorError('RuntimeError', `Unsupported dtype ${torchScalarName(input.dtype)}`);
  return castTo(input, 'float64');
}

/** What a transform of the input gives. */
const signal = (input: Tensor, result: Tensor): TensorValue => ({
  ...tensorValue(castTo(result, input.dtype === 'float64' ? 'float64' : 'float32')),
  gradFn: 'FftC2RBackward0',
});

/** The product with a matrix along a dim; `entry` says what stands in the row of a frequency and the column of a point. */
function multiplied(
  x: Tensor,
  dim: number,
  length: number,
  entry: (frequency: number, point: number) => number,
): Tensor {
  const given = sizesOf(x)[dim]!;
  holdable(given * length);
  const matrix = new Float64Array(given * length);
  for (let k = 0; k < given; k++) for (let m = 0; m < length; m++) matrix[k * length + m] = entry(k, m);
  const transform = Tensor.leaf({ shape: [given, length], dtype: 'float64', values: matrix });
  const last = Tensor.apply(ops.transpose, [x], { dim0: dim, dim1: -1 });
  const product = Tensor.apply(ops.matmul, [last, transform], {});
  return Tensor.apply(ops.transpose, [product], { dim0: dim, dim1: -1 });
}

const angleOf = (frequency: number, point: number, length: number): number =>
  (2 * Math.PI * ((frequency * point) % length)) / length;

const noPoints = (length: number): TensorError =>
  new TensorError('RuntimeError', `Invalid number of data points (${length}) specified`);

/** Along a dim with the whole spectrum: y_m = s · Σ x_k e^(2πikm/n), cut or filled up with zeros to n frequencies. */
function fromWholeSpectrum(
  { real, imaginary }: Spectrum,
  n: number | undefined,
  dim: number,
  scale: (n: number) => number,
): Spectrum {
  const length = n ?? sizesOf(real)[dim]!;
  if (length < 1) throw noPoints(length);
  const wave = (x: Tensor, kind: 'cos' | 'sin'): Tensor =>
    multiplied(x, dim, length, (k, m) =>
      k < length ? scale(length) * Math[kind](angleOf(k, m, length)) : 0,
    );
  const [cosines, sines] = [wave(real, 'cos'), wave(real, 'sin')];
  if (!imaginary) return { real: cosines, imaginary: sines };
  return {
    real: minus(cosines, wave(imaginary, 'sin')),
    imaginary: plus(sines, wave(imaginary, 'cos')),
  };
}

/**
 * The signal whose spectrum is given along a dim as far as half of n, and the rest by its symmetry, z* being the
 * conjugate of z: y_m = s · (x_0 + Σ (x_k e^(2πikm/n) + x_k* e^(−2πikm/n)) + x_{n/2} (−1)^m), where of x_0 and x_{n/2}
 * only the real parts are seen (PyTorch documentation, `torch.fft.irfft`).
 */
function fromHalfSpectrum(
  { real, imaginary }: Spectrum,
  n: number | undefined,
  dim: number,
  scale: (n: number) => number,
): Tensor {
  const length = n ?? 2 * (sizesOf(real)[dim]! - 1);
  if (length < 1) throw noPoints(length);
  const used = Math.floor(length / 2) + 1;
  const isAlone = (k: number): boolean => k === 0 || 2 * k === length;
  const cosines = multiplied(real, dim, length, (k, m) =>
    k < used ? scale(length) * (isAlone(k) ? 1 : 2) * Math.cos(angleOf(k, m, length)) : 0,
  );
  if (!imaginary) return cosines;
  const sines = multiplied(imaginary, dim, length, (k, m) =>
    k < used && !isAlone(k) ? scale(length) * 2 * Math.sin(angleOf(k, m, length)) : 0,
  );
  return minus(cosines, sines);
}

/** Of several dims the last is halved; along the others the spectrum is a whole one. */
function fromSpectrum(
  name: string,
  args: Arguments,
  byDefault: readonly number[] | undefined,
  scale: (n: number) => number,
): Tensor {
  const input = args.tensor('input');
  const rank = rankOf(input);
  const sizes = args.optionalInts('s');
  const refuse = (message: string): TensorError => new TensorError('RuntimeError', message);
  if (sizes && sizes.length > rank)
    throw refuse(`Got shape with ${sizes.length} values but input tensor only has ${rank} dimensions.`);
  // Without dims the sizes are those of the last ones.
  const dims =
    args.optionalInts('dim') ??
    byDefault ??
    Array.from({ length: rank }, (_, at) => at).slice(sizes ? -sizes.length : 0);
  if (sizes && sizes.length !== dims.length)
    throw refuse('When given, dim and shape arguments must have the same length');
  const along = dims.map((dim) => normalizeDim(dim, rank));
  if (new Set(along).size < along.length) throw refuse('FFT dims must be unique');
  const last = along.length - 1;
  if (last < 0) throw refuse(`${name} must transform at least one axis`);
  // −1 stands for the size that a dim has.
  const lengths = along.map((_, at) => (sizes?.[at] === -1 ? undefined : sizes?.[at]));
  let spectrum: Spectrum = { real: inDouble(input) };
  for (let at = 0; at < last; at++) spectrum = fromWholeSpectrum(spectrum, lengths[at], along[at]!, scale);
  return fromHalfSpectrum(spectrum, lengths[last], along[last]!, scale);
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
    define(`torch.fft.${name}`, '(input, n=None, dim=-1, norm=None, *, out=None)', (args) => {
      const input = args.tensor('input');
      const dim = normalizeDim(args.int('dim'), rankOf(input));
      const spectrum = { real: inDouble(input) };
      return signal(input, fromHalfSpectrum(spectrum, args.optionalInt('n'), dim, scaleOf(norm(args))));
    }),
    ...(['2', 'n'] as const).map((kind) =>
      define(`torch.fft.${name}${kind}`, '(input, s=None, dim=None, norm=None, *, out=None)', (args) => {
        const dims = kind === '2' ? [-2, -1] : undefined;
        return signal(args.tensor('input'), fromSpectrum(`${name}n`, args, dims, scaleOf(norm(args))));
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
