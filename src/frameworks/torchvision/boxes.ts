/**
 * torchvision.ops on bounding boxes: areas, formats and the pairwise IoU in its four forms. Each is composed of the
 * same operations of PyTorch as torchvision composes it of, so that rounding and `grad_fn` are the same.
 * Formulas: GIoU (Rezatofighi et al., arXiv:1902.09630), DIoU and CIoU (Zheng et al., arXiv:1911.08287).
 * Non-maximum suppression is compiled code of torchvision's and is not computed.
 */
import { withGrad } from '../../engine/context';
import type { BinaryOperator } from '../../python/syntax';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { torchNames } from '../torch';
import {
  ellipsis,
  float,
  int,
  none,
  tuple,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../values';

const AXIS_ALIGNED = ['xyxy', 'xywh', 'cxcywh'] as const;
type Format = (typeof AXIS_ALIGNED)[number];

const isAxisAligned = (format: string): format is Format =>
  (AXIS_ALIGNED as readonly string[]).includes(format);

/** Python's way to write the formulas, on tensor objects. */
class Boxes {
  constructor(readonly runtime: Runtime) {}

  operate(operator: BinaryOperator, left: Value, right: Value): Value {
    return this.runtime.operate(operator, left, right);
  }

  method(
    value: Value,
    name: string,
    args: readonly Value[] = [],
    keywords: Record<string, Value> = {},
  ): Value {
    return this.runtime.call(this.runtime.getAttribute(value, name), args, keywords);
  }

  torch(name: string, args: readonly Value[], keywords: Record<string, Value> = {}): Value {
    return this.runtime.call(torchNames.get(`torch.${name}`)!, args, keywords);
  }

  /** `value[..., at]` or `value[..., from:to]` with `None` and `:` before it where they are given. */
  at(value: Value, ...index: readonly Value[]): Value {
    return this.runtime.getItem(value, tuple([ellipsis, ...index]));
  }

  column(value: Value, at: number): Value {
    return this.at(value, int(at));
  }

  /** What is multiplied is float32 or float64, or int32 or int64, so that it does not overflow. */
  wide(value: Value): Value {
    const dtype = value.kind === 'tensor' ? value.tensor.dtype : undefined;
    if (!dtype || ['float32', 'float64', 'int32', 'int64'].includes(dtype)) return value;
    return this.method(value, dtype.includes('float') ? 'float' : 'int');
  }

  area(boxes: Value, format: Format): Value {
    const wide = this.wide(boxes);
    const [a, b, c, d] = [0, 1, 2, 3].map((at) => this.column(wide, at));
    return format === 'xyxy'
      ? this.operate('*', this.operate('-', c!, a!), this.operate('-', d!, b!))
      : this.operate('*', c!, d!);
  }

  /** The first and the second corner of boxes along `index`, from their two halves. */
  corners(boxes: Value, format: Format, index: readonly Value[]): readonly [Value, Value] {
    const first = this.at(boxes, ...index, FIRST_HALF);
    const second = this.at(boxes, ...index, SECOND_HALF);
    if (format === 'xyxy') return [first, second];
    if (format === 'xywh') return [first, this.operate('+', first, second)];
    const half = this.operate('/', second, int(2));
    return [this.operate('-', first, half), this.operate('+', first, half)];
  }

  /** What both boxes of each pair share, and what they cover together. */
  overlap(boxes1: Value, boxes2: Value, format: Format): { readonly inter: Value; readonly union: Value } {
    const [area1, area2] = [this.area(boxes1, format), this.area(boxes2, format)];
    const [low1, high1] = this.corners(boxes1, format, ROWS);
    const [low2, high2] = this.corners(boxes2, format, COLUMNS);
    const low = this.torch('max', [low1, low2]);
    const high = this.torch('min', [high1, high2]);
    const sides = this.sides(low, high);
    const inter = this.operate('*', this.column(sides, 0), this.column(sides, 1));
    const both = this.operate('+', this.at(area1, none), this.at(area2, none, ALL));
    return { inter, union: this.operate('-', both, inter) };
  }

  sides(low: Value, high: Value): Value {
    return this.method(this.wide(this.operate('-', high, low)), 'clamp', [], { min: int(0) });
  }

  /** The sides of the box around both boxes of each pair. */
  around(boxes1: Value, boxes2: Value): Value {
    const half = (boxes: Value, index: readonly Value[], which: Value): Value =>
      this.at(boxes, ...index, which);
    const low = this.torch('min', [half(boxes1, ROWS, FIRST_HALF), half(boxes2, COLUMNS, FIRST_HALF)]);
    const high = this.torch('max', [half(boxes1, ROWS, SECOND_HALF), half(boxes2, COLUMNS, SECOND_HALF)]);
    return this.sides(low, high);
  }

  iou(boxes1: Value, boxes2: Value, format: Format = 'xyxy'): Value {
    const { inter, union } = this.overlap(boxes1, boxes2, format);
    return this.operate('/', inter, union);
  }

  /** GIoU = IoU − (area around − union) / area around. */
  generalized(boxes1: Value, boxes2: Value): Value {
    const { inter, union } = this.overlap(boxes1, boxes2, 'xyxy');
    const iou = this.operate('/', inter, union);
    const sides = this.around(boxes1, boxes2);
    const area = this.operate('*', this.column(sides, 0), this.column(sides, 1));
    return this.operate('-', iou, this.operate('/', this.operate('-', area, union), area));
  }

  /** DIoU = IoU − squared distance of the centres / squared diagonal around both. */
  distance(boxes1: Value, boxes2: Value, eps: Value): { readonly diou: Value; readonly iou: Value } {
    const iou = this.iou(boxes1, boxes2);
    const sides = this.around(boxes1, boxes2);
    const squared = (value: Value): Value => this.operate('**', value, int(2));
    const [width, height] = [0, 1].map((at) => squared(this.column(sides, at)));
    const diagonal = this.operate('+', this.operate('+', width!, height!), eps);
    const centre = (boxes: Value, at: number): Value =>
      this.operate('/', this.operate('+', this.column(boxes, at), this.column(boxes, at + 2)), int(2));
    const [x1, y1, x2, y2] = [centre(boxes1, 0), centre(boxes1, 1), centre(boxes2, 0), centre(boxes2, 1)];
    const gap = (a: Value, b: Value): Value =>
      squared(this.wide(this.operate('-', this.at(a, none), this.at(b, none, ALL))));
    const distance = this.operate('+', gap(x1, x2), gap(y1, y2));
    return { diou: this.operate('-', iou, this.operate('/', distance, diagonal)), iou };
  }

  /** CIoU = DIoU − α·v, where v compares the aspect ratios and α = v / (1 − IoU + v) is no part of the gradient. */
  complete(boxes1: Value, boxes2: Value, eps: Value): Value {
    const { diou, iou } = this.distance(boxes1, boxes2, eps);
    const side = (boxes: Value, index: readonly Value[], at: number): Value =>
      this.operate('-', this.at(boxes, ...index, int(at + 2)), this.at(boxes, ...index, int(at)));
    const angle = (boxes: Value, index: readonly Value[]): [Value, Value] => [
      side(boxes, index, 0),
      side(boxes, index, 1),
    ];
    const [width1, height1] = angle(boxes1, ROWS);
    const [width2, height2] = angle(boxes2, COLUMNS);
    const difference = this.operate(
      '-',
      this.torch('atan', [this.operate('/', width1, height1)]),
      this.torch('atan', [this.operate('/', width2, height2)]),
    );
    const v = this.operate('*', float(4 / Math.PI ** 2), this.torch('pow', [difference, int(2)]));
    const alpha = withGrad(false, () => {
      const rest = this.operate('+', this.operate('-', int(1), iou), v);
      return this.operate('/', v, this.operate('+', rest, eps));
    });
    return this.operate('-', diou, this.operate('*', alpha, v));
  }

  convert(boxes: Value, from: Format, to: Format): Value {
    if (from === to) return this.method(boxes, 'clone');
    if (from !== 'xyxy' && to !== 'xyxy') return this.convert(this.convert(boxes, from, 'xyxy'), 'xyxy', to);
    const parts = [...(this.runtime.iterate(this.method(boxes, 'unbind', [int(-1)])) ?? [])];
    const [a, b, c, d] = parts;
    if (!a || !b || !c || !d) throw new NotKnown('the shape of the boxes is not known');
    const plus = (x: Value, y: Value): Value => this.operate('+', x, y);
    const minus = (x: Value, y: Value): Value => this.operate('-', x, y);
    const half = (x: Value): Value => this.operate('*', float(0.5), x);
    const middle = (x: Value, y: Value): Value => this.operate('/', plus(x, y), int(2));
    let converted: Value[];
    if (from === 'xywh') converted = [a, b, plus(a, c), plus(b, d)];
    else if (from === 'cxcywh')
      converted = [minus(a, half(c)), minus(b, half(d)), plus(a, half(c)), plus(b, half(d))];
    else if (to === 'xywh') converted = [a, b, minus(c, a), minus(d, b)];
    else converted = [middle(a, c), middle(b, d), minus(c, a), minus(d, b)];
    return this.torch('stack', [tuple(converted)], { dim: int(-1) });
  }
}

const slice = (lower: Value, upper: Value, step: Value = none): Value => ({
  kind: 'slice',
  lower,
  upper,
  step,
});
const ALL = slice(none, none);
const FIRST_HALF = slice(none, int(2));
const SECOND_HALF = slice(int(2), none);
/** The first boxes stand in rows, the second in columns: `[..., None, :2]` and `[..., None, :, :2]`. */
const ROWS = [none];
const COLUMNS = [none, ALL];

const shown = (formats: readonly string[]): string => `(${formats.map((one) => `'${one}'`).join(', ')})`;
const ROTATED = ['cxcywhr', 'xywhr', 'xyxyxyxy'];

function formatOf(args: Arguments, name: string, refusal: (format: string) => string): Format {
  const format = args.string(name);
  if (isAxisAligned(format)) return format;
  if (ROTATED.includes(format)) throw new NotKnown('rotated boxes are not computed with');
  throw new PythonError('ValueError', refusal(format));
}

const pairOf = (args: Arguments): readonly [TensorValue, TensorValue] => [
  args.tensorObject('boxes1'),
  args.tensorObject('boxes2'),
];

const ops = (
  name: string,
  parameters: string,
  compute: (boxes: Boxes, args: Arguments) => Value,
): NativeFunction =>
  define(`torchvision.ops.${name}`, parameters, (args, runtime) => compute(new Boxes(runtime), args));

export const boxFunctions: readonly NativeFunction[] = [
  ops('box_area', "(boxes, fmt='xyxy')", (boxes, args) =>
    boxes.area(
      args.tensorObject('boxes'),
      formatOf(args, 'fmt', (format) => `Unsupported Bounding Box area for given format ${format}`),
    ),
  ),
  ops('box_iou', "(boxes1, boxes2, fmt='xyxy')", (boxes, args) =>
    boxes.iou(
      ...pairOf(args),
      formatOf(
        args,
        'fmt',
        (format) =>
          `Unsupported format '${format}'. Supported axis-aligned formats: ${shown(AXIS_ALIGNED)}. Supported rotated formats: ${shown(ROTATED)}.`,
      ),
    ),
  ),
  ops('generalized_box_iou', '(boxes1, boxes2)', (boxes, args) => boxes.generalized(...pairOf(args))),
  ops('distance_box_iou', '(boxes1, boxes2, eps=1e-7)', (boxes, args) => {
    const [first, second] = pairOf(args).map((value) => boxes.wide(value));
    return boxes.distance(first!, second!, args.value('eps')).diou;
  }),
  ops('complete_box_iou', '(boxes1, boxes2, eps=1e-7)', (boxes, args) => {
    const [first, second] = pairOf(args).map((value) => boxes.wide(value));
    return boxes.complete(first!, second!, args.value('eps'));
  }),
  ops('box_convert', '(boxes, in_fmt, out_fmt)', (boxes, args) => {
    const refusal = (): string =>
      `Unsupported Bounding Box Conversions for given in_fmt ${args.string('in_fmt')} and out_fmt ${args.string('out_fmt')}`;
    const from = formatOf(args, 'in_fmt', refusal);
    return boxes.convert(args.tensorObject('boxes'), from, formatOf(args, 'out_fmt', refusal));
  }),
  ops('clip_boxes_to_image', '(boxes, size)', (boxes, args) => {
    const given = args.tensorObject('boxes');
    const [height, width] = [...(boxes.runtime.iterate(args.value('size')) ?? [])];
    if (!height || !width) throw new NotKnown('the size of the image is not known');
    const [x, y] = [0, 1].map((from) => boxes.at(given, slice(int(from), none, int(2))));
    const clamp = (value: Value, max: Value): Value => boxes.method(value, 'clamp', [], { min: int(0), max });
    const stacked = boxes.torch('stack', [tuple([clamp(x!, width), clamp(y!, height)])], {
      dim: int(given.tensor.rank ?? 2),
    });
    return boxes.method(stacked, 'reshape', [boxes.runtime.getAttribute(given, 'shape')]);
  }),
  ops('remove_small_boxes', '(boxes, min_size)', (boxes, args) => {
    const given = args.tensorObject('boxes');
    const [wide, high] = [0, 1].map((at) =>
      boxes.runtime.compare(
        '>=',
        boxes.operate('-', boxes.column(given, at + 2), boxes.column(given, at)),
        args.value('min_size'),
      ),
    );
    const found = boxes.torch('where', [boxes.operate('&', wide!, high!)]);
    return boxes.runtime.getItem(found, int(0));
  }),
];
