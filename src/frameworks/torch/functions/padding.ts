/** Tensors made larger (or, by negative amounts, smaller) at their ends. */
import { ops } from '../../../engine/ops/index';
import { formatShape, SymbolicDim, type Dim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import { tensorValue, type NativeFunction, type TensorValue } from '../../values';
import { at } from './rows';
import { orRoleOnly } from './spatial';

const values = { kind: 'values' } as const;

const constantPad = (input: Tensor, pad: readonly number[], value: number): Tensor =>
  Tensor.apply(ops.pad, [input], { pad, value });

type Boundary = 'reflect' | 'replicate' | 'circular';

const isBoundary = (mode: string): mode is Boundary =>
  mode === 'reflect' || mode === 'replicate' || mode === 'circular';

/** Which element of a line of `size` stands at a position before, in or behind it. */
function sourceOf(mode: Boundary, position: number, size: number): number {
  if (mode === 'replicate') return Math.min(Math.max(position, 0), size - 1);
  if (mode === 'circular') return ((position % size) + size) % size;
  if (position < 0) return -position;
  return position >= size ? 2 * (size - 1) - position : position;
}

/** Throws PyTorch's message where there are too few elements to take from. */
function checkAmounts(input: Tensor, mode: Boundary, dim: number, before: number, after: number): void {
  const size = input.shape![dim];
  if (typeof size !== 'number') return;
  if (mode === 'circular' && (before > size || after > size)) {
    throw new PythonError('RuntimeError', 'Padding value causes wrapping around more than once.');
  }
  if (mode === 'reflect' && (before >= size || after >= size)) {
    const argument = 4 + 2 * (input.shape!.length - 1 - dim);
    throw new PythonError(
      'RuntimeError',
      `Argument #${argument}: Padding size should be less than the corresponding input dimension, but got: padding (${before}, ${after}) at dimension ${dim} of input ${formatShape(input.shape)}`,
    );
  }
  if (size + before + after < 0 || (mode === 'circular' && size + before + after === 0)) {
    throw new PythonError('RuntimeError', 'Negative padding value is resulting in an empty dimension');
  }
}

/** The elements along a dim as a list of positions names them. */
function paddedAlong(input: Tensor, mode: Boundary, dim: number, before: number, after: number): Tensor {
  const size = input.shape![dim]!;
  if (typeof size !== 'number') {
    const larger: Dim = before + after === 0 ? size : new SymbolicDim(`${size}+${before + after}`);
    const shape = input.shape!.map((own, axis) => (axis === dim ? larger : own));
    return Tensor.leaf({ shape, dtype: input.dtype, role: values });
  }
  // Around a circle, what negative amounts take away is gone before anything is repeated.
  const first = mode === 'circular' ? Math.max(-before, 0) : 0;
  const left = mode === 'circular' ? size - first - Math.max(-after, 0) : size;
  const sources = Float64Array.from(
    { length: size + before + after },
    (_, position) => first + sourceOf(mode, position - before - first, left),
  );
  const index = Tensor.leaf({ shape: [sources.length], dtype: 'int64', values: sources });
  return Tensor.apply(ops.index_select, [input, index], { dim });
}

const gradFnOf = (mode: Boundary, spatial: number): string =>
  mode === 'circular'
    ? 'CopySlices'
    : `${mode === 'reflect' ? 'Reflection' : 'Replication'}Pad${spatial}DBackward0`;

/** `F.pad` with elements of the tensor itself: the last one, two or three dims of an image with or without a batch. */
function boundaryPad(input: Tensor, pad: readonly number[], mode: Boundary): TensorValue {
  if (!input.shape) return tensorValue(Tensor.leaf({ dtype: input.dtype, role: values }));
  const rank = input.shape.length;
  const spatial = pad.length / 2;
  if (spatial < 1 || spatial > 3 || (rank !== spatial + 1 && rank !== spatial + 2)) {
    throw new PythonError(
      'NotImplementedError',
      `Padding size ${pad.length} is not supported for ${rank}D input tensor.`,
    );
  }
  let result = input;
  for (let k = 0; k < spatial; k++) {
    const [before, after] = [pad[2 * k]!, pad[2 * k + 1]!];
    checkAmounts(input, mode, rank - 1 - k, before, after);
    result = paddedAlong(result, mode, rank - 1 - k, before, after);
  }
  return { ...tensorValue(result), gradFn: gradFnOf(mode, spatial) };
}

export const paddings: readonly NativeFunction[] = [
  ...at('F', 'pad', "(input, pad, mode='constant', value=None)", (args) =>
    orRoleOnly(values, args.tensor('input'), () => {
      const input = args.tensor('input');
      const pad = args.ints('pad');
      const mode = args.string('mode');
      if (pad.length % 2 !== 0)
        throw new PythonError('RuntimeError', 'Padding length must be divisible by 2');
      if (mode === 'constant') {
        return tensorValue(constantPad(input, pad, args.optionalNumber('value') ?? 0));
      }
      if (!args.isNone('value') && args.number('value') !== 0) {
        throw new PythonError('RuntimeError', `Padding mode "${mode}" doesn't take in value argument`);
      }
      if (!isBoundary(mode))
        throw new PythonError('NotImplementedError', `Unrecognised padding mode ${mode}`);
      return boundaryPad(input, pad, mode);
    }),
  ),
  ...at('t', 'constant_pad_nd', '(input, pad, value=0)', (args) => {
    if (args.value('value').kind === 'unknown') throw new NotKnown('the value to pad with is not known');
    return tensorValue(constantPad(args.tensor('input'), args.ints('pad'), args.number('value')));
  }),
];
