/**
 * What an operation is: one literal that says everything about itself. The
 * kernel is described, not run, here: backends run it (backends/cpu.ts is the
 * reference), and the gradient is made of other operations, so that it has a
 * shape, a role and a gradient of its own.
 */
import type { DType, Values } from './dtype';
import type { Role } from './role';
import type { Shape } from './shape';
import type { Tensor } from './tensor';

/** Values with a known shape, row-major. */
export interface NdArray {
  readonly values: Values;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** A Python number: it is rounded to the dtype of the tensors that it meets. */
  readonly wrapped?: boolean;
}

/** Plain data that parametrises an operation: dims, a slope, a dtype. */
export type Attributes = Readonly<Record<string, unknown>>;

/** How the result looks; what cannot be told is absent. */
export interface TensorType {
  readonly shape?: Shape | undefined;
  readonly dtype?: DType | undefined;
}

/**
 * One element from one element of each input, after broadcasting. Arithmetic is
 * done in double precision and rounded to the result's dtype when it is stored.
 * `gpu` is the same expression as WGSL/GLSL-portable JavaScript source for gpu.js,
 * in terms of `a`, `b`, `c`: absent or undefined where float32 on a GPU would not give the CPU's numbers.
 * Math.log, log1p, expm1 and tanh are made accurate by the backend.
 */
export interface ElementwiseKernel<A extends Attributes> {
  readonly kind: 'elementwise';
  /** `dtype` is the result's, for what PyTorch computes differently in each. */
  readonly compute: (attributes: A, dtype: DType) => (a: number, b: number, c: number) => number;
  readonly gpu?: (attributes: A) => string | undefined;
  /** A scalar beside half precision keeps single precision, as in PyTorch's arithmetic; without it it is rounded to the tensors' dtype. */
  readonly keepsScalars?: true;
}

/** What PyTorch's kernels along a dim may compute differently for. */
export interface LineContext {
  /** The result's dtype. */
  readonly dtype: DType;
  /** Whether the elements of a line lie side by side. */
  readonly isInnermost: boolean;
}

/**
 * Each line along `dim` becomes a line of the same length (softmax, cumsum).
 * `gpu`: for the softmax family, one element of the result as gpu.js source in terms of `a` (the
 * same element of the input), `b` (the line's maximum) and `c` (the line's sum of e^(a − b)).
 * `gpuSum`: what `c` is instead of that sum, computed once for each line and rounded to float32, as the sum is.
 */
export interface LineKernel<A extends Attributes> {
  readonly kind: 'line';
  /** Counted from either end, as the user wrote it. */
  readonly dim: (attributes: A) => number;
  readonly compute: (attributes: A, about: LineContext) => (line: Float64Array, result: Float64Array) => void;
  readonly gpu?: (attributes: A) => string;
  readonly gpuSum?: (sum: number) => number;
}

/**
 * All elements along `dims` (counted from the front) become one; sums are kept in double precision.
 * Which of the reduced dims stay with size 1 only concerns the result's shape.
 * `gpu`: what the elements become, so that a GPU may reduce parts first and the CPU reduces those.
 */
export interface ReduceKernel<A extends Attributes> {
  readonly kind: 'reduce';
  readonly dims: (attributes: A, rank: number) => readonly number[];
  /** `dtype` is the result's. */
  readonly compute: (attributes: A, dtype: DType) => (elements: Float64Array) => number;
  /** What becomes of a sum in single precision, which is added up in PyTorch's order. */
  readonly single?: (sum: number, count: number) => number;
  /** Whether that is the order in which its kernel of class indices' losses goes through the samples. */
  readonly bySample?: (attributes: A) => boolean;
  readonly gpu?: 'sum' | 'mean' | 'max' | 'min';
}

/** Anything else: fills `result`, whose shape and dtype are what `infer` said. */
export interface GeneralKernel<A extends Attributes> {
  readonly kind: 'general';
  readonly compute: (inputs: readonly NdArray[], attributes: A, result: NdArray) => void;
}

export type Kernel<A extends Attributes> =
  ElementwiseKernel<A> | LineKernel<A> | ReduceKernel<A> | GeneralKernel<A>;

/** What a vector-Jacobian product may look at. */
export interface Application<A extends Attributes> {
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly attributes: A;
}

/**
 * The gradient of each input, given the gradient of the output; undefined where
 * an input gets none. Made of operations. Its shape must be the input's (see `sumToSize`).
 */
export type Vjp<A extends Attributes> = (
  gradient: Tensor,
  application: Application<A>,
) => readonly (Tensor | undefined)[];

/** An input to try an operation on: tests and goldens are made from these. */
export interface Sample<A extends Attributes> {
  readonly inputs: readonly SampleTensor[];
  readonly attributes: A;
  /** The same in PyTorch, with the inputs named x0, x1 …: the golden script evaluates it. */
  readonly torch: string;
}

export interface SampleTensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly values: readonly number[];
  /** Passed to PyTorch as a Python number. */
  readonly wrapped?: boolean;
  /** A floating input that requires no grad: PyTorch knows no derivative with respect to it. */
  readonly constant?: boolean;
}

export interface Op<A extends Attributes = Attributes> {
  /** PyTorch's name of it: `log_softmax`. */
  readonly name: string;
  /** What PyTorch prints as grad_fn: `LogSoftmaxBackward0`; some operations have several, by how they are called. */
  readonly gradFn?: string | ((inputs: readonly Tensor[], attributes: A) => string);
  /** The result's shape and dtype. Throws TensorError with PyTorch's message when the inputs do not fit. */
  readonly infer: (inputs: readonly Tensor[], attributes: A) => TensorType;
  /** The result's role; without this it is `values`. */
  readonly role?: (inputs: readonly Tensor[], attributes: A, shape: Shape | undefined) => Role;
  /**
   * Checks that need values (an index in range, a probability within 0..1), of those inputs that have them.
   * Throws TensorError with PyTorch's message.
   */
  readonly check?: (inputs: readonly Tensor[], attributes: A) => void;
  readonly kernel: Kernel<A>;
  /** Its values are never known, even when those of its inputs are: one of several, we cannot tell which. */
  readonly hasNoValues?: true;
  /** `not differentiable` cuts the graph, as argmax and comparisons do in PyTorch. */
  readonly vjp: Vjp<A> | 'not differentiable';
  /** Each step of the gradient is rounded to half precision where the inputs are; otherwise only the whole is, as by PyTorch's kernels that compute it in one step. */
  readonly roundsSteps?: true;
  readonly samples: readonly Sample<A>[];
}

/** Any operation, whatever its attributes: what a registry holds. */
export type AnyOp = Omit<Op<never>, 'samples'> & { readonly samples: readonly Sample<Attributes>[] };
