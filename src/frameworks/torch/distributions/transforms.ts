/** Transforms of values, and distributions of what they make of a draw (torch/distributions/transforms.py). */
import { exponential, full, logarithm, minus, negative, over, plus, times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import type { Op } from '../../../engine/op';
import { broadcastShapes, isKnownShape, sameShape, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { asTensor, type Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import { tensorValue, type ClassValue, type InstanceValue, type Value } from '../../values';
import { positive, real, unitInterval, type Constraint } from './constraints';
import { distributionClass, distributionOf, type Distribution } from './distribution';
import { absolute, clamped, epsilonOf, log1p, sigmoid, sumRightmost, tinyOf } from './functions';

/** A map that can be undone, element by element. */
export interface Transform {
  readonly forward: (x: Tensor) => Tensor;
  readonly inverse: (y: Tensor) => Tensor;
  /** log |dy/dx|. */
  readonly logDeterminant: (x: Tensor, y: Tensor) => Tensor;
  readonly codomain: Constraint;
  /** The sizes of what it computes with besides the value. */
  readonly shape?: Shape | undefined;
}

const softplus = (x: Tensor): Tensor =>
  Tensor.apply(ops.softplus as unknown as Op, [x], { beta: 1, threshold: 20 });

export const exponentialTransform: Transform = {
  forward: exponential,
  inverse: logarithm,
  logDeterminant: (x) => x,
  codomain: positive,
};

export const sigmoidTransform: Transform = {
  forward: (x) => clamped(sigmoid(x), tinyOf(x), 1 - epsilonOf(x)),
  inverse: (given) => {
    const y = clamped(given, tinyOf(given), 1 - epsilonOf(given));
    return minus(logarithm(y), log1p(negative(y)));
  },
  logDeterminant: (x) => minus(negative(softplus(negative(x))), softplus(x)),
  codomain: unitInterval,
};

const tanhTransform: Transform = {
  forward: (x) => Tensor.apply(ops.tanh as unknown as Op, [x], {}),
  inverse: (y) => Tensor.apply(ops.atanh as unknown as Op, [y], {}),
  logDeterminant: (x) => times(2, minus(minus(Math.log(2), x), softplus(times(-2, x)))),
  codomain: {
    text: 'Interval(lower_bound=-1.0, upper_bound=1.0)',
    holds: (values) => Array.from(values).every((value) => value >= -1 && value <= 1),
  },
};

const affineTransform = (loc: Tensor, scale: Tensor): Transform => ({
  forward: (x) => plus(loc, times(scale, x)),
  inverse: (y) => over(minus(y, loc), scale),
  logDeterminant: (x) => {
    if (scale.wrapped) return full(x.shape, x.dtype, Math.log(Math.abs(scale.values()[0]!)));
    const size = x.shape;
    if (!size) throw new NotKnown('the shape of the value is not known');
    return Tensor.apply(ops.expand, [logarithm(absolute(scale))], { size });
  },
  codomain: real,
  shape: broadcastShapes(loc.shape ?? [], scale.shape ?? []),
});

/** With `cache_size=1` the way back from the newest result is the value that it was made of. */
function cached(transform: Transform): Transform {
  let newest: readonly [Tensor, Tensor] | undefined;
  return {
    ...transform,
    forward: (x) => {
      if (newest?.[0] === x) return newest[1];
      const y = transform.forward(x);
      newest = [x, y];
      return y;
    },
    inverse: (y) => {
      if (newest?.[1] === y) return newest[0];
      const x = transform.inverse(y);
      newest = [x, y];
      return x;
    },
  };
}

/** The density of a distribution as a program asks for it, which looks at the value first. */
function densityOf(distribution: Value, value: Tensor, runtime: Runtime): Tensor {
  const density = runtime.call(runtime.getAttribute(distribution, 'log_prob'), [tensorValue(value)]);
  if (density.kind !== 'tensor') throw new NotKnown('the density is not known');
  return density.tensor;
}

/** The distribution of what transforms make of a draw, one after the other. */
export function transformed(
  base: Value,
  transforms: readonly Transform[],
  text: string,
  runtime: Runtime,
): Distribution {
  const { rsample, sample, eventShape, batchShape, ...inner } = distributionOf(base);
  const shape = [...batchShape, ...eventShape];
  for (const transform of transforms) {
    const wide = broadcastShapes(shape, transform.shape ?? []);
    if (!isKnownShape(wide) || !sameShape(wide, shape))
      throw new NotKnown('a transform that gives a draw another shape is not followed');
  }
  const forward = (x: Tensor): Tensor => transforms.reduce((value, { forward: map }) => map(value), x);
  const support = transforms.at(-1)?.codomain ?? inner.support;
  return {
    batchShape,
    eventShape,
    parameters: {},
    derived: {},
    ...(support ? { support } : {}),
    logProb: (value) => {
      let [y, sum] = [value, undefined as Tensor | undefined];
      for (const transform of [...transforms].reverse()) {
        const x = transform.inverse(y);
        const share = sumRightmost(transform.logDeterminant(x, y), eventShape.length);
        sum = minus(sum ?? 0, share);
        y = x;
      }
      return plus(sum ?? 0, densityOf(base, y, runtime));
    },
    ...(rsample ? { rsample: (shape, generator) => forward(rsample(shape, generator)) } : {}),
    ...(sample ? { sample: (shape, generator) => forward(sample(shape, generator)) } : {}),
    text: () => text,
  };
}

const transformIn = (value: Value): Transform => {
  const found = value.kind === 'instance' ? value.state.get('transform') : undefined;
  if (!found) throw new NotKnown('the transform is not known');
  return found as Transform;
};

/** To `isinstance` a transform. */
const transformBase: ClassValue = {
  kind: 'class',
  name: 'torch.distributions.Transform',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(cache_size=0)'),
  construct: () => undefined,
};

function transformClass(
  name: string,
  parameters: string,
  make: (args: Arguments) => Transform,
  text: (args: Arguments, runtime: Runtime) => string = () => `${name}()`,
): ClassValue {
  const type: ClassValue = {
    kind: 'class',
    name: `torch.distributions.${name}`,
    bases: [transformBase],
    attributes: new Map(),
    isUser: false,
    signature: signature(parameters),
    construct: (self, args, runtime) => {
      const transform = make(args);
      self.state.set('transform', args.int('cache_size') === 1 ? cached(transform) : transform);
      self.state.set('text', text(args, runtime));
    },
    invoke: {
      signature: signature('(x)'),
      call: (self, args) => tensorValue(transformIn(self).forward(args.tensor('x'))),
    },
    methods: {
      log_abs_det_jacobian: {
        signature: signature('(x, y)'),
        call: (self, args) =>
          tensorValue(transformIn(self).logDeterminant(args.tensor('x'), args.tensor('y'))),
      },
    },
    properties: { inv: (self) => inverted(type, self) },
    describe: (self) => self.state.get('text') as string,
  };
  return type;
}

/** `transform.inv`: the same map the other way round. */
function inverted(type: ClassValue, self: InstanceValue): InstanceValue {
  const { forward, inverse, logDeterminant } = transformIn(self);
  const back: Transform = {
    forward: inverse,
    inverse: forward,
    logDeterminant: (x, y) => negative(logDeterminant(y, x)),
    codomain: real,
  };
  const state = new Map<string, unknown>([
    ['transform', back],
    ['text', `_InverseTransform(${self.state.get('text') as string})`],
  ]);
  return { kind: 'instance', class: type, attributes: new Map(), state, place: undefined };
}

export const transforms: readonly ClassValue[] = [
  transformBase,
  transformClass('ExpTransform', '(cache_size=0)', () => exponentialTransform),
  transformClass('SigmoidTransform', '(cache_size=0)', () => sigmoidTransform),
  transformClass('TanhTransform', '(cache_size=0)', () => tanhTransform),
  transformClass('AffineTransform', '(loc, scale, event_dim=0, cache_size=0)', (args) => {
    if (args.int('event_dim') !== 0) throw new NotKnown('event_dim of a transform is not followed');
    const [loc, scale] = ['loc', 'scale'].map((name) => asTensor(args.value(name), name));
    return affineTransform(loc!, scale!);
  }),
  distributionClass({
    name: 'TransformedDistribution',
    parameters: '(base_distribution, transforms)',
    constraints: {},
    attributes: [],
    make: (args, runtime) => {
      const given = args.value('transforms');
      const all = given.kind === 'instance' ? [given] : runtime.iterate(given);
      if (!all) throw new NotKnown('the transforms are not known');
      const base = args.value('base_distribution');
      return transformed(base, [...all].map(transformIn), 'TransformedDistribution()', runtime);
    },
  }),
];
