import { TensorError } from '../error';
import { minus, plus } from '../formula';
import type { Loss, LossInputs, LossResult, LossStep } from '../loss';
import { clamp } from '../ops/clamp';
import { minimum } from '../ops/extremes';
import { numberTensor } from '../ops/number';
import { pairwise_distance } from '../ops/similarity';
import { float32, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, samples } from './operands';
import { readReduction, reduceLoss, type WithReduction } from './reduction';

/** PyTorch's defaults are margin 1, p 2, eps 1e-6 and no swap. */
export type TripletMarginAttributes = WithReduction & {
  readonly margin: number;
  readonly p: number;
  readonly eps: number;
  readonly swap: boolean;
};

/** Throws what PyTorch throws for a margin that asks for nothing, and for inputs of different ranks. */
function checkTriplet([anchor, positive, negative]: Triplet, margin: number): void {
  if (margin <= 0) throw new TensorError('ValueError', `margin must be greater than 0, got ${margin}`);
  const ranks = [anchor, positive, negative].map(({ rank }) => rank);
  if (new Set(ranks.filter((rank) => rank !== undefined)).size > 1) {
    throw new TensorError(
      'RuntimeError',
      'The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: ' +
        `anchor ${ranks[0]}D, positive ${ranks[1]}D, and negative ${ranks[2]}D inputs`,
    );
  }
}

type Triplet = readonly [anchor: Tensor, positive: Tensor, negative: Tensor];

/** One of the distances of the loss, with the letters that formulas know its parts by. */
interface Distance {
  readonly where: string;
  readonly ends: readonly [from: string, to: string];
  readonly from: Tensor;
  readonly to: Tensor;
  /** Of the differences, and of the distance. */
  readonly letters: readonly [differences: string, distance: string];
  readonly distance: Tensor;
}

/** @param ends The letters of the two points, and the points. */
function between(
  where: string,
  ends: Readonly<Record<string, Tensor>>,
  letters: Distance['letters'],
  distance: Tensor,
): Distance {
  const [[first, from], [second, to]] = Object.entries(ends) as [[string, Tensor], [string, Tensor]];
  return { where, ends: [first, second], from, to, letters, distance };
}

/** How a distance is made of the coordinates: the last step is the distance. */
type DistanceSteps = (of: Distance) => readonly LossStep[];

/** A distance of which only the result is known. */
const onlyDistance: DistanceSteps = ({ where, ends: [from, to], letters: [, letter], distance }) => [
  { name: `distance ${where}`, formula: `${letter} = ‖${from} − ${to}‖`, tensor: distance },
];

/**
 * The loss with any distance: it is asked for a to p, a to n, and with `swap` p to n.
 *
 * @param stepsOf How a distance is made, where that can be said along the last dim of the inputs.
 */
export function tripletLoss(
  inputs: LossInputs,
  { margin, swap, reduction }: Pick<TripletMarginAttributes, 'margin' | 'swap' | 'reduction'>,
  distance: (a: Tensor, b: Tensor) => Tensor,
  stepsOf: DistanceSteps = onlyDistance,
): LossResult {
  const triplet: Triplet = [
    required(inputs, 'anchor'),
    required(inputs, 'positive'),
    required(inputs, 'negative'),
  ];
  const [anchor, positive, negative] = triplet;
  readReduction(reduction);
  checkTriplet(triplet, margin);
  const near = distance(anchor, positive);
  const direct = distance(anchor, negative);
  const crossed = swap ? distance(positive, negative) : undefined;
  const far = crossed ? Tensor.apply(minimum, [direct, crossed], {}) : direct;
  const perElement = Tensor.apply(clamp, [minus(plus(near, margin), far)], { min: 0 });
  return {
    output: reduceLoss(perElement, reduction),
    perElement,
    gradFn: reduction === 'none' ? 'ClampMinBackward0' : undefined,
    steps: [
      ...stepsOf(between('to the positive', { a: anchor, p: positive }, ['u', 'r'], near)),
      ...stepsOf(between('to the negative', { a: anchor, n: negative }, ['v', 's'], direct)),
      ...(crossed
        ? [
            ...stepsOf(
              between('from positive to negative', { p: positive, n: negative }, ['w', 't'], crossed),
            ),
            {
              name: 'the smaller of both',
              formula: 'f = min(s, t)',
              tensor: far,
              operands: elements({ s: direct, t: crossed }),
            },
          ]
        : []),
      {
        name: 'loss of each triplet',
        formula: `max(0, r − ${crossed ? 'f' : 's'} + ${margin})`,
        tensor: perElement,
        operands: elements({ r: near, [crossed ? 'f' : 's']: far }),
      },
    ],
    ...(stepsOf !== onlyDistance && anchor.rank ? { classDim: anchor.rank - 1 } : {}),
  };
}

