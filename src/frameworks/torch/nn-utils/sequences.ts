/** torch.nn.utils.rnn: sequences of different lengths as one tensor. */
import { full } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { list, tensorValue, type NativeFunction } from '../../values';

const rows = (x: Tensor, length: number): Tensor =>
  Tensor.apply(ops.narrow, [x], { dim: 0, start: 0, length });

/** The tensors of the argument `sequences`. */
export function tensorsOf(args: Arguments, runtime: Runtime): Tensor[] {
  const items = runtime.iterate(args.value('sequences'));
  if (!items) throw new NotKnown('the sequences are not known');
  return [...items].map((item) => {
    if (item.kind !== 'tensor') throw new NotKnown('a sequence is not known');
    return item.tensor;
  });
}

/** The sequences [L, …] stacked along `dim`, the shorter ones filled up at one end. */
export function padded(sequences: readonly Tensor[], value: number, isLeft: boolean, dim: number): Tensor {
  if (sequences.length === 0) throw new PythonError('RuntimeError', 'received an empty list of sequences');
  const lengths = sequences.map(({ shape }) => {
    if (!isKnownShape(shape)) throw new NotKnown('a sequence is not known');
    return shape[0]!;
  });
  const longest = Math.max(...lengths);
  const parts = sequences.map((sequence, at) => {
    const missing = longest - lengths[at]!;
    if (missing === 0) return sequence;
    const padding = full([missing, ...sequence.shape!.slice(1)], sequence.dtype, value);
    return Tensor.apply(ops.cat, isLeft ? [padding, sequence] : [sequence, padding], { dim: 0 });
  });
  return Tensor.apply(ops.stack, parts, { dim });
}

/** The first elements of each sequence that lies along `dim`, as many as its length says. */
export const unpadded = (batch: Tensor, lengths: readonly number[], dim: number): Tensor[] =>
  lengths.map((length, index) => rows(Tensor.apply(ops.select, [batch], { dim, index }), length));

export const sequenceFunctions: readonly NativeFunction[] = [
  define(
    'torch.nn.utils.rnn.pad_sequence',
    "(sequences, batch_first=False, padding_value=0.0, padding_side='right')",
    (args, runtime) => {
      const sequences = tensorsOf(args, runtime);
      const isLeft = args.string('padding_side') === 'left';
      return tensorValue(
        padded(sequences, args.number('padding_value'), isLeft, args.bool('batch_first') ? 0 : 1),
      );
    },
  ),
  define('torch.nn.utils.rnn.unpad_sequence', '(padded_sequences, lengths, batch_first=False)', (args) => {
    const batch = args.tensor('padded_sequences');
    const dim = args.bool('batch_first') ? 0 : 1;
    return list(unpadded(batch, args.ints('lengths'), dim).map((part) => tensorValue(part)));
  }),
];
