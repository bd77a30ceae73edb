/**
 * fastai's losses, by its documentation (https://docs.fast.ai/losses.html): PyTorch's losses behind an object that
 * brings the axis of the classes to the end and flattens, and that knows what turns scores into decisions.
 */

import { castTo, compare, minus, negative, over, plus, reshaped, sumOf, times } from '../../engine/formula';
import { argmax } from '../../engine/ops/argmax';
import { stack } from '../../engine/ops/cat';
import { exp } from '../../engine/ops/exponential';
import { mean } from '../../engine/ops/mean';
import { numberTensor } from '../../engine/ops/number';
import { transpose } from '../../engine/ops/permute';
import { pow, square } from '../../engine/ops/power';
import { sigmoid } from '../../engine/ops/sigmoid';
import { log_softmax, softmax } from '../../engine/ops/softmax';
import { Tensor } from '../../engine/tensor';
import { asTensor, type Arguments } from '../arguments';
import { define, method } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { torchNames } from '../torch';
import { moduleClass } from '../torch/module';
import {
  bool,
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type Value,
} from '../values';

const torchName = (name: string): Value => torchNames.get(name)!;

/** The attributes of a loss as arguments again: those that it was made with, or that were set since. */
const heldNumber = (self: InstanceValue, name: string): number => {
  const value = self.attributes.get(name);
  if (value?.kind === 'int' || value?.kind === 'float') return value.value;
  throw new NotKnown(`the attribute '${name}' of ${self.class.name} is not known`);
};

const heldFlag = (self: InstanceValue, name: string, runtime: Runtime): boolean => {
  const truth = runtime.truth(self.attributes.get(name) ?? none);
  if (truth === undefined) throw new NotKnown(`the attribute '${name}' of ${self.class.name} is not known`);
  return truth;
};

const heldText = (self: InstanceValue, name: string): string => {
  const value = self.attributes.get(name);
  if (value?.kind === 'str') return value.value;
  throw new NotKnown(`the attribute '${name}' of ${self.class.name} is not known`);
};

const softmaxAlong = (dim: (self: InstanceValue) => number): NativeMethod =>
  method('(x)', (self, args) => tensorValue(Tensor.apply(softmax, [args.tensor('x')], { dim: dim(self) })));

const argmaxAlong = (dim: (self: InstanceValue) => number): NativeMethod =>
  method('(x)', (self, args) =>
    tensorValue(Tensor.apply(argmax, [args.tensor('x')], { dim: dim(self), keepdim: false })),
  );

const ofAxis = (self: InstanceValue): number => heldNumber(self, 'axis');
const last = (): number => -1;

/** How a loss of classes turns scores into probabilities and labels. */
const classes = (dim: (self: InstanceValue) => number): Readonly<Record<string, NativeMethod>> => ({
  activation: softmaxAlong(dim),
  decodes: argmaxAlong(dim),
});

/** The axis of the classes comes last. */
function axisLast(x: Tensor, axis: number): Tensor {
  return x.rank === 0 || axis === -1 ? x : Tensor.apply(transpose, [x], { dim0: axis, dim1: -1 });
}

/** Flattens what was handed in, as the loss was told, and calls the loss inside. */
function callInside(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  const axis = heldNumber(self, 'axis');
  const inside = self.attributes.get('func') ?? none;
  const reduction = self.attributes.get('reduction');
  if (reduction) runtime.setAttribute(inside, 'reduction', reduction);
  const flatten = heldFlag(self, 'flatten', runtime);
  let input = axisLast(args.tensor('inp'), axis);
  let target = axisLast(args.tensor('targ'), axis);
  if (heldFlag(self, 'floatify', runtime) && target.dtype !== 'float16') target = castTo(target, 'float32');
  const isShort = target.dtype === 'int8' || target.dtype === 'int16' || target.dtype === 'int32';
  if (isShort) target = castTo(target, 'int64');
  if (flatten) {
    const classCount = input.shape?.at(-1);
    if (heldFlag(self, 'is_2d', runtime)) {
      // Of unknown sizes the number of rows is not known either; the loss takes the scores as they are.
      if (classCount !== undefined && input.rank !== 2) input = reshaped(input, [-1, classCount]);
    } else input = reshaped(input, [-1]);
    if (target.rank !== 1) target = reshaped(target, [-1]);
  }
  return runtime.call(inside, [tensorValue(input), tensorValue(target)], args.keywords);
}

const KEYWORDS = 'flatten=True, floatify=False, is_2d=True, **kwargs';

