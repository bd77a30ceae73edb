import { TensorError } from '../error';
import {
  castTo,
  choose,
  compare,
  minus,
  negative,
  over,
  plus,
  reshaped,
  times,
  unsqueezed,
} from '../formula';
import type { Op, Vjp } from '../op';
import { float32, unitFloat32 } from '../samples';
import { formatShape, numelOf, stridesOf } from '../shape';
import { Tensor } from '../tensor';
import { hardtanh } from './clamp';
import { composite } from './composite';
import { expand } from './expand';
import { gather } from './gather';
import { select } from './narrow';
import { numberTensor } from './number';
import { remainder } from './remainder';
import { floor, round } from './rounding';
import { abs } from './sign';

type GridSample = {
  readonly mode: 'bilinear' | 'nearest' | 'bicubic';
  readonly padding_mode: 'zeros' | 'border' | 'reflection';
  readonly align_corners: boolean;
};

/** A position beside another, and the weight of what stands there. */
type Neighbour = readonly [position: Tensor, weight: Tensor];

const floored = (x: Tensor): Tensor => Tensor.apply(floor, [x], {});
/** Bounded to 0 … size − 1; what lies on the bound or beyond carries no gradient. */
const bounded = (x: Tensor, size: number): Tensor =>
  Tensor.apply(hardtanh, [x], { min_val: 0, max_val: size - 1 });

/** From −1 … 1 to positions: the ends are the centers of the outer elements, or their edges. */
const positionIn = (x: Tensor, size: number, align: boolean): Tensor =>
  align ? times(plus(x, 1), (size - 1) / 2) : minus(times(plus(x, 1), size / 2), 0.5);

/** Positions thrown back at the borders, as often as it takes. */
function reflected(x: Tensor, size: number, align: boolean): Tensor {
  const [low, span] = align ? [0, size - 1] : [-0.5, size];
  if (span === 0) return times(x, 0);
  const away = Tensor.apply(abs, [minus(x, low)], {});
  const rest = Tensor.apply(remainder, [away, numberTensor(span, 'float')], {});
  const flips = floored(over(away, span));
  const isOdd = compare(minus(flips, times(floored(over(flips, 2)), 2)), '==', 1);
  return plus(choose(isOdd, plus(negative(rest), span), rest), low);
}

/** Positions as the padding mode wants them inside; zeros are dealt with where elements are taken. */
function inside(x: Tensor, size: number, { padding_mode, align_corners }: GridSample): Tensor {
  if (padding_mode === 'zeros') return x;
  return bounded(padding_mode === 'reflection' ? reflected(x, size, align_corners) : x, size);
}

/**
 * The elements of x [N, C, …] at whole positions, one tensor [N, …] for each spatial dim; 0 outside of the image.
 */
function elementsAt(x: Tensor, positions: readonly Tensor[], sizes: readonly number[]): Tensor {
  const [batch, channels] = x.shape as readonly number[];
  const places = positions[0]!.shape as readonly number[];
  const count = numelOf(places.slice(1));
  const strides = stridesOf(sizes);
  let index: Tensor | undefined;
  let isIn: Tensor | undefined;
  positions.forEach((position, dim) => {
    const size = sizes[dim]!;
    const fits = times(compare(position, '>=', 0), compare(position, '<=', size - 1));
    isIn = isIn ? times(isIn, fits) : fits;
    const step = times(choose(fits, position, 0), strides[dim]!);
    index = index ? plus(index, step) : step;
  });
  const shape = [batch!, channels!, count];
  const spreadOver = (tensor: Tensor): Tensor =>
    Tensor.apply(expand, [reshaped(tensor, [batch!, 1, count])], { size: shape });
  const flat = reshaped(x, [batch!, channels!, numelOf(sizes)]);
  const taken = Tensor.apply(gather, [flat, castTo(spreadOver(index!), 'int64')], { dim: 2 });
  return reshaped(choose(spreadOver(isIn!), taken, 0), [batch!, channels!, ...places.slice(1)]);
}

