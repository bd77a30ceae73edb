/** The draws of which samples are made. */
import { numelOf } from '../../../engine/shape';
import type { Tensor } from '../../../engine/tensor';
import type { TorchGenerator } from '../../random';
import { binomial, poisson } from '../../random/discrete';
import { standardGamma } from '../../random/gamma';
import {
  bernoulliEachFill,
  cauchyFill,
  drawnLeaf,
  exponentialFill,
  normalFill,
  uniformFill,
  valuesFor,
  type Fill,
} from '../random/drawing';
import { tinyOf } from './functions';
import { asDirichletDraw, asGammaDraw } from './implicit';

const drawn = (shape: readonly number[], like: Tensor, generator: TorchGenerator, fill: Fill): Tensor =>
  drawnLeaf(shape, like.dtype ?? 'float32', generator, fill);

export const standardNormal = (shape: readonly number[], like: Tensor, generator: TorchGenerator): Tensor =>
  drawn(shape, like, generator, normalFill(0, 1));

export const uniformBetween = (
  from: number,
  to: number,
  shape: readonly number[],
  like: Tensor,
  generator: TorchGenerator,
): Tensor => drawn(shape, like, generator, uniformFill(from, to));

export const standardExponential = (
  shape: readonly number[],
  like: Tensor,
  generator: TorchGenerator,
): Tensor => drawn(shape, like, generator, exponentialFill(1));

export const standardCauchy = (shape: readonly number[], like: Tensor, generator: TorchGenerator): Tensor =>
  drawn(shape, like, generator, cauchyFill(0, 1));

const eachOf =
  (shape: readonly number[], parameters: readonly Tensor[], draw: (...values: number[]) => number): Fill =>
  (values) => {
    const all = parameters.map((parameter) => valuesFor(parameter, shape));
    for (let at = 0; at < values.length; at++) values[at] = draw(...all.map((numbers) => numbers[at]!));
  };

export const bernoulliWith = (probs: Tensor, shape: readonly number[], generator: TorchGenerator): Tensor =>
  drawn(shape, probs, generator, bernoulliEachFill(valuesFor(probs, shape), probs.dtype!));

export const poissonWith = (rate: Tensor, shape: readonly number[], generator: TorchGenerator): Tensor =>
  drawn(
    shape,
    rate,
    generator,
    eachOf(shape, [rate], (value) => poisson(generator, value)),
  );

export const binomialWith = (
  count: Tensor,
  probs: Tensor,
  shape: readonly number[],
  generator: TorchGenerator,
): Tensor =>
  drawn(
    shape,
    probs,
    generator,
    eachOf(shape, [count, probs], (n, p) => binomial(generator, n, p)),
  );

export function gammaWith(
  concentration: Tensor,
  shape: readonly number[],
  generator: TorchGenerator,
): Tensor {
  const round = concentration.dtype === 'float64' ? (value: number): number => value : Math.fround;
  const tiny = tinyOf(concentration);
  const draw = (alpha: number): number => Math.max(tiny, standardGamma(generator, alpha, round));
  return asGammaDraw(
    drawn(shape, concentration, generator, eachOf(shape, [concentration], draw)),
    concentration,
  );
}

/** Gamma numbers divided by their sum along the last dim. */
export function dirichletWith(
  concentration: Tensor,
  shape: readonly number[],
  generator: TorchGenerator,
): Tensor {
  const alphas = valuesFor(concentration, shape);
  const count = shape[shape.length - 1] ?? 1;
  const exact = (value: number): number => value;
  const fill: Fill = (values, _, dtype) => {
    const gammas = Array.from({ length: numelOf(shape) }, (_unused, at) =>
      Math.max(2.2250738585072014e-308, standardGamma(generator, alphas[at]!, exact)),
    );
    const below = dtype === 'float64' ? 1 - 2 ** -53 : 1 - 2 ** -24;
    for (let row = 0; row < gammas.length; row += count) {
      const line = gammas.slice(row, row + count);
      const sum = line.reduce((total, value) => total + value, 0);
      line.forEach((value, at) => {
        values[row + at] = Math.min(below, Math.max(tinyOf(concentration), value / sum));
      });
    }
  };
  return asDirichletDraw(drawn(shape, concentration, generator, fill), concentration);
}
