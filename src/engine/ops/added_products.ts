/** β · input + α · product of two tensors: addmm and its kin, which add in the same kernel that multiplies. */
import { roundNumber } from '../backends/rounding';
import { isFloating, torchScalarName, type DType } from '../dtype';
import { TensorError } from '../error';
import { times } from '../formula';
import type { NdArray, Op, Sample } from '../op';
import { bfloat16, bool, float16, float32, int64, otherFloat32 } from '../samples';
import { isKnownShape, type Shape } from '../shape';
import { broadcastStrides, walkStrided } from '../strided';
import { Tensor } from '../tensor';
import { expand } from './expand';
import { resultType } from './family';
import { matmul, multiply } from './matmul';
import { outer } from './outer';
import { transpose } from './permute';
import { sumToSize } from './sum_to_size';

type Scaled = { readonly alpha: number; readonly beta: number };

/** What tells one of these operations from the others. */
interface Definition {
  readonly name: string;
  readonly gradFn: string;
  readonly infer: (inputs: readonly Tensor[]) => {
    readonly shape?: Shape | undefined;
    readonly dtype?: DType | undefined;
  };
  readonly compute: (input: Float64Array, a: NdArray, b: NdArray, factors: Scaled, result: NdArray) => void;
  /** The gradients of a and b where α is 1; each is rounded before α scales it, as in PyTorch. */
  readonly shares: readonly [
    ofFirst: (gradient: Tensor, b: Tensor) => Tensor,
    ofSecond: (gradient: Tensor, a: Tensor) => Tensor,
  ];
  readonly samples: readonly Sample<Scaled>[];
}

const product = (a: Tensor, b: Tensor): Tensor => Tensor.apply(matmul, [a, b], {});
const transposed = (a: Tensor): Tensor => Tensor.apply(transpose, [a], { dim0: -1, dim1: -2 });
const scaled = (tensor: Tensor, factor: number): Tensor => (factor === 1 ? tensor : times(tensor, factor));

/** The factors as PyTorch's kernels have them where they are of the tensors' own dtype: rounded, or cut to integers. */
const inPrecision = ({ alpha, beta }: Scaled, dtype: DType): Scaled => ({
  alpha: roundNumber(dtype, alpha),
  beta: roundNumber(dtype, beta),
});

/** The factors of a matrix product: integers are cut, and half precision is multiplied in single precision. */
const ofMatrices = (factors: Scaled, dtype: DType, inner: number): Scaled =>
  // PyTorch leaves the product out where there is nothing to multiply, and scales in the dtype, as a sum of two tensors does.
  inner === 0 || !isFloating(dtype) ? inPrecision(factors, dtype) : factors;

/** β · input + α · sums; with β = 0 not even NaN of the input counts. */
function addInto(result: NdArray, input: Float64Array, sums: Float64Array, { alpha, beta }: Scaled): void {
  for (let at = 0; at < sums.length; at++) {
    result.values[at] = (beta === 0 ? 0 : beta * input[at]!) + alpha * sums[at]!;
  }
}

function added({ name, gradFn, infer, compute, shares, samples }: Definition): Op<Scaled> {
  return {
    name,
    gradFn,
    infer: (inputs) => {
      const { shape, dtype } = infer(inputs);
      if (shape) expand.infer([inputs[0]!], { size: shape });
      return { shape, dtype };
    },
    kernel: {
      kind: 'general',
      compute: ([input, a, b], factors, result) => {
        const spread = new Float64Array(result.values.length);
        walkStrided(result.shape, 0, broadcastStrides(input!.shape, result.shape), (at, from) => {
          spread[at] = input!.values[from]!;
        });
        compute(spread, a!, b!, factors, result);
      },
    },
    roundsSteps: true,
    vjp: (gradient, { inputs: [input, a, b], attributes: { alpha, beta } }) => [
      sumToSize(scaled(gradient, beta), input!.shape),
      a!.requiresGrad ? scaled(shares[0](gradient, b!), alpha) : undefined,
      b!.requiresGrad ? scaled(shares[1](gradient, a!), alpha) : undefined,
    ],
    samples,
  };
}

/** Whether dtypes are all known and not all the same. */
const differ = (dtypes: readonly (DType | undefined)[]): dtypes is readonly DType[] =>
  dtypes.every((dtype) => dtype !== undefined) && new Set(dtypes).size > 1;

/** The type of a matrix product, of which the input has the dtype too. */
function matrixType([input, a, b]: readonly Tensor[]): ReturnType<Definition['infer']> {
  const { shape, dtype } = matmul.infer([a!, b!], {});
  const dtypes = [input!.dtype, b!.dtype];
  if (differ(dtypes)) {
    const [own, other] = dtypes.map(torchScalarName);
    throw new TensorError(
      'RuntimeError',
      `self and mat2 must have the same dtype, but got ${own} and ${other}`,
    );
  }
  return { shape, dtype: dtype ?? input!.dtype };
}

