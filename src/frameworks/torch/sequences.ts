/** torch.nn.utils.rnn: sequences of different lengths as one tensor. Packed sequences are not followed. */
import { full } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { isKnownShape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { list, tensorValue, type NativeFunction } from '../values';

const rows = (x: Tensor, length: number): Tensor =>
  Tensor.apply(ops.narrow, [x], { dim: 0, start: 0, length });

export const sequenceFunctions: readonly NativeFunction[] = [
  define(
    'torch.nn.utils.rnn.pad_sequence',
    "(sequences, batch_first=False, padding_value=0.0, padding_side='right')",
    (args, runtime) => {
      const items = runtime.iterate(args.value('sequences'));
      if (!items) throw new NotKnown('the sequences are not known');
      const sequences = [...items].map((item) => {
        if (item.kind !== 'tensor' || !isKnownShape(item.tensor.shape))
          throw new NotKnown('a sequence is not known');
        return item.tensor;
      });
      if (sequences.length === 0)
        throw new PythonError('RuntimeError', 'received an empty list of sequences');
      const lengths = sequences.map(({ shape }) => shape![0] as number);
      const longest = Math.max(...lengths);
      const value = args.number('padding_value');
      const isLeft = args.string('padding_side') === 'left';
      const padded = sequences.map((sequence, at) => {
        const missing = longest - lengths[at]!;
        if (missing === 0) return sequence;
        const padding = full([missing, ...sequence.shape!.slice(1)], sequence.dtype, value);
        return Tensor.apply(ops.cat, isLeft ? [padding, sequence] : [sequence, padding], { dim: 0 });
      });
      return tensorValue(Tensor.apply(ops.stack, padded, { dim: args.bool('batch_first') ? 0 : 1 }));
    },
  ),
  define('torch.nn.utils.rnn.unpad_sequence', '(padded_sequences, lengths, batch_first=False)', (args) => {
    const padded = args.tensor('padded_sequences');
    const dim = args.bool('batch_first') ? 0 : 1;
    return list(
      args
        .ints('lengths')
        .map((length, index) =>
          tensorValue(rows(Tensor.apply(ops.select, [padded], { dim, index }), length)),
        ),
    );
  }),
];
