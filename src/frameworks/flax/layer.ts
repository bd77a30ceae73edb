/**
 * How layers of Flax are written: what a layer makes of its input as a shape and a role. Parameters are drawn when a
 * model is initialized, so no values are known; which numbers a loss is given is known all the same.
 */
import { inLayer } from '../../engine/context';
import { castTo } from '../../engine/formula';
import { linear } from '../../engine/ops/linear';
import type { Role } from '../../engine/role';
import { SymbolicDim, type Dim, type Shape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import { wrap } from '../jax/dialect';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { sizeOf } from '../sizes';
import type { ClassValue, InstanceValue, Value } from '../values';

/** One call of a layer. */
export interface LayerCall {
  readonly self: InstanceValue;
  /** The constructor's arguments. */
  readonly given: Arguments;
  readonly input: Value;
  readonly runtime: Runtime;
}

export type Forward = (call: LayerCall) => Value;

/** A layer by its qualified name, the signature of its constructor, and what it gives. */
export const flaxLayer = (
  base: ClassValue,
  name: string,
  parameters: string,
  forward: Forward,
): ClassValue => ({
  kind: 'class',
  name,
  bases: [base],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
  signature: signature(parameters),
  construct: (self, args) => {
    self.state.set('given', args);
  },
  invoke: {
    signature: signature('(inputs, *args, **kwargs)'),
    call: (self, args, runtime) => {
      const given = self.state.get('given') as Arguments | undefined;
      if (!given) throw new NotKnown(`the arguments of ${name} are not known`);
      return forward({ self, given, input: args.value('inputs'), runtime });
    },
  },
});

/** The input as a tensor; something unknown is one of which nothing is known. */
export function tensorOf(input: Value): Tensor {
  if (input.kind === 'tensor') return input.tensor;
  if (input.kind === 'unknown') return Tensor.leaf({});
  throw new NotKnown('what a layer makes of several arrays is not followed');
}

export { sizeOf };

/** A result without values. */
export const result = (shape: Shape | undefined, role?: Role): Value =>
  wrap(Tensor.leaf({ shape, dtype: 'float32', ...(role ? { role } : {}) }));

const WEIGHT = 'weight';

/** x Wᵀ along the last axis, with a weight that is the same in each call of the layer: scores. */
export function scoresOf({ self, input }: LayerCall, units: Dim): Value {
  const x = tensorOf(input);
  const known = self.state.get(WEIGHT) as Tensor | undefined;
  const weight =
    known ??
    Tensor.leaf({
      shape: [units, x.shape?.at(-1) ?? new SymbolicDim('n')],
      dtype: 'float32',
      requiresGrad: true,
    });
  self.state.set(WEIGHT, weight);
  return wrap(Tensor.apply(linear, [x.dtype === 'float32' ? x : castTo(x, 'float32'), weight], {}));
}

/** Scores of as many units as an option of the layer says. */
export const dense =
  (width: string): Forward =>
  (call) =>
    scoresOf(call, sizeOf(call.given.value(width), width));

/**
 * Scores of so many filters at each place, with the channels last, or in front where samples come without a batch;
 * where the places are depends on strides and padding.
 */
export const convolution =
  (width: string, channels: 'last' | 'first of a sample' = 'last'): Forward =>
  ({ given, input }) => {
    const { shape } = tensorOf(input);
    const filters = sizeOf(given.value(width), width);
    const places = shape?.slice(channels === 'last' ? 0 : 1, channels === 'last' ? -1 : undefined);
    const isBatch = (at: number): boolean => channels === 'last' && at === 0;
    const moved = places?.map((size, at) => (isBatch(at) ? size : new SymbolicDim('n')));
    return wrap(
      // Its weights are parameters, as those of a dense layer.
      Tensor.leaf({
        shape: moved && (channels === 'last' ? [...moved, filters] : [filters, ...moved]),
        dtype: 'float32',
        role: { kind: 'logits' },
        requiresGrad: true,
      }),
    );
  };

export const embedding: Forward = ({ given, input }) => {
  const { shape } = tensorOf(input);
  return result(shape && [...shape, sizeOf(given.value('features'), 'features')]);
};

/** In training some elements are dropped; what the numbers mean stays. */
export const passing: Forward = ({ input }) => input;

/** Other numbers of the same shape. */
export const normalizing: Forward = ({ input }) => result(tensorOf(input).shape);

/** Numbers of which only the type is known. */
export const mixing: Forward = () => result(undefined);

/** One layer, or function, after the other. What a function among them makes comes from no layer. */
export function inOrder(layers: Value, { input, runtime }: LayerCall): Value {
  const items = runtime.iterate(layers);
  if (!items) throw new NotKnown('the layers of a Sequential are not known');
  return inLayer(undefined, () => [...items].reduce((value, layer) => runtime.call(layer, [value]), input));
}

/** The largest or the mean of each window: the same channels at fewer places. */
export function pooled(input: Value): Value {
  const { shape } = tensorOf(input);
  return result(
    shape?.map((size, at) => (at === 0 || at === shape.length - 1 ? size : new SymbolicDim('n'))),
  );
}
