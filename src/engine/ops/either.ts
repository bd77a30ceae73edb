import type { DType } from '../dtype';
import type { Attributes, Op } from '../op';
import { sameRole, unknownRole } from '../role';
import { SymbolicDim, type Dim } from '../shape';
import { Tensor } from '../tensor';

/** Where the inputs are what several things give of which the program has one: their names, and under how many conditions. */
export interface EitherAttributes extends Attributes {
  readonly options?: readonly string[];
  readonly conditions?: number;
}

/**
 * One of its inputs, it is not known which: what two branches of a condition that
 * is not known leave behind, or what a loop of unknown length made of a tensor.
 * It knows what all inputs have in common, and never has values.
 */
export const either: Op<EitherAttributes> = {
  name: 'either',
  infer: (inputs) => ({
    shape: inputs
      .map((input) => input.shape)
      .reduce((a, b) => {
        if (a === undefined || b === undefined || a.length !== b.length) return undefined;
        return a.map((size, dim): Dim => (size === b[dim] ? size : new SymbolicDim('?')));
      }),
    dtype: inputs.map((input) => input.dtype).reduce((a, b): DType | undefined => (a === b ? a : undefined)),
  }),
  role: (inputs) => inputs.map((input) => input.role).reduce((a, b) => (sameRole(a, b) ? a : unknownRole)),
  kernel: {
    kind: 'general',
    compute: () => {
      throw new Error('either has no values');
    },
  },
  hasNoValues: true,
  vjp: (gradient, { inputs }) => inputs.map(() => Tensor.apply(either, [gradient], {})),
  samples: [],
};

/** Whether a tensor is a leaf, or one of several: the initial weights or those of a file that was perhaps loaded. */
export const isOneOfLeaves = ({ producer }: Tensor): boolean =>
  !producer || (producer.op.name === either.name && producer.inputs.every(isOneOfLeaves));
