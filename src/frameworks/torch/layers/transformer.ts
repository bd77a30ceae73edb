/** Stacks of Transformer layers, and the whole Transformer (torch/nn/modules/transformer.py). */
import { defaultFloatDType } from '../../../engine/context';
import { allocate } from '../../../engine/dtype';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { deepCopy } from '../../standard/copies';
import { list, none, tensorValue, type InstanceValue, type Value } from '../../values';
import { containers } from '../module/containers';
import { beginAsXavier } from './attention';
import { attribute, layer, type Layer } from './layer';
import { called, decoderLayer, encoderLayer, put, shared, typeOf } from './transformer-layers';

const moduleList = containers.find(({ name }) => name === 'torch.nn.ModuleList')!;

/** Copies of one layer, which therefore begin with the same numbers. */
function copies(source: Value, count: number, runtime: Runtime): Value {
  if (source.kind !== 'instance') throw new NotKnown('the layer to repeat is not known');
  const made = Array.from({ length: count }, () => deepCopy(runtime, source));
  return runtime.call(moduleList, [list(made)]);
}

function constructStack(self: InstanceValue, args: Arguments, which: string, runtime: Runtime): void {
  self.attributes.set('layers', copies(args.value(which), args.int('num_layers'), runtime));
  self.attributes.set('norm', args.value('norm'));
}

/** Through all layers in order, and the norm at the end where there is one. */
function throughStack(
  self: InstanceValue,
  x: Value,
  step: (module: Value, x: Value) => Value,
  runtime: Runtime,
): Value {
  const layers = runtime.iterate(attribute(self, 'layers'));
  if (!layers) throw new NotKnown('the layers are not known');
  let value = x;
  for (const module of layers) {
    value = step(module, value);
    if (value.kind === 'unknown') throw new NotKnown(value.reason);
  }
  return attribute(self, 'norm', none).kind === 'None' ? value : called(self, 'norm', [value], runtime);
}

const encoder = layer({
  name: 'TransformerEncoder',
  signature: '(encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True)',
  omit: ['encoder_layer', 'norm'],
  construct: (self, args, runtime) => {
    constructStack(self, args, 'encoder_layer', runtime);
  },
  takes: '(src, mask=None, src_key_padding_mask=None, is_causal=None)',
  forward: (self, args, runtime) =>
    throughStack(
      self,
      args.value('src'),
      (module, x) =>
        runtime.call(module, [x], {
          src_mask: args.value('mask'),
          src_key_padding_mask: args.value('src_key_padding_mask'),
        }),
      runtime,
    ),
  keepsShape: true,
  samples: [
    {
      module: 'nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 5, dropout=0.0), num_layers=2)',
      inputs: ['torch.randn(3, 1, 4)'],
    },
    {
      module:
        'nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 5, batch_first=True), 2, norm=nn.LayerNorm(4)).eval()',
      inputs: ['torch.randn(1, 3, 4)'],
    },
  ],
});

const decoder = layer({
  name: 'TransformerDecoder',
  signature: '(decoder_layer, num_layers, norm=None)',
  omit: ['decoder_layer', 'norm'],
  construct: (self, args, runtime) => {
    constructStack(self, args, 'decoder_layer', runtime);
  },
  takes:
    '(tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None, tgt_is_causal=None, memory_is_causal=False)',
  forward: (self, args, runtime) =>
    throughStack(
      self,
      args.value('tgt'),
      (module, x) =>
        runtime.call(
          module,
          [x, args.value('memory')],
          Object.fromEntries(
            ['tgt_mask', 'memory_mask', 'tgt_key_padding_mask', 'memory_key_padding_mask'].map((name) => [
              name,
              args.value(name),
            ]),
          ),
        ),
      runtime,
    ),
  keepsShape: true,
  samples: [
    {
      module: 'nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 5, dropout=0.0), num_layers=2)',
      inputs: ['torch.randn(3, 1, 4)', 'torch.randn(2, 1, 4)'],
    },
  ],
});

/** `generate_square_subsequent_mask(size)`: minus infinity above the diagonal. */
const squareMask = define(
  'torch.nn.Transformer.generate_square_subsequent_mask',
  '(sz, device=None, dtype=None)',
  (args) => {
    const size = args.int('sz');
    const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
    const values = allocate(dtype, size * size);
    for (let row = 0; row < size; row++) values.fill(-Infinity, row * size + row + 1, (row + 1) * size);
    return tensorValue(Tensor.leaf({ shape: [size, size], dtype, values }));
  },
);

function constructWhole(self: InstanceValue, args: Arguments, runtime: Runtime): void {
  const options: Record<string, Value> = {
    ...shared(args),
    ...Object.fromEntries(
      ['dim_feedforward', 'dropout', 'activation', 'layer_norm_eps', 'batch_first', 'norm_first'].map(
        (name) => [name, args.value(name)],
      ),
    ),
  };
  const size = [args.value('d_model'), args.value('nhead')];
  const norm = (): Value =>
    runtime.call(typeOf('LayerNorm'), [args.value('d_model')], {
      eps: args.value('layer_norm_eps'),
      ...shared(args),
    });
  for (const [name, part, stack] of [
    ['encoder', encoderLayer, encoder],
    ['decoder', decoderLayer, decoder],
  ] as const) {
    const custom = args.value(`custom_${name}`);
    if (custom.kind !== 'None') {
      self.attributes.set(name, custom);
      continue;
    }
    const one = runtime.call(part.type, size, options);
    put(self, name, stack.type, [one, args.value(`num_${name}_layers`), norm()], {}, runtime);
  }
  beginAsXavier(self, runtime);
}

const transformer = layer({
  name: 'Transformer',
  signature:
    "(d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, dropout=0.1, activation='relu', custom_encoder=None, custom_decoder=None, layer_norm_eps=1e-5, batch_first=False, norm_first=False, bias=True, device=None, dtype=None)",
  omit: [
    'num_encoder_layers',
    'num_decoder_layers',
    'dim_feedforward',
    'dropout',
    'activation',
    'custom_encoder',
    'custom_decoder',
    'layer_norm_eps',
    'norm_first',
    'bias',
  ],
  construct: constructWhole,
  takes:
    '(src, tgt, src_mask=None, tgt_mask=None, memory_mask=None, src_key_padding_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None, src_is_causal=None, tgt_is_causal=None, memory_is_causal=False)',
  forward: (self, args, runtime) => {
    const memory = called(self, 'encoder', [args.value('src')], runtime, {
      mask: args.value('src_mask'),
      src_key_padding_mask: args.value('src_key_padding_mask'),
    });
    return called(
      self,
      'decoder',
      [args.value('tgt'), memory],
      runtime,
      Object.fromEntries(
        ['tgt_mask', 'memory_mask', 'tgt_key_padding_mask', 'memory_key_padding_mask'].map((name) => [
          name,
          args.value(name),
        ]),
      ),
    );
  },
  attributes: new Map([['generate_square_subsequent_mask', squareMask]]),
  samples: [
    {
      module:
        'nn.Transformer(d_model=4, nhead=2, num_encoder_layers=1, num_decoder_layers=2, dim_feedforward=5, dropout=0.0)',
      inputs: ['torch.randn(3, 1, 4)', 'torch.randn(2, 1, 4)'],
      call: 'm(x0, x1, tgt_mask=nn.Transformer.generate_square_subsequent_mask(2))',
    },
  ],
});

export const transformers: readonly Layer[] = [encoderLayer, decoderLayer, encoder, decoder, transformer];
