/** What the losses of boxes (x1, y1, x2, y2) have in common: the overlap, the box around both, and the samples. */
import { choose, compare, full, minus, over, plus, times } from '../formula';
import type { Expectation, LossInputs, LossResult, LossSample, LossStep } from '../loss';
import { maximum, minimum } from '../ops/extremes';
import { logical_and } from '../ops/logic';
import { select } from '../ops/narrow';
import { square } from '../ops/power';
import { otherFloat32, float32 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, samples } from './operands';
import { reduceLoss, requireReductionOfTorchvision, type WithReduction } from './reduction';

/** What keeps divisions from zero; 1e-7 in torchvision unless given. */
export type BoxIouAttributes = WithReduction & { readonly eps: number };

/** The corners of boxes, or a box of corners. */
export interface Corners {
  readonly x1: Tensor;
  readonly y1: Tensor;
  readonly x2: Tensor;
  readonly y2: Tensor;
}

/** Two sets of boxes, and what they share. */
export interface Overlap {
  readonly first: Corners;
  readonly second: Corners;
  /** The areas of both, of what they share, and of their union. */
  readonly areas: readonly [Tensor, Tensor];
  readonly shared: Tensor;
  readonly union: Tensor;
  readonly iou: Tensor;
  /** The smallest box around both. */
  readonly around: Corners;
}

const cornersOf = (boxes: Tensor): Corners => {
  const corner = (index: number): Tensor => Tensor.apply(select, [boxes], { dim: -1, index });
  return { x1: corner(0), y1: corner(1), x2: corner(2), y2: corner(3) };
};

const smaller = (a: Tensor, b: Tensor): Tensor => Tensor.apply(minimum, [a, b], {});
const larger = (a: Tensor, b: Tensor): Tensor => Tensor.apply(maximum, [a, b], {});

export const widthOf = ({ x1, x2 }: Corners): Tensor => minus(x2, x1);
export const heightOf = ({ y1, y2 }: Corners): Tensor => minus(y2, y1);
export const areaOf = (box: Corners): Tensor => times(widthOf(box), heightOf(box));
export const squareOf = (x: Tensor): Tensor => Tensor.apply(square, [x], {});

function overlapOf(inputs: LossInputs, eps: number): Overlap {
  const first = cornersOf(required(inputs, 'boxes1'));
  const second = cornersOf(required(inputs, 'boxes2'));
  const inside: Corners = {
    x1: larger(first.x1, second.x1),
    y1: larger(first.y1, second.y1),
    x2: smaller(first.x2, second.x2),
    y2: smaller(first.y2, second.y2),
  };
  const meet = Tensor.apply(
    logical_and,
    [compare(inside.y2, '>', inside.y1), compare(inside.x2, '>', inside.x1)],
    {},
  );
  const shared = choose(meet, areaOf(inside), full([], first.x1.dtype, 0));
  const areas = [areaOf(first), areaOf(second)] as const;
  const union = minus(plus(...areas), shared);
  return {
    first,
    second,
    areas,
    shared,
    union,
    iou: over(shared, plus(union, eps)),
    around: {
      x1: smaller(first.x1, second.x1),
      y1: smaller(first.y1, second.y1),
      x2: larger(first.x2, second.x2),
      y2: larger(first.y2, second.y2),
    },
  };
}

/** A loss of overlapping boxes with the steps to it; the overlap itself is `i` in its formula. */
export interface BoxLoss {
  readonly loss: Tensor;
  readonly formula: string;
  readonly steps: readonly LossStep[];
  readonly operands: Readonly<Record<string, Tensor>>;
}

/** 1 − IoU plus the distance of the centers, as a share of the diagonal around both. */
export function distanceLoss({ first, second, iou, around }: Overlap, eps: number): BoxLoss {
  const center = ({ x1, y1, x2, y2 }: Corners): readonly [Tensor, Tensor] => [
    over(plus(x2, x1), 2),
    over(plus(y2, y1), 2),
  ];
  const [[x, y], [u, v]] = [center(first), center(second)];
  const diagonal = plus(plus(squareOf(widthOf(around)), squareOf(heightOf(around))), eps);
  const apart = plus(squareOf(minus(x, u)), squareOf(minus(y, v)));
  return {
    loss: plus(minus(1, iou), over(apart, diagonal)),
    formula: '1 − i + d / g',
    steps: [
      { name: 'squared distance of the centers', formula: 'd = Δx² + Δy²', tensor: apart, operands: [] },
      {
        name: 'squared diagonal around both',
        formula: 'g = width² + height²',
        tensor: diagonal,
        operands: [],
      },
    ],
    operands: { i: iou, d: apart, g: diagonal },
  };
}

export const boxExpectations: readonly Expectation[] = (['boxes1', 'boxes2'] as const).map((of) => ({
  of,
  roles: ['values'],
  dtype: 'floating',
  says: 'boxes as (x1, y1, x2, y2) with x1 < x2 and y1 < y2',
}));

/** A loss of the overlap of two sets of boxes. The mean of no boxes is 0. */
export function boxLoss(
  inputs: LossInputs,
  { reduction, eps }: BoxIouAttributes,
  elementLoss: (overlap: Overlap) => BoxLoss,
): LossResult {
  const overlap = overlapOf(inputs, eps);
  const { loss, formula, steps, operands } = elementLoss(overlap);
  const { areas, shared, iou } = overlap;
  /** What is made of the corners has no letter of its own: it lights the boxes of its row. */
  const boxes = samples({ boxes1: required(inputs, 'boxes1'), boxes2: required(inputs, 'boxes2') });
  requireReductionOfTorchvision(reduction);
  const isEmpty = loss.shape?.includes(0) === true;
  return {
    output: reduceLoss(loss, isEmpty && reduction === 'mean' ? 'sum' : reduction),
    perElement: loss,
    steps: [
      { name: 'area of boxes1', formula: 'a = width · height', tensor: areas[0], operands: [boxes[0]!] },
      { name: 'area of boxes2', formula: 'b = width · height', tensor: areas[1], operands: [boxes[1]!] },
      { name: 'area that they share', formula: 's = width · height', tensor: shared, operands: boxes },
      {
        name: 'overlap (IoU)',
        formula: 'i = s / (a + b − s)',
        tensor: iou,
        operands: elements({ s: shared, a: areas[0], b: areas[1] }),
      },
      ...steps.map((step) => (step.operands?.length === 0 ? { ...step, operands: boxes } : step)),
      { name: 'loss of each pair', formula, tensor: loss, operands: elements(operands) },
    ],
  };
}

const boxes = (seed: number): ReturnType<typeof float32> => {
  const spots = otherFloat32([3, 4], seed).values;
  return float32(
    [3, 4],
    spots.map((spot, at) => Math.round((at % 4 < 2 ? spot : spots[at - 2]! + 1.5 + spot * 0.4) * 100) / 100),
  );
};

/** Pairs of boxes of which some meet, for the torchvision function of that name. */
export const boxSamples = (name: string): readonly LossSample<BoxIouAttributes>[] =>
  (['mean', 'sum', 'none'] as const).map((reduction) => ({
    inputs: { boxes1: boxes(3), boxes2: boxes(4) },
    attributes: { reduction, eps: 1e-7 },
    torch: `torchvision.ops.${name}(boxes1, boxes2, reduction='${reduction}')`,
  }));
