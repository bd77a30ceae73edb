/** What a distribution is here, and the class of Python's that stands for it (torch/distributions/distribution.py). */
import { method } from '../../define';
import { withGrad } from '../../../engine/context';
import { isFloating } from '../../../engine/dtype';
import { exponential, full } from '../../../engine/formula';
import { Tensor } from '../../../engine/tensor';
import { readInts, type Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { TorchGenerator } from '../../random';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  bool,
  float,
  int,
  size,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type Value,
} from '../../values';
import type { Constraint } from './constraints';
import { squareRoot } from './functions';

/** A draw of a shape that already holds batch and event. */
export type Sampler = (shape: readonly number[], generator: TorchGenerator) => Tensor;

export interface Distribution {
  readonly batchShape: readonly number[];
  readonly eventShape: readonly number[];
  /** What was given, or computed of it once and kept: what is printed and checked. */
  readonly parameters: Readonly<Record<string, Tensor>>;
  /** Attributes that are computed when they are asked for. */
  readonly derived: Readonly<Record<string, () => Tensor>>;
  readonly support?: Constraint;
  /** Constraints that depend on the other parameters, in the place of the definition's. */
  readonly constraints?: Readonly<Record<string, Constraint>>;
  readonly logProb: (value: Tensor) => Tensor;
  readonly entropy?: () => Tensor;
  readonly cdf?: (value: Tensor) => Tensor;
  readonly icdf?: (value: Tensor) => Tensor;
  /** Draws along which gradients flow to the parameters. */
  readonly rsample?: Sampler;
  /** Other draws; without it those of `rsample` are taken. */
  readonly sample?: Sampler;
  readonly enumerateSupport?: () => Tensor;
  /** Whether a value that is no tensor is made one before it is checked. */
  readonly takesNumbers?: boolean;
  /** What `print` shows, where it is not the parameters. */
  readonly text?: (runtime: Runtime) => string;
}

export interface DistributionDefinition {
  readonly name: string;
  /** Without `validate_args`, which all have. */
  readonly parameters: string;
  readonly constraints: Readonly<Record<string, Constraint>>;
  readonly make: (args: Arguments, runtime: Runtime) => Distribution;
  /** Attributes that are tensors, beside mean, mode and variance. */
  readonly attributes: readonly string[];
  /** Arguments that stay as they are, under their own names. */
  readonly kept?: readonly string[];
  readonly bases?: readonly ClassValue[];
}

/** The distribution of an instance; NotKnown where its parameters are not known enough. */
export function distributionOf(value: Value): Distribution {
  const found = value.kind === 'instance' ? value.state.get('distribution') : undefined;
  if (!found) throw new NotKnown('the distribution is not known');
  return found as Distribution;
}

const shapeText = (shape: readonly number[]): string => `torch.Size([${shape.join(', ')}])`;

const tupleText = (shape: readonly unknown[]): string =>
  shape.length === 1 ? `(${String(shape[0])},)` : `(${shape.join(', ')})`;

/** `Normal(loc: 0.0, scale: 1.0)`: a single number by its value, a tensor by its size. */
function describe(
  { name, constraints }: Pick<DistributionDefinition, 'name' | 'constraints'>,
  distribution: Distribution,
  runtime: Runtime,
): string {
  if (distribution.text) return distribution.text(runtime);
  const parts = Object.keys(constraints).flatMap((parameter) => {
    const tensor = distribution.parameters[parameter];
    if (!tensor) return [];
    const text =
      tensor.numel === 1
        ? (runtime.format(scalarOrTensor(tensor), 'str') ?? '?')
        : shapeText(tensor.shape as readonly number[]);
    return [`${parameter}: ${text}`];
  });
  return `${name}(${parts.join(', ')})`;
}

/** A tensor without dims formats as its number. */
export function scalarOrTensor(tensor: Tensor): Value {
  if (tensor.shape?.length !== 0 || !tensor.hasValues) return tensorValue(tensor);
  const value = tensor.values()[0]!;
  return isFloating(tensor.dtype!) ? float(value) : int(value);
}

const lastSize = (tensor: Tensor): number => (tensor.shape?.at(-1) as number | undefined) ?? 1;

