/** Layers of torch.nn: those with parameters by their shapes, activations by the operation they apply. */
import { ops } from '../../engine/ops/index';
import type { AnyOp, Op } from '../../engine/op';
import { Tensor } from '../../engine/tensor';
import { SymbolicDim, type Dim, type Shape } from '../../engine/shape';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { int, none, tensorValue, type ClassValue, type InstanceValue, type Value } from '../values';
import { dropoutLayers } from './dropout-layers';
import { softmaxImplicit } from './functions/activations';
import { moduleClass, tensorLayer } from './module';
import { signature } from '../signature';
import { own } from './creation';

/** A parameter whose values are what a random initialisation gave: they are not known. */
function parameter(shape: Shape, runtime: Runtime): Value {
  // The initialisation draws from the generator in a way that is not followed here.
  runtime.random.torch.lose();
  return own(Tensor.leaf({ shape, dtype: 'float32', requiresGrad: true }), runtime, true);
}

const nodeOf = (self: InstanceValue, name: string): Tensor | undefined => {
  const value = self.attributes.get(name);
  return value?.kind === 'tensor' ? value.tensor : undefined;
};

/** The result of a layer whose computation is not followed: its shape and role are. */
const opaque = (shape: Shape | undefined, dtype: Tensor['dtype'], role: Tensor['role']): Value =>
  tensorValue(Tensor.leaf({ shape, dtype: dtype ?? 'float32', role }));

const linear = moduleClass(
  'torch.nn.Linear',
  '(in_features, out_features, bias=True, device=None, dtype=None)',
  {
    construct: (self, args, runtime) => {
      self.attributes.set('in_features', args.value('in_features'));
      self.attributes.set('out_features', args.value('out_features'));
      const columns = sizeOf(args.value('in_features'), 'in_features');
      const rows = sizeOf(args.value('out_features'), 'out_features');
      self.attributes.set('weight', parameter([rows, columns], runtime));
      self.attributes.set(
        'bias',
        args.value('bias').kind === 'bool' && !args.bool('bias') ? none : parameter([rows], runtime),
      );
    },
    invoke: {
      signature: signature('(input)'),
      call: (self, args) => {
        const input = args.tensor('input');
        const weight = nodeOf(self, 'weight');
        const bias = nodeOf(self, 'bias');
        if (!weight) return opaque(undefined, input.dtype, { kind: 'logits' });
        return tensorValue(Tensor.apply(ops.linear, [input, weight, ...(bias ? [bias] : [])], {}));
      },
    },
  },
);

/** A size of a layer: a number, or something unknown that is the same wherever this layer's size is used. */
function sizeOf(value: Value, name: string): Dim {
  if (value.kind === 'int') return value.value;
  return new SymbolicDim(name);
}

/** Convolutions: the channels of the result are known, the rest of the shape is not worked out. */
const convolution = (name: string): ClassValue =>
  moduleClass(
    `torch.nn.${name}`,
    "(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', **kwargs)",
    {
      construct: (self, args, runtime) => {
        runtime.random.torch.lose();
        self.attributes.set('in_channels', args.value('in_channels'));
        self.attributes.set('out_channels', args.value('out_channels'));
      },
      invoke: {
        signature: signature('(input, *args, **kwargs)'),
        call: (_, args) => opaque(undefined, args.tensor('input').dtype, { kind: 'logits' }),
      },
    },
  );

/** Layers after which numbers are plain values of the same shape. */
const sameShape = (name: string): ClassValue =>
  moduleClass(`torch.nn.${name}`, '(*args, **kwargs)', {
    construct: () => undefined,
    invoke: {
      signature: signature('(input, *args)'),
      call: (_, args) => opaque(args.tensor('input').shape, args.tensor('input').dtype, { kind: 'values' }),
    },
  });

/** Layers after which numbers are plain values of another shape. */
const otherShape = (name: string): ClassValue =>
  moduleClass(`torch.nn.${name}`, '(*args, **kwargs)', {
    construct: () => undefined,
    invoke: {
      signature: signature('(input, *args)'),
      call: (_, args) => opaque(undefined, args.tensor('input').dtype, { kind: 'values' }),
    },
  });

const registry: Readonly<Record<string, AnyOp | undefined>> = ops;

/** An activation without parameters that is one operation. */
function activation(
  name: string,
  op: string,
  parameters = '(inplace=False)',
  attributes: (self: InstanceValue) => Readonly<Record<string, unknown>> = () => ({}),
): ClassValue {
  const found = registry[op];
  if (!found) return sameShape(name);
  return tensorLayer(
    `torch.nn.${name}`,
    parameters,
    (self, args) => {
      for (const { name: argument, kind } of signature(parameters).parameters) {
        if (!kind.startsWith('var-')) self.state.set(argument, args.value(argument));
      }
    },
    (self, input) => tensorValue(Tensor.apply(found as unknown as Op, [input], attributes(self))),
  );
}

const stateNumber = (self: InstanceValue, name: string): number => {
  const value = self.state.get(name) as Value | undefined;
  if (value?.kind === 'int' || value?.kind === 'float') return value.value;
  throw new NotKnown(`the argument '${name}' of ${self.class.name} is not known`);
};

