/**
 * What a classifier gives of which only the contract is known: raw scores, made by a last linear map of features
 * that nobody has read. It is written as that map, so that rules see scores wherever they look.
 */
import { isGradEnabled } from '../engine/context';
import { convolution } from '../engine/ops/convolution';
import { linear } from '../engine/ops/linear';
import { SymbolicDim, type Dim } from '../engine/shape';
import { Tensor } from '../engine/tensor';
import type { Runtime } from './runtime';
import { own } from './torch/tensor/creation';
import { tensorValue, type TensorValue } from './values';

const ofEachPosition = { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 };

/** The weight of a last layer with `classes` outputs, of which no value is known. */
export const headWeight = (classes: Dim, runtime: Runtime): TensorValue =>
  own(Tensor.leaf({ shape: [classes, new SymbolicDim('features')], requiresGrad: true }), runtime, true);

/** Scores of the shape [...dims, classes] that a weight gives; of unknown rank without `dims`. */
export function scoresOf(weight: TensorValue, dims?: readonly string[]): TensorValue {
  const features = weight.tensor.shape![1]!;
  const hidden = Tensor.leaf(dims ? { shape: [...dims.map((name) => new SymbolicDim(name)), features] } : {});
  return tensorValue(Tensor.apply(linear, [hidden, weight.tensor], {}));
}

/** The weight of a last convolution with `classes` channels, which reads each position of an image by itself. */
export const positionsWeight = (classes: Dim, runtime: Runtime): TensorValue =>
  own(
    Tensor.leaf({ shape: [classes, new SymbolicDim('features'), 1, 1], requiresGrad: true }),
    runtime,
    true,
  );

/** Scores of each position of images, with the classes in dim 1. */
export const scoresOfPositions = (weight: TensorValue): TensorValue =>
  tensorValue(Tensor.apply(convolution, [Tensor.leaf({}), weight.tensor], ofEachPosition));

/** Scores that nothing is computed of any more: an array that is handed to a metric. */
export const plainScores = (dims: readonly string[], classes: Dim): TensorValue =>
  tensorValue(
    Tensor.leaf({
      shape: [...dims.map((name) => new SymbolicDim(name)), classes],
      role: { kind: 'logits' },
    }),
    'numpy',
  );

/** A loss that a model gives by itself: one number, of which a backward pass may start. */
export const ownLoss = (): TensorValue =>
  tensorValue(Tensor.leaf({ shape: [], requiresGrad: isGradEnabled() }));
