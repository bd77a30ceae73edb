/** Activations as layers: each is its function with the arguments of its constructor. */
import { int, type InstanceValue } from '../../values';
import { addParameter, constantly } from '../random/parameters';
import { attribute, functional, layer, sizeOf, type Description, type Layer } from './layer';

/** Name, function, signature, what is printed, and the ways in which samples construct it. */
type Row = readonly [
  name: string,
  calls: string,
  signature: string,
  describes: Description,
  samples: readonly string[],
];

const rows: readonly Row[] = [
  ['ReLU', 'relu', '(inplace=False)', ['inplace?'], ['nn.ReLU()']],
  ['ReLU6', 'relu6', '(inplace=False)', ['inplace?'], ['nn.ReLU6()']],
  ['SELU', 'selu', '(inplace=False)', ['inplace?'], ['nn.SELU()']],
  ['SiLU', 'silu', '(inplace=False)', ['inplace?'], ['nn.SiLU()']],
  ['Mish', 'mish', '(inplace=False)', ['inplace?'], ['nn.Mish()']],
  ['Hardswish', 'hardswish', '(inplace=False)', [], ['nn.Hardswish()']],
  ['Hardsigmoid', 'hardsigmoid', '(inplace=False)', [], ['nn.Hardsigmoid()']],
  ['Sigmoid', 'sigmoid', '()', [], ['nn.Sigmoid()']],
  ['Tanh', 'tanh', '()', [], ['nn.Tanh()']],
  ['LogSigmoid', 'logsigmoid', '()', [], ['nn.LogSigmoid()']],
  ['Softsign', 'softsign', '()', [], ['nn.Softsign()']],
  ['Tanhshrink', 'tanhshrink', '()', [], ['nn.Tanhshrink()']],
  [
    'LeakyReLU',
    'leaky_relu',
    '(negative_slope=0.01, inplace=False)',
    ['negative_slope={negative_slope}', 'inplace?'],
    ['nn.LeakyReLU()', 'nn.LeakyReLU(0.2)'],
  ],
  ['ELU', 'elu', '(alpha=1.0, inplace=False)', ['alpha={alpha}', 'inplace?'], ['nn.ELU()', 'nn.ELU(0.5)']],
  [
    'CELU',
    'celu',
    '(alpha=1.0, inplace=False)',
    ['alpha={alpha}', 'inplace?'],
    ['nn.CELU()', 'nn.CELU(2.0)'],
  ],
  [
    'GELU',
    'gelu',
    "(approximate='none')",
    ['approximate={approximate!r}'],
    ['nn.GELU()', "nn.GELU(approximate='tanh')"],
  ],
  [
    'Softplus',
    'softplus',
    '(beta=1.0, threshold=20.0)',
    ['beta={beta}', 'threshold={threshold}'],
    ['nn.Softplus()', 'nn.Softplus(2, 1)'],
  ],
  ['Hardshrink', 'hardshrink', '(lambd=0.5)', ['{lambd}'], ['nn.Hardshrink()', 'nn.Hardshrink(0.2)']],
  ['Softshrink', 'softshrink', '(lambd=0.5)', ['{lambd}'], ['nn.Softshrink()', 'nn.Softshrink(0.2)']],
  [
    'Threshold',
    'threshold',
    '(threshold, value, inplace=False)',
    ['threshold={threshold}', 'value={value}', 'inplace?'],
    ['nn.Threshold(0.1, -3)'],
  ],
  ['GLU', 'glu', '(dim=-1)', ['dim={dim}'], ['nn.GLU()', 'nn.GLU(0)']],
];

const plain = rows.map(([name, calls, signature, describes, samples]) =>
  layer({
    name,
    calls,
    signature,
    describes,
    keepsShape: name !== 'GLU',
    samples: samples.map((module) => ({ module, inputs: ['torch.randn(2, 4)'] })),
  }),
);

const hardtanh = layer({
  name: 'Hardtanh',
  calls: 'hardtanh',
  signature: '(min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None)',
  omit: ['min_value', 'max_value'],
  construct: (self, args) => {
    // The old names of the bounds.
    for (const name of ['min', 'max']) {
      if (!args.isNone(`${name}_value`)) self.attributes.set(`${name}_val`, args.value(`${name}_value`));
    }
  },
  keepsShape: true,
  describes: ['min_val={min_val}', 'max_val={max_val}', 'inplace?'],
  samples: ['nn.Hardtanh()', 'nn.Hardtanh(-0.5, 2)'].map((module) => ({
    module,
    inputs: ['torch.randn(3, 4)'],
  })),
});

const prelu = layer({
  name: 'PReLU',
  signature: '(num_parameters=1, init=0.25, device=None, dtype=None)',
  construct: (self, args, runtime) => {
    const { init, count } = { init: args.number('init'), count: args.value('num_parameters') };
    addParameter(self, 'weight', [sizeOf(count, 'num_parameters')], constantly(init), args, runtime);
  },
  forward: (self, args, runtime) =>
    functional('prelu', [args.value('input'), attribute(self, 'weight')], {}, runtime),
  keepsShape: true,
  describes: ['num_parameters={num_parameters}'],
  samples: [
    { module: 'nn.PReLU()', inputs: ['torch.randn(2, 3)'] },
    { module: 'nn.PReLU(3, init=0.1)', inputs: ['torch.randn(2, 3, 2)'] },
  ],
});

const softmaxDescription = (self: InstanceValue): readonly string[] =>
  self.attributes.has('dim') ? ['dim={dim}'] : [];

/** Along a dim that is given, or by PyTorch's old choice. */
const softmaxes: readonly Layer[] = (
  [
    ['Softmax', 'softmax'],
    ['LogSoftmax', 'log_softmax'],
    ['Softmin', 'softmin'],
  ] as const
).map(([name, calls]) =>
  layer({
    name,
    signature: '(dim=None)',
    forward: (self, args, runtime) =>
      functional(calls, [args.value('input')], { dim: attribute(self, 'dim') }, runtime),
    // Softmin shows nothing of itself before PyTorch 2.
    describes: softmaxDescription,
    samples: [
      { module: `nn.${name}(dim=1)`, inputs: ['torch.randn(2, 3)'] },
      { module: `nn.${name}(-1)`, inputs: ['torch.randn(2, 3, 2)'] },
      { module: `nn.${name}(0)`, inputs: ['torch.randn(4)'] },
    ],
  }),
);

const softmax2d = layer({
  name: 'Softmax2d',
  signature: '()',
  forward: (_, args, runtime) => functional('softmax', [args.value('input')], { dim: int(-3) }, runtime),
  samples: [
    { module: 'nn.Softmax2d()', inputs: ['torch.randn(2, 3, 2, 2)'] },
    { module: 'nn.Softmax2d()', inputs: ['torch.randn(3, 2, 2)'] },
  ],
});

export const activations: readonly Layer[] = [...plain, hardtanh, prelu, ...softmaxes, softmax2d];
