/** Running totals along a dim. */
import { isGradEnabled } from '../context';
import { isFloating } from '../dtype';
import { choose, compare, onesLike, over, plus, sumOf, times } from '../formula';
import type { Op } from '../op';
import { float32, int64 } from '../samples';
import { normalizeDim } from '../shape';
import { Tensor } from '../tensor';
import { cat } from './cat';
import { flip } from './flip';
import { narrow } from './narrow';
import { prod, productOfOthers } from './prod';

type Along = { readonly dim: number };

const infer: Op<Along>['infer'] = ([x], { dim }) => {
  if (x!.rank !== undefined) normalizeDim(dim, x!.rank);
  return { shape: x!.shape, dtype: x!.dtype && !isFloating(x!.dtype) ? 'int64' : x!.dtype };
};

const samples = (name: string) => [
  { inputs: [float32([2, 3])], attributes: { dim: 1 }, torch: `x0.${name}(1)` },
  { inputs: [float32([2, 3, 2])], attributes: { dim: -2 }, torch: `x0.${name}(-2)` },
  { inputs: [float32([4], [2, 0, 3, 0])], attributes: { dim: 0 }, torch: `x0.${name}(0)` },
  { inputs: [int64([3], [1, 2, 3])], attributes: { dim: 0 }, torch: `x0.${name}(0)` },
  { inputs: [float32([2, 3])], attributes: { dim: 2 }, torch: `x0.${name}(2)` },
];

/** The sum of an element and all before it. */
export const cumsum: Op<Along> = {
  name: 'cumsum',
  gradFn: 'CumsumBackward0',
  infer,
  kernel: {
    kind: 'line',
    dim: ({ dim }) => dim,
    compute: () => (line, result) => {
      let total = 0;
      for (let at = 0; at < line.length; at++) result[at] = total += line[at]!;
    },
  },
  vjp: (gradient, { attributes: { dim } }) => [fromBehind(gradient, dim)],
  samples: samples('cumsum'),
};

/** The sum of an element and all behind it. */
function fromBehind(x: Tensor, dim: number): Tensor {
  const turned = Tensor.apply(flip, [x], { dims: [dim] });
  return Tensor.apply(flip, [Tensor.apply(cumsum, [turned], { dim })], { dims: [dim] });
}

/** The product of an element and all before it. */
export const cumprod: Op<Along> = {
  name: 'cumprod',
  gradFn: 'CumprodBackward0',
  infer,
  kernel: {
    kind: 'line',
    dim: ({ dim }) => dim,
    compute: () => (line, result) => {
      let product = 1;
      for (let at = 0; at < line.length; at++) result[at] = product *= line[at]!;
    },
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [x], output, attributes: { dim } }) => {
    if (x!.rank === 0) return [gradient];
    const along = normalizeDim(dim, x!.rank!);
    // As PyTorch, where nobody asks for the gradient of the gradient.
    return [
      isGradEnabled() ? cumprodShare(gradient, x!, along) : cumprodShareByZeros(gradient, x!, output, along),
    ];
  },
  samples: samples('cumprod'),
};

/**
 * The gradient of cumprod with one division: Σ over the products behind an element, divided by it, up to the first
 * zero of a line. At that zero it is the sum over the products up to the next zero, without the zero itself; behind
 * it nothing depends on an element any more.
 */
function cumprodShareByZeros(gradient: Tensor, x: Tensor, output: Tensor, dim: number): Tensor {
  const isZero = compare(x, '==', 0);
  const zeros = Tensor.apply(cumsum, [isZero], { dim });
  const isBefore = compare(zeros, '==', 0);
  const weighted = choose(isBefore, times(output, gradient), 0);
  const before = choose(isBefore, over(fromBehind(weighted, dim), x), 0);
  if (x.hasValues && !x.values().includes(0)) return before;
  const untilNext = compare(zeros, '==', 1);
  const others = choose(untilNext, choose(isZero, 1, x), 1);
  const products = times(Tensor.apply(cumprod, [others], { dim }), choose(untilNext, gradient, 0));
  const length = x.shape![dim] as number;
  const first = Tensor.apply(narrow, [onesLike(x)], { dim, start: 0, length: Math.min(length, 1) });
  const rest = Tensor.apply(narrow, [output], { dim, start: 0, length: Math.max(length - 1, 0) });
  const front = Tensor.apply(cat, [first, rest], { dim });
  const share = times(sumOf(products, dim, true), front);
  const atFirst = choose(untilNext, choose(isZero, share, 0), 0);
  return plus(before, atFirst);
}

/**
 * The gradient of cumprod without dividing by elements, which may be zero: the right half's products all hold the
 * left half's product, so its gradient also reaches each element of the left half, times the others there.
 */
function cumprodShare(gradient: Tensor, x: Tensor, dim: number): Tensor {
  const length = x.shape![dim] as number;
  if (length <= 1) return gradient;
  const middle = Math.floor(length / 2);
  const half = (tensor: Tensor, start: number, count: number): Tensor =>
    Tensor.apply(narrow, [tensor], { dim, start, length: count });
  const left = half(x, 0, middle);
  const right = half(x, middle, length - middle);
  const rightGradient = half(gradient, middle, length - middle);
  const leftTotal = Tensor.apply(prod, [left], { dim, keepdim: true });
  const throughRight = sumOf(times(rightGradient, Tensor.apply(cumprod, [right], { dim })), dim, true);
  return Tensor.apply(
    cat,
    [
      plus(
        cumprodShare(half(gradient, 0, middle), left, dim),
        times(throughRight, productOfOthers(left, dim)),
      ),
      cumprodShare(times(rightGradient, leftTotal), right, dim),
    ],
    { dim },
  );
}
