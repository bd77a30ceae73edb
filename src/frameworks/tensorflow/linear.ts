/** tf.linalg and the products and norms beside it: each is what PyTorch has under another name. */
import { castTo, choose, compare, over, sumOf, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { defineAll } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { itemsOf } from '../standard/items';
import { lentByTorch, tensorOfTorch } from '../torch/lent';
import { list, none, str, tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { applyOp, convert, operand, tensorFunction, wrap } from './dialect';

const same = (tensor: Tensor): Value => tensorValue(tensor);

/** A function of one matrix, under TensorFlow's name and PyTorch's; what else TensorFlow's takes is not followed. */
const ofMatrix = (name: string, torchName: string, matrix = 'input', more = ''): NativeFunction[] =>
  tensorFunction([`linalg.${name}`], `(${matrix}, ${more}name=None)`, (args, runtime) => {
    const others = args.signature.parameters.filter((option) => ![matrix, 'name'].includes(option.name));
    const other = others.find((option) => args.given(option.name));
    if (other) throw new NotKnown(`${other.name} of linalg.${name} is not followed`);
    return tensorOfTorch(runtime, torchName, [same(operand(args, matrix))]);
  });

/** The square root of the sum of all squares. */
function globalNorm(tensors: readonly Tensor[]): Tensor {
  const squares = tensors.map((tensor) => sumOf(times(tensor, tensor)));
  return applyOp(ops.sqrt, [squares.reduce((sum, next) => applyOp(ops.add, [sum, next]))]);
}

/** The tensors of a list; None, which a tape gives where there is no gradient, is passed over. */
const tensorsOf = (value: Value, runtime: Runtime): (Tensor | undefined)[] =>
  itemsOf(runtime, value).map((item) => (item.kind === 'None' ? undefined : convert(item)));

const isTensor = (tensor: Tensor | undefined): tensor is Tensor => tensor !== undefined;

/** What is further from the diagonal than so many places below and above is zero; a negative number keeps all. */
function band(x: Tensor, lower: number, upper: number): Tensor {
  const above = upper < 0 ? x : applyOp(ops.tril, [x], { diagonal: upper });
  return lower < 0 ? above : applyOp(ops.triu, [above], { diagonal: -lower });
}

function clippedByNorm(args: Arguments): Tensor {
  const x = operand(args, 't');
  const limit = convert(args.value('clip_norm'), x.dtype);
  const dim = args.optionalInts('axes');
  const squares = applyOp(ops.sum, [times(x, x)], { dim, keepdim: true });
  const isPositive = compare(squares, '>', 0);
  const norm = choose(isPositive, applyOp(ops.sqrt, [choose(isPositive, squares, 1)]), squares);
  const scaled = over(times(x, limit), choose(compare(norm, '>', limit), norm, limit));
  return applyOp(ops.reshape, [scaled], { shape: x.shape ?? [] });
}

export const linearNames: readonly NativeFunction[] = [
  ...ofMatrix('inv', 'linalg.inv', 'input', 'adjoint=False, '),
  ...ofMatrix('pinv', 'linalg.pinv', 'a', 'rcond=None, validate_args=False, '),
  ...ofMatrix('det', 'linalg.det'),
  ...ofMatrix('cholesky', 'linalg.cholesky'),
  ...ofMatrix(
    'diag',
    'diag_embed',
    'diagonal',
    'k=0, num_rows=-1, num_cols=-1, padding_value=0, align=None, ',
  ),
  ...ofMatrix('trace', 'trace', 'x'),
  ...tensorFunction(['linalg.diag_part'], '(input, name=None)', (args) =>
    applyOp(ops.diagonal, [operand(args, 'input')], { offset: 0, dim1: -2, dim2: -1 }),
  ),
  ...tensorFunction(['linalg.solve'], '(matrix, rhs, adjoint=False, name=None)', (args, runtime) => {
    if (args.bool('adjoint')) throw new NotKnown('an adjoint system is not solved');
    return tensorOfTorch(runtime, 'linalg.solve', [
      same(operand(args, 'matrix')),
      same(operand(args, 'rhs')),
    ]);
  }),
  ...tensorFunction(['linalg.band_part'], '(input, num_lower, num_upper, name=None)', (args) =>
    band(operand(args, 'input'), args.int('num_lower'), args.int('num_upper')),
  ),
  ...defineAll(['tensorflow.linalg.eigh'], '(tensor, name=None)', (args, runtime) => {
    const found = lentByTorch(runtime, 'linalg.eigh', [same(operand(args, 'tensor'))]);
    return tuple(itemsOf(runtime, found).map((part) => wrap(convert(part))));
  }),
  ...tensorFunction(['tensordot', 'linalg.tensordot'], '(a, b, axes, name=None)', (args, runtime) =>
    tensorOfTorch(runtime, 'tensordot', [same(operand(args, 'a')), same(operand(args, 'b'))], {
      dims: args.value('axes'),
    }),
  ),
  ...tensorFunction(['einsum', 'linalg.einsum'], '(equation, *inputs, **kwargs)', (args, runtime) =>
    tensorOfTorch(runtime, 'einsum', [
      str(args.string('equation')),
      ...args.rest.map((value) => same(convert(value))),
    ]),
  ),
  ...tensorFunction(['clip_by_norm'], '(t, clip_norm, axes=None, name=None)', clippedByNorm),
  ...tensorFunction(['linalg.global_norm'], '(t_list, name=None)', (args, runtime) =>
    globalNorm(tensorsOf(args.value('t_list'), runtime).filter(isTensor)),
  ),
  ...defineAll(
    ['tensorflow.clip_by_global_norm'],
    '(t_list, clip_norm, use_norm=None, name=None)',
    (args, runtime) => {
      const tensors = tensorsOf(args.value('t_list'), runtime);
      const given = tensors.filter(isTensor);
      const norm = args.isNone('use_norm') ? globalNorm(given) : operand(args, 'use_norm');
      const limit = convert(args.value('clip_norm'), norm.dtype);
      const one = convert({ kind: 'float', value: 1 }, norm.dtype);
      const inverse = [over(one, norm), over(one, limit)] as const;
      const scale = times(limit, choose(compare(inverse[0], '<=', inverse[1]), inverse[0], inverse[1]));
      const clipped = tensors.map((tensor) =>
        tensor ? wrap(times(tensor, castTo(scale, tensor.dtype ?? 'float32'))) : none,
      );
      return tuple([list(clipped), wrap(norm)]);
    },
  ),
  ...tensorFunction(
    ['nn.batch_normalization'],
    '(x, mean, variance, offset, scale, variance_epsilon, name=None)',
    (args) => {
      const x = operand(args, 'x');
      const part = (name: string): Tensor | undefined =>
        args.isNone(name) ? undefined : convert(args.value(name), x.dtype);
      const shifted = applyOp(ops.add, [part('variance')!, part('variance_epsilon')!]);
      const root = applyOp(ops.rsqrt, [shifted]);
      const scale = part('scale');
      const inverse = scale ? times(root, scale) : root;
      const offset = part('offset');
      const moved = times(part('mean')!, inverse);
      const shift = offset ? applyOp(ops.sub, [offset, moved]) : applyOp(ops.neg, [moved]);
      return applyOp(ops.add, [times(x, inverse), shift]);
    },
  ),
];
