/** Eigenvalues and eigenvectors of a symmetric matrix, of which one triangle is read. */
import type { DType } from '../dtype';
import { eighOf } from '../factorizations/settled';
import { over, times } from '../formula';
import { requireSquare } from '../matrices';
import { asRow, differences, inDouble, product, skew, transposed } from '../matrix_formula';
import type { Op } from '../op';
import { requireSingleOrDouble } from '../refusals';
import { float32, float64 } from '../samples';
import { Tensor } from '../tensor';

/** `precision`: as in svd.ts, the dtype whose rounding decides the signs. */
export type EighAttributes = {
  readonly isUpper?: boolean | undefined;
  readonly precision?: DType | undefined;
};

function requireSymmetric(operation: string, matrix: Tensor): void {
  if ((matrix.rank ?? 2) >= 2) requireSingleOrDouble('linalg_eigh_cpu', matrix);
  requireSquare(operation, matrix);
}

/** Its eigenvalues lie far apart, and no rounding turns one of its vectors. */
const symmetric = float32([3, 3], [4, 1, 0.5, 1, -2, 0.25, 0.5, 0.25, 1]);

const precisely = (x: Tensor, attributes: EighAttributes): readonly [Tensor, EighAttributes] => [
  inDouble(x),
  { isUpper: attributes.isUpper, precision: attributes.precision ?? x.dtype },
];

/** `torch.linalg.eigvalsh(A)`. dA = V diag(dL) Vᵀ (Giles 2008, "Collected matrix derivative results", 3.1). */
export const eigvalsh: Op<EighAttributes> = {
  name: 'eigvalsh',
  gradFn: 'LinalgEighBackward0',
  infer: ([a]) => {
    requireSymmetric('linalg.eigh', a!);
    return { shape: a!.shape?.slice(0, -1), dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], { isUpper = false, precision = a!.dtype }, result) => {
      eighOf(a!, isUpper, precision).all.forEach(({ values }, at) =>
        result.values.set(values, at * values.length),
      );
    },
  },
  vjp: (gradient, { inputs: [x], attributes }) => {
    const [a, given] = precisely(x!, attributes);
    const v = Tensor.apply(eigh_vectors, [a], given);
    return [product(times(v, asRow(inDouble(gradient))), transposed(v))];
  },
  samples: [
    { inputs: [symmetric], attributes: {}, torch: 'torch.linalg.eigvalsh(x0)' },
    { inputs: [float64([2, 4, 4])], attributes: {}, torch: 'torch.linalg.eigvalsh(x0)' },
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.linalg.eigvalsh(x0)' },
  ],
};

/**
 * V of `torch.linalg.eigh(A)`. With E_ij = l_j − l_i, dA = V ((VᵀdV − dVᵀV) / 2E) Vᵀ (Giles 2008, 3.1), of which only
 * the symmetric part counts.
 */
export const eigh_vectors: Op<EighAttributes> = {
  name: 'eigh_vectors',
  gradFn: 'LinalgEighBackward0',
  infer: ([a]) => {
    requireSymmetric('linalg.eigh', a!);
    return { shape: a!.shape, dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], { isUpper = false, precision = a!.dtype }, result) => {
      eighOf(a!, isUpper, precision).all.forEach(({ vectors }, at) =>
        result.values.set(vectors, at * vectors.length),
      );
    },
  },
  vjp: (gradient, { inputs: [x], attributes }) => {
    const [a, given] = precisely(x!, attributes);
    const v = Tensor.apply(eigh_vectors, [a], given);
    const along = product(transposed(v), inDouble(gradient));
    const share = over(times(skew(along), 0.5), differences(Tensor.apply(eigvalsh, [a], given)));
    return [product(product(v, share), transposed(v))];
  },
  samples: [
    { inputs: [symmetric], attributes: {}, torch: 'torch.linalg.eigh(x0)[1]' },
    { inputs: [float64([2, 4, 4])], attributes: { isUpper: true }, torch: "torch.linalg.eigh(x0, 'U')[1]" },
  ],
};
