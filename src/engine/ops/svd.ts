/** The singular value decomposition A = U diag(S) Vᵀ, one operation for each of its parts. */
import type { DType } from '../dtype';
import { TensorError } from '../error';
import { svdOf } from '../factorizations/settled';
import { minus, over, plus, times } from '../formula';
import { requireMatrix } from '../matrices';
import {
  asColumn,
  asRow,
  differences,
  firstColumns,
  firstRows,
  inDouble,
  product,
  skew,
  transposed,
} from '../matrix_formula';
import type { Op } from '../op';
import { requireSingleOrDouble } from '../refusals';
import { float32, float64 } from '../samples';
import type { Dim, Shape } from '../shape';
import { Tensor } from '../tensor';

/**
 * `isFull`: U and V are square. `precision` is the dtype whose rounding decides the signs, where it is not that of
 * the matrix: gradients are computed in double precision of vectors whose signs are those of the result.
 */
export type SvdAttributes = { readonly isFull?: boolean | undefined; readonly precision?: DType | undefined };

/** Rows, columns and the smaller of them; undefined where they are not known. */
function sidesOf(
  shape: Shape | undefined,
): { batch: Shape; rows: Dim; columns: Dim; least: Dim } | undefined {
  const [rows, columns] = shape?.slice(-2) ?? [];
  if (rows === undefined || columns === undefined) return undefined;
  const areKnown = typeof rows === 'number' && typeof columns === 'number';
  if (!areKnown) return undefined;
  return { batch: shape!.slice(0, -2), rows, columns, least: Math.min(rows, columns) };
}

function requireSvd(matrix: Tensor): void {
  requireMatrix('linalg.svd', matrix);
  requireSingleOrDouble('linalg_svd_cpu', matrix);
}

/** PyTorch refuses NaN and infinity where vectors are wanted. */
function requireFinite([matrix]: readonly Tensor[]): void {
  if (!matrix!.hasValues || matrix!.values().every(Number.isFinite)) return;
  throw new TensorError(
    '_LinAlgError',
    'linalg.svd: The algorithm failed to converge because the input matrix contained non-finite values.',
  );
}

/** The thin decomposition in double precision, with the signs that PyTorch's own has. */
function thin(x: Tensor, attributes: SvdAttributes) {
  const a = inDouble(x);
  const given = { isFull: false, precision: attributes.precision ?? x.dtype };
  return {
    u: Tensor.apply(svd_u, [a], given),
    s: Tensor.apply(svdvals, [a], given),
    vh: Tensor.apply(svd_vh, [a], given),
  };
}

/** `torch.linalg.svdvals(A)`. dA = U diag(dS) Vᵀ (Giles 2008, "Collected matrix derivative results", 3.2). */
export const svdvals: Op<SvdAttributes> = {
  name: 'svdvals',
  gradFn: 'LinalgSvdBackward0',
  infer: ([a]) => {
    requireSvd(a!);
    const sides = sidesOf(a!.shape);
    return { shape: sides && [...sides.batch, sides.least], dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], { isFull = false, precision = a!.dtype }, result) => {
      svdOf(a!, isFull, precision).all.forEach(({ s }, at) => result.values.set(s, at * s.length));
    },
  },
  vjp: (gradient, { inputs: [x], attributes }) => {
    const { u, vh } = thin(x!, attributes);
    return [product(times(u, asRow(inDouble(gradient))), vh)];
  },
  samples: [
    { inputs: [float32([3, 3])], attributes: {}, torch: 'torch.linalg.svdvals(x0)' },
    { inputs: [float32([2, 4, 3])], attributes: {}, torch: 'torch.linalg.svdvals(x0)' },
    { inputs: [float64([2, 5])], attributes: {}, torch: 'torch.linalg.svdvals(x0)' },
    { inputs: [float32([3])], attributes: {}, torch: 'torch.linalg.svdvals(x0)' },
  ],
};

/**
 * U of `torch.linalg.svd(A)`. With E_ij = s_j² − s_i², dA = U ((UᵀdU − dUᵀU) / E) S Vᵀ + (I − UUᵀ) dU S⁻¹ Vᵀ
 * (Townsend 2016, "Differentiating the singular value decomposition"); the columns beyond the singular values carry none.
 */
