/**
 * Which tensors PyTorch's operations keep for their gradient (PyTorch source, derivatives.yaml): a graph is let go
 * once it was gone back through, and refuses where a kept tensor was overwritten.
 */
import type { Tensor } from '../../../engine/tensor';
import { formatShape } from '../../../engine/shape';
import { PythonError } from '../../errors';
import type { Runtime } from '../../runtime';

type Saved = (inputs: readonly Tensor[], output: Tensor) => readonly (Tensor | undefined)[];

const factors: Saved = ([a, b]) => [b?.requiresGrad ? a : undefined, a?.requiresGrad ? b : undefined];
const itsInput: Saved = ([x]) => [x];
const itsOutput: Saved = (_, output) => [output];
const somethingElse: Saved = () => [];

const savedBy: Readonly<Record<string, Saved>> = {
  mul: factors,
  matmul: factors,
  linear: factors,
  convolution: factors,
  div: ([a, b]) => [b?.requiresGrad ? a : undefined, b],
  pow: itsInput,
  square: itsInput,
  log: itsInput,
  log1p: itsInput,
  log2: itsInput,
  sin: itsInput,
  cos: itsInput,
  abs: itsInput,
  gelu: itsInput,
  silu: itsInput,
  softplus: itsInput,
  logsigmoid: itsInput,
  bce_with_logits: ([x, y]) => [x, y],
  clamp: itsInput,
  var: itsInput,
  std: itsInput,
  layer_norm: itsInput,
  batch_norm: itsInput,
  sqrt: itsOutput,
  rsqrt: itsOutput,
  exp: itsOutput,
  tanh: itsOutput,
  sigmoid: itsOutput,
  relu: itsOutput,
  softmax: itsOutput,
  log_softmax: itsOutput,
  logsumexp: itsOutput,
  leaky_relu: somethingElse,
  embedding: somethingElse,
};

/** Whether an operation keeps tensors, so that it can be gone back through only once. */
export const keepsTensors = (result: Tensor): boolean =>
  savedBy[result.producer?.op.name ?? ''] !== undefined;

/** Operations whose result is another look at the same storage. */
const views: ReadonlySet<string> = new Set([
  'transpose',
  'permute',
  'reshape',
  'squeeze',
  'unsqueeze',
  'expand',
  'select',
  'narrow',
]);

/** The tensor whose storage a tensor looks at. */
function storageOf(tensor: Tensor): Tensor {
  let node = tensor;
  while (node.producer && views.has(node.producer.op.name)) node = node.producer.inputs[0]!;
  return node;
}

/** A grad_fn as this message writes it. */
const nameOf = (gradFn: string): string =>
  gradFn === 'CopySlices' ? 'torch::autograd::CopySlices' : gradFn.replace(/Backward\d+$/, '');

/** Whether an operation in place overwrote its own first input, be that a view: of this one it keeps a copy, but not of others. */
function overwroteItsInput(result: Tensor, runtime: Runtime): boolean {
  const next = runtime.versionsOf(result.producer!.inputs[0]!)?.next;
  return next === result || (next?.producer?.op.name === 'cast' && next.producer.inputs[0] === result);
}

/** Throws PyTorch's RuntimeError where a tensor that the operation kept was overwritten since. */
export function checkSaved(result: Tensor, runtime: Runtime): void {
  const { op, inputs } = result.producer!;
  for (const [position, saved] of (savedBy[op.name]?.(inputs, result) ?? []).entries()) {
    if (!saved || saved.wrapped) continue;
    const versions = runtime.versionsOf(storageOf(saved));
    if (!versions) continue;
    if (position === 0 && saved === inputs[0] && overwroteItsInput(result, runtime)) continue;
    const { expected, now, overwritten } = versions;
    const type = saved.dtype === 'float64' ? 'Double' : 'Float';
    const maker = saved === result ? result.gradFn : overwritten.gradFn;
    const origin = maker ? `, which is output 0 of ${nameOf(maker)},` : '';
    throw new PythonError(
      'RuntimeError',
      `one of the variables needed for gradient computation has been modified by an inplace operation: [torch.${type}Tensor ${formatShape(saved.shape ?? [])}]${origin} is at version ${now}; expected version ${expected} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).`,
      undefined,
      true,
    );
  }
}