/** The weights of the four elements around a position (Keys 1981, A = −0.75), with t from the second to the third. */
function cubicWeights(t: Tensor): readonly Tensor[] {
  const a = -0.75;
  const near = (x: Tensor): Tensor => plus(times(times(minus(times(x, a + 2), a + 3), x), x), 1);
  const far = (x: Tensor): Tensor => minus(times(plus(times(minus(times(x, a), 5 * a), x), 8 * a), x), 4 * a);
  return [far(plus(t, 1)), near(t), near(minus(1, t)), far(minus(2, t))];
}

/** Σ over the neighbours of weight · element; each dim has its neighbours as [position, weight]. */
function weighted(
  x: Tensor,
  sizes: readonly number[],
  neighbours: readonly (readonly Neighbour[])[],
): Tensor {
  const corners = neighbours.reduce<readonly (readonly Neighbour[])[]>(
    (before, along) => before.flatMap((corner) => along.map((next) => [...corner, next])),
    [[]],
  );
  return corners
    .map((corner) => {
      const weight = corner.map(([, share]) => share).reduce((product, share) => times(product, share));
      const elements = elementsAt(
        x,
        corner.map(([position]) => position),
        sizes,
      );
      return times(elements, unsqueezed(weight, 1));
    })
    .reduce((sum, part) => plus(sum, part));
}

/** The two whole positions around each position along one dim. */
const linearNeighbours = (position: Tensor): readonly [Neighbour, Neighbour] => {
  const first = floored(position);
  const share = minus(position, first);
  return [
    [first, minus(1, share)],
    [plus(first, 1), share],
  ];
};

const between = composite<Record<string, never>>({
  name: 'bilinear_at',
  roundsSteps: true,
  compose: ([x, ...positions]) =>
    weighted(x!, x!.shape!.slice(2) as readonly number[], positions.map(linearNeighbours)),
  samples: [],
});

/**
 * Between the elements of x, at positions along each of its dims. In half precision the gradient of the positions is
 * added up channel by channel, of differences of neighbours, and rounded on the way as by PyTorch's kernel for images.
 */
const bilinear: Op<Record<string, never>> = {
  ...between,
  vjp: (gradient, application) => {
    const [x, ...positions] = application.inputs as readonly [Tensor, ...Tensor[]];
    const gradients = (between.vjp as Vjp<Record<string, never>>)(gradient, application);
    if (positions.length !== 2 || (x.dtype !== 'float16' && x.dtype !== 'bfloat16')) return gradients;
    return [gradients[0], ...slopes(x, positions, gradient)];
  },
};

/** The gradients of the positions along the rows and along the columns. */
function slopes(x: Tensor, positions: readonly Tensor[], gradient: Tensor): readonly Tensor[] {
  const [rows, columns] = [linearNeighbours(positions[0]!), linearNeighbours(positions[1]!)];
  const [, channels, ...sizes] = x.shape as readonly number[];
  const [northWest, northEast, southWest, southEast] = rows.flatMap(([row]) =>
    columns.map(([column]) => elementsAt(x, [row, column], sizes)),
  ) as [Tensor, Tensor, Tensor, Tensor];
  let alongRows = times(positions[0]!, 0);
  let alongColumns = alongRows;
  for (let channel = 0; channel < channels!; channel++) {
    const of = (tensor: Tensor): Tensor => Tensor.apply(select, [tensor], { dim: 1, index: channel });
    const share = (to: Tensor, from: Tensor, [, weight]: Neighbour): Tensor =>
      times(minus(of(to), of(from)), weight);
    const byColumn = plus(share(northEast, northWest, rows[0]), share(southEast, southWest, rows[1]));
    const byRow = plus(share(southWest, northWest, columns[0]), share(southEast, northEast, columns[1]));
    alongColumns = plus(alongColumns, times(byColumn, of(gradient)));
    alongRows = plus(alongRows, times(byRow, of(gradient)));
  }
  return [alongRows, alongColumns];
}

