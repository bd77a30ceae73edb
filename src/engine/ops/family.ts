/** The constructors of the commonest kinds of operation, so that an op's file is a literal. */
import { defaultFloatDType } from '../context';
import { categoryOf, isFloating, promoteTypes, type DType } from '../dtype';
import type { TensorError } from '../error';
import { notImplementedFor } from '../refusals';
import type { Attributes, ElementwiseKernel, Op, Sample, TensorType, Vjp } from '../op';
import type { Role } from '../role';
import { broadcastShapes } from '../shape';
import type { Tensor } from '../tensor';

/** What an elementwise operation of one input says about itself. */
export interface UnaryDefinition<A extends Attributes> {
  readonly name: string;
  readonly gradFn?: Op<A>['gradFn'];
  readonly compute: ElementwiseKernel<A>['compute'];
  readonly gpu?: ElementwiseKernel<A>['gpu'];
  /** `float`: integers become the default float first, as for exp; `same`: the dtype stays; `bool`: a truth. */
  readonly result: 'float' | 'same' | 'bool';
  /** Refuses a dtype, as logsigmoid refuses integers. */
  readonly refuse?: (dtype: DType) => TensorError | undefined;
  readonly role?: Op<A>['role'];
  readonly vjp: Vjp<A> | 'not differentiable';
  readonly roundsSteps?: true;
  readonly samples: readonly Sample<A>[];
}

/** An operation that maps each element of one tensor. */
export function unary<A extends Attributes>(definition: UnaryDefinition<A>): Op<A> {
  return {
    name: definition.name,
    ...(definition.gradFn ? { gradFn: definition.gradFn } : {}),
    infer: ([x]): TensorType => {
      const error = x!.dtype ? definition.refuse?.(x!.dtype) : undefined;
      if (error) throw error;
      return { shape: x!.shape, dtype: unaryDType(definition.result, x!.dtype) };
    },
    ...(definition.role ? { role: definition.role } : {}),
    kernel: {
      kind: 'elementwise',
      compute: definition.compute,
      ...(definition.gpu ? { gpu: definition.gpu } : {}),
    },
    vjp: definition.vjp,
    ...(definition.roundsSteps ? { roundsSteps: true } : {}),
    samples: definition.samples,
  };
}

function unaryDType(result: 'float' | 'same' | 'bool', dtype: DType | undefined): DType | undefined {
  if (result === 'bool') return 'bool';
  if (result === 'same' || dtype === undefined) return dtype;
  return isFloating(dtype) ? dtype : defaultFloatDType();
}

/** What an elementwise operation of two inputs says about itself. */
export interface BinaryDefinition<A extends Attributes> {
  readonly name: string;
  readonly gradFn?: Op<A>['gradFn'];
  readonly compute: ElementwiseKernel<A>['compute'];
  readonly gpu?: ElementwiseKernel<A>['gpu'];
  /** `promoted`: PyTorch's type promotion; `float`: promoted, integers to the default float (true division); `bool`: a truth. */
  readonly result: 'promoted' | 'float' | 'bool';
  readonly role?: Op<A>['role'];
  /** Refuses dtypes, as subtraction refuses bools. */
  readonly refuse?: (a: DType, b: DType) => TensorError | undefined;
  readonly vjp: Vjp<A> | 'not differentiable';
  readonly roundsSteps?: true;
  readonly keepsScalars?: true;
  readonly samples: readonly Sample<A>[];
}

/** An operation on the elements of two tensors after broadcasting. */
export function binary<A extends Attributes>(definition: BinaryDefinition<A>): Op<A> {
  return {
    name: definition.name,
    ...(definition.gradFn ? { gradFn: definition.gradFn } : {}),
    infer: ([a, b]): TensorType => {
      const error = a!.dtype && b!.dtype ? definition.refuse?.(a!.dtype, b!.dtype) : undefined;
      if (error) throw error;
      return {
        shape: a!.shape && b!.shape ? broadcastShapes(a!.shape, b!.shape) : undefined,
        dtype: binaryDType(definition.result, a!, b!),
      };
    },
    ...(definition.role ? { role: definition.role } : {}),
    kernel: {
      kind: 'elementwise',
      compute: definition.compute,
      ...(definition.gpu ? { gpu: definition.gpu } : {}),
      ...(definition.keepsScalars ? { keepsScalars: true } : {}),
    },
    vjp: definition.vjp,
    ...(definition.roundsSteps ? { roundsSteps: true } : {}),
    samples: definition.samples,
  };
}

function binaryDType(result: 'promoted' | 'float' | 'bool', a: Tensor, b: Tensor): DType | undefined {
  if (result === 'bool') return 'bool';
  const dtype = resultType([a, b]);
  return result === 'float' && dtype !== undefined && !isFloating(dtype) ? defaultFloatDType() : dtype;
}

/**
 * `torch.result_type`: among tensors with dims, scalars (0-dim) and Python numbers,
 * the former decide unless a later group has a higher category (PyTorch
 * documentation, "Type promotion"). Undefined where an operand's dtype is unknown.
 */
export function resultType(operands: readonly Tensor[]): DType | undefined {
  let result: DType | undefined;
  const groups = [
    operands.filter((operand) => !operand.wrapped && operand.rank !== 0),
    operands.filter((operand) => !operand.wrapped && operand.rank === 0),
    operands.filter((operand) => operand.wrapped),
  ];
  for (const group of groups) {
    if (group.length === 0) continue;
    if (group.some((operand) => operand.dtype === undefined)) return undefined;
    const dtype = group.map((operand) => operand.dtype!).reduce(promoteTypes);
    if (result === undefined) result = defaultOf(dtype, group[0]!.wrapped);
    else if (rankOf(dtype) > rankOf(result)) result = defaultOf(dtype, group[0]!.wrapped);
  }
  return result;
}

const rankOf = (dtype: DType): number => ['bool', 'integer', 'floating'].indexOf(categoryOf(dtype));

/** A Python float becomes the default dtype, not float64. */
const defaultOf = (dtype: DType, wrapped: boolean): DType =>
  wrapped && isFloating(dtype) ? defaultFloatDType() : dtype;

/** Refuses integers and bools in the words of the PyTorch kernel of that name. */
export const floatingOnly =
  (kernel: string) =>
  (dtype: DType): TensorError | undefined =>
    isFloating(dtype) ? undefined : notImplementedFor(kernel, dtype);

/** Refuses operands that meet in integers or bools, in the words of the PyTorch kernel of that name. */
export const promotedFloatingOnly =
  (kernel: string) =>
  (a: DType, b: DType): TensorError | undefined =>
    floatingOnly(kernel)(promoteTypes(a, b));

/** Refuses bools, in the words of the PyTorch kernel of that name. */
export const noBool =
  (kernel: string) =>
  (...dtypes: readonly DType[]): TensorError | undefined =>
    dtypes.every((dtype) => dtype === 'bool') ? notImplementedFor(kernel, 'bool') : undefined;

/** The role of the single input, for operations that only move elements or keep their meaning. */
export const keepsRole = (inputs: readonly Tensor[]): Role => inputs[0]!.role;
