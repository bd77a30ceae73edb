/** RNN, LSTM and GRU: stacked, in both directions, over a sequence. */
import { full } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { str, tensorValue, tuple, type InstanceValue, type Value } from '../../values';
import { unfollowed } from '../autocast-unfollowed';
import { addParameter, withinInverseRoot } from '../random/parameters';
import { isPacked, packedParts, packedValue, reordered } from '../nn-utils/packed-sequences';
import { cells, type CellKind, type State } from './gates';
import { runDirection, runPacked, selectStep, type Direction, type Run } from './recurrence';
import {
  attribute,
  flagOf,
  functional,
  layer,
  layerBase,
  notComputed,
  numberOf,
  sizeOf,
  tensorOf,
  type Layer,
  type LayerSample,
} from './layer';

export const recurrentBase = layerBase('RNNBase');

/** Steps of all layers and directions together; longer sequences are not computed. */
const MAXIMUM_STEPS = 4096;

/** `_l0`, `_l0_reverse`, `_l1` …: the endings of the names of one direction of one layer. */
export function endings(layers: number, isBidirectional: boolean): string[] {
  return Array.from({ length: layers }, (_, at) => [
    `_l${at}`,
    ...(isBidirectional ? [`_l${at}_reverse`] : []),
  ]).flat();
}

/** The weights of all layers and directions, in the order in which torch/nn/modules/rnn.py draws them. */
function addWeights(self: InstanceValue, args: Arguments, runtime: Runtime, gates: number): void {
  const [layers, hidden, input] = ['num_layers', 'hidden_size', 'input_size'].map((name) => {
    const value = attribute(self, name);
    return value.kind === 'int' ? value.value : undefined;
  });
  const projected = numberOf(self, 'proj_size');
  const isBidirectional = runtime.truth(attribute(self, 'bidirectional')) === true;
  const hasBias = runtime.truth(attribute(self, 'bias')) !== false;
  if (layers === undefined || hidden === undefined) {
    runtime.random.torch.lose();
    return;
  }
  const state = projected > 0 ? projected : hidden;
  const initial = withinInverseRoot(hidden);
  for (const ending of endings(layers, isBidirectional)) {
    const isFirst = ending.startsWith('_l0');
    const columns = isFirst
      ? (input ?? sizeOf(attribute(self, 'input_size'), 'input_size'))
      : state * (isBidirectional ? 2 : 1);
    addParameter(self, `weight_ih${ending}`, [gates * hidden, columns], initial, args, runtime);
    addParameter(self, `weight_hh${ending}`, [gates * hidden, state], initial, args, runtime);
    if (hasBias) {
      addParameter(self, `bias_ih${ending}`, [gates * hidden], initial, args, runtime);
      addParameter(self, `bias_hh${ending}`, [gates * hidden], initial, args, runtime);
    }
    if (projected > 0) addParameter(self, `weight_hr${ending}`, [projected, hidden], initial, args, runtime);
  }
}

const kindOf = (self: InstanceValue): CellKind => {
  const mode = attribute(self, 'mode');
  if (mode.kind !== 'str') throw new NotKnown('the kind of the recurrent layer is not known');
  return mode.value as CellKind;
};

const stacked = (tensors: readonly Tensor[]): Tensor => Tensor.apply(ops.stack, tensors, { dim: 0 });
const swapped = (x: Tensor): Tensor => Tensor.apply(ops.transpose, [x], { dim0: 0, dim1: 1 });

/** The weights of one direction of one layer. */
function directionOf(self: InstanceValue, kind: CellKind, ending: string): Direction {
  const weight = (name: string): Tensor | undefined => tensorOf(self, `${name}${ending}`);
  const [ofInput, ofHidden] = [weight('weight_ih'), weight('weight_hh')];
  if (!ofInput?.hasValues || !ofHidden?.hasValues) throw new NotKnown('the weights are not known');
  return {
    cell: cells[kind],
    ofInput,
    ofHidden,
    inputBias: weight('bias_ih'),
    hiddenBias: weight('bias_hh'),
    projection: weight('weight_hr'),
    isReverse: ending.endsWith('_reverse'),
  };
}

