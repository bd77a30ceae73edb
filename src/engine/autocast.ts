/**
 * Mixed precision on the CPU: which operations take their floating inputs in the lower dtype, which in float32, and
 * which in the widest dtype among them (PyTorch documentation, "Automatic Mixed Precision", CPU Op-Specific Behavior).
 */
import { isGradEnabled, type Recast } from './context';
import { isFloating, type DType } from './dtype';
import { castTo } from './formula';
import type { Tensor } from './tensor';

export type Lower = 'float16' | 'bfloat16';

/** Operations of the engine that compute in the lower dtype. */
const LOWER: ReadonlySet<string> = new Set(
  'addbmm addmm baddbmm conv_transpose convolution linear matmul prelu scaled_dot_product_attention'.split(
    ' ',
  ),
);

/** Operations that compute in float32; the losses among them say so themselves. */
const SINGLE: ReadonlySet<string> = new Set(
  'bce bce_with_logits cdist cholesky ctc_loss eigh_vectors eigvalsh geqrf geqrf_taus grid_sample householder_product lu_solve ormqr pinv prod solve svdvals'.split(
    ' ',
  ),
);

/** Operations that need one dtype, for which the widest is taken. */
const WIDEST: ReadonlySet<string> = new Set(['cat', 'stack']);

const casts = ({ dtype, wrapped }: Tensor): boolean =>
  dtype !== undefined && isFloating(dtype) && dtype !== 'float64' && !wrapped;

const all = (inputs: readonly Tensor[], dtype: DType): readonly Tensor[] =>
  inputs.map((input) => (casts(input) ? castTo(input, dtype) : input));

/**
 * Autocast to one of the lower dtypes, for one region.
 *
 * @param keepsCasts PyTorch's `cache_enabled`: a parameter is cast once in a region, so that its gradients from all uses
 * add up in the lower dtype. Where no gradients are recorded nothing is kept: the cast would have none.
 */
export const recastTo = (lower: Lower, keepsCasts = true): Recast => region(lower, keepsCasts, new Map());

function region(lower: Lower, keepsCasts: boolean, kept: Map<Tensor, Tensor>): Recast {
  const lowered = (input: Tensor): Tensor => {
    if (!casts(input) || input.dtype === lower) return input;
    const isParameter = input.requiresGrad && !input.producer && input.dtype === 'float32';
    if (!keepsCasts || !isParameter || !isGradEnabled()) return castTo(input, lower);
    const cast = kept.get(input) ?? castTo(input, lower);
    kept.set(input, cast);
    return cast;
  };
  return {
    dtype: lower,
    inputsOf: (name, inputs) => {
      if (LOWER.has(name)) return inputs.map(lowered);
      if (SINGLE.has(name)) return all(inputs, 'float32');
      if (!WIDEST.has(name)) return inputs;
      return inputs.some(({ dtype }) => dtype === 'float32') ? all(inputs, 'float32') : inputs;
    },
    within: (keeps) => region(lower, keeps, kept),
  };
}

/** The inputs of a loss in float32, in which autocast computes those that are functions of PyTorch's own. */
export const lossInputs = <Inputs extends Readonly<Record<string, Tensor | undefined>>>(
  inputs: Inputs,
): Inputs =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      input && casts(input) ? castTo(input, 'float32') : input,
    ]),
  ) as Inputs;
