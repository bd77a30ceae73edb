/** RNNCell, LSTMCell and GRUCell: one step of a recurrent network at a time. */
import { full } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { tensorValue, tuple, type InstanceValue, type Value } from '../../values';
import { unfollowed } from '../autocast-unfollowed';
import { addParameter, withinInverseRoot } from '../random/parameters';
import { cells, mapped, type CellKind } from './gates';
import {
  attribute,
  layer,
  layerBase,
  notComputed,
  numberOf,
  sizeOf,
  tensorOf,
  type Layer,
  type LayerSample,
} from './layer';

function addWeights(self: InstanceValue, args: Arguments, runtime: Runtime, gates: number): void {
  const hidden = attribute(self, 'hidden_size');
  const columns = sizeOf(attribute(self, 'input_size'), 'input_size');
  const width = sizeOf(hidden, 'hidden_size');
  const initial = withinInverseRoot(hidden.kind === 'int' ? hidden.value : 0);
  const rows = typeof width === 'number' ? gates * width : width;
  const hasBias = runtime.truth(attribute(self, 'bias')) !== false;
  addParameter(self, 'weight_ih', [rows, columns], initial, args, runtime);
  addParameter(self, 'weight_hh', [rows, width], initial, args, runtime);
  addParameter(self, 'bias_ih', [rows], initial, args, runtime, hasBias);
  addParameter(self, 'bias_hh', [rows], initial, args, runtime, hasBias);
}

/** The state before the step: given, or zeros. */
function begin(
  self: InstanceValue,
  args: Arguments,
  runtime: Runtime,
  batch: number,
  count: number,
): Tensor[] {
  const given = args.value('hx');
  const { dtype } = args.tensor('input');
  if (given.kind === 'None') {
    return Array.from({ length: count }, () => full([batch, numberOf(self, 'hidden_size')], dtype, 0));
  }
  const items = given.kind === 'tensor' ? [given] : [...(runtime.iterate(given) ?? [])];
  const states = items.map((item) => {
    if (item.kind !== 'tensor') throw new NotKnown('the state before is not known');
    return item.tensor.rank === 1 ? Tensor.apply(ops.unsqueeze, [item.tensor], { dim: 0 }) : item.tensor;
  });
  if (states.length !== count) throw new NotKnown('the state before is not known');
  return states;
}

function step(self: InstanceValue, args: Arguments, runtime: Runtime, kind: CellKind): Value {
  const input = args.tensor('input');
  const [ofInput, ofHidden] = [tensorOf(self, 'weight_ih'), tensorOf(self, 'weight_hh')];
  if (!isKnownShape(input.shape) || !ofInput?.hasValues || !ofHidden?.hasValues)
    throw new NotKnown('the input or the weights are not known');
  const isBatched = input.shape.length > 1;
  const x = isBatched ? input : Tensor.apply(ops.unsqueeze, [input], { dim: 0 });
  const before = begin(self, args, runtime, x.shape![0] as number, cells[kind].states);
  const parts = {
    ofInput: mapped(x, ofInput, tensorOf(self, 'bias_ih')),
    ofHidden: mapped(before[0]!, ofHidden, tensorOf(self, 'bias_hh')),
  };
  const after = cells[kind]
    .step(parts, before)
    .map((state) => tensorValue(isBatched ? state : Tensor.apply(ops.squeeze, [state], { dim: [0] })));
  return after.length === 1 ? after[0]! : tuple(after);
}

export const recurrentCellBase = layerBase('RNNCellBase');

function cell(
  name: string,
  kindOf: (self: InstanceValue) => CellKind,
  samples: readonly LayerSample[],
): Layer {
  const isPlain = name === 'RNNCell';
  const isLstm = name === 'LSTMCell';
  return layer({
    name,
    base: recurrentCellBase,
    signature: `(input_size, hidden_size, bias=True, ${isPlain ? "nonlinearity='tanh', " : ''}device=None, dtype=None)`,
    construct: (self, args, runtime) => {
      addWeights(self, args, runtime, cells[kindOf(self)].gates);
    },
    takes: '(input, hx=None)',
    forward: (self, args, runtime) => {
      try {
        return unfollowed(() => step(self, args, runtime, kindOf(self)));
      } catch (error) {
        if (!(error instanceof NotKnown)) throw error;
        const { shape, dtype } = args.tensor('input');
        const width = sizeOf(attribute(self, 'hidden_size'), 'hidden_size');
        const one = (): Value => notComputed(shape && [...shape.slice(0, -1), width], dtype);
        return isLstm ? tuple([one(), one()]) : one();
      }
    },
    describes: (self) => {
      const [bias, nonlinearity] = [attribute(self, 'bias'), attribute(self, 'nonlinearity')];
      return [
        '{input_size}',
        '{hidden_size}',
        ...(bias.kind === 'bool' && bias.value ? [] : ['bias={bias}']),
        ...(nonlinearity.kind === 'str' && nonlinearity.value !== 'tanh'
          ? ['nonlinearity={nonlinearity}']
          : []),
      ];
    },
    samples,
  });
}

const plainKind = (self: InstanceValue): CellKind => {
  const nonlinearity = attribute(self, 'nonlinearity');
  if (nonlinearity.kind !== 'str') throw new NotKnown('the nonlinearity is not known');
  return nonlinearity.value === 'relu' ? 'RNN_RELU' : 'RNN_TANH';
};

export const recurrentCells: readonly Layer[] = [
  cell('RNNCell', plainKind, [
    { module: 'nn.RNNCell(3, 2)', inputs: ['torch.randn(4, 3)'] },
    {
      module: "nn.RNNCell(3, 2, bias=False, nonlinearity='relu')",
      inputs: ['torch.randn(4, 3)', 'torch.randn(4, 2)'],
    },
  ]),
  cell('LSTMCell', () => 'LSTM', [
    { module: 'nn.LSTMCell(3, 2)', inputs: ['torch.randn(4, 3)'] },
    {
      module: 'nn.LSTMCell(3, 2, bias=False)',
      inputs: ['torch.randn(3)', 'torch.randn(2)', 'torch.randn(2)'],
      call: 'm(x0, (x1, x2))',
    },
  ]),
  cell('GRUCell', () => 'GRU', [
    { module: 'nn.GRUCell(3, 2)', inputs: ['torch.randn(4, 3)'] },
    { module: 'nn.GRUCell(3, 2)', inputs: ['torch.randn(4, 3)', 'torch.randn(4, 2)'] },
  ]),
];
