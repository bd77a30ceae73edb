/** Layers that put the elements of a tensor into another shape, or an image into another resolution. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { NotKnown } from '../../errors';
import { float, none, str, tensorValue, tuple, type Value } from '../../values';
import { attribute, functional, layer, numberOf, type Layer } from './layer';

const flatten = layer({
  name: 'Flatten',
  signature: '(start_dim=1, end_dim=-1)',
  forward: (self, args) =>
    tensorValue(
      Tensor.apply(ops.flatten, [args.tensor('input')], {
        start_dim: numberOf(self, 'start_dim'),
        end_dim: numberOf(self, 'end_dim'),
      }),
    ),
  describes: ['start_dim={start_dim}', 'end_dim={end_dim}'],
  samples: [
    { module: 'nn.Flatten()', inputs: ['torch.randn(2, 3, 2)'] },
    { module: 'nn.Flatten(0, 1)', inputs: ['torch.randn(2, 3, 2)'] },
  ],
});

const unflatten = layer({
  name: 'Unflatten',
  signature: '(dim, unflattened_size)',
  forward: (self, args) => {
    const input = args.tensor('input');
    const size = attribute(self, 'unflattened_size');
    const { shape } = input;
    if (!shape || !('items' in size) || !Array.isArray(size.items))
      throw new NotKnown('the shape of the result is not known');
    const sizes = (size.items as readonly Value[]).map((item) => {
      if (item.kind !== 'int') throw new NotKnown('the shape of the result is not known');
      return item.value;
    });
    const written = numberOf(self, 'dim');
    const dim = written < 0 ? written + shape.length : written;
    const rest = sizes.filter((one) => one >= 0).reduce((product, one) => product * one, 1);
    const whole = shape[dim];
    const known = sizes.map((one) => (one < 0 && typeof whole === 'number' ? whole / rest : one));
    return tensorValue(
      Tensor.apply(ops.reshape, [input], {
        shape: [...shape.slice(0, dim), ...known, ...shape.slice(dim + 1)],
      }),
    );
  },
  describes: ['dim={dim}', 'unflattened_size={unflattened_size}'],
  samples: [
    { module: 'nn.Unflatten(1, (2, 3))', inputs: ['torch.randn(2, 6)'] },
    { module: 'nn.Unflatten(-1, (2, -1))', inputs: ['torch.randn(2, 3, 4)'] },
  ],
});

const windows = ['kernel_size', 'dilation', 'padding', 'stride'];

const unfold = layer({
  name: 'Unfold',
  calls: 'unfold',
  signature: '(kernel_size, dilation=1, padding=0, stride=1)',
  describes: windows.map((name) => `${name}={${name}}`),
  samples: [
    { module: 'nn.Unfold(2)', inputs: ['torch.randn(1, 2, 3, 3)'] },
    { module: 'nn.Unfold((2, 3), padding=1, stride=2)', inputs: ['torch.randn(2, 1, 4, 5)'] },
  ],
});

const fold = layer({
  name: 'Fold',
  calls: 'fold',
  signature: '(output_size, kernel_size, dilation=1, padding=0, stride=1)',
  describes: ['output_size', ...windows].map((name) => `${name}={${name}}`),
  samples: [
    { module: 'nn.Fold((3, 3), 2)', inputs: ['torch.randn(1, 8, 4)'] },
    { module: 'nn.Fold((4, 5), (2, 3), padding=1, stride=2)', inputs: ['torch.randn(1, 6, 9)'] },
  ],
});

const shuffles = (
  [
    ['PixelShuffle', 'pixel_shuffle', 'upscale_factor', '2', 'torch.randn(1, 8, 2, 3)'],
    ['PixelUnshuffle', 'pixel_unshuffle', 'downscale_factor', '2', 'torch.randn(1, 2, 4, 6)'],
    ['ChannelShuffle', 'channel_shuffle', 'groups', '2', 'torch.randn(1, 4, 2, 2)'],
  ] as const
).map(([name, calls, argument, value, input]) =>
  layer({
    name,
    calls,
    signature: `(${argument})`,
    describes: [`${argument}={${argument}}`],
    samples: [{ module: `nn.${name}(${value})`, inputs: [input] }],
  }),
);

/** A scale as the floating numbers that PyTorch keeps. */
const asFloats = (value: Value): Value => {
  if (value.kind === 'int') return value.value === 0 ? none : float(value.value);
  if (value.kind === 'tuple' || value.kind === 'list') return tuple(value.items.map(asFloats));
  return value;
};

const upsampling = (name: string, mode: string | undefined, samples: readonly string[]): Layer =>
  layer({
    name,
    signature: mode
      ? '(size=None, scale_factor=None)'
      : "(size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None)",
    construct: (self, args) => {
      const size = args.value('size');
      self.attributes.set('size', size.kind === 'list' ? tuple(size.items) : size);
      self.attributes.set('scale_factor', asFloats(args.value('scale_factor')));
      if (!mode) return;
      self.attributes.set('mode', str(mode));
      self.attributes.set('align_corners', mode === 'bilinear' ? { kind: 'bool', value: true } : none);
    },
    forward: (self, args, runtime) =>
      functional(
        'interpolate',
        [args.value('input')],
        {
          size: attribute(self, 'size'),
          scale_factor: attribute(self, 'scale_factor'),
          mode: attribute(self, 'mode'),
          align_corners: attribute(self, 'align_corners'),
          recompute_scale_factor: attribute(self, 'recompute_scale_factor', none),
        },
        runtime,
      ),
    describes: (self) => [
      attribute(self, 'scale_factor').kind === 'None' ? 'size={size!r}' : 'scale_factor={scale_factor!r}',
      'mode={mode!r}',
    ],
    samples: samples.map((module) => ({ module, inputs: ['torch.randn(1, 2, 3, 3)'] })),
  });

export const shapeLayers: readonly Layer[] = [
  flatten,
  unflatten,
  unfold,
  fold,
  ...shuffles,
  upsampling('Upsample', undefined, [
    'nn.Upsample(scale_factor=2)',
    "nn.Upsample(size=(4, 5), mode='bilinear', align_corners=True)",
    "nn.Upsample(scale_factor=(2, 1.5), mode='bilinear')",
    "nn.Upsample(scale_factor=2, mode='bicubic')",
  ]),
  upsampling('UpsamplingNearest2d', 'nearest', ['nn.UpsamplingNearest2d(scale_factor=2)']),
  upsampling('UpsamplingBilinear2d', 'bilinear', ['nn.UpsamplingBilinear2d(size=(5, 4))']),
];