/** ‖from − to + eps‖ of order p along the last dim: the differences, and what they add up to. */
const pairwiseSteps =
  (p: number, eps: number): DistanceSteps =>
  ({ where, ends: [first, second], from, to, letters: [between, letter], distance }) => {
    const differences = plus(minus(from, to), numberTensor(eps, 'float'));
    return [
      {
        name: `differences ${where}`,
        formula: `${between} = ${first} − ${second} + ${eps}`,
        tensor: differences,
        operands: elements({ [first]: from, [second]: to }),
      },
      {
        name: `distance ${where}`,
        formula: `${letter} = ${normOf(p, between)}`,
        tensor: distance,
        operands: samples({ [between]: differences }),
      },
    ];
  };

function normOf(p: number, of: string): string {
  if (p === 2) return `√Σ ${of}²`;
  if (p === 1) return `Σ |${of}|`;
  return Number.isFinite(p) && p > 0 ? `(Σ |${of}|^${p})^(1/${p})` : `norm of order ${p}`;
}

/** l = max(0, ‖a − p‖ − ‖a − n‖ + margin); with `swap` the smaller of ‖a − n‖ and ‖p − n‖ counts. */
export const triplet_margin_loss: Loss<TripletMarginAttributes> = {
  name: 'triplet_margin_loss',
  gradFn: null,
  formula: 'max(0, ‖a − p‖ − ‖a − n‖ + margin)',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginLoss.html',
  tensors: ['anchor', 'positive', 'negative'],
  expects: (['anchor', 'positive', 'negative'] as const).map((of) => ({
    of,
    roles: ['values', 'logits'],
    dtype: 'floating',
    says: 'embeddings',
  })),
  insideActivation: null,
  evaluate: (inputs, { p, eps, ...attributes }) =>
    tripletLoss(
      inputs,
      attributes,
      (a, b) => Tensor.apply(pairwise_distance, [a, b], { p, eps, keepdim: false }),
      pairwiseSteps(p, eps),
    ),
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { anchor: float32([3, 4]), positive: otherFloat32([3, 4]), negative: otherFloat32([3, 4], 2) },
      attributes: { reduction, margin: 1, p: 2, eps: 1e-6, swap: false },
      torch: `F.triplet_margin_loss(anchor, positive, negative, reduction='${reduction}')`,
    })),
    {
      inputs: { anchor: float32([3, 4]), positive: otherFloat32([3, 4]), negative: otherFloat32([3, 4], 2) },
      attributes: { reduction: 'none', margin: 2, p: 1, eps: 1e-6, swap: true },
      torch:
        "F.triplet_margin_loss(anchor, positive, negative, margin=2.0, p=1.0, swap=True, reduction='none')",
    },
    {
      inputs: { anchor: float32([2, 3]), positive: float32([2, 3]), negative: float32([2]) },
      attributes: { reduction: 'mean', margin: 1, p: 2, eps: 1e-6, swap: false },
      torch: 'F.triplet_margin_loss(anchor, positive, negative)',
    },
    {
      inputs: { anchor: float32([2, 3]), positive: float32([2, 3]), negative: float32([2, 3]) },
      attributes: { reduction: 'mean', margin: -1, p: 2, eps: 1e-6, swap: false },
      torch: 'F.triplet_margin_loss(anchor, positive, negative, margin=-1)',
    },
  ],
};