function refuseInvalid(
  what: string,
  tensor: Tensor,
  constraint: Constraint,
  where: string,
  runtime: Runtime,
): void {
  if (!tensor.hasValues || constraint.holds(tensor.values(), lastSize(tensor))) return;
  const values = runtime.format(scalarOrTensor(tensor), 'str') ?? '';
  throw new PythonError(
    'ValueError',
    `Expected ${what} (Tensor of shape ${tupleText(tensor.shape ?? [])}) ${where}, but found invalid values:\n${values}`,
  );
}

/** Throws PyTorch's ValueError for a parameter that does not satisfy its constraint. */
export function checkParameters(
  definition: Pick<DistributionDefinition, 'name' | 'constraints'>,
  distribution: Distribution,
  runtime: Runtime,
): void {
  const constraints = distribution.constraints ?? definition.constraints;
  for (const [parameter, constraint] of Object.entries(constraints)) {
    // Of probabilities and logits only those that were given are checked.
    const isLazy = parameter === 'probs' || parameter === 'logits';
    const tensor =
      distribution.parameters[parameter] ?? (isLazy ? undefined : distribution.derived[parameter]?.());
    if (!tensor) continue;
    const where = `of distribution ${describe(definition, distribution, runtime)} to satisfy the constraint ${constraint.text}`;
    refuseInvalid(`parameter ${parameter}`, tensor, constraint, where, runtime);
  }
}

/** PyTorch's `_validate_sample`. */
function checkValue(
  definition: DistributionDefinition,
  self: InstanceValue,
  value: Tensor,
  runtime: Runtime,
): void {
  if (self.state.get('validates') === false) return;
  const distribution = distributionOf(self);
  const { batchShape, eventShape, support } = distribution;
  const shape = value.shape ?? [];
  const event = shape.slice(shape.length - eventShape.length);
  if (event.join() !== eventShape.join()) {
    throw new PythonError(
      'ValueError',
      `The right-most size of value must match event_shape: ${shapeText(shape as number[])} vs ${shapeText(eventShape)}.`,
    );
  }
  const expected = [...batchShape, ...eventShape];
  for (let at = 1; at <= Math.min(shape.length, expected.length); at++) {
    const [actual, wanted] = [shape.at(-at), expected.at(-at)];
    if (actual !== 1 && wanted !== 1 && actual !== wanted) {
      throw new PythonError(
        'ValueError',
        `Value is not broadcastable with batch_shape+event_shape: ${shapeText(shape as number[])} vs ${shapeText(expected)}.`,
      );
    }
  }
  if (!support) return;
  const where = `to be within the support (${support.text}) of the distribution ${describe(definition, distribution, runtime)}`;
  refuseInvalid('value argument', value, support, where, runtime);
}

/** A method on a value: the density, the distribution function and its inverse. */
const valueMethod = (
  definition: DistributionDefinition,
  isChecked: boolean,
  of: (distribution: Distribution) => ((value: Tensor) => Tensor) | undefined,
): NativeMethod =>
  method('(value)', (self, args, runtime) => {
    if (self.state.get('reason')) return tensorValue(Tensor.leaf({}));
    const distribution = distributionOf(self);
    const function_ = of(distribution);
    if (!function_) throw new NotKnown(`this method of ${definition.name} is not computed`);
    const given = args.value('value');
    const isNumber = given.kind === 'int' || given.kind === 'float' || given.kind === 'bool';
    if (isNumber && isChecked && !distribution.takesNumbers && self.state.get('validates') !== false)
      throw new PythonError('ValueError', 'The value argument to log_prob must be a Tensor');
    const value = args.tensor('value');
    if (isChecked && value.shape) checkValue(definition, self, value, runtime);
    return tensorValue(function_(value));
  });

function sampleShape(args: Arguments): readonly number[] {
  const given = args.value('sample_shape');
  if (given.kind === 'int') throw new PythonError('TypeError', "'int' object is not iterable");
  return given.kind === 'None' ? [] : readInts(given, 'sample_shape');
}