/** The values of a · b in double precision. */
function productOf(a: NdArray, b: NdArray, shape: readonly number[]): Float64Array {
  const values = new Float64Array(shape.reduce((total, size) => total * size, 1));
  multiply(a, b, { values, shape, dtype: 'float64' });
  return values;
}

const addsProduct: Definition['compute'] = (input, a, b, factors, result) =>
  addInto(result, input, productOf(a, b, result.shape), ofMatrices(factors, result.dtype, a.shape.at(-1)!));

const sharesOfProduct: Definition['shares'] = [
  (gradient, b) => product(gradient, transposed(b)),
  (gradient, a) => product(transposed(a), gradient),
];

const halves = (name: string, shapes: readonly (readonly number[])[]): readonly Sample<Scaled>[] =>
  ([bfloat16, float16] as const).map((half) => ({
    inputs: shapes.map((shape) => half(shape)),
    attributes: { alpha: 0.6, beta: 0.2 },
    torch: `torch.${name}(x0, x1, x2, beta=0.2, alpha=0.6)`,
  }));

export const addmm = added({
  name: 'addmm',
  gradFn: 'AddmmBackward0',
  infer: matrixType,
  compute: addsProduct,
  shares: sharesOfProduct,
  samples: [
    {
      inputs: [float32([3]), float32([2, 4]), otherFloat32([4, 3])],
      attributes: { alpha: 0.5, beta: -2 },
      torch: 'torch.addmm(x0, x1, x2, beta=-2, alpha=0.5)',
    },
    {
      inputs: [float32([2], [NaN, 1]), float32([2, 2]), otherFloat32([2, 2])],
      attributes: { alpha: 1, beta: 0 },
      torch: 'torch.addmm(x0, x1, x2, beta=0)',
    },
    {
      inputs: [int64([2], [3, 4]), int64([2, 2], [1, 2, 3, 4]), int64([2, 2], [5, 6, 7, 8])],
      attributes: { alpha: 1.5, beta: 0.5 },
      torch: 'torch.addmm(x0, x1, x2, beta=0.5, alpha=1.5)',
    },
    {
      inputs: [float32([4]), float32([2, 2]), float32([2, 3])],
      attributes: { alpha: 1, beta: 1 },
      torch: 'torch.addmm(x0, x1, x2)',
    },
    {
      inputs: [float32([2, 3]), int64([2, 2], [1, 2, 3, 4]), int64([2, 3], [1, 2, 3, 4, 5, 6])],
      attributes: { alpha: 1, beta: 1 },
      torch: 'torch.addmm(x0, x1, x2)',
    },
    ...halves('addmm', [
      [2, 3],
      [2, 2],
      [2, 3],
    ]),
    ...halves('addmm', [[3], [2, 0], [0, 3]]),
  ],
});

export const baddbmm = added({
  name: 'baddbmm',
  gradFn: 'BaddbmmBackward0',
  infer: matrixType,
  compute: addsProduct,
  shares: sharesOfProduct,
  samples: [
    {
      inputs: [float32([2, 1]), float32([2, 2, 3]), otherFloat32([2, 3, 2])],
      attributes: { alpha: 0.5, beta: 2 },
      torch: 'torch.baddbmm(x0, x1, x2, beta=2, alpha=0.5)',
    },
    ...halves('baddbmm', [
      [2, 2, 2],
      [2, 2, 3],
      [2, 3, 2],
    ]),
  ],
});

/** The products of a batch are added one after another, and the sum so far is rounded each time. */
export const addbmm = added({
  name: 'addbmm',
  gradFn: 'AddbmmBackward0',
  infer: (inputs) => {
    const { shape, dtype } = matrixType(inputs);
    return { shape: shape?.slice(1), dtype };
  },
  compute: (input, a, b, factors, result) => {
    const batch = a.shape[0]!;
    const sums = productOf(a, b, [batch, ...result.shape]);
    const count = result.values.length;
    const { alpha, beta } = ofMatrices(factors, result.dtype, batch === 0 ? 0 : a.shape[2]!);
    addInto(result, input, sums.subarray(0, batch === 0 ? 0 : count), { alpha, beta });
    if (batch === 0) input.forEach((value, at) => (result.values[at] = beta * value));
    for (let entry = 1; entry < batch; entry++) {
      const soFar = Float64Array.from(result.values, (value) => roundNumber(result.dtype, value));
      addInto(result, soFar, sums.subarray(entry * count, (entry + 1) * count), { alpha, beta: 1 });
    }
  },
  shares: sharesOfProduct,
  samples: [
    {
      inputs: [float32([2]), float32([3, 2, 3]), otherFloat32([3, 3, 2])],
      attributes: { alpha: 0.5, beta: 2 },
      torch: 'torch.addbmm(x0, x1, x2, beta=2, alpha=0.5)',
    },
    ...halves('addbmm', [
      [2, 2],
      [4, 2, 3],
      [4, 3, 2],
    ]),
  ],
});

