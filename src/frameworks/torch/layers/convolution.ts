/** Convolutions and their transposes of one to three dims. */
import type { Dim, Shape } from '../../../engine/shape';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { int, tuple, type InstanceValue, type Value } from '../../values';
import { addParameter, kaimingUniformly, withinInverseRoot } from '../random/parameters';
import { attribute, functional, ints, isSet, layer, layerBase, repeated, sizeOf, type Layer } from './layer';
import { biasOf } from './linear';

export const convolutionBase = layerBase('_ConvNd');

const logits = { kind: 'logits' } as const;

/** Numbers of a tuple attribute; throws NotKnown where one is not known. */
function numbers(self: InstanceValue, name: string): number[] {
  const value = attribute(self, name);
  if (value.kind !== 'tuple') throw new NotKnown(`the argument '${name}' is not known`);
  return value.items.map((item) => {
    if (item.kind !== 'int') throw new NotKnown(`the argument '${name}' is not known`);
    return item.value;
  });
}

const knownInt = (value: Value): number | undefined => (value.kind === 'int' ? value.value : undefined);

/** Refuses groups into which the channels cannot be divided. */
function wantGroups(self: InstanceValue): void {
  const groups = knownInt(attribute(self, 'groups'));
  if (groups === undefined) return;
  if (groups <= 0) throw new PythonError('ValueError', 'groups must be a positive integer');
  for (const name of ['in_channels', 'out_channels']) {
    const channels = knownInt(attribute(self, name));
    if (channels !== undefined && channels % groups !== 0)
      throw new PythonError('ValueError', `${name} must be divisible by groups`);
  }
}

/** Weight and bias, as torch/nn/modules/conv.py begins them. */
function addWeights(
  self: InstanceValue,
  args: Parameters<typeof addParameter>[4],
  runtime: Runtime,
  isTransposed: boolean,
): void {
  const [from, to] = [
    sizeOf(attribute(self, 'in_channels'), 'in_channels'),
    sizeOf(attribute(self, 'out_channels'), 'out_channels'),
  ];
  const groups = knownInt(attribute(self, 'groups'));
  const kernel = attribute(self, 'kernel_size');
  const sizes: readonly Dim[] | undefined =
    kernel.kind === 'tuple' ? kernel.items.map((size) => sizeOf(size, 'kernel_size')) : undefined;
  const [rows, columns] = isTransposed ? [from, to] : [to, from];
  const perGroup: Dim | undefined =
    typeof columns === 'number' ? groups && columns / groups : groups === 1 ? columns : undefined;
  const shape: Shape | undefined = sizes && perGroup !== undefined ? [rows, perGroup, ...sizes] : undefined;
  const fanIn = shape?.slice(1).reduce<number>((product, size) => product * Number(size), 1) ?? 0;
  addParameter(self, 'weight', shape, kaimingUniformly(fanIn), args, runtime);
  addParameter(self, 'bias', [to], withinInverseRoot(fanIn), args, runtime, isSet(args.value('bias')));
}

/** The pieces that are printed, of which those that are as usual are left out. */
function described(self: InstanceValue, spatial: number): readonly string[] {
  const isAll = (name: string, usual: number): boolean => {
    const value = attribute(self, name);
    return (
      value.kind === 'tuple' &&
      value.items.length === spatial &&
      value.items.every((item) => item.kind === 'int' && item.value === usual)
    );
  };
  const groups = attribute(self, 'groups');
  const mode = attribute(self, 'padding_mode');
  return [
    '{in_channels}',
    '{out_channels}',
    'kernel_size={kernel_size}',
    'stride={stride}',
    ...(isAll('padding', 0) ? [] : ['padding={padding}']),
    ...(isAll('dilation', 1) ? [] : ['dilation={dilation}']),
    ...(isAll('output_padding', 0) ? [] : ['output_padding={output_padding}']),
    ...(groups.kind === 'int' && groups.value === 1 ? [] : ['groups={groups}']),
    ...(biasOf(self).kind === 'None' ? ['bias=False'] : []),
    ...(mode.kind === 'str' && mode.value === 'zeros' ? [] : ['padding_mode={padding_mode}']),
  ];
}

/** How much is put at both ends of each dim, the last dim first, as `F.pad` takes it. */
function reversedPadding(self: InstanceValue): readonly number[] {
  const padding = attribute(self, 'padding');
  const kernel = numbers(self, 'kernel_size');
  const dilation = numbers(self, 'dilation');
  if (padding.kind === 'str') {
    if (padding.value === 'valid') return kernel.flatMap(() => [0, 0]);
    return kernel
      .map((size, dim) => {
        const total = dilation[dim]! * (size - 1);
        return [Math.floor(total / 2), total - Math.floor(total / 2)];
      })
      .reverse()
      .flat();
  }
  return numbers(self, 'padding')
    .reverse()
    .flatMap((amount) => [amount, amount]);
}

