/** Pools as layers: sliding, adaptive and fractional windows, power means, and the way back from a largest element. */
import type { InstanceValue } from '../../values';
import { attribute, layer, repeated, type Layer, type LayerSample } from './layer';

const dims = [1, 2, 3] as const;

/** A random image of a batch with channels, each spatial dim of that size. */
const image = (spatial: number, size = 4): string =>
  `torch.randn(2, 2, ${Array.from({ length: spatial }, () => size).join(', ')})`;

const samplesOf = (modules: readonly string[], spatial: number, size?: number): LayerSample[] =>
  modules.map((module) => ({ module, inputs: [image(spatial, size)] }));

/** The stride is the kernel's size where none is given. */
function strideOfKernel(self: InstanceValue): void {
  if (attribute(self, 'stride').kind === 'None')
    self.attributes.set('stride', attribute(self, 'kernel_size'));
}

const maxPool = (spatial: number): Layer =>
  layer({
    name: `MaxPool${spatial}d`,
    calls: `max_pool${spatial}d`,
    signature: '(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)',
    construct: strideOfKernel,
    describes: ['kernel_size', 'stride', 'padding', 'dilation', 'ceil_mode'].map(
      (name) => `${name}={${name}}`,
    ),
    samples: samplesOf(
      [
        `nn.MaxPool${spatial}d(2)`,
        `nn.MaxPool${spatial}d(3, stride=2, padding=1, ceil_mode=True)`,
        `nn.MaxPool${spatial}d(2, 1, dilation=2, return_indices=True)`,
      ],
      spatial,
    ),
  });

const averagePool = (spatial: number): Layer =>
  layer({
    name: `AvgPool${spatial}d`,
    calls: `avg_pool${spatial}d`,
    signature: `(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True${spatial === 1 ? '' : ', divisor_override=None'})`,
    construct: (self) => {
      strideOfKernel(self);
      if (spatial > 1) return;
      for (const name of ['kernel_size', 'stride', 'padding'])
        self.attributes.set(name, repeated(attribute(self, name), 1));
    },
    describes: ['kernel_size={kernel_size}', 'stride={stride}', 'padding={padding}'],
    samples: samplesOf(
      [`nn.AvgPool${spatial}d(2)`, `nn.AvgPool${spatial}d(3, stride=2, padding=1, count_include_pad=False)`],
      spatial,
    ),
  });

const powerPool = (spatial: number): Layer =>
  layer({
    name: `LPPool${spatial}d`,
    calls: `lp_pool${spatial}d`,
    signature: '(norm_type, kernel_size, stride=None, ceil_mode=False)',
    describes: ['norm_type', 'kernel_size', 'stride', 'ceil_mode'].map((name) => `${name}={${name}}`),
    samples: samplesOf([`nn.LPPool${spatial}d(2, 2)`, `nn.LPPool${spatial}d(2, 3, stride=1)`], spatial),
  });

const adaptive = (spatial: number, kind: 'Avg' | 'Max'): Layer =>
  layer({
    name: `Adaptive${kind}Pool${spatial}d`,
    calls: `adaptive_${kind.toLowerCase()}_pool${spatial}d`,
    signature: kind === 'Avg' ? '(output_size)' : '(output_size, return_indices=False)',
    describes: ['output_size={output_size}'],
    samples: samplesOf(
      [
        `nn.Adaptive${kind}Pool${spatial}d(3)`,
        `nn.Adaptive${kind}Pool${spatial}d(${spatial === 1 ? '1' : `(${['1', 'None', '2'].slice(0, spatial).join(', ')})`})`,
      ],
      spatial,
      5,
    ),
  });

const unpool = (spatial: number): Layer =>
  layer({
    name: `MaxUnpool${spatial}d`,
    calls: `max_unpool${spatial}d`,
    signature: '(kernel_size, stride=None, padding=0)',
    construct: (self) => {
      strideOfKernel(self);
      for (const name of ['kernel_size', 'stride', 'padding'])
        self.attributes.set(name, repeated(attribute(self, name), spatial));
    },
    takes: '(input, indices, output_size=None)',
    describes: ['kernel_size={kernel_size}', 'stride={stride}', 'padding={padding}'],
    samples: [
      {
        module: `nn.MaxUnpool${spatial}d(2)`,
        inputs: [image(spatial)],
        call: `m(*nn.MaxPool${spatial}d(2, return_indices=True)(x0))`,
      },
    ],
  });

const fractional = (spatial: number): Layer =>
  layer({
    name: `FractionalMaxPool${spatial}d`,
    calls: `fractional_max_pool${spatial}d`,
    signature:
      '(kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None)',
    samples: samplesOf([`nn.FractionalMaxPool${spatial}d(2, output_size=3)`], spatial, 6),
  });

export const pools: readonly Layer[] = [
  ...dims.flatMap((spatial) => [
    maxPool(spatial),
    averagePool(spatial),
    powerPool(spatial),
    adaptive(spatial, 'Avg'),
    adaptive(spatial, 'Max'),
    unpool(spatial),
  ]),
  fractional(2),
  fractional(3),
];
