/** The registry of rules. Adding one adds its file and one line here. */
import { bceOnLogits } from './bce-on-logits';
import { broadcastShapeMismatch } from './broadcast-shape-mismatch';
import { kldivInputNotLog } from './kldiv-input-not-log';
import { kldivLogTargetMismatch } from './kldiv-log-target-mismatch';
import { kldivReductionMean } from './kldiv-reduction-mean';
import { missingSigmoid } from './missing-sigmoid';
import { missingSoftmax } from './missing-softmax';
import { nllOnRawLogits } from './nll-on-raw-logits';
import { nllOnSoftmax } from './nll-on-softmax';
import type { Rule } from './rule';
import { sigmoidBeforeBceWithLogits } from './sigmoid-before-bce-with-logits';
import { softmaxBeforeCrossEntropy } from './softmax-before-cross-entropy';

export const rules: readonly Rule[] = [
  bceOnLogits,
  broadcastShapeMismatch,
  kldivInputNotLog,
  kldivLogTargetMismatch,
  kldivReductionMean,
  missingSigmoid,
  missingSoftmax,
  nllOnRawLogits,
  nllOnSoftmax,
  sigmoidBeforeBceWithLogits,
  softmaxBeforeCrossEntropy,
];
