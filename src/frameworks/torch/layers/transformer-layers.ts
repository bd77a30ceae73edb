/** One layer of a Transformer: attention and two linear maps (Vaswani et al., 2017; torch/nn/modules/transformer.py). */
import { isGradEnabled } from '../../../engine/context';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { bool, tensorValue, type ClassValue, type InstanceValue, type Value } from '../../values';
import { attentions } from './attention';
import { dropouts } from './dropout';
import { attribute, flagOf, functional, layer } from './layer';
import { linearLayers } from './linear';
import { normalizations } from './normalization';

/** A class of torch.nn that a Transformer is built of. */
export const typeOf = (name: string): ClassValue =>
  [...attentions, ...dropouts, ...linearLayers, ...normalizations].find(
    ({ type }) => type.name === `torch.nn.${name}`,
  )!.type;

/** Puts a new module of torch.nn into a module. */
export function put(
  self: InstanceValue,
  name: string,
  type: ClassValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  runtime: Runtime,
): void {
  const made = runtime.call(type, positional, keywords);
  self.attributes.set(name, made);
}

/** What the parts of a layer have in common: bias and dtype. */
export const shared = (args: Arguments): Record<string, Value> => ({
  bias: args.value('bias'),
  dtype: args.value('dtype'),
});

const LAYER =
  "(d_model, nhead, dim_feedforward=2048, dropout=0.1, activation='relu', layer_norm_eps=1e-5, batch_first=False, norm_first=False, bias=True, device=None, dtype=None)";

/** All of them go into the modules inside; the layer itself keeps none. */
const LAYER_PARAMETERS = [
  'd_model',
  'nhead',
  'dim_feedforward',
  'dropout',
  'activation',
  'layer_norm_eps',
  'batch_first',
  'bias',
  'norm_first',
];

function putActivation(self: InstanceValue, args: Arguments): void {
  const given = args.value('activation');
  if (given.kind === 'str' && given.value !== 'relu' && given.value !== 'gelu') {
    throw new PythonError('RuntimeError', `activation should be relu/gelu, not ${given.value}`);
  }
  if (given.kind === 'str') self.state.set('activation', given.value);
  else self.attributes.set('activation', given);
}

/** Builds the parts in PyTorch's order, since each draws from the generator. */
function constructLayer(self: InstanceValue, args: Arguments, runtime: Runtime, norms: number): void {
  const size = args.value('d_model');
  const attention = (name: string): void => {
    put(
      self,
      name,
      typeOf('MultiheadAttention'),
      [size, args.value('nhead')],
      { dropout: args.value('dropout'), batch_first: args.value('batch_first'), ...shared(args) },
      runtime,
    );
  };
  attention('self_attn');
  if (norms === 3) attention('multihead_attn');
  put(self, 'linear1', typeOf('Linear'), [size, args.value('dim_feedforward')], shared(args), runtime);
  put(self, 'dropout', typeOf('Dropout'), [args.value('dropout')], {}, runtime);
  put(self, 'linear2', typeOf('Linear'), [args.value('dim_feedforward'), size], shared(args), runtime);
  self.attributes.set('norm_first', args.value('norm_first'));
  for (let at = 1; at <= norms; at++) {
    const options = { eps: args.value('layer_norm_eps'), ...shared(args) };
    put(self, `norm${at}`, typeOf('LayerNorm'), [size], options, runtime);
  }
  for (let at = 1; at <= norms; at++)
    put(self, `dropout${at}`, typeOf('Dropout'), [args.value('dropout')], {}, runtime);
  putActivation(self, args);
}

/** Calls a module or function inside; what it does not know is not known here either. */
export function called(
  self: InstanceValue,
  name: string,
  positional: readonly Value[],
  runtime: Runtime,
  keywords: Readonly<Record<string, Value>> = {},
): Value {
  const result = runtime.call(attribute(self, name), positional, keywords);
  if (result.kind === 'unknown') throw new NotKnown(result.reason);
  return result;
}

const sum = (a: Value, b: Value): Value => {
  if (a.kind !== 'tensor' || b.kind !== 'tensor') throw new NotKnown('what is added is not known');
  return tensorValue(Tensor.apply(ops.add, [a.tensor, b.tensor], {}));
};

/** One attention with its dropout. */
function attended(
  self: InstanceValue,
  which: { readonly attention: string; readonly dropout: string },
  query: Value,
  memory: Value,
  masks: { readonly mask: Value; readonly padding: Value; readonly isCausal: Value },
  runtime: Runtime,
): Value {
  const result = called(self, which.attention, [query, memory, memory], runtime, {
    attn_mask: masks.mask,
    key_padding_mask: masks.padding,
    is_causal: masks.mask.kind === 'None' ? bool(false) : masks.isCausal,
    need_weights: bool(false),
  });
  if (result.kind !== 'tuple') throw new NotKnown('what attention gives is not known');
  return called(self, which.dropout, [result.items[0]!], runtime);
}

