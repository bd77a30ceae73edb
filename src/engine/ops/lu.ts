/** A = P L U: the triangles of Gaussian elimination, the exchanges of rows, and solving with them. */
import { minus, plus } from '../formula';
import { eliminate, matricesOf } from '../matrices';
import {
  below,
  firstColumns,
  firstRows,
  inDouble,
  lastColumns,
  lastRows,
  ofKnownSizes,
  product,
  transposed,
  unitLower,
} from '../matrix_formula';
import type { Op, SampleTensor } from '../op';
import { TensorError } from '../error';
import { requireSingleOrDouble } from '../refusals';
import { constant, float32, float64, int32 } from '../samples';
import { formatShape, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { cat } from './cat';
import { composite } from './composite';
import { solve } from './linear_systems';
import { triu } from './triangle';

type None = Record<string, never>;
const none: None = {};

const solved = (a: Tensor, b: Tensor): Tensor => Tensor.apply(solve, [a, b], none);
const upper = (matrix: Tensor): Tensor => Tensor.apply(triu, [matrix], { diagonal: 0 });

function requireLu(operation: string, matrix: Tensor): void {
  if (matrix.rank !== undefined && matrix.rank < 2) {
    throw new TensorError(
      'RuntimeError',
      `${operation}: Expected tensor with 2 or more dimensions. Got size: ${formatShape(matrix.shape)} instead`,
    );
  }
  requireSingleOrDouble('lu_cpu', matrix);
}

const sidesOf = (matrix: Tensor): [number, number] => matrix.shape!.slice(-2) as [number, number];

/** The batch's shape with the smaller of the two sides behind it. */
function pivotsShape(shape: Shape | undefined): Shape | undefined {
  const [rows, columns] = shape?.slice(-2) ?? [];
  if (typeof rows !== 'number' || typeof columns !== 'number') return undefined;
  return [...shape!.slice(0, -2), Math.min(rows, columns)];
}

/** The rows with which rows were exchanged, counted from one. */
export const lu_pivots: Op<None> = {
  name: 'lu_pivots',
  infer: ([a]) => {
    requireLu('torch.lu_factor', a!);
    return { shape: pivotsShape(a!.shape), dtype: 'int32' };
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      const [rows, columns] = a!.shape.slice(-2) as [number, number];
      matricesOf(a!).forEach((matrix, at) => {
        const { pivots } = eliminate(matrix, rows, columns);
        pivots.forEach((pivot, step) => (result.values[at * pivots.length + step] = pivot + 1));
      });
    },
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [float32([3, 3])], attributes: none, torch: 'torch.linalg.lu_factor(x0)[1]' },
    { inputs: [float32([2, 4, 2])], attributes: none, torch: 'torch.linalg.lu_factor(x0)[1]' },
  ],
};

/** P of A = P L U, from the exchanges of rows of a matrix with `rows` rows. */
export const lu_permutation: Op<{ readonly rows: number; readonly isDouble: boolean }> = {
  name: 'lu_permutation',
  infer: ([pivots], { rows, isDouble }) => ({
    shape: pivots!.shape && [...pivots!.shape.slice(0, -1), rows, rows],
    dtype: isDouble ? 'float64' : 'float32',
  }),
  kernel: {
    kind: 'general',
    compute: ([pivots], { rows }, result) => {
      const count = pivots!.shape.at(-1)!;
      const size = rows * rows;
      for (let at = 0; at * size < result.values.length; at++) {
        const order = Array.from({ length: rows }, (_, row) => row);
        for (let step = 0; step < count; step++) {
          const other = pivots!.values[at * count + step]! - 1;
          [order[step], order[other]] = [order[other]!, order[step]!];
        }
        order.forEach((row, place) => (result.values[at * size + row * rows + place] = 1));
      }
    },
  },
  vjp: 'not differentiable',
  samples: [
    {
      inputs: [int32([3], [3, 3, 3])],
      attributes: { rows: 3, isDouble: false },
      torch: 'torch.lu_unpack(torch.eye(3), x0)[0]',
    },
    {
      inputs: [int32([2, 2], [2, 3, 1, 2])],
      attributes: { rows: 3, isDouble: false },
      torch: 'torch.lu_unpack(torch.ones(2, 3, 2), x0)[0]',
    },
  ],
};

const permutationOf = (a: Tensor): Tensor =>
  Tensor.apply(lu_permutation, [Tensor.apply(lu_pivots, [a], none)], { rows: sidesOf(a)[0], isDouble: true });

/**
 * L and U in one matrix. Of a square one, dA = P L⁻ᵀ (tril₋₁(LᵀdL) + triu(dU Uᵀ)) U⁻ᵀ; of a wide A = P L [U₁ U₂] or a
 * tall A = P [L₁; L₂] U the other part enters both (Axen 2021, "Differentiating the LU decomposition").
 */
