/** The pseudo-inverse of any matrix, by its singular values. */
import { torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { eigh } from '../factorizations/eigh';
import { svd } from '../factorizations/svd';
import { minus, negative, plus } from '../formula';
import { matricesOf, type Matrix } from '../matrices';
import { inDouble, product, transposed } from '../matrix_formula';
import type { Op } from '../op';
import { float32, float64 } from '../samples';
import { formatShape } from '../shape';
import { Tensor } from '../tensor';

/** Singular values that are not above `atol` and `rtol` times the largest count as zero. */
export interface PinvAttributes extends Record<string, unknown> {
  readonly rtol: number;
  readonly atol: number;
  /** Only the lower triangle is read. */
  readonly isSymmetric?: boolean | undefined;
}

interface Factors {
  readonly left: Matrix;
  readonly sizes: ArrayLike<number>;
  readonly right: Matrix;
  readonly width: number;
}

function factorsOf(matrix: Matrix, rows: number, columns: number, isSymmetric: boolean): Factors {
  if (isSymmetric) {
    const { values, vectors } = eigh(matrix, rows, false, 2 ** -53);
    return { left: vectors, sizes: values, right: vectors, width: rows };
  }
  const { u, s, v } = svd(matrix, rows, columns, false, 2 ** -53);
  return { left: u, sizes: s, right: v, width: s.length };
}

/** V S⁺ Uᵀ, and how many singular values count. */
export function pseudoInverse(
  matrix: Matrix,
  rows: number,
  columns: number,
  { rtol, atol, isSymmetric = false }: PinvAttributes,
): { inverse: Matrix; rank: number } {
  const { left, sizes, right, width } = factorsOf(matrix, rows, columns, isSymmetric);
  const magnitudes = Array.from(sizes, Math.abs);
  const limit = Math.max(atol, rtol * Math.max(0, ...magnitudes));
  const counted = magnitudes.flatMap((size, at) => (size > limit ? [at] : []));
  const inverse = new Float64Array(rows * columns);
  for (let row = 0; row < columns; row++) {
    for (let column = 0; column < rows; column++) {
      let total = 0;
      for (const at of counted) total += (right[row * width + at]! / sizes[at]!) * left[column * width + at]!;
      inverse[row * rows + column] = total;
    }
  }
  return { inverse, rank: counted.length };
}

/**
 * `torch.linalg.pinv(A)`: A⁺ = V S⁺ Uᵀ. dA⁺ = −A⁺ dA A⁺ + A⁺ A⁺ᵀ dAᵀ (I − A A⁺) + (I − A⁺A) dAᵀ A⁺ᵀ A⁺
 * (Golub & Pereyra 1973, "The differentiation of pseudo-inverses", theorem 4.3).
 */
export const pinv: Op<PinvAttributes> = {
  name: 'pinv',
  gradFn: 'LinalgPinvBackward0',
  infer: ([a]) => {
    const { shape, dtype = 'float32' } = a!;
    if ((shape?.length ?? 2) < 2 || (dtype !== 'float32' && dtype !== 'float64')) {
      throw new TensorError(
        'RuntimeError',
        `linalg.pinv(${torchScalarName(dtype)}{${formatShape(shape)}}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types`,
      );
    }
    return { shape: shape && [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!], dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], attributes, result) => {
      const [rows, columns] = a!.shape.slice(-2) as [number, number];
      matricesOf(a!).forEach((matrix, at) => {
        result.values.set(pseudoInverse(matrix, rows, columns, attributes).inverse, at * rows * columns);
      });
    },
  },
  vjp: (gradient, { inputs: [x], attributes }) => {
    const a = inDouble(x!);
    const inverse = Tensor.apply(pinv, [a], attributes);
    const other = transposed(inverse);
    const given = transposed(inDouble(gradient));
    const within = negative(transposed(product(inverse, product(given, inverse))));
    // (G − A A⁺ G) A⁺ A⁺ᵀ and A⁺ᵀ A⁺ (G − G A⁺ A), where G is the gradient turned.
    const left = minus(given, product(product(a, inverse), given));
    const right = minus(given, product(given, product(inverse, a)));
    return [
      plus(within, plus(product(left, product(inverse, other)), product(product(other, inverse), right))),
    ];
  },
  samples: [
    {
      inputs: [float32([2, 2], [2, 0.5, -1, 3])],
      attributes: { rtol: 1e-6, atol: 0 },
      torch: 'torch.linalg.pinv(x0)',
    },
    { inputs: [float64([2, 4, 2])], attributes: { rtol: 1e-15, atol: 0 }, torch: 'torch.linalg.pinv(x0)' },
    { inputs: [float64([2, 3])], attributes: { rtol: 1e-15, atol: 0 }, torch: 'torch.linalg.pinv(x0)' },
    { inputs: [float32([3])], attributes: { rtol: 1e-6, atol: 0 }, torch: 'torch.pinverse(x0)' },
  ],
};
