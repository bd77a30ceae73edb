/**
 * A tensor: a node of a graph that always has a shape, a dtype and a role (each
 * perhaps unknown), and has values when its inputs have values. Nodes do not change;
 * in-place operations of a framework make new nodes, and the framework's own tensor
 * object (frameworks/) points to the newest.
 */
import type { Place } from '../base/place';
import { computeOnCpu } from './backends/cpu';
import {
  isEager,
  isGradEnabled,
  isInferenceMode,
  activeRecast,
  isPrecisionKnown,
  withRecast,
  layerOfOperation,
  placeOfOperation,
} from './context';
import { allocate, isFloating, type DType, type Values } from './dtype';
import { TensorError } from './error';
import { givenGradFn } from './grad_fn';
import type { Attributes, NdArray, Op } from './op';
import { unknownRole, type Role } from './role';
import { isView, savedFor } from './saved_tensors';
import { isKnownShape, numelOf, type Shape } from './shape';
import { computesWithUnsigned } from './unsigned';
import { spendWorkOn } from './work';

/** Results up to this many elements are computed at once; larger ones when somebody asks. */
export const EAGER_ELEMENTS = 16_384;

/** How a node came to be. */
export interface Producer {
  readonly op: Op;
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes;
}

/** What a leaf is made from. */
export interface LeafInit {
  readonly shape?: Shape | undefined;
  readonly dtype?: DType | undefined;
  readonly values?: Values | undefined;
  /** Gives the values when they are asked for the first time: initial parameters are often never looked at. */
  readonly makeValues?: (() => Values) | undefined;
  /** Has the same values, which are computed there when they are asked for. */
  readonly valuesOf?: Tensor | undefined;
  readonly role?: Role | undefined;
  readonly requiresGrad?: boolean | undefined;
  readonly sampled?: boolean | undefined;
  readonly wrapped?: boolean | undefined;
  readonly place?: Place | undefined;
}

/** Whether values of so many elements are made at once. */
export const isMadeAtOnce = (count: number): boolean => count <= EAGER_ELEMENTS && isEager();

/** The values of a leaf of so many elements: made now where they are few, else when somebody asks. */
export const valuesWhenAsked = (
  count: number,
  makeValues: () => Values,
): Pick<LeafInit, 'values' | 'makeValues'> =>
  isMadeAtOnce(count) ? { values: makeValues() } : { makeValues };

let nodesMade = 0;

export class Tensor {
  /** Grows in order of creation, so that an input's number is below its results'. */
  readonly id: number = ++nodesMade;
  readonly shape: Shape | undefined;
  readonly dtype: DType | undefined;
  readonly role: Role;
  readonly producer: Producer | undefined;
  readonly requiresGrad: boolean;
  /** Whether a random number without a seed of the user's went into it. */
  readonly sampled: boolean;
  /** Whether it was made while no gradients were recorded, as under torch.no_grad. */
  readonly madeWithoutGrad: boolean;
  /** Whether it was made in inference mode, or looks at the storage of one that was. */
  readonly isInference: boolean;
  /** A Python number that became a tensor: it takes part in type promotion only by its category. */
  readonly wrapped: boolean;
  /** The place of the user's text that made it. */
  readonly place: Place | undefined;
  /** Where the layer that made it was constructed; undefined for functions and literals. */
  readonly layer: Place | undefined;
  /** Whether `values()` can give numbers. */
  readonly hasValues: boolean;
  #values: Values | undefined;
  #makeValues: (() => Values) | undefined;
  #valuesOf: Tensor | undefined;

  private constructor(init: LeafInit, producer: Producer | undefined) {
    this.shape = init.shape;
    this.dtype = init.dtype;
    this.role = init.role ?? unknownRole;
    this.requiresGrad = init.requiresGrad ?? false;
    this.wrapped = init.wrapped ?? false;
    this.place = init.place ?? placeOfOperation();
    this.layer = layerOfOperation();
    this.producer = producer;
    this.madeWithoutGrad = !isGradEnabled();
    this.isInference = producer && isView(producer) ? producer.inputs[0]!.isInference : isInferenceMode();
    // What has no elements has no unknown ones either.
    const isEmpty = isKnownShape(this.shape) && this.dtype !== undefined && numelOf(this.shape) === 0;
    this.#values = init.values ?? (isEmpty ? allocate(this.dtype!, 0) : undefined);
    this.#makeValues = this.#values ? undefined : init.makeValues;
    this.#valuesOf = !this.#values && init.valuesOf?.hasValues ? init.valuesOf : undefined;
    if (producer) {
      this.sampled = producer.inputs.some((input) => input.sampled);
      this.hasValues =
        isEmpty ||
        (!producer.op.hasNoValues &&
          isKnownShape(this.shape) &&
          this.dtype !== undefined &&
          producer.inputs.every((input) => input.hasValues));
    } else {
      this.sampled = init.sampled ?? false;
      this.hasValues =
        this.#values !== undefined || this.#makeValues !== undefined || this.#valuesOf !== undefined;
    }
  }

  /** A node without inputs: a literal, a parameter, or something whose values are not known. */
  static leaf(init: LeafInit): Tensor {
    return new Tensor(init, undefined);
  }

