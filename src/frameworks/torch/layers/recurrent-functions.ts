/** `torch.lstm_cell`, `torch.gru` and their kin: recurrent layers as functions of their weights. */
import { isKnownShape } from '../../../engine/shape';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { bool, int, str, tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import { cells, mapped, type CellKind } from './gates';
import { endings, recurrentLayers } from './recurrent';

const kinds: readonly (readonly [name: string, kind: CellKind])[] = [
  ['rnn_tanh', 'RNN_TANH'],
  ['rnn_relu', 'RNN_RELU'],
  ['lstm', 'LSTM'],
  ['gru', 'GRU'],
];

function itemsOf(value: Value, runtime: Runtime): readonly Value[] {
  if (value.kind === 'tensor') return [value];
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown('the tensors are not known');
  return [...items];
}

const cell = (name: string, kind: CellKind): NativeFunction =>
  define(`torch.${name}_cell`, '(input, hx, w_ih, w_hh, b_ih=None, b_hh=None)', (args, runtime) => {
    const before = itemsOf(args.value('hx'), runtime).map((state) => {
      if (state.kind !== 'tensor') throw new NotKnown('the state before is not known');
      return state.tensor;
    });
    const weights = [args.tensor('w_ih'), args.tensor('w_hh')] as const;
    const operands = [args.tensor('input'), ...before, ...weights];
    if (operands.some(({ shape }) => !isKnownShape(shape)) || before.length !== cells[kind].states)
      throw new NotKnown('the input, the state or the weights are not known');
    const parts = {
      ofInput: mapped(args.tensor('input'), weights[0], args.optionalTensor('b_ih')),
      ofHidden: mapped(before[0]!, weights[1], args.optionalTensor('b_hh')),
    };
    const after = cells[kind].step(parts, before).map((state) => tensorValue(state));
    return after.length === 1 ? after[0]! : tuple(after);
  });

/** The layer whose parameters these weights are: it then computes as the class does. */
function layerOf(kind: CellKind, args: Arguments, runtime: Runtime): Value {
  const name = kind.startsWith('RNN') ? 'RNN' : kind;
  const { type } = recurrentLayers.find((layer) => layer.type.name === `torch.nn.${name}`)!;
  const hasBiases = args.bool('has_biases');
  const parts = ['weight_ih', 'weight_hh', ...(hasBiases ? ['bias_ih', 'bias_hh'] : [])];
  const named = endings(args.int('num_layers'), args.bool('bidirectional')).flatMap((ending) =>
    parts.map((part) => `${part}${ending}`),
  );
  const weights = itemsOf(args.value('params'), runtime);
  const [ofInput, ofHidden] = weights;
  if (weights.length !== named.length || ofInput?.kind !== 'tensor' || ofHidden?.kind !== 'tensor')
    throw new NotKnown('weights of another number than the layers want are not followed');
  const [width, hidden] = [ofInput.tensor.shape?.[1], ofHidden.tensor.shape?.[1]];
  if (typeof width !== 'number' || typeof hidden !== 'number')
    throw new NotKnown('the sizes of the weights are not known');
  const attributes: readonly (readonly [string, Value])[] = [
    ['mode', str(kind)],
    ['input_size', int(width)],
    ['hidden_size', int(hidden)],
    ['proj_size', int(0)],
    ['bias', bool(hasBiases)],
    ...['num_layers', 'batch_first', 'bidirectional', 'dropout'].map((given): readonly [string, Value] => [
      given,
      args.value(given),
    ]),
    ['training', args.value('train')],
    ...named.map((weight, at): readonly [string, Value] => [weight, weights[at]!]),
  ];
  return {
    kind: 'instance',
    class: type,
    attributes: new Map(attributes),
    state: new Map(),
    place: undefined,
  };
}

const sequence = (name: string, kind: CellKind): NativeFunction =>
  define(
    `torch.${name}`,
    '(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)',
    (args, runtime) => {
      if (args.value('hx').kind === 'tensor' && args.value('params').kind === 'tensor')
        throw new NotKnown('the weights of packed sequences are not followed');
      const result = runtime.call(layerOf(kind, args, runtime), [args.value('input'), args.value('hx')]);
      if (result.kind !== 'tuple') return result;
      const [output, state] = result.items;
      return tuple([output!, ...(state!.kind === 'tuple' ? state!.items : [state!])]);
    },
  );

export const recurrentFunctions: readonly NativeFunction[] = kinds.flatMap(([name, kind]) => [
  cell(name, kind),
  sequence(name, kind),
]);
