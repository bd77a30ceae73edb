/** Distributions that are made from probabilities or from logits, whichever is given. */
import { withGrad } from '../../../engine/context';
import { allocate, type DType } from '../../../engine/dtype';
import { numelOf } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import type { ClassValue } from '../../values';
import { real, realVector, simplex, unitInterval, type Constraint } from './constraints';
import { distributionClass, type Distribution } from './distribution';
import { logitsToProbabilities, probabilitiesToLogits } from './functions';

export const elementwise = { probs: unitInterval, logits: real };
export const lines = { probs: simplex, logits: realVector };

/** Probabilities or logits, whichever was given, and the other one made of it. */
export interface Parametrization {
  readonly given: Readonly<Record<string, Tensor>>;
  readonly derived: Readonly<Record<string, () => Tensor>>;
  readonly probs: () => Tensor;
  readonly logits: () => Tensor;
}

export function oneOfBoth(args: Arguments): 'probs' | 'logits' {
  if (args.isNone('probs') === args.isNone('logits')) {
    throw new PythonError('ValueError', 'Either `probs` or `logits` must be specified, but not both.');
  }
  return args.isNone('probs') ? 'logits' : 'probs';
}

export function parametrization(
  which: 'probs' | 'logits',
  tensor: Tensor,
  isBinary: boolean,
  beside: Readonly<Record<string, Tensor>> = {},
): Parametrization {
  // What is computed of the other is kept, as PyTorch's lazy properties are.
  const known: Record<string, Tensor> & { probs?: Tensor; logits?: Tensor } = { ...beside, [which]: tensor };
  const probs = (): Tensor => (known.probs ??= withGrad(true, () => logitsToProbabilities(tensor, isBinary)));
  const logits = (): Tensor =>
    (known.logits ??= withGrad(true, () => probabilitiesToLogits(tensor, isBinary)));
  return {
    given: known,
    derived: which === 'probs' ? { logits } : { probs },
    probs,
    logits,
  };
}

/** 0, 1 … along a first dim, the same for all of a batch. */
export function range(count: number, batch: readonly number[], dtype: DType): Tensor {
  const shape = [count, ...batch];
  const inner = numelOf(batch);
  const values = allocate(dtype, numelOf(shape));
  for (let at = 0; at < values.length; at++) values[at] = Math.floor(at / inner);
  return Tensor.leaf({ shape, dtype, values });
}

export const ofProbabilities = (
  name: string,
  make: (args: Arguments, runtime: Runtime) => Distribution,
  constraints: Readonly<Record<string, Constraint>>,
  total?: string,
): ClassValue =>
  distributionClass({
    name,
    parameters: `(${total === undefined ? '' : `${total}, `}probs=None, logits=None)`,
    constraints,
    attributes: ['probs', 'logits', ...(total ? ['total_count'] : [])],
    make,
  });
