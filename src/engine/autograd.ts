/**
 * Reverse-mode differentiation over the graph of tensors. A gradient is itself
 * made by operations, so with `createGraph` it can be differentiated again.
 */
import { isGradEnabled, withGrad, withRecast } from './context';
import { allocate } from './dtype';
import { TensorError } from './error';
import { add } from './ops/add';
import { castTo } from './formula';
import { cast } from './ops/cast';
import { formatShape, isKnownShape, numelOf } from './shape';
import { Tensor, type Producer } from './tensor';

/** What surrounds a backward pass. */
export interface BackwardOptions {
  /** Whether the gradients are recorded, so that they can be differentiated. */
  readonly createGraph?: boolean;
  /** Takes part in each gradient that is complete, and gives what is carried on in its place. */
  readonly onGradient?: (tensor: Tensor, gradient: Tensor) => Tensor;
  /** Called for each result of an operation before its gradient is carried through the operation. */
  readonly onVisit?: (result: Tensor) => void;
  /** Called with what each input of the operation that made a result gets of its gradient. */
  readonly onShares?: (result: Tensor, shares: readonly (Tensor | undefined)[]) => void;
}

/** A tensor to start from, weighted by `seed` (the tensor's shape; for a scalar, one). */
export interface BackwardRoot {
  readonly output: Tensor;
  readonly seed: Tensor | undefined;
}

/**
 * The gradients of `output` with respect to every tensor that requires grad and
 * lies behind it, weighted by `seed` (the output's shape; for a scalar, one).
 * A gradient whose way leads through tensors of unknown shape or dtype has no values.
 * Throws PyTorch's RuntimeError for an output that requires no grad or is no scalar while `seed` is absent; an output
 * behind which lies something that is not known may well require grad, and gives no gradients.
 */
export const backward = (
  output: Tensor,
  seed: Tensor | undefined,
  options: BackwardOptions = {},
): Map<Tensor, Tensor> => backwardFrom([{ output, seed }], options);

/** The same from several outputs at once: their gradients are added up. */
export function backwardFrom(
  roots: readonly BackwardRoot[],
  options: BackwardOptions = {},
): Map<Tensor, Tensor> {
  for (const [at, { output, seed }] of roots.entries()) {
    if (!output.requiresGrad) {
      if (comesFromUnknown(output)) return new Map();
      throw new TensorError(
        'RuntimeError',
        `element ${at} of tensors does not require grad and does not have a grad_fn`,
      );
    }
    if (!seed && isKnownShape(output.shape) && numelOf(output.shape) !== 1) {
      throw new TensorError('RuntimeError', 'grad can be implicitly created only for scalar outputs');
    }
    const shapes = [seed?.shape, output.shape];
    if (seed && shapes.every(isKnownShape) && formatShape(shapes[0]!) !== formatShape(shapes[1]!)) {
      throw new TensorError(
        'RuntimeError',
        `Mismatch in shape: grad_output[${at}] has a shape of torch.Size(${formatShape(shapes[0]!)}) and output[${at}] has a shape of torch.Size(${formatShape(shapes[1]!)}).`,
      );
    }
  }
  return withGrad(options.createGraph ?? false, () =>
    propagate(
      roots.map(({ output, seed }) => [output, seed ?? onesLike(output)]),
      new Set(),
      options,
    ),
  );
}

/**
 * The gradient of `output` with respect to each of `inputs`, as if these were leaves: what lies behind them is
 * not looked at. Undefined where the output does not depend on an input. It is recorded when gradients are.
 */
export function gradientsOf(
  output: Tensor,
  inputs: readonly Tensor[],
  seed: Tensor,
): readonly (Tensor | undefined)[] {
  const gradients = propagate([[output, seed]], new Set(inputs));
  return inputs.map((input) => gradients.get(input));
}

/** Carries the seeds of the roots back to where the graph ends or to `ends`, in the dtypes of what was computed. */
const propagate = (
  roots: readonly (readonly [Tensor, Tensor])[],
  ends: ReadonlySet<Tensor>,
  options: BackwardOptions = {},
): Map<Tensor, Tensor> => withRecast(undefined, () => propagated(roots, ends, options));