/** The two linear maps with the activation between them. */
function fedForward(self: InstanceValue, x: Value, dropout: string, runtime: Runtime): Value {
  const inner = called(self, 'linear1', [x], runtime);
  const named = self.state.get('activation') as string | undefined;
  const active = named
    ? functional(named, [inner], {}, runtime)
    : called(self, 'activation', [inner], runtime);
  const outer = called(self, 'linear2', [called(self, 'dropout', [active], runtime)], runtime);
  return called(self, dropout, [outer], runtime);
}

/** The blocks of a layer, each added to what goes in; normalised before it or after the sum. */
function throughBlocks(
  self: InstanceValue,
  x: Value,
  blocks: readonly ((x: Value) => Value)[],
  runtime: Runtime,
): Value {
  const isFirst = flagOf(self, 'norm_first', runtime);
  return blocks.reduce((before, block, at) => {
    const norm = (value: Value): Value => called(self, `norm${at + 1}`, [value], runtime);
    return isFirst ? sum(before, block(norm(before))) : norm(sum(before, block(before)));
  }, x);
}

/** PyTorch's way for inference leaves what is padded out, which is not followed here. */
function wantNoPaddedInference(self: InstanceValue, padding: Value, runtime: Runtime): void {
  if (padding.kind !== 'None' && !isGradEnabled() && runtime.truth(attribute(self, 'training')) !== true)
    throw new NotKnown('what inference puts in the place of what is padded is not followed');
}

export const encoderLayer = layer({
  name: 'TransformerEncoderLayer',
  signature: LAYER,
  omit: LAYER_PARAMETERS,
  construct: (self, args, runtime) => {
    constructLayer(self, args, runtime, 2);
  },
  takes: '(src, src_mask=None, src_key_padding_mask=None, is_causal=False)',
  forward: (self, args, runtime) => {
    const padding = args.value('src_key_padding_mask');
    wantNoPaddedInference(self, padding, runtime);
    const masks = { mask: args.value('src_mask'), padding, isCausal: args.value('is_causal') };
    return throughBlocks(
      self,
      args.value('src'),
      [
        (x) => attended(self, { attention: 'self_attn', dropout: 'dropout1' }, x, x, masks, runtime),
        (x) => fedForward(self, x, 'dropout2', runtime),
      ],
      runtime,
    );
  },
  keepsShape: true,
  samples: [
    { module: 'nn.TransformerEncoderLayer(4, 2, 6, dropout=0.0)', inputs: ['torch.randn(3, 2, 4)'] },
    {
      module: "nn.TransformerEncoderLayer(4, 2, 6, activation='gelu', norm_first=True, batch_first=True)",
      inputs: ['torch.randn(2, 3, 4)'],
    },
    {
      module: 'nn.TransformerEncoderLayer(4, 1, 3, batch_first=True).eval()',
      inputs: ['torch.randn(1, 2, 4)'],
      call: 'm(x0, src_mask=torch.tensor([[0.0, -1e9], [0.0, 0.0]]))',
    },
  ],
});

export const decoderLayer = layer({
  name: 'TransformerDecoderLayer',
  signature: LAYER,
  omit: LAYER_PARAMETERS,
  construct: (self, args, runtime) => {
    constructLayer(self, args, runtime, 3);
  },
  takes:
    '(tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None, tgt_is_causal=False, memory_is_causal=False)',
  forward: (self, args, runtime) => {
    const masksOf = (name: string) => ({
      mask: args.value(`${name}_mask`),
      padding: args.value(`${name}_key_padding_mask`),
      isCausal: args.value(`${name}_is_causal`),
    });
    const memory = args.value('memory');
    return throughBlocks(
      self,
      args.value('tgt'),
      [
        (x) => attended(self, { attention: 'self_attn', dropout: 'dropout1' }, x, x, masksOf('tgt'), runtime),
        (x) =>
          attended(
            self,
            { attention: 'multihead_attn', dropout: 'dropout2' },
            x,
            memory,
            masksOf('memory'),
            runtime,
          ),
        (x) => fedForward(self, x, 'dropout3', runtime),
      ],
      runtime,
    );
  },
  keepsShape: true,
  samples: [
    {
      module: 'nn.TransformerDecoderLayer(4, 2, 6, dropout=0.0)',
      inputs: ['torch.randn(3, 2, 4)', 'torch.randn(2, 2, 4)'],
    },
    {
      module: 'nn.TransformerDecoderLayer(4, 2, 6, norm_first=True, batch_first=True)',
      inputs: ['torch.randn(2, 3, 4)', 'torch.randn(2, 2, 4)'],
    },
  ],
});
