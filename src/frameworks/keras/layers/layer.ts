/**
 * How layers of Keras are written: what a layer makes of its input as a shape and a role. Weights are drawn when a
 * model is built, so no values are known; which numbers a loss is given is known all the same.
 */
import { castTo } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import type { Role } from '../../../engine/role';
import { SymbolicDim, type Dim, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { anySignature, signature } from '../../signature';
import { sizeOf } from '../../sizes';
import { wrap } from '../../tensorflow/dialect';
import { inheritsFrom, unknown, type ClassValue, type InstanceValue, type Value } from '../../values';
import { activations } from '../activations';

/** The class that all layers and models inherit from; a class of the user's says in `call` what it computes. */
export const layerBase: ClassValue = {
  kind: 'class',
  name: 'keras.layers.Layer',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  prepare: (self) => {
    self.state.set('unknown', 'this attribute of a Keras layer or model is not followed');
  },
  construct: () => undefined,
};

/** One call of a layer. */
export interface LayerCall {
  readonly self: InstanceValue;
  /** The constructor's arguments. */
  readonly given: Arguments;
  /** What the layer is called on. */
  readonly input: Value;
  /** All arguments of the call. */
  readonly called: Arguments;
  readonly runtime: Runtime;
}

/** Gives the value before the layer's own activation. */
export type Forward = (call: LayerCall) => Value;

/**
 * A layer: without `keras.layers.`, the signature of its constructor, what it gives, and how its `call` names what it is
 * called on.
 */
export function kerasLayer(name: string, parameters: string, forward: Forward, input = 'inputs'): ClassValue {
  const takesActivation = /\bactivation\b/.test(parameters) && name !== 'Activation';
  return {
    kind: 'class',
    name: `keras.layers.${name}`,
    bases: [layerBase],
    attributes: new Map(),
    isUser: false,
    signature: signature(parameters),
    construct: (self, args) => {
      self.state.set('given', args);
    },
    invoke: {
      signature: signature(`(${input}, *args, **kwargs)`),
      call: (self, args, runtime) => {
        const given = givenTo(self);
        const made = forward({ self, given, input: args.value(input), called: args, runtime });
        const value = takesActivation ? activated(made, activationOf(self, given), runtime) : made;
        const named = given.keywords.name;
        if (named?.kind === 'str' && value.kind === 'tensor') namesOfLayers.set(value.tensor, named.value);
        return value;
      },
    },
  };
}

/** The activation of a layer: the attribute, where the program set it, else what the constructor was given. */
function activationOf(self: InstanceValue, given: Arguments): Value {
  const isPerhapsSpread = given.spread && !given.given('activation');
  return (
    self.attributes.get('activation') ??
    (isPerhapsSpread ? unknown('the activation of a layer is not known') : given.value('activation'))
  );
}

const namesOfLayers = new WeakMap<Tensor, string>();

/** The name of the layer that made a tensor, where the program names it: the outputs of a model are called so. */
export const layerNameOf = (tensor: Tensor): string | undefined => namesOfLayers.get(tensor);

/** The arguments of a layer's constructor. Throws NotKnown where they are not known. */
export function givenTo(self: InstanceValue): Arguments {
  const given = self.state.get('given') as Arguments | undefined;
  if (!given) throw new NotKnown(`the arguments of ${self.class.name} are not known`);
  return given;
}

/** What an activation makes of a value: `activation=` of a layer, a name as `keras.activations.get` knows it. */
export function activated(value: Value, activation: Value, runtime: Runtime): Value {
  if (activation.kind === 'None' || value.kind !== 'tensor') return value;
  const callee =
    activation.kind === 'str'
      ? activations.find(({ name }) => name === `keras.activations.${activation.value}`)
      : activation;
  const result = callee && runtime.call(callee, [value]);
  // An activation that is not known may give anything, of the same shape.
  return result?.kind === 'tensor' ? result : wrap(likeOf(value.tensor));
}

const likeOf = ({ shape, dtype }: Tensor): Tensor => Tensor.leaf({ shape, dtype });

/** The input as a tensor; something unknown is one of which nothing is known. Throws NotKnown for a structure of tensors. */
export function tensorOf(input: Value): Tensor {
  if (input.kind === 'tensor') return input.tensor;
  if (input.kind === 'unknown') return Tensor.leaf({});
  throw new NotKnown('what a layer makes of several tensors is not followed');
}

/** A result without values. */
export const result = (shape: Shape | undefined, role?: Role): Value =>
  wrap(Tensor.leaf({ shape, dtype: 'float32', role }));

/** The input's numbers, or some of them, in another shape. */
export const rearranged = (x: Tensor, shape: Shape | undefined): Value =>
  wrap(Tensor.leaf({ shape, dtype: x.dtype, role: { kind: x.role.kind } }));

/** A size of which nothing is known. */
export const anySize = (): SymbolicDim => new SymbolicDim('n');

export { sizeOf };

/** Sizes as Keras takes them: a tuple in which None is any size, or a single number; undefined where they are not known. */
export function sizesOf(value: Value): Shape | undefined {
  if (value.kind === 'int') return [value.value];
  if (value.kind !== 'tuple' && value.kind !== 'list' && value.kind !== 'size') return undefined;
  return value.items.map((item) => sizeOf(item, 'n'));
}

/** x Wᵀ with weights that are drawn when the layer is built: scores. */
export function scoresOf(input: Value, units: Dim): Value {
  const x = tensorOf(input);
  if (x.rank === 0) throw new PythonError('ValueError', 'the input of a Dense layer has no dims');
  const weight = Tensor.leaf({
    shape: [units, x.shape?.at(-1) ?? new SymbolicDim('features')],
    dtype: 'float32',
    requiresGrad: true,
  });
  const floats = x.dtype === 'float32' ? x : castTo(x, 'float32');
  return wrap(Tensor.apply(ops.linear, [floats, weight], {}));
}

/** Whether a value is an object of a layer or of a model. */
export const isLayer = (value: Value): value is InstanceValue =>
  value.kind === 'instance' && inheritsFrom(value.class, layerBase.name);