const baseLoss: ClassValue = {
  kind: 'class',
  name: 'fastai.losses.BaseLoss',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(`(loss_cls, *args, axis=-1, ${KEYWORDS})`),
  construct: (self, args, runtime) => wrap(self, args.value('loss_cls'), args, {}, runtime),
  invoke: { signature: signature('(inp, targ, **kwargs)'), call: callInside },
  methods: {
    activation: method('(x)', (_, args) => args.value('x')),
    decodes: method('(x)', (_, args) => args.value('x')),
    to: method('(device)', () => none),
  },
  properties: {
    reduction: (self, runtime) => runtime.getAttribute(self.attributes.get('func') ?? none, 'reduction'),
  },
  describe: (self, runtime) => {
    const inside = runtime.format(self.attributes.get('func') ?? none, 'repr');
    return inside === undefined ? undefined : `FlattenedLoss of ${inside}`;
  },
};

/** Makes the loss inside, and keeps how it is to be called. */
function wrap(
  self: InstanceValue,
  inside: Value,
  args: Arguments,
  keywords: Readonly<Record<string, Value>>,
  runtime: Runtime,
): void {
  for (const name of ['axis', 'flatten', 'floatify', 'is_2d']) self.attributes.set(name, args.value(name));
  self.attributes.set('func', runtime.call(inside, args.rest, { ...args.keywords, ...keywords }));
}

/** A flattening loss of its own class. */
const flat = (
  name: string,
  inside: () => Value,
  methods: Readonly<Record<string, NativeMethod>>,
  parts: {
    readonly parameters?: string;
    /** Constructor arguments that go to the loss inside. */
    readonly passed?: readonly string[];
    readonly construct?: (self: InstanceValue, args: Arguments, runtime: Runtime) => void;
    readonly takesClasses: boolean;
  },
): ClassValue => ({
  kind: 'class',
  name: `fastai.losses.${name}`,
  bases: [baseLoss],
  attributes: new Map<string, Value>(parts.takesClasses ? [['y_int', bool(true)]] : []),
  isUser: false,
  signature: signature(parts.parameters ?? `(*args, axis=-1, ${KEYWORDS})`),
  construct: (self, args, runtime) => {
    const passed = Object.fromEntries((parts.passed ?? []).map((of) => [of, args.value(of)]));
    wrap(self, inside(), args, passed, runtime);
    parts.construct?.(self, args, runtime);
  },
  methods,
});

const ELEMENTWISE = 'axis=-1, floatify=True, flatten=True, is_2d=False';

const crossEntropyFlat = flat(
  'CrossEntropyLossFlat',
  () => torchName('torch.nn.CrossEntropyLoss'),
  classes(ofAxis),
  { takesClasses: true },
);

const withLogitsFlat = flat(
  'BCEWithLogitsLossFlat',
  () => torchName('torch.nn.BCEWithLogitsLoss'),
  {
    activation: method('(x)', (_, args) => tensorValue(Tensor.apply(sigmoid, [args.tensor('x')], {}))),
    decodes: method('(x)', (self, args) =>
      tensorValue(compare(args.tensor('x'), '>', heldNumber(self, 'thresh'))),
    ),
  },
  {
    parameters: `(*args, ${ELEMENTWISE}, thresh=0.5, **kwargs)`,
    takesClasses: false,
    construct: (self, args) => {
      self.attributes.set('thresh', args.value('thresh'));
      const weight = args.keywords['pos_weight'];
      if (!weight || weight.kind === 'None') return;
      // A weight for each label fits the labels as they are, not in one row.
      if (args.given('flatten') && args.bool('flatten')) {
        throw new PythonError(
          'ValueError',
          '`flatten` must be False when using `pos_weight` to avoid a RuntimeError due to shape mismatch',
        );
      }
      self.attributes.set('flatten', bool(false));
    },
  },
);

/** A function of fastai's that gives a flattening loss of numbers. */
const elementwise = (name: string, inside: string): NativeFunction =>
  define(`fastai.losses.${name}`, `(*args, ${ELEMENTWISE}, **kwargs)`, (args, runtime) =>
    runtime.call(baseLoss, [torchName(inside), ...args.rest], {
      ...args.keywords,
      ...Object.fromEntries(['axis', 'floatify', 'flatten', 'is_2d'].map((of) => [of, args.value(of)])),
    }),
  );

/** Keeps the arguments as attributes, as fastai's `store_attr` does. */
const storeAttributes: NonNullable<ClassValue['construct']> = (self, args) => {
  for (const { name } of args.signature.parameters) self.attributes.set(name, args.value(name));
};

/** The mean or the sum; with another word all losses, since fastai compares with these two and refuses none. */
function reduced(losses: Tensor, reduction: string): Tensor {
  if (reduction === 'mean') return Tensor.apply(mean, [losses], {});
  return reduction === 'sum' ? sumOf(losses) : losses;
}

