/**
 * Operations that are made of others but appear as one: linear, layer_norm, conv2d.
 * Their shape, values and gradient all follow from the composition.
 */
import { gradientsOf } from '../autograd';
import { isGradEnabled, withGrad } from '../context';
import { isFloating } from '../dtype';
import { castTo } from '../formula';
import type { Attributes, NdArray, Op, Sample } from '../op';
import type { Role } from '../role';
import { Tensor } from '../tensor';

/** What a composed operation says about itself. */
export interface CompositeDefinition<A extends Attributes> {
  readonly name: string;
  readonly gradFn?: Op<A>['gradFn'];
  /** The result, from the inputs, through other operations. Throws TensorError when they do not fit. */
  readonly compose: (inputs: readonly Tensor[], attributes: A) => Tensor;
  /** Without it the result's role is `values`, whatever the composition ends with. */
  readonly role?: (inputs: readonly Tensor[], attributes: A) => Role;
  readonly check?: Op<A>['check'];
  /** Each step is rounded to the dtype of the inputs, as PyTorch does where it has no kernel for the whole. */
  readonly roundsSteps?: true;
  /** Each step is rounded where the inputs are in single precision; what is in half precision is rounded as a whole. */
  readonly roundsSingles?: true;
  readonly samples: readonly Sample<A>[];
}

export function composite<A extends Attributes>(definition: CompositeDefinition<A>): Op<A> {
  const { name, gradFn, compose, role, check, roundsSteps, roundsSingles, samples } = definition;
  const widen = (input: Tensor): Tensor =>
    roundsSteps || (roundsSingles && input.dtype === 'float32') ? input : widened(input);
  return {
    name,
    ...(gradFn ? { gradFn } : {}),
    infer: (inputs, attributes) => {
      const { shape, dtype } = withGrad(false, () => compose(inputs.map(withoutValues), attributes));
      return { shape, dtype };
    },
    ...(role ? { role } : {}),
    ...(check ? { check } : {}),
    kernel: {
      kind: 'general',
      compute: (inputs, attributes, result) => {
        const isRounded = roundsSteps ?? (roundsSingles && inputs.every(({ dtype }) => dtype === 'float32'));
        const composed = withGrad(false, () =>
          compose(inputs.map(isRounded ? asItIs : inDouble), attributes),
        );
        result.values.set(composed.values());
      },
    },
    vjp: (gradient, { inputs, attributes }) => {
      const recorded = isGradEnabled();
      const once = new Map(inputs.map((input) => [input, withGrad(true, () => widen(input))]));
      const wide = inputs.map((input) => once.get(input)!);
      const composed = withGrad(true, () => compose(wide, attributes));
      const gradients = withGrad(recorded, () => gradientsOf(composed, wide, widen(gradient)));
      // An input that occurs twice has one gradient, which already adds up both ways.
      return gradients.map((share, at) => (inputs.indexOf(inputs[at]!) === at ? share : undefined));
    },
    ...(roundsSteps ? { roundsSteps } : {}),
    samples,
  };
}

/** The gradient's steps are in double precision too: PyTorch computes the gradient of such an operation in one step. */
const widened = (input: Tensor): Tensor =>
  input.dtype && isFloating(input.dtype) && !input.wrapped ? castTo(input, 'float64') : input;

const withoutValues = (input: Tensor): Tensor =>
  Tensor.leaf({ shape: input.shape, dtype: input.dtype, role: input.role, wrapped: input.wrapped });

/** The steps between are in double precision, as in every kernel; only the result is rounded. */
const inDouble = (array: NdArray): Tensor =>
  isFloating(array.dtype) && array.dtype !== 'float64'
    ? asItIs({ ...array, dtype: 'float64', values: Float64Array.from(array.values) })
    : asItIs(array);

const asItIs = ({ shape, dtype, values, wrapped }: NdArray): Tensor =>
  Tensor.leaf({ shape, dtype, values, wrapped, role: { kind: 'values' } });