export const svd_u: Op<SvdAttributes> = {
  name: 'svd_u',
  gradFn: 'LinalgSvdBackward0',
  infer: ([a], { isFull }) => {
    requireSvd(a!);
    const sides = sidesOf(a!.shape);
    return {
      shape: sides && [...sides.batch, sides.rows, isFull ? sides.rows : sides.least],
      dtype: a!.dtype,
    };
  },
  check: requireFinite,
  kernel: {
    kind: 'general',
    compute: ([a], { isFull = false, precision = a!.dtype }, result) => {
      svdOf(a!, isFull, precision).all.forEach(({ u }, at) => result.values.set(u, at * u.length));
    },
  },
  vjp: (given, { inputs: [x], attributes }) => {
    const { u, s, vh } = thin(x!, attributes);
    const gradient = firstColumns(inDouble(given), s.shape!.at(-1) as number);
    const along = product(transposed(u), gradient);
    const within = product(u, times(over(skew(along), differences(times(s, s))), asRow(s)));
    const [rows, columns] = x!.shape!.slice(-2) as [number, number];
    const outside = (): Tensor => over(minus(gradient, product(u, along)), asRow(s));
    return [product(rows > columns ? plus(within, outside()) : within, vh)];
  },
  samples: [
    { inputs: [float32([3, 3])], attributes: {}, torch: 'torch.linalg.svd(x0, full_matrices=False)[0]' },
    { inputs: [float32([2, 4, 2])], attributes: {}, torch: 'torch.linalg.svd(x0, full_matrices=False)[0]' },
    { inputs: [float64([2, 5])], attributes: { isFull: true }, torch: 'torch.linalg.svd(x0)[0]' },
    { inputs: [float64([4, 3])], attributes: { isFull: false }, torch: 'torch.svd(x0)[0]' },
  ],
};

/** Vᵀ of `torch.linalg.svd(A)`: the gradient is that of U of the transpose. */
export const svd_vh: Op<SvdAttributes> = {
  name: 'svd_vh',
  gradFn: 'LinalgSvdBackward0',
  infer: ([a], { isFull }) => {
    requireSvd(a!);
    const sides = sidesOf(a!.shape);
    return {
      shape: sides && [...sides.batch, isFull ? sides.columns : sides.least, sides.columns],
      dtype: a!.dtype,
    };
  },
  check: requireFinite,
  kernel: {
    kind: 'general',
    compute: ([a], { isFull = false, precision = a!.dtype }, result) => {
      const columns = a!.shape.at(-1)!;
      svdOf(a!, isFull, precision).all.forEach(({ v }, at) => {
        const width = columns === 0 ? 0 : v.length / columns;
        v.forEach((value, k) => {
          result.values[at * v.length + (k % width) * columns + Math.floor(k / width)] = value;
        });
      });
    },
  },
  vjp: (given, { inputs: [x], attributes }) => {
    const { u, s, vh } = thin(x!, attributes);
    const gradient = firstRows(inDouble(given), s.shape!.at(-1) as number);
    const along = product(vh, transposed(gradient));
    const within = product(times(asColumn(s), over(skew(along), differences(times(s, s)))), vh);
    const [rows, columns] = x!.shape!.slice(-2) as [number, number];
    const outside = (): Tensor => over(minus(gradient, product(transposed(along), vh)), asColumn(s));
    return [product(u, columns > rows ? plus(within, outside()) : within)];
  },
  samples: [
    { inputs: [float32([3, 3])], attributes: {}, torch: 'torch.linalg.svd(x0, full_matrices=False)[2]' },
    { inputs: [float32([2, 2, 4])], attributes: {}, torch: 'torch.linalg.svd(x0, full_matrices=False)[2]' },
    { inputs: [float64([5, 2])], attributes: { isFull: true }, torch: 'torch.linalg.svd(x0)[2]' },
    { inputs: [float64([4, 3])], attributes: {}, torch: 'torch.linalg.svd(x0, full_matrices=False)[2]' },
  ],
};
