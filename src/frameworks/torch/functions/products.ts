/** Products of matrices and vectors. */
import { isFloating } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { TensorError } from '../../../engine/error';
import { formatShape, isKnownShape, normalizeDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { NotKnown } from '../../errors';
import { itemsOf } from '../../standard/items';
import { tensorValue, tuple, type NativeFunction } from '../../values';
import { einsum } from './einsum';
import { rankOf, sizesOf, tensorsOf } from './reorderings';
import { at, row } from './rows';

const product = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.matmul, [a, b], {});
const times = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.mul, [a, b], {});
const plus = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.add, [a, b], {});
const reshaped = (tensor: Tensor, shape: readonly number[]): Tensor =>
  Tensor.apply(ops.reshape, [tensor], { shape });

/** β · input + α · product, as `addmm` and its kin. */
const adding = (
  name: 'addmm' | 'addmv' | 'addr' | 'baddbmm' | 'addbmm',
  [first, second]: readonly [string, string],
): NativeFunction[] =>
  at('tT', name, `(input, ${first}, ${second}, *, beta=1, alpha=1, out=None)`, (args) => {
    const inputs = ['input', first, second].map((input) => args.tensor(input));
    const factors = ['alpha', 'beta'] as const;
    const unknown = factors.find((factor) => args.value(factor).kind === 'unknown');
    // Only the shape of the result is known then.
    if (unknown) {
      const sum = Tensor.apply(ops[name], inputs, { alpha: 1, beta: 1 });
      return tensorValue(times(sum, args.tensor(unknown)));
    }
    const result = Tensor.apply(ops[name], inputs, {
      alpha: args.number('alpha'),
      beta: args.number('beta'),
    });
    const fraction = factors.find((factor) => args.value(factor).kind === 'float');
    if (name === 'addr' && fraction && result.dtype && !isFloating(result.dtype)) {
      throw new TensorError(
        'RuntimeError',
        `For integral input tensors, argument ${fraction} must not be a floating point number.`,
      );
    }
    return tensorValue(result);
  });