export const lu_factor: Op<None> = {
  name: 'lu_factor',
  gradFn: 'LinalgLuFactorExBackward0',
  infer: ([a]) => {
    requireLu('torch.lu_factor', a!);
    return { shape: a!.shape, dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      const [rows, columns] = a!.shape.slice(-2) as [number, number];
      matricesOf(a!).forEach((matrix, at) => {
        result.values.set(eliminate(matrix, rows, columns).factors, at * matrix.length);
      });
    },
  },
  vjp: (given, { inputs: [x] }) => {
    const a = inDouble(x!);
    const gradient = inDouble(given);
    const factors = Tensor.apply(lu_factor, [a], none);
    const permutation = permutationOf(a);
    const [rows, columns] = sidesOf(a);
    const k = Math.min(rows, columns);
    const square = firstRows(firstColumns(factors, k), k);
    const [l, u] = [unitLower(square), upper(square)];
    const head = firstRows(firstColumns(gradient, k), k);
    let [ofLower, ofUpper] = [product(transposed(l), below(head)), product(upper(head), transposed(u))];
    let rest: Tensor | undefined;
    if (rows < columns) {
      rest = lastColumns(gradient, k);
      ofLower = minus(ofLower, product(rest, transposed(lastColumns(factors, k))));
      rest = solved(transposed(l), rest);
    } else if (rows > columns) {
      rest = lastRows(gradient, k);
      ofUpper = minus(ofUpper, product(transposed(lastRows(factors, k)), rest));
      rest = transposed(solved(u, transposed(rest)));
    }
    const middle = solved(transposed(l), plus(below(ofLower), upper(ofUpper)));
    const first = transposed(solved(u, transposed(middle)));
    const all = rest ? Tensor.apply(cat, [first, rest], { dim: rows < columns ? -1 : -2 }) : first;
    return [product(permutation, all)];
  },
  samples: [
    { inputs: [float64([3, 3])], attributes: none, torch: 'torch.linalg.lu_factor(x0)[0]' },
    { inputs: [float64([2, 2, 4])], attributes: none, torch: 'torch.linalg.lu_factor(x0)[0]' },
    { inputs: [float64([5, 2])], attributes: none, torch: 'torch.linalg.lu_factor(x0)[0]' },
    { inputs: [float32([3])], attributes: none, torch: 'torch.linalg.lu_factor(x0)[0]' },
  ],
};

/** L of packed factors: rows × min(rows, columns). */
const lowerOf = (factors: Tensor): Tensor => unitLower(firstColumns(factors, Math.min(...sidesOf(factors))));

function upperOf(factors: Tensor): Tensor {
  const [rows, columns] = sidesOf(factors);
  return upper(firstRows(factors, Math.min(rows, columns)));
}

const three = 'torch.lu_unpack(x0, torch.tensor([1, 2, 3], dtype=torch.int32))';
const two = 'torch.lu_unpack(x0, torch.tensor([1, 2], dtype=torch.int32))';

const unpacking = (name: string, part: (factors: Tensor) => Tensor, at: number): Op<None> =>
  composite<None>({
    name,
    gradFn: 'LuUnpackBackward0',
    compose: ([factors]) => ofKnownSizes([factors!], () => part(factors!)),
    samples: [
      { inputs: [float32([3, 3])], torch: three },
      { inputs: [float32([4, 2])], torch: two },
      { inputs: [float32([2, 3])], torch: two },
    ].map(({ inputs, torch }) => ({ inputs, attributes: none, torch: `${torch}[${at}]` })),
  });
export const lu_unpacked_lower = unpacking('lu_unpacked_lower', lowerOf, 1);
export const lu_unpacked_upper = unpacking('lu_unpacked_upper', upperOf, 2);

const decomposing = (name: string, part: (factors: Tensor) => Tensor, at: number): Op<None> =>
  composite<None>({
    name,
    gradFn: 'LinalgLuBackward0',
    compose: ([a]) => {
      requireLu('linalg.lu', a!);
      return ofKnownSizes([a!], () => part(Tensor.apply(lu_factor, [a!], none)));
    },
    samples: [
      { inputs: [float64([3, 3])], attributes: none, torch: `torch.linalg.lu(x0)[${at}]` },
      { inputs: [float64([4, 2])], attributes: none, torch: `torch.linalg.lu(x0)[${at}]` },
    ],
  });

export const lu_lower = decomposing('lu_lower', lowerOf, 1);
export const lu_upper = decomposing('lu_upper', upperOf, 2);

/** X with A X = B, Aᵀ X = B, or with A at the right of X, where A is given as its packed factors. */
export type LuSolve = { readonly isAdjoint?: boolean | undefined; readonly isRight?: boolean | undefined };

const factorsSample = (): SampleTensor => float64([2, 2], [2, 0.5, -0.25, 3]);
const pivotsSample = (): SampleTensor => constant(int32([2], [2, 2]));

function solvedWith(
  [factors, pivots, b]: readonly Tensor[],
  { isAdjoint = false, isRight = false }: LuSolve,
): Tensor {
  const [lower, u] = [lowerOf(factors!), upperOf(factors!)];
  const permutation = Tensor.apply(lu_permutation, [pivots!], {
    rows: sidesOf(factors!)[0],
    isDouble: factors!.dtype === 'float64',
  });
  const right = isRight ? transposed(b!) : b!;
  const x =
    isAdjoint === isRight
      ? solved(u, solved(lower, product(transposed(permutation), right)))
      : product(permutation, solved(transposed(lower), solved(transposed(u), right)));
  return isRight ? transposed(x) : x;
}

export const lu_solve = composite<LuSolve>({
  name: 'lu_solve',
  gradFn: 'LinalgLuSolveBackward0',
  compose: (inputs, attributes) => ofKnownSizes(inputs, () => solvedWith(inputs, attributes)),
  samples: [
    {
      inputs: [factorsSample(), pivotsSample(), float64([2, 3])],
      attributes: {},
      torch: 'torch.linalg.lu_solve(x0, x1, x2)',
    },
    {
      inputs: [factorsSample(), pivotsSample(), float64([2, 1])],
      attributes: { isAdjoint: true },
      torch: 'torch.linalg.lu_solve(x0, x1, x2, adjoint=True)',
    },
    {
      inputs: [factorsSample(), pivotsSample(), float64([3, 2])],
      attributes: { isRight: true },
      torch: 'torch.linalg.lu_solve(x0, x1, x2, left=False)',
    },
  ],
});
