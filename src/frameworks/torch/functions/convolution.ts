/** Convolutions and their transposes in one, two and three dims. */
import { ops } from '../../../engine/ops/index';
import { formatShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { PythonError } from '../../errors';
import { tensorValue, type NativeFunction } from '../../values';
import { at } from './rows';
import { orRoleOnly, perDim } from './spatial';

const logits = { kind: 'logits' } as const;

/** The numbers of `name`, of which there must be one, or one for each dim. */
function checkedPerDim(args: Arguments, name: string, spatial: number): readonly number[] {
  const numbers = perDim(args, name, spatial);
  if (numbers.length !== spatial) {
    throw new PythonError(
      'RuntimeError',
      `expected ${name} to be a single integer value or a list of ${spatial} values to match the convolution dimensions, but got ${name}=${formatShape(numbers)}`,
    );
  }
  return numbers;
}

const withBias = (args: Arguments): Tensor[] => {
  const bias = args.optionalTensor('bias');
  return [args.tensor('input'), args.tensor('weight'), ...(bias ? [bias] : [])];
};

/**
 * The image and its padding where `padding` is a word: as much as keeps the size, the odd one behind
 * (PyTorch documentation, Conv2d), or none.
 */
function wordPadding(
  args: Arguments,
  spatial: number,
  stride: readonly number[],
  dilation: readonly number[],
): { readonly input: Tensor; readonly padding: readonly number[] } {
  const input = args.tensor('input');
  const word = args.string('padding');
  const nothing = dilation.map(() => 0);
  if (word === 'valid') return { input, padding: nothing };
  if (word !== 'same') throw new PythonError('RuntimeError', `Invalid padding string: '${word}'`);
  if (stride.some((step) => step !== 1)) {
    throw new PythonError('RuntimeError', "padding='same' is not supported for strided convolutions");
  }
  const kernel = args.tensor('weight').shape?.slice(2);
  if (!kernel?.every((size) => typeof size === 'number')) {
    // The size stays, whatever the kernel is; only how is not known.
    return { input: Tensor.leaf({ dtype: input.dtype }), padding: nothing };
  }
  const totals = kernel.map((size, dim) => dilation[dim]! * (size - 1));
  const padding = totals.map((total) => Math.floor(total / 2));
  const extra = totals.map((total) => total % 2);
  if (extra.every((amount) => amount === 0)) return { input, padding };
  const pad = extra.reverse().flatMap((amount) => [0, amount]);
  return { input: Tensor.apply(ops.pad, [input], { pad: pad.slice(0, 2 * spatial) }), padding };
}

/** conv1d over [time, batch, channels] with a weight [time, in, out] (PyTorch documentation, conv_tbc). */
const timeFirst: NativeFunction[] = at('tF', 'conv_tbc', '(input, weight, bias, pad=0)', (args) => {
  const turned = (x: Tensor, dims: readonly number[]): Tensor => Tensor.apply(ops.permute, [x], { dims });
  const result = Tensor.apply(
    ops.convolution,
    [turned(args.tensor('input'), [1, 2, 0]), turned(args.tensor('weight'), [2, 1, 0]), args.tensor('bias')],
    { stride: [1], padding: [args.int('pad')], dilation: [1], groups: 1 },
  );
  return { ...tensorValue(turned(result, [2, 0, 1])), gradFn: 'ConvTbcBackward0' };
});

const convolution = (spatial: number): NativeFunction[] =>
  at(
    'tF',
    `conv${spatial}d`,
    '(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)',
    (args) =>
      orRoleOnly(logits, args.tensor('input'), () => {
        const [input, ...others] = withBias(args);
        const stride = checkedPerDim(args, 'stride', spatial);
        const dilation = checkedPerDim(args, 'dilation', spatial);
        const padded =
          args.value('padding').kind === 'str'
            ? wordPadding(args, spatial, stride, dilation)
            : { input: input!, padding: checkedPerDim(args, 'padding', spatial) };
        return tensorValue(
          Tensor.apply(ops.convolution, [padded.input, ...others], {
            stride,
            padding: padded.padding,
            dilation,
            groups: args.int('groups'),
          }),
        );
      }),
  );

const transposed = (spatial: number): NativeFunction[] =>
  at(
    'tF',
    `conv_transpose${spatial}d`,
    '(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)',
    (args) =>
      orRoleOnly(logits, args.tensor('input'), () =>
        tensorValue(
          Tensor.apply(ops.conv_transpose, withBias(args), {
            stride: checkedPerDim(args, 'stride', spatial),
            padding: checkedPerDim(args, 'padding', spatial),
            output_padding: checkedPerDim(args, 'output_padding', spatial),
            groups: args.int('groups'),
            dilation: checkedPerDim(args, 'dilation', spatial),
          }),
        ),
      ),
  );

/** `torch.convolution`: either of the two, with everything said. */
const general = at(
  't',
  'convolution',
  '(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups)',
  (args) => {
    const spatial = args.ints('stride').length;
    const attributes = {
      stride: checkedPerDim(args, 'stride', spatial),
      padding: checkedPerDim(args, 'padding', spatial),
      dilation: checkedPerDim(args, 'dilation', spatial),
      groups: args.int('groups'),
    };
    if (!args.bool('transposed'))
      return tensorValue(Tensor.apply(ops.convolution, withBias(args), attributes));
    const output_padding = checkedPerDim(args, 'output_padding', spatial);
    return tensorValue(Tensor.apply(ops.conv_transpose, withBias(args), { ...attributes, output_padding }));
  },
);

/** `torch.nn.grad.conv2d_weight` and its kin: the gradient of a convolution's weight, as a function of its own. */
const ofWeight = (spatial: number): NativeFunction =>
  define(
    `torch.nn.grad.conv${spatial}d_weight`,
    '(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1)',
    (args) =>
      tensorValue(
        Tensor.apply(ops.conv_weight, [args.tensor('input'), args.tensor('grad_output')], {
          kernel_size: args.ints('weight_size').slice(2),
          stride: checkedPerDim(args, 'stride', spatial),
          padding: checkedPerDim(args, 'padding', spatial),
          dilation: checkedPerDim(args, 'dilation', spatial),
          groups: args.int('groups'),
        }),
      ),
  );

export const convolutions: readonly NativeFunction[] = [
  ...[1, 2, 3].flatMap((spatial) => [...convolution(spatial), ...transposed(spatial), ofWeight(spatial)]),
  ...general,
  ...timeFirst,
];