  /**
   * Applies an operation: infers shape, dtype and role, checks values where there
   * are any, and computes small results at once.
   * Throws TensorError with PyTorch's message when the inputs do not fit.
   */
  static apply<A extends Attributes>(op: Op<A>, inputs: readonly Tensor[], attributes: A): Tensor {
    const recast = activeRecast();
    if (recast)
      return withRecast(undefined, () => Tensor.apply(op, recast.inputsOf(op.name, inputs), attributes));
    const inferred = op.infer(inputs, attributes);
    const { shape } = inferred;
    const isFollowed = isPrecisionKnown() && !computesWithUnsigned(op.name, inputs);
    const dtype = isFollowed ? inferred.dtype : undefined;
    const role = op.role?.(inputs, attributes, shape) ?? { kind: 'values' };
    // Only floating results carry gradients: a cast to integers cuts the graph.
    const requiresGrad =
      isGradEnabled() &&
      op.vjp !== 'not differentiable' &&
      (dtype === undefined || isFloating(dtype)) &&
      inputs.some((input) => input.requiresGrad);
    const result = new Tensor(
      { shape, dtype, role, requiresGrad },
      { op: op as unknown as Op, inputs, attributes },
    );
    op.check?.(inputs, attributes);
    if (requiresGrad && inputs.some((input) => input.isInference)) refuseInference(result);
    if (result.hasValues && isMadeAtOnce(result.numel) && inputs.every((input) => input.isComputed)) {
      result.values();
    }
    return result;
  }

  /** The number of elements; 0 where the shape is not known. */
  get numel(): number {
    return isKnownShape(this.shape) ? numelOf(this.shape) : 0;
  }

  /** What PyTorch prints as grad_fn; undefined for a leaf and for what requires no grad. */
  get gradFn(): string | undefined {
    if (!this.producer || !this.requiresGrad) return undefined;
    const { op, inputs, attributes } = this.producer;
    const given = givenGradFn(this);
    if (given) return given;
    return typeof op.gradFn === 'function' ? op.gradFn(inputs, attributes) : op.gradFn;
  }

  get rank(): number | undefined {
    return this.shape?.length;
  }

  /** The tensors that its values are computed from. */
  get valuesComeFrom(): readonly Tensor[] {
    return this.#valuesOf ? [this.#valuesOf] : (this.producer?.inputs ?? []);
  }

  /** Whether the values are there without any work. */
  get isComputed(): boolean {
    return this.#values !== undefined;
  }

  /**
   * The values, row-major; computed on the CPU now if nobody did before.
   * Only to be called when `hasValues`. Throws TooMuchWork where the surrounding allowance is not enough.
   */
  values(): Values {
    if (this.#values) return this.#values;
    // Whoever asks in spite of it is wrong; going on, an input that never comes would be waited for without an end.
    if (!this.hasValues) throw new Error('values() of a tensor that has none');
    if (activeRecast()) return withRecast(undefined, () => this.values());
    spendWorkOn(this);
    const waiting: Tensor[] = [this];
    while (waiting.length > 0) {
      const node = waiting[waiting.length - 1]!;
      const producer = node.producer;
      const missing = node.#values ? [] : node.valuesComeFrom.filter((input) => !input.isComputed);
      if (missing.length > 0) {
        waiting.push(...missing);
        continue;
      }
      waiting.pop();
      if (!producer) {
        node.#values ??= node.#valuesOf ? node.#valuesOf.#values : node.#makeValues?.();
        node.#makeValues = node.#valuesOf = undefined;
      } else {
        node.#values ??= computeOnCpu(
          producer.op.kernel,
          producer.inputs.map((input) => input.array()),
          producer.attributes,
          node.shape as readonly number[],
          node.dtype as DType,
        );
      }
    }
    return this.#values!;
  }

  /** The values together with their shape and dtype. Only to be called when `hasValues`. */
  array(): NdArray {
    return {
      values: this.values(),
      shape: this.shape as readonly number[],
      dtype: this.dtype as DType,
      ...(this.wrapped ? { wrapped: true } : {}),
    };
  }

  /** Takes over values that another backend computed for this node. */
  acceptValues(values: Values): void {
    this.#values ??= values;
  }

  /** The same values as a leaf of its own: no history, so no gradient and no role's origin is found behind it. */
  asLeaf(change: { requiresGrad?: boolean; role?: Role; place?: Place } = {}): Tensor {
    return Tensor.leaf({
      shape: this.shape,
      dtype: this.dtype,
      values: this.#values,
      // What was not made yet stays so.
      valuesOf: this.#values ? undefined : this,
      role: change.role ?? this.role,
      requiresGrad: change.requiresGrad ?? false,
      sampled: this.sampled,
      place: change.place ?? this.place,
    });
  }
}

/** Throws PyTorch's RuntimeError where the gradient of a result needs a tensor that was made in inference mode. */
function refuseInference(result: Tensor): void {
  if (isInferenceMode() || !savedFor(result).some((saved) => saved?.isInference)) return;
  throw new TensorError(
    'RuntimeError',
    'Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`.',
  );
}
