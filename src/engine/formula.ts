/**
 * Operations as plain functions of tensors and numbers, so that gradients and losses
 * read as the formulas that they are. Nothing here computes: each applies one operation.
 */
import type { DType, Values } from './dtype';
import { allocate } from './dtype';
import { add } from './ops/add';
import { cast } from './ops/cast';
import { eq, ge, gt, le, lt, ne } from './ops/comparison';
import { div } from './ops/div';
import { exp } from './ops/exponential';
import { expand } from './ops/expand';
import { log } from './ops/logarithm';
import { mul } from './ops/mul';
import { neg } from './ops/neg';
import { numberTensor } from './ops/number';
import { squeeze, unsqueeze } from './ops/squeeze';
import { reshape } from './ops/reshape';
import { sub } from './ops/sub';
import { sum } from './ops/sum';
import { where } from './ops/where';
import { isKnownShape, numelOf, type Shape } from './shape';
import { Tensor, valuesWhenAsked } from './tensor';

/** A tensor, or a Python number. */
export type Operand = Tensor | number;

const asTensor = (operand: Operand): Tensor =>
  typeof operand === 'number' ? numberTensor(operand) : operand;

const none = {};

export const plus = (a: Operand, b: Operand): Tensor => Tensor.apply(add, [asTensor(a), asTensor(b)], none);
export const minus = (a: Operand, b: Operand): Tensor => Tensor.apply(sub, [asTensor(a), asTensor(b)], none);
export const times = (a: Operand, b: Operand): Tensor => Tensor.apply(mul, [asTensor(a), asTensor(b)], none);
/** True division. */
export const over = (a: Operand, b: Operand): Tensor => Tensor.apply(div, [asTensor(a), asTensor(b)], none);
export const negative = (a: Tensor): Tensor => Tensor.apply(neg, [a], none);
export const exponential = (a: Tensor): Tensor => Tensor.apply(exp, [a], none);
export const logarithm = (a: Tensor): Tensor => Tensor.apply(log, [a], none);

const comparisons = { '==': eq, '!=': ne, '<': lt, '<=': le, '>': gt, '>=': ge } as const;

/** A bool tensor: where `a` compares so with `b`. */
export const compare = (a: Operand, how: keyof typeof comparisons, b: Operand): Tensor =>
  Tensor.apply(comparisons[how], [asTensor(a), asTensor(b)], none);

/** `a` where the bool tensor `condition` holds, else `b`. */
export const choose = (condition: Tensor, a: Operand, b: Operand): Tensor =>
  Tensor.apply(where, [condition, asTensor(a), asTensor(b)], none);

/** The sum along `dim`, or of all elements. */
export const sumOf = (a: Tensor, dim?: number | readonly number[], keepdim = false): Tensor =>
  Tensor.apply(sum, [a], { dim, keepdim });

export const reshaped = (a: Tensor, shape: Shape): Tensor => Tensor.apply(reshape, [a], { shape });
export const unsqueezed = (a: Tensor, dim: number): Tensor => Tensor.apply(unsqueeze, [a], { dim });
export const squeezed = (a: Tensor, dim: number): Tensor => Tensor.apply(squeeze, [a], { dim });
export const expanded = (a: Tensor, size: Shape): Tensor => Tensor.apply(expand, [a], { size });
export const castTo = (a: Tensor, dtype: DType): Tensor =>
  a.dtype === dtype ? a : Tensor.apply(cast, [a], { dtype });

/** A constant of a shape and dtype; without values where either is not known. */
export function full(shape: Shape | undefined, dtype: DType | undefined, value: number): Tensor {
  const role = { kind: 'values' } as const;
  if (!isKnownShape(shape) || !dtype) return Tensor.leaf({ shape, dtype, role });
  const count = numelOf(shape);
  const makeValues = (): Values => allocate(dtype, count).fill(value);
  // A large one often stands beside something without values, and then nobody looks at it.
  return Tensor.leaf({
    shape,
    dtype,
    role,
    ...valuesWhenAsked(count, makeValues),
  });
}

export const zerosLike = (tensor: Tensor): Tensor => full(tensor.shape, tensor.dtype, 0);
export const onesLike = (tensor: Tensor): Tensor => full(tensor.shape, tensor.dtype, 1);
