/** The multivariate normal distribution, with its triangular factor worked out element by element. */
import { expanded, logarithm, minus, over, plus, sumOf, times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { broadcastShapes } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import type { ClassValue } from '../../values';
import { positiveDefinite, realVector, type Constraint } from './constraints';
import { distributionClass, type Distribution } from './distribution';
import { standardNormal } from './draws';
import { knownShape, power, stackOf, sumLast } from './functions';

/** Lower triangular with a positive diagonal. */
const lowerCholesky: Constraint = {
  text: 'LowerCholesky()',
  holds: (values, size) =>
    Array.from(values).every((value, place) => {
      const [row, column] = [Math.floor(place / size) % size, place % size];
      return column > row ? value === 0 : column < row || value > 0;
    }),
};

/** Rows that are worked out one by one. */
const MAXIMUM_SIZE = 32;

const at = (x: Tensor, index: number): Tensor => Tensor.apply(ops.select, [x], { dim: -1, index });

const element = (x: Tensor, row: number, column: number): Tensor =>
  at(Tensor.apply(ops.select, [x], { dim: -2, index: row }), column);

/** |L⁻¹ x|²: forward substitution. */
function mahalanobis(factor: Tensor, x: Tensor, size: number): Tensor {
  const solved: Tensor[] = [];
  for (let row = 0; row < size; row++) {
    let rest = at(x, row);
    for (let column = 0; column < row; column++)
      rest = minus(rest, times(element(factor, row, column), solved[column]!));
    solved.push(over(rest, element(factor, row, row)));
  }
  return sumLast(power(stackOf(solved), 2));
}

function multivariateNormal(loc: Tensor, which: string, matrix: Tensor): Distribution {
  const [sizes, matrixSizes] = [knownShape(loc.shape), knownShape(matrix.shape)];
  if (sizes.length < 1) throw new PythonError('ValueError', 'loc must be at least one-dimensional.');
  const size = sizes[sizes.length - 1]!;
  if (size > MAXIMUM_SIZE) throw new NotKnown(`a normal distribution of ${size} dims is not computed`);
  const batchShape = knownShape(broadcastShapes(matrixSizes.slice(0, -2), sizes.slice(0, -1)));
  // A covariance is checked before it is factored.
  let found: Tensor | undefined;
  const factor = (): Tensor =>
    (found ??= which === 'scale_tril' ? matrix : Tensor.apply(ops.cholesky, [matrix], {}));
  const mean = expanded(loc, [...batchShape, size]);
  const full = (x: Tensor): Tensor => expanded(x, [...batchShape, size, size]);
  const diagonal = (): Tensor => Tensor.apply(ops.diagonal, [factor()], { offset: 0, dim1: -2, dim2: -1 });
  const halfLogDeterminant = (): Tensor => sumOf(logarithm(diagonal()), -1);
  const covariance = (): Tensor =>
    Tensor.apply(ops.matmul, [factor(), Tensor.apply(ops.transpose, [factor()], { dim0: -2, dim1: -1 })], {});
  return {
    batchShape,
    eventShape: [size],
    parameters: { loc: mean, [which]: full(matrix) },
    derived: {
      mean: () => mean,
      mode: () => mean,
      variance: () => expanded(sumLast(power(factor(), 2)), [...batchShape, size]),
      scale_tril: () => full(factor()),
      covariance_matrix: () => full(covariance()),
    },
    support: realVector,
    logProb: (value) => {
      const distance = mahalanobis(factor(), minus(value, mean), size);
      return minus(times(-0.5, plus(size * Math.log(2 * Math.PI), distance)), halfLogDeterminant());
    },
    entropy: () => {
      const one = plus(0.5 * size * (1 + Math.log(2 * Math.PI)), halfLogDeterminant());
      return batchShape.length === 0 ? one : expanded(one, batchShape);
    },
    rsample: (shape, generator) => {
      const eps = Tensor.apply(ops.unsqueeze, [standardNormal(shape, loc, generator)], { dim: -1 });
      return plus(
        mean,
        Tensor.apply(ops.squeeze, [Tensor.apply(ops.matmul, [factor(), eps], {})], { dim: [-1] }),
      );
    },
  };
}

export const multivariateNormals: readonly ClassValue[] = [
  distributionClass({
    name: 'MultivariateNormal',
    parameters: '(loc, covariance_matrix=None, precision_matrix=None, scale_tril=None)',
    constraints: { loc: realVector, covariance_matrix: positiveDefinite, scale_tril: lowerCholesky },
    attributes: ['loc', 'covariance_matrix', 'scale_tril'],
    make: (args) => {
      const given = ['covariance_matrix', 'precision_matrix', 'scale_tril'].filter(
        (name) => !args.isNone(name),
      );
      if (given.length !== 1) {
        throw new PythonError(
          'ValueError',
          'Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.',
        );
      }
      const [which] = given;
      if (which === 'precision_matrix') throw new NotKnown('a precision matrix is not factored');
      return multivariateNormal(args.tensor('loc'), which!, args.tensor(which!));
    },
  }),
];