const focalLoss = moduleClass('fastai.losses.FocalLoss', "(gamma=2.0, weight=None, reduction='mean')", {
  construct: storeAttributes,
  invoke: method('(inp, targ)', (self, args, runtime) => {
    const called = runtime.call(
      torchName('torch.nn.functional.cross_entropy'),
      [args.value('inp'), args.value('targ')],
      { weight: self.attributes.get('weight') ?? none, reduction: { kind: 'str', value: 'none' } },
    );
    const entropy = asTensor(called, 'the cross entropy');
    const probability = Tensor.apply(exp, [negative(entropy)], {});
    const easy = Tensor.apply(pow, [minus(1, probability), numberTensor(heldNumber(self, 'gamma'))], {});
    return tensorValue(reduced(times(easy, entropy), heldText(self, 'reduction')));
  }),
});

const focalLossFlat = flat('FocalLossFlat', () => focalLoss, classes(ofAxis), {
  parameters: `(*args, gamma=2.0, axis=-1, ${KEYWORDS})`,
  passed: ['gamma'],
  takesClasses: true,
});

const labelSmoothing = moduleClass(
  'fastai.losses.LabelSmoothingCrossEntropy',
  "(eps=0.1, weight=None, reduction='mean')",
  {
    construct: storeAttributes,
    invoke: method('(output, target)', (self, args, runtime) => {
      const scores = args.tensor('output');
      const count = scores.shape?.[1];
      if (typeof count !== 'number') throw new NotKnown('the number of classes is not known');
      const [eps, reduction] = [heldNumber(self, 'eps'), heldText(self, 'reduction')];
      const logs = Tensor.apply(log_softmax, [scores], { dim: 1 });
      const target = castTo(args.tensor('target'), 'int64');
      const own = runtime.call(
        torchName('torch.nn.functional.nll_loss'),
        [tensorValue(logs), tensorValue(target)],
        {
          weight: self.attributes.get('weight') ?? none,
          reduction: { kind: 'str', value: reduction },
        },
      );
      const smooth =
        reduction === 'sum' ? negative(sumOf(logs)) : reduced(negative(sumOf(logs, 1)), reduction);
      return tensorValue(plus(over(times(smooth, eps), count), times(asTensor(own, 'the loss'), 1 - eps)));
    }),
    methods: classes(last),
  },
);

const labelSmoothingFlat = flat('LabelSmoothingCrossEntropyFlat', () => labelSmoothing, classes(last), {
  takesClasses: true,
});

/** One mask for each class, along `dim` 1. */
function masksOf(target: Tensor, count: number): Tensor {
  const masks = Array.from({ length: count }, (_, label) => castTo(compare(target, '==', label), 'int64'));
  return Tensor.apply(stack, masks, { dim: 1 });
}

const diceLoss: ClassValue = {
  kind: 'class',
  name: 'fastai.losses.DiceLoss',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature("(axis=1, smooth=1e-6, reduction='sum', square_in_union=False)"),
  construct: storeAttributes,
  invoke: method('(pred, targ)', (self, args, runtime) => {
    const scores = args.tensor('pred');
    const count = scores.shape?.at(ofAxis(self));
    if (typeof count !== 'number' || !scores.shape) throw new NotKnown('the number of classes is not known');
    const masks = masksOf(args.tensor('targ'), count);
    if (masks.shape && masks.shape.join() !== scores.shape.join()) {
      throw new PythonError(
        'AssertionError',
        'input and target dimensions differ, DiceLoss expects non one-hot targs',
      );
    }
    const shares = Tensor.apply(softmax, [scores], { dim: ofAxis(self) });
    const smooth = heldNumber(self, 'smooth');
    const dims = scores.shape.slice(2).map((_, at) => at + 2);
    const total = (x: Tensor): Tensor => sumOf(x, dims.length > 0 ? dims : undefined);
    const counted = heldFlag(self, 'square_in_union', runtime) ? Tensor.apply(square, [shares], {}) : shares;
    const union = total(plus(counted, masks));
    const score = over(plus(times(total(times(shares, masks)), 2), smooth), plus(union, smooth));
    return tensorValue(reduced(minus(1, score), heldText(self, 'reduction')));
  }),
  methods: classes(ofAxis),
};

/** The losses of fastai.losses. */
export const fastaiLosses: readonly (ClassValue | NativeFunction)[] = [
  baseLoss,
  crossEntropyFlat,
  focalLoss,
  focalLossFlat,
  withLogitsFlat,
  elementwise('BCELossFlat', 'torch.nn.BCELoss'),
  elementwise('MSELossFlat', 'torch.nn.MSELoss'),
  elementwise('L1LossFlat', 'torch.nn.L1Loss'),
  labelSmoothing,
  labelSmoothingFlat,
  diceLoss,
];