function sample(x: Tensor, grid: Tensor, attributes: GridSample): Tensor {
  const { mode, align_corners } = attributes;
  const sizes = x.shape!.slice(2) as readonly number[];
  // The last coordinate of the grid is for the first spatial dim.
  const raw = sizes.map((size, dim) =>
    positionIn(Tensor.apply(select, [grid], { dim: -1, index: sizes.length - 1 - dim }), size, align_corners),
  );
  if (mode === 'bicubic') {
    const neighbours = raw.map((position, dim) => {
      const first = floored(position);
      const weights = cubicWeights(minus(position, first));
      return weights.map(
        (weight, at) => [inside(plus(first, at - 1), sizes[dim]!, attributes), weight] as const,
      );
    });
    return weighted(x, sizes, neighbours);
  }
  const positions = raw.map((position, dim) => inside(position, sizes[dim]!, attributes));
  if (mode === 'nearest') {
    return elementsAt(
      x,
      positions.map((position) => Tensor.apply(round, [position], {})),
      sizes,
    );
  }
  return Tensor.apply(bilinear, [x, ...positions], {});
}

function check(x: Tensor, grid: Tensor, { mode }: GridSample): void {
  const refuse = (message: string): never => {
    throw new TensorError('RuntimeError', `grid_sampler(): ${message}`);
  };
  if (!x.shape || !grid.shape) return;
  const both = `input with sizes ${formatShape(x.shape)} and grid with sizes ${formatShape(grid.shape)}`;
  const [n, m] = [x.shape[0], grid.shape[0]];
  if (typeof n === 'number' && typeof m === 'number' && n !== m) {
    refuse(`expected grid and input to have same batch size, but got ${both}`);
  }
  const last = grid.shape.at(-1);
  const spatial = x.shape.length - 2;
  if (typeof last === 'number' && last !== spatial) {
    refuse(
      `expected grid to have size ${spatial} in last dimension, but got grid with sizes ${formatShape(grid.shape)}`,
    );
  }
  if ((spatial !== 2 && spatial !== 3) || grid.shape.length !== x.shape.length) {
    refuse(`expected 4D or 5D input and grid with same number of dimensions, but got ${both}`);
  }
  if (mode === 'bicubic' && spatial === 3) refuse('bicubic interpolation only supports 4D input');
}

/** `F.grid_sample`: the image x [N, C, …] at places of −1 … 1 that the grid [N, …, 2 or 3] names, x before y before z. */
export const grid_sample: Op<GridSample> = {
  ...composite<GridSample>({
    name: 'grid_sample',
    roundsSteps: true,
    gradFn: ([x]) => `GridSampler${x!.rank === 5 ? 3 : 2}DBackward0`,
    compose: ([x, grid], attributes) => sample(x!, grid!, attributes),
    samples: [
      {
        inputs: [float32([1, 2, 3, 4]), unitFloat32([1, 2, 2, 2])],
        attributes: { mode: 'bilinear', padding_mode: 'zeros', align_corners: false },
        torch: 'F.grid_sample(x0, x1)',
      },
      {
        inputs: [float32([1, 1, 3, 4]), float32([1, 2, 3, 2])],
        attributes: { mode: 'bilinear', padding_mode: 'reflection', align_corners: true },
        torch: "F.grid_sample(x0, x1, padding_mode='reflection', align_corners=True)",
      },
      {
        inputs: [float32([1, 1, 4, 5]), unitFloat32([1, 1, 3, 2])],
        attributes: { mode: 'bicubic', padding_mode: 'zeros', align_corners: false },
        torch: "F.grid_sample(x0, x1, 'bicubic', 'zeros', False)",
      },
      {
        inputs: [float32([1, 1, 2, 3, 2]), float32([1, 1, 1, 2, 3])],
        attributes: { mode: 'nearest', padding_mode: 'border', align_corners: false },
        torch: "F.grid_sample(x0, x1, 'nearest', 'border')",
      },
      {
        inputs: [float32([1, 1, 2, 2]), float32([1, 2, 2, 3])],
        attributes: { mode: 'bilinear', padding_mode: 'zeros', align_corners: false },
        torch: 'F.grid_sample(x0, x1)',
      },
    ],
  }),
  infer: ([x, grid], attributes) => {
    check(x!, grid!, attributes);
    const dtype = x!.dtype;
    if (!x!.shape || !grid!.shape) return { dtype };
    return { shape: [...x!.shape.slice(0, 2), ...grid!.shape.slice(1, -1)], dtype };
  },
};