/** The tensors of `hx`: one, or for an LSTM a pair. */
function givenStates(args: Arguments, runtime: Runtime): Tensor[] | undefined {
  const given = args.value('hx');
  if (given.kind === 'None') return undefined;
  const items = given.kind === 'tensor' ? [given] : [...(runtime.iterate(given) ?? [])];
  return items.map((item) => {
    if (item.kind !== 'tensor') throw new NotKnown('the state to begin with is not known');
    return item.tensor;
  });
}

function wantInput(self: InstanceValue, input: Tensor): void {
  if (input.rank !== undefined && input.rank !== 2 && input.rank !== 3) {
    const name = self.class.name.slice('torch.nn.'.length);
    throw new PythonError('ValueError', `${name}: Expected input to be 2D or 3D, got ${input.rank}D instead`);
  }
  wantWidth(self, input);
}

/** Refuses an input of another width than the layer's. */
function wantWidth(self: InstanceValue, input: Tensor): void {
  const [last, wanted] = [input.shape?.at(-1), attribute(self, 'input_size')];
  if (typeof last === 'number' && wanted.kind === 'int' && last !== wanted.value) {
    throw new PythonError(
      'RuntimeError',
      `input.size(-1) must be equal to input_size. Expected ${wanted.value}, got ${last}`,
    );
  }
}

/** The states to begin with: one for each layer and direction, of as many rows as there are sequences. */
function beginnings(
  self: InstanceValue,
  batch: number,
  dtype: Tensor['dtype'],
  given: readonly Tensor[] | undefined,
): (index: number) => State {
  const hidden = numberOf(self, 'hidden_size');
  const projected = numberOf(self, 'proj_size');
  const sizes = [projected > 0 ? projected : hidden, hidden].slice(0, cells[kindOf(self)].states);
  return (index) =>
    sizes.map((size, which) => (given ? selectStep(given[which]!, index) : full([batch, size], dtype, 0)));
}

/** All layers and directions one after the other; `run` goes through one direction of one layer. */
function runLayers(
  self: InstanceValue,
  input: Tensor,
  begin: (index: number) => State,
  runtime: Runtime,
  run: (ending: string, x: Tensor, begin: State) => Run,
): { readonly outputs: Tensor; readonly states: readonly Tensor[] } {
  const isBidirectional = flagOf(self, 'bidirectional', runtime);
  const layers = numberOf(self, 'num_layers');
  const names = endings(layers, isBidirectional);
  const last: State[] = [];
  let x = input;
  for (let at = 0; at < layers; at++) {
    const directions = endings(1, isBidirectional).map((_, direction) => {
      const index = at * (isBidirectional ? 2 : 1) + direction;
      const { outputs, last: state } = run(names[index]!, x, begin(index));
      last.push(state);
      return outputs;
    });
    x = directions.length === 1 ? directions[0]! : Tensor.apply(ops.cat, directions, { dim: -1 });
    if (at < layers - 1) x = dropped(self, x, runtime);
  }
  const states = last[0]!.map((_, which) => stacked(last.map((state) => state[which]!)));
  return { outputs: x, states };
}

/** Refuses what has more steps over all layers and directions than are followed. */
function wantSteps(self: InstanceValue, steps: number, runtime: Runtime): void {
  const directions = flagOf(self, 'bidirectional', runtime) ? 2 : 1;
  if (steps * numberOf(self, 'num_layers') * directions > MAXIMUM_STEPS)
    throw new NotKnown('the sequence is too long to be followed');
}

const asStates = (states: readonly Value[]): Value => (states.length === 1 ? states[0]! : tuple(states));

