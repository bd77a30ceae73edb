/** The CTC loss of raw scores, as optax and TensorFlow have it: log_softmax is inside, and each sample has its own value. */
import { TensorError } from '../engine/error';
import { castTo } from '../engine/formula';
import type { LossResult } from '../engine/loss';
import { ctc_loss } from '../engine/losses/ctc_loss';
import { ops } from '../engine/ops/index';
import { Tensor } from '../engine/tensor';
import { alongDims } from './activation-formulas';
import { NotKnown } from './errors';

/** What a CTC loss of raw scores is computed from. */
export interface CtcOfLogits {
  /** [T, N, C] where `isTimeMajor`, else [N, T, C]. */
  readonly logits: Tensor;
  readonly isTimeMajor: boolean;
  /** [N, S], filled up behind the labels of a sample. */
  readonly labels: Tensor;
  /** How many steps and labels each sample has, [N]. */
  readonly lengths: { readonly logits: Tensor; readonly labels: Tensor };
  /** The class that stands for no label. */
  readonly blank: number;
}

/**
 * The values of the samples, [N]. Throws NotKnown where no alignment is possible, for which every framework has
 * another large number, and where sizes do not fit, of which each complains in its own words.
 */
export function ctcOfLogits({ logits, isTimeMajor, labels, lengths, blank }: CtcOfLogits): LossResult {
  const steps = isTimeMajor ? logits : Tensor.apply(ops.permute, [logits], { dims: [1, 0, 2] });
  try {
    const result = ctc_loss.evaluate(
      {
        log_probs: alongDims('log_softmax', steps, -1),
        targets: castTo(labels, 'int64'),
        input_lengths: castTo(lengths.logits, 'int64'),
        target_lengths: castTo(lengths.labels, 'int64'),
      },
      { reduction: 'none', blank, zero_infinity: false },
    );
    if (result.output.hasValues && !Array.from(result.output.values()).every(Number.isFinite))
      throw new NotKnown('the labels of a sample do not fit into its steps');
    return result;
  } catch (caught) {
    if (caught instanceof TensorError) throw new NotKnown('the sizes of the CTC loss do not fit together');
    throw caught;
  }
}
