/** The registry of rules. Adding one adds its file and one line here. */
import { accuracyComparesProbabilities } from './accuracy-compares-probabilities';
import { accuracyThresholdOnLogits } from './accuracy-threshold-on-logits';
import { allTargetsIgnored } from './all-targets-ignored';
import { argmaxBeforeLoss } from './argmax-before-loss';
import { argmaxOnSingleOutput } from './argmax-on-single-output';
import { argmaxWrongDim } from './argmax-wrong-dim';
import { bareSqueezeBeforeLoss } from './bare-squeeze-before-loss';
import { bceOnLogits } from './bce-on-logits';
import { bceOnTanh } from './bce-on-tanh';
import { bceTargetOutOfRange } from './bce-target-out-of-range';
import { broadcastShapeMismatch } from './broadcast-shape-mismatch';
import { classDimNotSecond } from './class-dim-not-second';
import { classWeightLength } from './class-weight-length';
import { ctcInputNotLogSoftmax } from './ctc-input-not-log-softmax';
import { deprecatedReductionArguments } from './deprecated-reduction-arguments';
import { doubleActivation } from './double-activation';
import { evalLossOnProbabilities } from './eval-loss-on-probabilities';
import { floatClassIndices } from './float-class-indices';
import { gaussianNllVarVsLogvar } from './gaussian-nll-var-vs-logvar';
import { ignoreIndexValidClass } from './ignore-index-valid-class';
import { intLabelsToDenseLoss } from './int-labels-to-dense-loss';
import { integerTargetToBce } from './integer-target-to-bce';
import { kerasBinaryCrossentropyMulticlass } from './keras-binary-crossentropy-multiclass';
import { kerasCategoricalWithIntLabels } from './keras-categorical-with-int-labels';
import { kerasFromLogitsWithActivation } from './keras-from-logits-with-activation';
import { kerasLogitsWithoutFromLogits } from './keras-logits-without-from-logits';
import { kerasLossHeadMismatch } from './keras-loss-head-mismatch';
import { kerasSigmoidCategorical } from './keras-sigmoid-categorical';
import { kerasSparseWithOneHot } from './keras-sparse-with-one-hot';
import { kldivInputNotLog } from './kldiv-input-not-log';
import { kldivLogTargetMismatch } from './kldiv-log-target-mismatch';
import { kldivReductionMean } from './kldiv-reduction-mean';
import { lmLabelsShift } from './lm-labels-shift';
import { labelSmoothingMisuse } from './label-smoothing-misuse';
import { logOfSigmoid } from './log-of-sigmoid';
import { logOfSoftmax } from './log-of-softmax';
import { logSoftmaxBeforeCrossEntropy } from './log-softmax-before-cross-entropy';
import { lossAccumulatedWithGraph } from './loss-accumulated-with-graph';
import { lossArgsSwapped } from './loss-args-swapped';
import { lossConstructedWithTensors } from './loss-constructed-with-tensors';
import { lossDetachedBeforeBackward } from './loss-detached-before-backward';
import { maxValuesNotIndices } from './max-values-not-indices';
import { missingSigmoid } from './missing-sigmoid';
import { missingSoftmax } from './missing-softmax';
import { missingZeroGrad } from './missing-zero-grad';
import { mixedReductions } from './mixed-reductions';
import { mseOnClassScores } from './mse-on-class-scores';
import { nllOnRawLogits } from './nll-on-raw-logits';
import { nllOnSoftmax } from './nll-on-softmax';
import { noGradAroundTrainingForward } from './no-grad-around-training-forward';
import { oneHotTarget } from './one-hot-target';
import { poissonNllExpInput } from './poisson-nll-exp-input';
import { posWeightShape } from './pos-weight-shape';
import { reluBeforeLogitsLoss } from './relu-before-logits-loss';
import type { Rule } from './rule';
import { sigmoidBeforeBceWithLogits } from './sigmoid-before-bce-with-logits';
import { sigmoidBeforeCrossEntropy } from './sigmoid-before-cross-entropy';
import { signedTargetRequired } from './signed-target-required';
import { singleOutputCrossEntropy } from './single-output-cross-entropy';
import { softmaxBeforeBceWithLogits } from './softmax-before-bce-with-logits';
import { softmaxBeforeCrossEntropy } from './softmax-before-cross-entropy';
import { softmaxForMultilabel } from './softmax-for-multilabel';
import { softmaxImplicitDim } from './softmax-implicit-dim';
import { softmaxSingleUnit } from './softmax-single-unit';
import { softmaxTemperatureInverted } from './softmax-temperature-inverted';
import { softmaxThenArgmax } from './softmax-then-argmax';
import { softmaxWrongDim } from './softmax-wrong-dim';
import { targetOutOfClassRange } from './target-out-of-class-range';
import { thresholdBeforeLoss } from './threshold-before-loss';
import { unreducedLossBackward } from './unreduced-loss-backward';
import { viewWithoutPermute } from './view-without-permute';

export const rules: readonly Rule[] = [
  accuracyComparesProbabilities,
  accuracyThresholdOnLogits,
  allTargetsIgnored,
  argmaxBeforeLoss,
  argmaxOnSingleOutput,
  argmaxWrongDim,
  bareSqueezeBeforeLoss,
  bceOnLogits,
  bceOnTanh,
  bceTargetOutOfRange,
  broadcastShapeMismatch,
  classDimNotSecond,
  classWeightLength,
  ctcInputNotLogSoftmax,
  deprecatedReductionArguments,
  doubleActivation,
  evalLossOnProbabilities,
  floatClassIndices,
  gaussianNllVarVsLogvar,
  ignoreIndexValidClass,
  intLabelsToDenseLoss,
  integerTargetToBce,
  kerasBinaryCrossentropyMulticlass,
  kerasCategoricalWithIntLabels,
  kerasFromLogitsWithActivation,
  kerasLogitsWithoutFromLogits,
  kerasLossHeadMismatch,
  kerasSigmoidCategorical,
  kerasSparseWithOneHot,
  kldivInputNotLog,
  kldivLogTargetMismatch,
  kldivReductionMean,
  labelSmoothingMisuse,
  lmLabelsShift,
  logOfSigmoid,
  logOfSoftmax,
  logSoftmaxBeforeCrossEntropy,
  lossAccumulatedWithGraph,
  lossArgsSwapped,
  lossConstructedWithTensors,
  lossDetachedBeforeBackward,
  maxValuesNotIndices,
  missingSigmoid,
  missingSoftmax,
  missingZeroGrad,
  mixedReductions,
  mseOnClassScores,
  nllOnRawLogits,
  nllOnSoftmax,
  noGradAroundTrainingForward,
  oneHotTarget,
  poissonNllExpInput,
  posWeightShape,
  reluBeforeLogitsLoss,
  sigmoidBeforeBceWithLogits,
  sigmoidBeforeCrossEntropy,
  signedTargetRequired,
  singleOutputCrossEntropy,
  softmaxBeforeBceWithLogits,
  softmaxBeforeCrossEntropy,
  softmaxForMultilabel,
  softmaxImplicitDim,
  softmaxSingleUnit,
  softmaxTemperatureInverted,
  softmaxThenArgmax,
  softmaxWrongDim,
  targetOutOfClassRange,
  thresholdBeforeLoss,
  unreducedLossBackward,
  viewWithoutPermute,
];