/** The layer over sequences of different lengths; the states come in the order in which the sequences were given. */
function forwardPacked(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  const kind = kindOf(self);
  const packed = packedParts(args.value('input'));
  wantWidth(self, packed.data);
  wantSteps(self, packed.batchSizes.length, runtime);
  const given = givenStates(args, runtime)?.map((state) => reordered(state, packed.sorted, 1));
  const begin = beginnings(self, packed.batchSizes[0]!, packed.data.dtype, given);
  const { outputs, states } = runLayers(self, packed.data, begin, runtime, (ending, x, state) =>
    runPacked(directionOf(self, kind, ending), packed.batchSizes, x, state),
  );
  return tuple([
    packedValue({ ...packed, data: outputs }),
    asStates(states.map((state) => tensorValue(reordered(state, packed.unsorted, 1)))),
  ]);
}

function forward(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  if (isPacked(args.value('input'))) return forwardPacked(self, args, runtime);
  const kind = kindOf(self);
  const input = args.tensor('input');
  if (args.value('input').kind !== 'tensor') throw new NotKnown('the input is not known');
  wantInput(self, input);
  if (!isKnownShape(input.shape)) throw new NotKnown('the shape of the input is not known');
  const isBatched = input.shape.length === 3;
  const batchFirst = flagOf(self, 'batch_first', runtime) && isBatched;
  const isBidirectional = flagOf(self, 'bidirectional', runtime);
  const sequence = batchFirst
    ? swapped(input)
    : isBatched
      ? input
      : Tensor.apply(ops.unsqueeze, [input], { dim: 1 });
  const [steps, batch] = sequence.shape as readonly number[];
  wantSteps(self, steps!, runtime);
  if (steps === 0)
    throw new PythonError('RuntimeError', 'Expected sequence length to be larger than 0 in RNN');
  const given = givenStates(args, runtime)?.map((state) =>
    isBatched ? state : Tensor.apply(ops.unsqueeze, [state], { dim: 1 }),
  );
  const begin = beginnings(self, batch!, sequence.dtype, given);
  const { outputs: x, states } = runLayers(self, sequence, begin, runtime, (ending, from, state) =>
    runDirection(directionOf(self, kind, ending), from, state),
  );
  const unbatch = (tensor: Tensor): Value =>
    isBatched
      ? tensorValue(tensor)
      : { ...tensorValue(Tensor.apply(ops.squeeze, [tensor], { dim: [1] })), gradFn: 'SqueezeBackward1' };
  const isOneKernel = kind === 'LSTM' && numberOf(self, 'proj_size') === 0 && x.dtype === 'float32';
  const output: Value = batchFirst
    ? { ...tensorValue(swapped(x)), gradFn: kind === 'LSTM' ? 'TransposeBackward0' : 'TransposeBackward1' }
    : isBatched && isOneKernel && !isBidirectional
      ? { ...tensorValue(x), gradFn: 'MkldnnRnnLayerBackward0' }
      : unbatch(x);
  return tuple([output, asStates(states.map(unbatch))]);
}

/** What goes from one layer to the next while training. */
function dropped(self: InstanceValue, x: Tensor, runtime: Runtime): Tensor {
  const p = attribute(self, 'dropout');
  if ((p.kind === 'int' || p.kind === 'float') && p.value === 0) return x;
  const result = functional('dropout', [tensorValue(x), p, attribute(self, 'training')], {}, runtime);
  if (result.kind !== 'tensor') throw new NotKnown('what is dropped is not known');
  return result.tensor;
}

/** The sequence of states and the last ones where they are not computed: numbers between -1 and 1, no scores. */
function withoutValues(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  const given = args.value('input');
  if (isPacked(given)) throw new NotKnown('what is made of the packed sequence is not known');
  const sequence = args.tensor('input');
  const { dtype } = sequence;
  const one = (): Value => notComputed(undefined, dtype);
  const hidden = self.attributes.get('hidden_size');
  const projected = self.attributes.get('proj_size');
  const width = projected?.kind === 'int' && projected.value > 0 ? projected : hidden;
  const isBidirectional = runtime.truth(attribute(self, 'bidirectional'));
  const last =
    width?.kind === 'int' && isBidirectional !== undefined
      ? width.value * (isBidirectional ? 2 : 1)
      : undefined;
  const weight = self.attributes.get('weight_ih_l0');
  const outputs = tensorValue(
    Tensor.apply(ops.recurrence, weight?.kind === 'tensor' ? [sequence, weight.tensor] : [sequence], {
      width: last,
      // What is not known may be so.
      bidirectional: isBidirectional !== false,
    }),
  );
  const isLstm = self.class.name.endsWith('LSTM');
  return tuple([outputs, isLstm ? tuple([one(), one()]) : one()]);
}

