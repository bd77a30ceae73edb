/** One direction of one recurrent layer, step after step: over a batch of equal lengths, and over a packed one. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { rowsOf } from '../nn-utils/packed-sequences';
import { mapped, type Cell, type State } from './gates';

export interface Direction {
  readonly cell: Cell;
  readonly ofInput: Tensor;
  readonly ofHidden: Tensor;
  readonly inputBias: Tensor | undefined;
  readonly hiddenBias: Tensor | undefined;
  /** Of an LSTM that gives fewer numbers than it remembers. */
  readonly projection: Tensor | undefined;
  /** Whether it begins with the last step. */
  readonly isReverse: boolean;
}

export interface Run {
  /** All hidden states in the order of the steps. */
  readonly outputs: Tensor;
  readonly last: State;
}

export const selectStep = (x: Tensor, index: number): Tensor =>
  Tensor.apply(ops.select, [x], { dim: 0, index });

/** The state after a step, from what the weights make of its input. */
function stepped(
  { cell, ofHidden, hiddenBias, projection }: Direction,
  ofInput: Tensor,
  before: State,
): State {
  const [hidden, ...rest] = cell.step(
    { ofInput, ofHidden: mapped(before[0]!, ofHidden, hiddenBias) },
    before,
  );
  return [projection ? mapped(hidden!, projection, undefined) : hidden!, ...rest];
}

/** The places of the steps in the order in which they are taken. */
const orderOf = ({ isReverse }: Direction, steps: number): number[] =>
  Array.from({ length: steps }, (_, round) => (isReverse ? steps - 1 - round : round));

/** Over the steps of `x` [L, N, …]. */
export function runDirection(direction: Direction, x: Tensor, begin: State): Run {
  const inputs = mapped(x, direction.ofInput, direction.inputBias);
  const steps = x.shape![0] as number;
  const outputs = new Array<Tensor>(steps);
  let state = begin;
  for (const at of orderOf(direction, steps)) {
    state = stepped(direction, selectStep(inputs, at), state);
    outputs[at] = state[0]!;
  }
  return { outputs: Tensor.apply(ops.stack, outputs, { dim: 0 }), last: state };
}

const joined = (parts: readonly Tensor[]): Tensor =>
  parts.length === 1 ? parts[0]! : Tensor.apply(ops.cat, parts, { dim: 0 });

/**
 * Over the packed steps of `x`, each of as many rows as sequences are that long. Forwards the state of a sequence
 * that ended is put aside; backwards a sequence begins with its last step.
 */
export function runPacked(direction: Direction, batchSizes: readonly number[], x: Tensor, begin: State): Run {
  const inputs = mapped(x, direction.ofInput, direction.inputBias);
  const starts = batchSizes.map((_, at) => batchSizes.slice(0, at).reduce((sum, size) => sum + size, 0));
  const outputs = new Array<Tensor>(batchSizes.length);
  const ended: State[] = [];
  const order = orderOf(direction, batchSizes.length);
  let rows = batchSizes[order[0]!]!;
  let state: State = begin.map((part) => rowsOf(part, 0, rows));
  for (const at of order) {
    const size = batchSizes[at]!;
    if (size < rows) {
      ended.push(state.map((part) => rowsOf(part, size, rows - size)));
      state = state.map((part) => rowsOf(part, 0, size));
    } else if (size > rows) {
      state = state.map((part, which) => joined([part, rowsOf(begin[which]!, rows, size - rows)]));
    }
    rows = size;
    state = stepped(direction, rowsOf(inputs, starts[at]!, size), state);
    outputs[at] = state[0]!;
  }
  const last = state.map((part, which) => joined([part, ...ended.map((one) => one[which]!).reverse()]));
  return { outputs: Tensor.apply(ops.cat, outputs, { dim: 0 }), last };
}