/** Softmax and its kin: along a dim that is given, or by PyTorch's old choice. */
const softmaxLayer = (name: string, op: string, fixed?: number): ClassValue =>
  tensorLayer(
    `torch.nn.${name}`,
    '(dim=None)',
    (self, args) => {
      self.attributes.set('dim', args.value('dim'));
    },
    (self, input, runtime) => {
      const found = registry[op]!;
      const dim = fixed === undefined ? (self.attributes.get('dim') ?? none) : int(fixed);
      if (dim.kind === 'None' && !self.state.has('unknown'))
        return tensorValue(softmaxImplicit(found, input, runtime));
      if (dim.kind === 'int')
        return tensorValue(Tensor.apply(found as unknown as Op, [input], { dim: dim.value }));
      return tensorValue(
        Tensor.apply(found as unknown as Op, [Tensor.leaf({ dtype: input.dtype, role: input.role })], {
          dim: -1,
        }),
      );
    },
  );

const flatten = tensorLayer(
  'torch.nn.Flatten',
  '(start_dim=1, end_dim=-1)',
  (self, args) => {
    self.state.set('start_dim', args.value('start_dim'));
    self.state.set('end_dim', args.value('end_dim'));
  },
  (self, input) =>
    tensorValue(
      Tensor.apply(ops.flatten, [input], {
        start_dim: stateNumber(self, 'start_dim'),
        end_dim: stateNumber(self, 'end_dim'),
      }),
    ),
);

const identity = moduleClass('torch.nn.Identity', '(*args, **kwargs)', {
  construct: () => undefined,
  invoke: { signature: signature('(input)'), call: (_, args) => args.value('input') },
});

const embedding = moduleClass('torch.nn.Embedding', '(num_embeddings, embedding_dim, *args, **kwargs)', {
  construct: (_, __, runtime) => {
    runtime.random.torch.lose();
  },
  invoke: {
    signature: signature('(input)'),
    call: () => opaque(undefined, 'float32', { kind: 'values' }),
  },
});

/** Recurrent layers give the states of all steps and the last ones: numbers between -1 and 1, no scores. */
const recurrent = (name: string): ClassValue =>
  moduleClass(`torch.nn.${name}`, '(*args, **kwargs)', {
    construct: (_, __, runtime) => {
      runtime.random.torch.lose();
    },
    invoke: {
      signature: signature('(input, *args)'),
      call: () => ({
        kind: 'tuple',
        items: [
          opaque(undefined, 'float32', { kind: 'values' }),
          opaque(undefined, 'float32', { kind: 'values' }),
        ],
      }),
    },
  });

export const layers: readonly ClassValue[] = [
  linear,
  ...['Conv1d', 'Conv2d', 'Conv3d', 'ConvTranspose1d', 'ConvTranspose2d', 'ConvTranspose3d'].map(convolution),
  ...[
    'BatchNorm1d',
    'BatchNorm2d',
    'BatchNorm3d',
    'LayerNorm',
    'GroupNorm',
    'InstanceNorm1d',
    'InstanceNorm2d',
    'LocalResponseNorm',
  ].map(sameShape),
  ...[
    'MaxPool1d',
    'MaxPool2d',
    'MaxPool3d',
    'AvgPool1d',
    'AvgPool2d',
    'AvgPool3d',
    'AdaptiveAvgPool1d',
    'AdaptiveAvgPool2d',
    'AdaptiveMaxPool1d',
    'AdaptiveMaxPool2d',
    'Upsample',
    'PixelShuffle',
    'ZeroPad2d',
    'ReflectionPad2d',
    'ReplicationPad2d',
    'Unfold',
    'Fold',
    'TransformerEncoder',
    'TransformerEncoderLayer',
    'TransformerDecoder',
    'TransformerDecoderLayer',
    'Transformer',
  ].map(otherShape),
  ...['RNN', 'LSTM', 'GRU', 'MultiheadAttention'].map(recurrent),
  ...dropoutLayers,
  activation('ReLU', 'relu'),
  activation('Sigmoid', 'sigmoid', '()'),
  activation('Tanh', 'tanh', '()'),
  activation('LogSigmoid', 'logsigmoid', '()'),
  activation('SiLU', 'silu'),
  activation('LeakyReLU', 'leaky_relu', '(negative_slope=0.01, inplace=False)', (self) => ({
    negative_slope: stateNumber(self, 'negative_slope'),
  })),
  activation('ELU', 'elu', '(alpha=1.0, inplace=False)', (self) => ({ alpha: stateNumber(self, 'alpha') })),
  activation('Softplus', 'softplus', '(beta=1.0, threshold=20.0)', (self) => ({
    beta: stateNumber(self, 'beta'),
    threshold: stateNumber(self, 'threshold'),
  })),
  activation('GELU', 'gelu', "(approximate='none')", (self) => {
    const approximate = self.state.get('approximate') as Value | undefined;
    return { approximate: approximate?.kind === 'str' ? approximate.value : 'none' };
  }),
  ...[
    'PReLU',
    'SELU',
    'CELU',
    'ReLU6',
    'Mish',
    'Hardtanh',
    'Hardswish',
    'Hardsigmoid',
    'Softsign',
    'Tanhshrink',
    'GLU',
  ].map(sameShape),
  softmaxLayer('Softmax', 'softmax'),
  softmaxLayer('LogSoftmax', 'log_softmax'),
  softmaxLayer('Softmax2d', 'softmax', -3),
  flatten,
  identity,
  embedding,
];
