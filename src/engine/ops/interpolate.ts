import { TensorError } from '../error';
import { interpolationMap, type Interpolation } from '../windows/interpolation_maps';
import { float32 } from '../samples';
import type { Op } from '../op';
import type { Shape } from '../shape';
import { Tensor } from '../tensor';
import { resizedRole } from '../roles';
import { composite } from './composite';
import { resample } from './resample';

type Resizing = Interpolation & {
  /** One for each spatial dim. */
  readonly output_size: readonly number[];
  /** The scale factors that were asked for, where they count instead of the ratio of the sizes. */
  readonly factors?: readonly number[] | undefined;
};

const names = { nearest: 'Nearest', 'nearest-exact': 'NearestExact' } as const;
const linearNames = ['Linear', 'Bilinear', 'Trilinear'];

function checkSizes(sizes: Shape, output_size: readonly number[]): void {
  if ([...sizes, ...output_size].every((size) => typeof size !== 'number' || size > 0)) return;
  const shown = (given: Shape): string =>
    given.map((size, dim) => `${'DHW'.slice(-given.length)[dim]!}: ${String(size)}`).join(', ');
  throw new TensorError(
    'RuntimeError',
    `Input and output sizes should be greater than 0, but got input (${shown(sizes)}) output (${shown(output_size)})`,
  );
}

/** `F.interpolate`: images [N, C, …] of other sizes, one dim after the other. */
export const interpolate: Op<Resizing> = {
  ...composite<Resizing>({
    name: 'interpolate',
    gradFn: (_, { mode, output_size, antialias }) => {
      const spatial = output_size.length;
      const name = mode === 'linear' ? linearNames[spatial - 1]! : mode === 'cubic' ? 'Bicubic' : names[mode];
      return `Upsample${name}${spatial}D${antialias ? 'Aa' : ''}Backward0`;
    },
    role: ([x], { mode }) => resizedRole(x!, mode),
    compose: ([x], attributes) => {
      const spatial = attributes.output_size.length;
      return attributes.output_size.reduce<Tensor>((partial, count, at) => {
        const dim = at - spatial;
        const size = x!.shape!.at(dim) as number;
        const map = interpolationMap(attributes, size, count, attributes.factors?.[at], spatial);
        return Tensor.apply(resample, [partial], { dim, map });
      }, x!);
    },
    samples: [
      {
        inputs: [float32([2, 1, 3])],
        attributes: {
          mode: 'nearest',
          align_corners: false,
          antialias: false,
          precision: 'float32',
          output_size: [5],
        },
        torch: 'F.interpolate(x0, 5)',
      },
      {
        inputs: [float32([1, 2, 3, 2])],
        attributes: {
          mode: 'linear',
          align_corners: true,
          antialias: false,
          precision: 'float32',
          output_size: [2, 4],
        },
        torch: "F.interpolate(x0, (2, 4), mode='bilinear', align_corners=True)",
      },
      {
        inputs: [float32([1, 1, 3, 4])],
        attributes: {
          mode: 'cubic',
          align_corners: false,
          antialias: false,
          precision: 'float32',
          output_size: [4, 6],
          factors: [1.5, 1.5],
        },
        torch: "F.interpolate(x0, scale_factor=1.5, mode='bicubic')",
      },
      {
        inputs: [float32([1, 1, 5, 4])],
        attributes: {
          mode: 'linear',
          align_corners: false,
          antialias: true,
          precision: 'float32',
          output_size: [2, 3],
        },
        torch: "F.interpolate(x0, (2, 3), mode='bilinear', antialias=True)",
      },
      {
        inputs: [float32([1, 1, 2, 1, 2])],
        attributes: {
          mode: 'nearest-exact',
          align_corners: false,
          antialias: false,
          precision: 'float32',
          output_size: [3, 2, 1],
        },
        torch: "F.interpolate(x0, (3, 2, 1), mode='nearest-exact')",
      },
    ],
  }),
  infer: ([x], { output_size }) => {
    if (!x!.shape) return { dtype: x!.dtype };
    const spatial = output_size.length;
    checkSizes(x!.shape.slice(-spatial), output_size);
    return { shape: [...x!.shape.slice(0, -spatial), ...output_size], dtype: x!.dtype };
  },
};