function propagated(
  roots: readonly (readonly [Tensor, Tensor])[],
  ends: ReadonlySet<Tensor>,
  { onGradient, onVisit, onShares }: BackwardOptions,
): Map<Tensor, Tensor> {
  const gradients = new Map<Tensor, Tensor>();
  const give = (tensor: Tensor, share: Tensor): void => {
    const known = gradients.get(tensor);
    gradients.set(tensor, known ? Tensor.apply(add, [known, share], {}) : share);
  };
  for (const [output, seed] of roots) give(output, seed);
  for (const node of tensorsBehind(
    roots.map(([output]) => output),
    ends,
  )) {
    let gradient = gradients.get(node);
    if (!gradient) continue;
    if (onGradient) gradients.set(node, (gradient = onGradient(node, gradient)));
    const producer = node.producer;
    if (!producer || ends.has(node)) continue;
    onVisit?.(node);
    const shares = sharesOf(producer, node, gradient);
    onShares?.(node, shares);
    producer.inputs.forEach((input, at) => {
      const share = shares[at];
      if (share && input.requiresGrad) give(input, share);
    });
  }
  return gradients;
}

/**
 * Whether something of which nothing is known lies behind a tensor: it may be a result of parameters that are
 * not seen here. A leaf that requires grad is a parameter itself, whatever its values.
 */
export function comesFromUnknown(tensor: Tensor): boolean {
  const seen = new Set<Tensor>([tensor]);
  for (const node of seen) {
    if (!node.producer && !node.hasValues && !node.requiresGrad) return true;
    node.producer?.inputs.forEach((input) => seen.add(input));
  }
  return false;
}

/** What each input of one operation gets of its result's gradient, in the input's own dtype. */
function sharesOf(producer: Producer, output: Tensor, gradient: Tensor): readonly (Tensor | undefined)[] {
  const { op, inputs, attributes } = producer;
  if (op.vjp === 'not differentiable') return [];
  const isKnown = [output, gradient, ...inputs].every((tensor) => isKnownShape(tensor.shape) && tensor.dtype);
  if (!isKnown || op.hasNoValues) {
    return inputs.map((input) =>
      Tensor.leaf({
        shape: input.shape,
        dtype: input.dtype,
        role: { kind: 'values' },
        requiresGrad: isGradEnabled(),
      }),
    );
  }
  const inSteps = op.roundsSteps ? (tensor: Tensor): Tensor => tensor : inSinglePrecision;
  return op
    .vjp(inSteps(gradient), { inputs: inputs.map(inSteps), output: inSteps(output), attributes })
    .map((share, at) =>
      share && share.dtype !== inputs[at]!.dtype
        ? Tensor.apply(cast, [share], { dtype: inputs[at]!.dtype! })
        : share,
    );
}

/** The tensors that require grad from which the roots were made, these included: results before their inputs. */
function tensorsBehind(roots: readonly Tensor[], ends: ReadonlySet<Tensor>): Tensor[] {
  const found = new Set<Tensor>(roots);
  const waiting = [...found];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (ends.has(node)) continue;
    for (const input of node.producer?.inputs ?? []) {
      if (input.requiresGrad && !found.has(input)) {
        found.add(input);
        waiting.push(input);
      }
    }
  }
  // A result is always made after its inputs, so descending creation order is a topological order.
  return [...found].sort((a, b) => b.id - a.id);
}

function onesLike(tensor: Tensor): Tensor {
  const values =
    isKnownShape(tensor.shape) && tensor.dtype
      ? allocate(tensor.dtype, numelOf(tensor.shape)).fill(1)
      : undefined;
  return Tensor.leaf({ shape: tensor.shape, dtype: tensor.dtype, values, role: { kind: 'values' } });
}

/** Half precision is for storage: PyTorch computes the steps of a gradient in single precision and rounds once. */
function inSinglePrecision(tensor: Tensor): Tensor {
  if (tensor.dtype !== 'float16' && tensor.dtype !== 'bfloat16') return tensor;
  // A formula may ask which inputs require grad.
  return withGrad(true, () => castTo(tensor, 'float32'));
}
