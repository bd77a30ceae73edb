/**
 * How each element of an interpolated line is made of elements of the given one (ATen/native/UpSample.h and
 * UpSampleKernel.cpp say the positions and weights; the cubic kernel is Keys 1981, with A = −0.75, and −0.5 where
 * the line is smoothed against aliasing).
 */
import { roundNumber } from '../backends/rounding';
import type { DType } from '../dtype';
import type { LinearMap } from './linear_map';

export type Interpolation = {
  readonly mode: 'nearest' | 'nearest-exact' | 'linear' | 'cubic';
  readonly align_corners: boolean;
  readonly antialias: boolean;
  /** The image's dtype: PyTorch works positions out in it, at least in single precision, and stores the weights in it. */
  readonly precision: DType;
};

/** How far one step of the result goes in the input. `factor` is the scale that was asked for, if it counts. */
function stepOf(size: number, count: number, align_corners: boolean, factor: number | undefined): number {
  if (align_corners) return count > 1 ? (size - 1) / (count - 1) : 0;
  return factor !== undefined && factor > 0 ? 1 / factor : size / count;
}

const clampTo = (position: number, size: number): number => Math.min(Math.max(position, 0), size - 1);

type Rounding = (value: number) => number;

/** Near the point, and between one and two steps away; rounded step by step, as in Horner's scheme there. */
const cubicNear = (x: number, a: number, r: Rounding): number =>
  r(r(r(r(r((a + 2) * x) - (a + 3)) * x) * x) + 1);
const cubicFar = (x: number, a: number, r: Rounding): number =>
  r(r(r(r(r(r(a * x) - 5 * a) * x) + 8 * a) * x) - 4 * a);
const exactly: Rounding = (value) => value;

type Row = { readonly positions: readonly number[]; readonly weights: readonly number[] };

function linearRow(source: number, size: number, single: Rounding): Row {
  const first = Math.min(Math.floor(source), size - 1);
  const second = Math.min(first + 1, size - 1);
  const weight = Math.min(Math.max(single(source - first), 0), 1);
  return { positions: [first, second], weights: [single(1 - weight), weight] };
}

function cubicRow(source: number, size: number, single: Rounding): Row {
  const first = Math.floor(source);
  const t = single(source - first);
  return {
    positions: [-1, 0, 1, 2].map((shift) => clampTo(first + shift, size)),
    weights: [
      cubicFar(single(t + 1), -0.75, single),
      cubicNear(t, -0.75, single),
      cubicNear(single(1 - t), -0.75, single),
      cubicFar(single(single(1 - t) + 1), -0.75, single),
    ],
  };
}

/** The weight of a distance in the smoothing kernels. */
function kernelOf(mode: Interpolation['mode'], distance: number): number {
  const x = Math.abs(distance);
  if (mode === 'linear') return Math.max(1 - x, 0);
  return x < 1 ? cubicNear(x, -0.5, exactly) : x < 2 ? cubicFar(x, -0.5, exactly) : 0;
}

/** A row that spreads over as many elements as one step covers, so that nothing is left out. */
function smoothedRow(mode: Interpolation['mode'], at: number, size: number, step: number): Row {
  const reach = (mode === 'linear' ? 1 : 2) * Math.max(step, 1);
  const narrowing = step >= 1 ? 1 / step : 1;
  const center = step * (at + 0.5);
  const first = Math.max(Math.trunc(center - reach + 0.5), 0);
  const end = Math.min(Math.trunc(center + reach + 0.5), size);
  const positions = Array.from({ length: Math.max(end - first, 0) }, (_, k) => first + k);
  const weights = positions.map((position) => kernelOf(mode, (position - center + 0.5) * narrowing));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { positions, weights: weights.map((weight) => (total === 0 ? weight : weight / total)) };
}

/** From a line of `size` elements to one of `count`, of an image with `spatial` dims. */
export function interpolationMap(
  { mode, align_corners, antialias, precision }: Interpolation,
  size: number,
  count: number,
  factor: number | undefined,
  spatial: number,
): LinearMap {
  const single = precision === 'float64' ? exactly : Math.fround;
  const step = single(stepOf(size, count, align_corners, factor));
  const rowOf = (at: number): Row => {
    if (mode === 'nearest' || mode === 'nearest-exact') {
      const position = Math.fround((mode === 'nearest' ? at : at + 0.5) * Math.fround(step));
      return { positions: [Math.min(Math.floor(position), size - 1)], weights: [1] };
    }
    if (antialias) return smoothedRow(mode, at, size, step);
    const source = align_corners ? single(step * at) : single(single(step * (at + 0.5)) - 0.5);
    return mode === 'cubic'
      ? cubicRow(source, size, single)
      : linearRow(align_corners ? source : Math.max(source, 0), size, single);
  };
  const rows = Array.from({ length: count }, (_, at) => rowOf(at));
  // The kernel of bilinear images keeps its weights in single precision, those of lines and volumes in the dtype.
  const keepsSingle = mode === 'linear' && spatial === 2 && !antialias;
  const round = (value: number): number => (keepsSingle ? single(value) : roundNumber(precision, value));
  // The first of two weights is what the second, rounded, leaves.
  const rounded = (weights: readonly number[]): readonly number[] =>
    mode === 'linear' && !antialias
      ? [round(1 - round(weights[1]!)), round(weights[1]!)]
      : weights.map(round);
  return {
    size,
    positions: rows.map(({ positions }) => positions),
    weights: rows.map(({ weights }) => rounded(weights)),
    ...(antialias ? {} : { gradientWeights: rows.map(({ weights }) => weights) }),
  };
}