/** `torch.inner`: products along the last dims; a scalar multiplies. */
function innerProduct(a: Tensor, b: Tensor): Tensor {
  if (a.rank === 0 || b.rank === 0) return times(a, b);
  const [m, n] = [sizesOf(a).at(-1)!, sizesOf(b).at(-1)!];
  if (m !== n) {
    throw new TensorError(
      'RuntimeError',
      `inner() the last dimension must match on both input tensors but got shapes ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
    );
  }
  const made = product(
    reshaped(a, [-1, m]),
    Tensor.apply(ops.transpose, [reshaped(b, [-1, n])], { dim0: 0, dim1: 1 }),
  );
  return reshaped(made, [...sizesOf(a).slice(0, -1), ...sizesOf(b).slice(0, -1)]);
}

/** `torch.tensordot`: the given dims of both are summed, the others stay in order; size 1 stands for any size. */
function tensordot(a: Tensor, b: Tensor, dimsOfA: readonly number[], dimsOfB: readonly number[]): Tensor {
  const [shapeA, shapeB] = [[...sizesOf(a)], [...sizesOf(b)]];
  const [inA, inB] = [
    dimsOfA.map((dim) => normalizeDim(dim, shapeA.length)),
    dimsOfB.map((dim) => normalizeDim(dim, shapeB.length)),
  ];
  inA.forEach((dim, at) => {
    const other = inB[at];
    if (other === undefined || shapeA[dim] === shapeB[other]) return;
    if (shapeA[dim] === 1) {
      b = Tensor.apply(ops.sum, [b], { dim: [other], keepdim: true });
      shapeB[other] = 1;
      return;
    }
    if (shapeB[other] === 1) {
      a = Tensor.apply(ops.sum, [a], { dim: [dim], keepdim: true });
      shapeA[dim] = 1;
      return;
    }
    throw new TensorError(
      'RuntimeError',
      `contracted dimensions need to match, but first has size ${shapeA[dim]} in dim ${dim} and second has size ${shapeB[other]} in dim ${other}`,
    );
  });
  const rest = (shape: readonly number[], used: readonly number[]): number[] =>
    shape.map((_, dim) => dim).filter((dim) => !used.includes(dim));
  const [restA, restB] = [rest(shapeA, inA), rest(shapeB, inB)];
  const count = inA.reduce((total, dim) => total * shapeA[dim]!, 1);
  const sizeOf = (shape: readonly number[], dims: readonly number[]): number =>
    dims.reduce((total, dim) => total * shape[dim]!, 1);
  const left = reshaped(Tensor.apply(ops.permute, [a], { dims: [...restA, ...inA] }), [
    sizeOf(shapeA, restA),
    count,
  ]);
  const right = reshaped(Tensor.apply(ops.permute, [b], { dims: [...inB, ...restB] }), [
    count,
    sizeOf(shapeB, restB),
  ]);
  return reshaped(product(left, right), [
    ...restA.map((dim) => shapeA[dim]!),
    ...restB.map((dim) => shapeB[dim]!),
  ]);
}

/** `torch.kron`: every element of the first times the whole of the second. */
function kron(a: Tensor, b: Tensor): Tensor {
  const rank = Math.max(rankOf(a), rankOf(b));
  const grown = (tensor: Tensor): number[] => [
    ...new Array<number>(rank - rankOf(tensor)).fill(1),
    ...sizesOf(tensor),
  ];
  const [shapeA, shapeB] = [grown(a), grown(b)];
  const apart = (shape: readonly number[], first: boolean): number[] =>
    shape.flatMap((size) => (first ? [size, 1] : [1, size]));
  const made = times(reshaped(a, apart(shapeA, true)), reshaped(b, apart(shapeB, false)));
  return reshaped(
    made,
    shapeA.map((size, dim) => size * shapeB[dim]!),
  );
}

/** The cross product along a dim of size 3: a × b = (a₂b₃ − a₃b₂, …), by rolling. */
function cross(a: Tensor, b: Tensor, dim: number): Tensor {
  const rolled = (tensor: Tensor, shift: number): Tensor =>
    Tensor.apply(ops.roll, [tensor], { shifts: [shift], dims: [dim] });
  if (sizesOf(a)[normalizeDim(dim, rankOf(a))] !== 3) {
    throw new TensorError(
      'RuntimeError',
      `linalg.cross: inputs dimension ${dim} must have length 3. Got ${String(a.shape?.at(dim))} and ${String(b.shape?.at(dim))}`,
    );
  }
  const forth = times(rolled(a, -1), rolled(b, -2));
  const back = times(rolled(a, -2), rolled(b, -1));
  return Tensor.apply(ops.sub, [forth, back], {});
}

/** Both in the shape to which they broadcast. */
function together(a: Tensor, b: Tensor): readonly [Tensor, Tensor] {
  const shape = plus(a, b).shape!;
  const [left, right] = [a, b].map((tensor) => Tensor.apply(ops.expand, [tensor], { size: shape }));
  return [left!, right!];
}

/** The sum of the diagonal of a matrix. */
function trace(matrix: Tensor): Tensor {
  if (matrix.rank !== undefined && matrix.rank !== 2)
    throw new TensorError('RuntimeError', 'trace: expected a matrix');
  return Tensor.apply(ops.sum, [Tensor.apply(ops.diagonal, [matrix], { offset: 0, dim1: 0, dim2: 1 })], {});
}

/**
 * `torch.linalg.multi_dot`: the product of several matrices in the order that costs the fewest multiplications (Cormen
 * et al., "Introduction to Algorithms", 15.2); the first and the last may be vectors.
 */
function multiplied(given: readonly Tensor[]): Tensor {
  const count = given.length;
  const isRow = rankOf(given[0]!) === 1;
  const isColumn = rankOf(given[count - 1]!) === 1;
  const matrices = given.map((matrix, at) => {
    if (at === 0 && isRow) return Tensor.apply(ops.unsqueeze, [matrix], { dim: 0 });
    if (at === count - 1 && isColumn) return Tensor.apply(ops.unsqueeze, [matrix], { dim: -1 });
    return matrix;
  });
  const sides = [...matrices.map((matrix) => sizesOf(matrix)[0]!), sizesOf(matrices[count - 1]!)[1]!];
  const costs = matrices.map(() => new Array<number>(count).fill(0));
  const splits = matrices.map(() => new Array<number>(count).fill(0));
  for (let length = 1; length < count; length++) {
    for (let first = 0; first + length < count; first++) {
      const last = first + length;
      costs[first]![last] = Infinity;
      for (let split = first; split < last; split++) {
        const own = sides[first]! * sides[split + 1]! * sides[last + 1]!;
        const cost = costs[first]![split]! + costs[split + 1]![last]! + own;
        if (cost >= costs[first]![last]!) continue;
        costs[first]![last] = cost;
        splits[first]![last] = split;
      }
    }
  }
  const between = (first: number, last: number): Tensor => {
    if (first === last) return matrices[first]!;
    const split = splits[first]![last]!;
    return product(between(first, split), between(split + 1, last));
  };
  const all = between(0, count - 1);
  const shape = sizesOf(all).filter((_, dim) => !(dim === 0 && isRow) && !(dim === 1 && isColumn));
  return reshaped(all, shape);
}

/** The product of several matrices, from the left. */
function chained(matrices: readonly Tensor[]): Tensor {
  const [first, ...others] = matrices;
  if (!first) throw new NotKnown('the matrices are not known');
  return others.reduce(product, first);
}

const dotOf = (name: string, first: string, second: string): NativeFunction[] =>
  at('tT', name, `(${first}, ${second}, *, out=None)`, (args) => {
    const [a, b] = [args.tensor(first), args.tensor(second)];
    if ((a.rank ?? 1) !== 1 || (b.rank ?? 1) !== 1) {
      throw new TensorError(
        'RuntimeError',
        `1D tensors expected, but got ${String(a.rank)}D and ${String(b.rank)}D tensors`,
      );
    }
    return tensorValue(product(a, b));
  });

export const products: readonly NativeFunction[] = [
  ...row('tT', 'mm', '(input, mat2, *, out=None)', ops.matmul, ['input', 'mat2'], () => ({ rank: 2 })),
  // What is sparse about a matrix is how it is kept; the product is the same.
  ...row('t', 'spmm', '(input, mat2)', ops.matmul, ['input', 'mat2'], () => ({ rank: 2 })),
  ...row('t', 'sparse.mm', '(mat1, mat2, reduce=None)', ops.matmul, ['mat1', 'mat2'], () => ({ rank: 2 })),
  ...row('tT', 'bmm', '(input, mat2, *, out=None)', ops.matmul, ['input', 'mat2'], () => ({ rank: 3 })),
  ...row('tT', 'mv', '(input, vec, *, out=None)', ops.matmul, ['input', 'vec']),
  ...dotOf('dot', 'input', 'tensor'),
  ...dotOf('vdot', 'input', 'other'),
  ...at('tT', 'inner', '(input, other, *, out=None)', (args) =>
    tensorValue(innerProduct(args.tensor('input'), args.tensor('other'))),
  ),
  ...['outer', 'ger'].flatMap((name) =>
    row('tT', name, '(input, vec2, *, out=None)', ops.outer, ['input', 'vec2']),
  ),
  ...adding('addmm', ['mat1', 'mat2']),
  ...adding('addmv', ['mat', 'vec']),
  ...adding('addr', ['vec1', 'vec2']),
  ...adding('baddbmm', ['batch1', 'batch2']),
  ...adding('addbmm', ['batch1', 'batch2']),
  ...at('t', 'einsum', '(equation, *operands)', (args, runtime) => {
    const [only] = args.rest;
    const isSequence = args.rest.length === 1 && (only?.kind === 'list' || only?.kind === 'tuple');
    return tensorValue(
      einsum(args.string('equation'), tensorsOf(isSequence ? only : tuple(args.rest), runtime)),
    );
  }),
  ...at('t', 'tensordot', '(a, b, dims=2, out=None)', (args, runtime) => {
    const [a, b] = [args.tensor('a'), args.tensor('b')];
    const dims = args.value('dims');
    const isCount = dims.kind === 'int' || (dims.kind === 'tensor' && dims.tensor.rank === 0);
    if (isCount) {
      const count = args.int('dims');
      const last = Array.from({ length: count }, (_, at) => rankOf(a) - count + at);
      return tensorValue(
        tensordot(
          a,
          b,
          last,
          last.map((_, at) => at),
        ),
      );
    }
    const [first, second] = itemsOf(runtime, dims).map((item) =>
      item.kind === 'int'
        ? [item.value]
        : itemsOf(runtime, item).map((dim) => (dim.kind === 'int' ? dim.value : 0)),
    );
    return tensorValue(tensordot(a, b, first ?? [], second ?? []));
  }),
  ...at('tT', 'kron', '(input, other, *, out=None)', (args) =>
    tensorValue(kron(args.tensor('input'), args.tensor('other'))),
  ),
  ...at('l', 'cross', '(input, other, *, dim=-1, out=None)', (args) =>
    tensorValue(cross(...together(args.tensor('input'), args.tensor('other')), args.int('dim'))),
  ),
  ...at('tT', 'cross', '(input, other, dim=None, *, out=None)', (args) => {
    const [a, b] = together(args.tensor('input'), args.tensor('other'));
    // Without a dim, the first one of size 3.
    const dim = args.optionalInt('dim') ?? sizesOf(a).indexOf(3);
    return tensorValue(cross(a, b, dim));
  }),
  ...at('l', 'vecdot', '(x, y, *, dim=-1, out=None)', (args) =>
    tensorValue(
      Tensor.apply(ops.sum, [times(args.tensor('x'), args.tensor('y'))], { dim: [args.int('dim')] }),
    ),
  ),
  ...at('tT', 'trace', '(input)', (args) => tensorValue(trace(args.tensor('input')))),
  ...at('l', 'multi_dot', '(tensors, *, out=None)', (args, runtime) => {
    const tensors = tensorsOf(args.value('tensors'), runtime);
    const isKnown = tensors.every(({ shape }) => isKnownShape(shape));
    return tensorValue(tensors.length > 2 && isKnown ? multiplied(tensors) : chained(tensors));
  }),
  ...at('t', 'chain_matmul', '(*matrices, out=None)', (args, runtime) =>
    tensorValue(chained(tensorsOf(tuple(args.rest), runtime))),
  ),
  ...at('F', 'linear', '(input, weight, bias=None)', (args) => {
    const bias = args.optionalTensor('bias');
    return tensorValue(
      Tensor.apply(ops.linear, [args.tensor('input'), args.tensor('weight'), ...(bias ? [bias] : [])], {}),
    );
  }),
];