const drawing = (name: string, keepsGradients: boolean): NativeMethod =>
  method('(sample_shape=None)', (self, args, runtime) => {
    const generator = runtime.random.torch;
    try {
      const distribution = distributionOf(self);
      const sampler = keepsGradients ? distribution.rsample : (distribution.sample ?? distribution.rsample);
      if (!sampler) {
        if (keepsGradients && distribution.sample) throw new PythonError('NotImplementedError', '');
        throw new NotKnown(`how ${name} is drawn is not followed`);
      }
      const shape = [...sampleShape(args), ...distribution.batchShape, ...distribution.eventShape];
      const tensor = keepsGradients
        ? sampler(shape, generator)
        : withGrad(false, () => sampler(shape, generator));
      return tensorValue(tensor);
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error;
      generator.lose();
      if (self.state.get('reason')) return tensorValue(Tensor.leaf({ sampled: true }));
      throw error;
    }
  });

/** An attribute that is a tensor: given, or computed when it is asked for. */
function attribute(self: InstanceValue, name: string): Tensor | undefined {
  const distribution = distributionOf(self);
  return distribution.parameters[name] ?? distribution.derived[name]?.();
}

/** The base class, to `isinstance` and to users' own distributions. */
export const distributionBase: ClassValue = {
  kind: 'class',
  name: 'torch.distributions.Distribution',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(batch_shape=None, event_shape=None, validate_args=None)'),
  construct: () => undefined,
};

export function distributionClass(definition: DistributionDefinition): ClassValue {
  const { name } = definition;
  const inner = definition.parameters.slice(1, -1);
  return {
    kind: 'class',
    name: `torch.distributions.${name}`,
    bases: definition.bases ?? [distributionBase],
    attributes: new Map(),
    isUser: false,
    signature: signature(`(${inner}, validate_args=None)`),
    construct: (self, args, runtime) => {
      self.state.set('validates', args.optionalBool('validate_args') ?? true);
      for (const argument of definition.kept ?? []) self.attributes.set(argument, args.value(argument));
      try {
        const distribution = definition.make(args, runtime);
        self.state.set('distribution', distribution);
        if (self.state.get('validates') !== false) checkParameters(definition, distribution, runtime);
      } catch (error) {
        if (!(error instanceof NotKnown)) throw error;
        self.state.set('reason', error.message);
      }
    },
    methods: {
      log_prob: valueMethod(definition, true, (distribution) => distribution.logProb),
      cdf: valueMethod(definition, true, (distribution) => distribution.cdf),
      icdf: valueMethod(definition, false, (distribution) => distribution.icdf),
      entropy: method('()', (self) => {
        if (self.state.get('reason')) return tensorValue(Tensor.leaf({}));
        const { entropy } = distributionOf(self);
        if (!entropy) throw new NotKnown(`the entropy of ${name} is not computed`);
        return tensorValue(entropy());
      }),
      perplexity: method('()', (self) => {
        const { entropy } = distributionOf(self);
        if (!entropy) throw new NotKnown(`the entropy of ${name} is not computed`);
        return tensorValue(exponential(entropy()));
      }),
      sample: drawing(name, false),
      rsample: drawing(name, true),
      enumerate_support: method('(expand=True)', (self) => {
        const { enumerateSupport } = distributionOf(self);
        if (!enumerateSupport) throw new NotKnown(`the values of ${name} are not listed`);
        return tensorValue(enumerateSupport());
      }),
    },
    properties: {
      batch_shape: (self) => size(distributionOf(self).batchShape.map(int)),
      event_shape: (self) => size(distributionOf(self).eventShape.map(int)),
      has_rsample: (self) => bool(distributionOf(self).rsample !== undefined),
      stddev: (self) => {
        const own = attribute(self, 'stddev');
        const variance = attribute(self, 'variance');
        if (!own && !variance) throw new NotKnown(`the standard deviation of ${name} is not computed`);
        return tensorValue(own ?? squareRoot(variance!));
      },
      ...Object.fromEntries(
        ['mean', 'mode', 'variance', ...definition.attributes].map((key) => [
          key,
          (self: InstanceValue): Value => {
            const tensor = attribute(self, key);
            if (!tensor) throw new NotKnown(`${key} of ${name} is not computed`);
            return tensorValue(tensor);
          },
        ]),
      ),
    },
    describe: (self, runtime) =>
      self.state.get('reason') ? undefined : describe(definition, distributionOf(self), runtime),
  };
}

/** A constant for each distribution of a batch. */
export const constantLike = (tensor: Tensor, value: number): Tensor =>
  full(tensor.shape, tensor.dtype, value);