const convolution = (spatial: number, samples: readonly (readonly [string, string])[]): Layer =>
  layer({
    name: `Conv${spatial}d`,
    base: convolutionBase,
    signature:
      "(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', device=None, dtype=None)",
    omit: ['bias'],
    construct: (self, args, runtime) => {
      wantGroups(self);
      for (const name of ['kernel_size', 'stride', 'padding', 'dilation'])
        self.attributes.set(name, repeated(args.value(name), spatial));
      self.attributes.set('output_padding', ints(Array.from({ length: spatial }, () => 0)));
      addWeights(self, args, runtime, false);
    },
    forward: (self, args, runtime) => {
      const mode = attribute(self, 'padding_mode');
      const isPaddedBefore = mode.kind === 'str' && mode.value !== 'zeros';
      const padding = isPaddedBefore ? int(0) : attribute(self, 'padding');
      const input = isPaddedBefore
        ? functional('pad', [args.value('input'), ints(reversedPadding(self))], { mode }, runtime)
        : args.value('input');
      return functional(
        `conv${spatial}d`,
        [
          input,
          attribute(self, 'weight'),
          biasOf(self),
          attribute(self, 'stride'),
          padding,
          attribute(self, 'dilation'),
          attribute(self, 'groups'),
        ],
        {},
        runtime,
      );
    },
    role: logits,
    describes: (self) => described(self, spatial),
    samples: samples.map(([module, input]) => ({ module, inputs: [input] })),
  });

/** What has to be added at one end so that the result has the size that was asked for. */
function outputPadding(self: InstanceValue, args: { value(name: string): Value }, spatial: number): Value {
  const asked = args.value('output_size');
  if (asked.kind === 'None') return attribute(self, 'output_padding');
  const input = args.value('input');
  const sizes = input.kind === 'tensor' ? input.tensor.shape?.slice(-spatial) : undefined;
  if ((asked.kind !== 'list' && asked.kind !== 'tuple' && asked.kind !== 'size') || !sizes)
    throw new NotKnown('the size of the result is not known');
  const wanted = asked.items.slice(-spatial);
  const [stride, padding, kernel, dilation] = ['stride', 'padding', 'kernel_size', 'dilation'].map((name) =>
    numbers(self, name),
  );
  return tuple(
    wanted.map((size, dim) => {
      const from = sizes[dim];
      if (size.kind !== 'int' || typeof from !== 'number')
        throw new NotKnown('the size of the result is not known');
      const least =
        (from - 1) * stride![dim]! - 2 * padding![dim]! + dilation![dim]! * (kernel![dim]! - 1) + 1;
      return int(size.value - least);
    }),
  );
}

const transposed = (spatial: number, samples: readonly (readonly [string, string])[]): Layer =>
  layer({
    name: `ConvTranspose${spatial}d`,
    base: convolutionBase,
    signature:
      "(in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None)",
    omit: ['bias'],
    construct: (self, args, runtime) => {
      const mode = args.value('padding_mode');
      if (mode.kind === 'str' && mode.value !== 'zeros') {
        throw new PythonError(
          'ValueError',
          `Only "zeros" padding mode is supported for ConvTranspose${spatial}d`,
        );
      }
      wantGroups(self);
      for (const name of ['kernel_size', 'stride', 'padding', 'output_padding', 'dilation'])
        self.attributes.set(name, repeated(args.value(name), spatial));
      addWeights(self, args, runtime, true);
    },
    takes: '(input, output_size=None)',
    forward: (self, args, runtime) =>
      functional(
        `conv_transpose${spatial}d`,
        [
          args.value('input'),
          attribute(self, 'weight'),
          biasOf(self),
          attribute(self, 'stride'),
          attribute(self, 'padding'),
          outputPadding(self, args, spatial),
          attribute(self, 'groups'),
          attribute(self, 'dilation'),
        ],
        {},
        runtime,
      ),
    role: logits,
    describes: (self) => described(self, spatial),
    samples: samples.map(([module, input]) => ({ module, inputs: [input] })),
  });

export const convolutions: readonly Layer[] = [
  convolution(1, [
    ['nn.Conv1d(2, 3, 3)', 'torch.randn(2, 2, 6)'],
    ["nn.Conv1d(2, 2, 3, padding='same', bias=False)", 'torch.randn(2, 5)'],
    ["nn.Conv1d(1, 2, 3, padding=2, padding_mode='circular')", 'torch.randn(1, 1, 5)'],
  ]),
  convolution(2, [
    ['nn.Conv2d(2, 3, 3, padding=1)', 'torch.randn(2, 2, 4, 4)'],
    ['nn.Conv2d(4, 6, (2, 3), stride=(2, 1), dilation=(1, 2), groups=2)', 'torch.randn(1, 4, 6, 7)'],
    ["nn.Conv2d(1, 2, 3, padding=1, padding_mode='reflect')", 'torch.randn(1, 1, 4, 4)'],
    ["nn.Conv2d(1, 1, 2, padding='valid')", 'torch.randn(1, 3, 3)'],
  ]),
  convolution(3, [
    ['nn.Conv3d(1, 2, 2)', 'torch.randn(1, 1, 3, 3, 3)'],
    ['nn.Conv3d(2, 2, (1, 2, 2), stride=2, padding=(0, 1, 0))', 'torch.randn(2, 2, 2, 3, 3)'],
  ]),
  transposed(1, [
    ['nn.ConvTranspose1d(2, 3, 3, stride=2)', 'torch.randn(2, 2, 4)'],
    ['nn.ConvTranspose1d(2, 2, 3, padding=1, bias=False)', 'torch.randn(2, 5)'],
  ]),
  transposed(2, [
    ['nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1, output_padding=1)', 'torch.randn(1, 2, 3, 3)'],
    ['nn.ConvTranspose2d(4, 2, (2, 3), groups=2, dilation=(2, 1))', 'torch.randn(1, 4, 2, 3)'],
  ]),
  transposed(3, [['nn.ConvTranspose3d(1, 2, 2, stride=2)', 'torch.randn(1, 1, 2, 2, 2)']]),
];