/** A matrix times a vector: here PyTorch rounds α and β to the tensors' dtype first. */
export const addmv = added({
  name: 'addmv',
  gradFn: 'AddmvBackward0',
  infer: ([input, a, b]) => {
    const ranks = [input!.rank, a!.rank, b!.rank];
    const isWrong = ranks.some((rank, at) => rank !== undefined && (at === 0 ? rank > 1 : rank !== 3 - at));
    if (isWrong) {
      throw new TensorError(
        'RuntimeError',
        `vector + matrix @ vector expected, got ${ranks.map((rank) => rank ?? '?').join(', ')}`,
      );
    }
    const dtypes = [input!.dtype, a!.dtype, b!.dtype];
    if (differ(dtypes)) {
      const [own, matrix, vector] = dtypes.map(torchScalarName);
      throw new TensorError(
        'RuntimeError',
        `addmv input tensors must have the same dtype, but got ${own}, ${matrix}, and ${vector}`,
      );
    }
    const sizes = [input!.shape?.[0] ?? 1, ...(a!.shape ?? []), b!.shape?.[0]];
    if (isKnownShape(a!.shape) && isKnownShape(b!.shape) && isKnownShape(input!.shape)) {
      const [own, rows, inner, length] = sizes;
      if (inner !== length || (own !== 1 && own !== rows)) {
        throw new TensorError(
          'RuntimeError',
          `size mismatch, got input (${own}), mat (${rows}x${inner}), vec (${length})`,
        );
      }
    }
    return { shape: a!.shape?.slice(0, 1), dtype: a!.dtype ?? b!.dtype ?? input!.dtype };
  },
  compute: (input, a, b, factors, result) =>
    addInto(result, input, productOf(a, b, result.shape), inPrecision(factors, result.dtype)),
  shares: [
    (gradient, b) => Tensor.apply(outer, [gradient, b], {}),
    (gradient, a) => product(transposed(a), gradient),
  ],
  samples: [
    {
      inputs: [float32([]), float32([2, 3]), otherFloat32([3])],
      attributes: { alpha: 0.5, beta: 2 },
      torch: 'torch.addmv(x0, x1, x2, beta=2, alpha=0.5)',
    },
    {
      inputs: [int64([2], [3, 4]), int64([2, 2], [1, 2, 3, 4]), int64([2], [5, 6])],
      attributes: { alpha: 1.5, beta: 0.5 },
      torch: 'torch.addmv(x0, x1, x2, beta=0.5, alpha=1.5)',
    },
    {
      inputs: [float32([3]), float32([2, 2]), float32([2])],
      attributes: { alpha: 1, beta: 1 },
      torch: 'torch.addmv(x0, x1, x2)',
    },
    {
      inputs: [float32([2]), float32([2]), float32([2])],
      attributes: { alpha: 1, beta: 1 },
      torch: 'torch.addmv(x0, x1, x2)',
    },
    ...halves('addmv', [[2], [2, 3], [3]]),
  ],
});

/** Each element of one vector times each of the other: an elementwise operation, whose every step PyTorch rounds. */
export const addr = added({
  name: 'addr',
  gradFn: 'AddrBackward0',
  infer: ([input, a, b]) => ({
    shape: [a!, b!].some(({ shape }) => !shape) ? undefined : outer.infer([a!, b!], {}).shape,
    dtype: resultType([input!, a!, b!]),
  }),
  compute: (input, a, b, factors, result) => {
    const { dtype } = result;
    const round = (value: number): number => roundNumber(dtype, value);
    const { alpha, beta } = inPrecision(factors, dtype);
    const columns = b.values.length;
    for (let at = 0; at < input.length; at++) {
      const [left, right] = [a.values[Math.floor(at / columns)]!, b.values[at % columns]!];
      const own = beta === 0 ? 0 : round(beta * input[at]!);
      result.values[at] = own + round(round(alpha * left) * right);
    }
  },
  shares: [(gradient, b) => product(gradient, b), (gradient, a) => product(transposed(gradient), a)],
  samples: [
    {
      inputs: [float32([3]), float32([2]), otherFloat32([3])],
      attributes: { alpha: 0.5, beta: 2 },
      torch: 'torch.addr(x0, x1, x2, beta=2, alpha=0.5)',
    },
    {
      inputs: [float32([2]), int64([2], [1, 2]), int64([2], [3, 4])],
      attributes: { alpha: 1, beta: 1 },
      torch: 'torch.addr(x0, x1, x2)',
    },
    {
      inputs: [bool([2, 2], [1, 0, 0, 0]), bool([2], [0, 1]), bool([2], [1, 0])],
      attributes: { alpha: 2, beta: 3 },
      torch: 'torch.addr(x0, x1, x2, beta=3, alpha=2)',
    },
    {
      inputs: [float32([3]), float32([2]), float32([2])],
      attributes: { alpha: 1, beta: 1 },
      torch: 'torch.addr(x0, x1, x2)',
    },
    ...halves('addr', [[2, 3], [2], [3]]),
  ],
});
