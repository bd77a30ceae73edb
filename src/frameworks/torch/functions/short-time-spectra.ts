/** `torch.stft` in its old form, `return_complex=False`, which gives real and imaginary parts side by side. */
import { castTo, reshaped, times } from '../../../engine/formula';
import { TensorError } from '../../../engine/error';
import { product } from '../../../engine/matrix_formula';
import { ops } from '../../../engine/ops/index';
import { formatShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { holdable } from '../../held-elements';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { sizesOf } from './reorderings';
import { at } from './rows';

const refuse = (message: string): TensorError => new TensorError('RuntimeError', message);

/** Where the signal is taken for a place before its beginning or behind its end: mirrored at both. */
const mirrored = (place: number, length: number): number =>
  place < 0 ? -place : place >= length ? 2 * (length - 1) - place : place;

/** Pieces of n points of the last dim, every `hop` points one; `centered` ones reach over both ends by half a piece. */
function frames(signal: Tensor, n: number, hop: number, centered: boolean): Tensor {
  const shape = sizesOf(signal);
  const length = shape.at(-1)!;
  const over = centered ? Math.floor(n / 2) : 0;
  if (over >= length)
    throw refuse(
      `Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (${over}, ${over}) at dimension 2 of input [1, ${shape.length === 1 ? 1 : shape[0]}, ${length}]`,
    );
  const count = 1 + Math.floor((length + 2 * over - n) / hop);
  if (count < 1) throw new NotKnown('a signal that is shorter than a piece of it');
  holdable(count * n);
  const places = Float64Array.from({ length: count * n }, (_, place) =>
    mirrored(Math.floor(place / n) * hop + (place % n) - over, length),
  );
  const index = Tensor.leaf({ shape: [places.length], dtype: 'int64', values: places });
  const taken = Tensor.apply(ops.index_select, [signal, index], { dim: -1 });
  return reshaped(taken, [...shape.slice(0, -1), count, n]);
}

/** The window of `length` points in the middle of n, with zeros around it. */
function windowOf(args: Arguments, length: number, n: number): Tensor {
  const given = args.optionalTensor('window');
  if (given && sizesOf(given).join() !== String(length))
    throw new NotKnown(`a window of size ${formatShape(given.shape)} beside win_length=${length}`);
  const ones = (): Tensor =>
    Tensor.leaf({ shape: [length], dtype: 'float64', values: new Float64Array(length).fill(1) });
  const before = Math.floor((n - length) / 2);
  const window = given ? castTo(given, 'float64') : ones();
  return Tensor.apply(ops.pad, [window], { pad: [before, n - length - before] });
}

/** X_fm = Σ w_k x_(m·hop + k) e^(−2πifk/n) (PyTorch documentation, `torch.stft`). */
function shortTimeSpectrum(args: Arguments): Value {
  const input = args.tensor('input');
  if (args.isNone('return_complex'))
    throw refuse(
      'stft requires the return_complex parameter be given for real inputs, and will further require that return_complex=True in a future PyTorch release.',
    );
  if (args.bool('return_complex'))
    throw new NotKnown('torch.stft gives complex numbers, which are not computed');
  const n = args.int('n_fft');
  const hop = args.optionalInt('hop_length') ?? Math.floor(n / 4);
  const length = args.optionalInt('win_length') ?? n;
  const centered = args.bool('center');
  if (hop < 1 || length < 1 || length > n || (centered && args.string('pad_mode') !== 'reflect'))
    throw new NotKnown('torch.stft with these lengths or this padding');
  const windowed = times(frames(castTo(input, 'float64'), n, hop, centered), windowOf(args, length, n));
  const isHalf = args.isNone('onesided') || args.bool('onesided');
  const frequencies = isHalf ? Math.floor(n / 2) + 1 : n;
  const scale = args.bool('normalized') ? 1 / Math.sqrt(n) : 1;
  holdable(n * frequencies * 2);
  // Real and imaginary part of each frequency, one after the other.
  const waves = Float64Array.from({ length: n * frequencies * 2 }, (_, place) => {
    const [point, column] = [Math.floor(place / (2 * frequencies)), place % (2 * frequencies)];
    const angle = (2 * Math.PI * ((point * Math.floor(column / 2)) % n)) / n;
    return scale * (column % 2 === 0 ? Math.cos(angle) : -Math.sin(angle));
  });
  const transform = Tensor.leaf({ shape: [n, 2 * frequencies], dtype: 'float64', values: waves });
  const spectra = product(windowed, transform);
  const parted = reshaped(spectra, [...sizesOf(spectra).slice(0, -1), frequencies, 2]);
  const turned = Tensor.apply(ops.transpose, [parted], { dim0: -3, dim1: -2 });
  return {
    ...tensorValue(castTo(turned, input.dtype === 'float64' ? 'float64' : 'float32')),
    gradFn: 'ViewAsRealBackward0',
  };
}

export const shortTimeSpectra: readonly NativeFunction[] = at(
  'tT',
  'stft',
  "(input, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode='reflect', normalized=False, onesided=None, return_complex=None, align_to_window=None)",
  shortTimeSpectrum,
);