function recurrent(name: 'RNN' | 'LSTM' | 'GRU', samples: readonly LayerSample[]): Layer {
  const extra = name === 'RNN' ? "nonlinearity='tanh', " : '';
  return layer({
    name,
    base: recurrentBase,
    signature: `(input_size, hidden_size, num_layers=1, ${extra}bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0, device=None, dtype=None)`,
    construct: (self, args, runtime) => {
      const nonlinearity = name === 'RNN' ? args.string('nonlinearity') : '';
      if (name === 'RNN' && nonlinearity !== 'tanh' && nonlinearity !== 'relu') {
        throw new PythonError(
          'ValueError',
          `Unknown nonlinearity '${nonlinearity}'. Select from 'tanh' or 'relu'.`,
        );
      }
      if (name !== 'LSTM' && numberOf(self, 'proj_size') > 0) {
        throw new PythonError('ValueError', `proj_size argument is only supported for LSTM, not RNN or GRU`);
      }
      const kind: CellKind = name === 'RNN' ? (nonlinearity === 'relu' ? 'RNN_RELU' : 'RNN_TANH') : name;
      self.attributes.set('mode', str(kind));
      addWeights(self, args, runtime, cells[kind].gates);
    },
    takes: '(input, hx=None)',
    forward: (self, args, runtime) => {
      try {
        return unfollowed(() => forward(self, args, runtime));
      } catch (error) {
        if (!(error instanceof NotKnown)) throw error;
        return withoutValues(self, args, runtime);
      }
    },
    methods: {
      flatten_parameters: { signature: { parameters: [] }, call: () => ({ kind: 'None' }) },
    },
    describes: (self) => {
      const differs = (argument: string, usual: number | boolean): boolean => {
        const value = attribute(self, argument);
        return !('value' in value) || Number(value.value) !== Number(usual);
      };
      return [
        '{input_size}',
        '{hidden_size}',
        ...(
          [
            ['proj_size', 0],
            ['num_layers', 1],
            ['bias', true],
            ['batch_first', false],
            ['dropout', 0],
            ['bidirectional', false],
          ] as const
        ).flatMap(([argument, usual]) => (differs(argument, usual) ? [`${argument}={${argument}}`] : [])),
      ];
    },
    samples,
  });
}

const sequence = 'torch.randn(3, 2, 4)';

export const recurrentLayers: readonly Layer[] = [
  recurrent('RNN', [
    { module: 'nn.RNN(4, 3)', inputs: [sequence] },
    {
      module: "nn.RNN(4, 3, 2, nonlinearity='relu', bias=False, batch_first=True)",
      inputs: [sequence, 'torch.randn(2, 3, 3)'],
    },
    { module: 'nn.RNN(4, 3, bidirectional=True)', inputs: ['torch.randn(3, 4)'] },
  ]),
  recurrent('LSTM', [
    { module: 'nn.LSTM(4, 3)', inputs: [sequence] },
    { module: 'nn.LSTM(4, 3, num_layers=2, bidirectional=True, batch_first=True)', inputs: [sequence] },
    {
      module: 'nn.LSTM(4, 3, proj_size=2)',
      inputs: [sequence, 'torch.randn(1, 2, 2)', 'torch.randn(1, 2, 3)'],
      call: 'm(x0, (x1, x2))',
    },
    { module: 'nn.LSTM(4, 3, 2, dropout=0.5)', inputs: [sequence] },
  ]),
  recurrent('GRU', [
    { module: 'nn.GRU(4, 3)', inputs: [sequence] },
    { module: 'nn.GRU(4, 3, 2, bidirectional=True)', inputs: [sequence, 'torch.randn(4, 2, 3)'] },
  ]),
];
