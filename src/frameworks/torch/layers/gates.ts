/**
 * One step of a recurrent network: what its gates make of the input and the state before
 * (PyTorch documentation of RNN, LSTM and GRU; Hochreiter and Schmidhuber, 1997; Cho et al., 2014).
 */
import { minus, plus, times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';

const none = {};

/** x Wᵀ + b, as plain values: what stands inside a layer is no score. */
export function mapped(x: Tensor, weight: Tensor, bias: Tensor | undefined): Tensor {
  const product = Tensor.apply(
    ops.matmul,
    [x, Tensor.apply(ops.transpose, [weight], { dim0: -1, dim1: -2 })],
    none,
  );
  return bias ? plus(product, bias) : product;
}

/** The state of a cell: the hidden state, and for an LSTM the memory. */
export type State = readonly Tensor[];

/** What the weights make of the input of a step, and of the hidden state before it. */
export interface Parts {
  readonly ofInput: Tensor;
  readonly ofHidden: Tensor;
}

export interface Cell {
  /** How many gates are stacked in the weights. */
  readonly gates: number;
  /** The tensors of a state. */
  readonly states: number;
  readonly step: (parts: Parts, before: State) => State;
}

/** The tensor cut into equal pieces along its last dim. */
function pieces(x: Tensor, count: number): Tensor[] {
  const length = (x.shape!.at(-1) as number) / count;
  return Array.from({ length: count }, (_, at) =>
    Tensor.apply(ops.narrow, [x], { dim: -1, start: at * length, length }),
  );
}

const sigmoid = (x: Tensor): Tensor => Tensor.apply(ops.sigmoid, [x], none);
const tanh = (x: Tensor): Tensor => Tensor.apply(ops.tanh, [x], none);
const relu = (x: Tensor): Tensor => Tensor.apply(ops.relu, [x], none);

const plain = (activation: (x: Tensor) => Tensor): Cell => ({
  gates: 1,
  states: 1,
  step: ({ ofInput, ofHidden }) => [activation(plus(ofInput, ofHidden))],
});

const lstm: Cell = {
  gates: 4,
  states: 2,
  step: ({ ofInput, ofHidden }, [, memory]) => {
    const [input, forget, candidate, output] = pieces(plus(ofInput, ofHidden), 4);
    const next = plus(times(sigmoid(forget!), memory!), times(sigmoid(input!), tanh(candidate!)));
    return [times(sigmoid(output!), tanh(next)), next];
  },
};

const gru: Cell = {
  gates: 3,
  states: 1,
  step: ({ ofInput, ofHidden }, [hidden]) => {
    const [resetIn, updateIn, newIn] = pieces(ofInput, 3);
    const [resetHidden, updateHidden, newHidden] = pieces(ofHidden, 3);
    const reset = sigmoid(plus(resetIn!, resetHidden!));
    const update = sigmoid(plus(updateIn!, updateHidden!));
    const candidate = tanh(plus(newIn!, times(reset, newHidden!)));
    return [plus(times(minus(hidden!, candidate), update), candidate)];
  },
};

export const cells = { RNN_TANH: plain(tanh), RNN_RELU: plain(relu), LSTM: lstm, GRU: gru } as const;

export type CellKind = keyof typeof cells;
