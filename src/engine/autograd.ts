/**
 * Reverse-mode differentiation over the graph of tensors. A gradient is itself
 * made by operations, so with `createGraph` it can be differentiated again.
 */
import { withGrad } from './context';
import type { Values } from './dtype';
import { allocate } from './dtype';
import { TensorError } from './error';
import { add } from './ops/add';
import { isKnownShape, numelOf } from './shape';
import { Tensor } from './tensor';

/**
 * The gradients of `output` with respect to every tensor that requires grad and
 * lies behind it, weighted by `seed` (the output's shape; for a scalar, one).
 * Throws PyTorch's RuntimeError for an output that requires no grad or is no scalar while `seed` is absent.
 */
export function backward(
  output: Tensor,
  seed: Tensor | undefined,
  options: { readonly createGraph?: boolean } = {},
): Map<Tensor, Tensor> {
  if (!output.requiresGrad) {
    throw new TensorError(
      'RuntimeError',
      'element 0 of tensors does not require grad and does not have a grad_fn',
    );
  }
  if (!seed && isKnownShape(output.shape) && numelOf(output.shape) !== 1) {
    throw new TensorError('RuntimeError', 'grad can be implicitly created only for scalar outputs');
  }
  return withGrad(options.createGraph ?? false, () => {
    const gradients = new Map<Tensor, Tensor>([[output, seed ?? onesLike(output)]]);
    for (const node of tensorsBehind(output)) {
      const gradient = gradients.get(node);
      const producer = node.producer;
      if (!gradient || !producer || producer.op.vjp === 'not differentiable') continue;
      const { op, inputs, attributes } = producer;
      const shares = (op.vjp as Exclude<typeof op.vjp, string>)(gradient, { inputs, output: node, attributes });
      inputs.forEach((input, at) => {
        const share = shares[at];
        if (!share || !input.requiresGrad) return;
        const known = gradients.get(input);
        gradients.set(input, known ? Tensor.apply(add, [known, share], {}) : share);
      });
    }
    return gradients;
  });
}

/** The tensors that require grad from which `output` was made, itself included: results before their inputs. */
function tensorsBehind(output: Tensor): Tensor[] {
  const found = new Set<Tensor>([output]);
  const waiting = [output];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
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
  let values: Values | undefined;
  if (isKnownShape(tensor.shape) && tensor.dtype) {
    values = allocate(tensor.dtype, numelOf(tensor.shape)).fill(1);
  }
  return Tensor.leaf({ shape: tensor.shape, dtype: tensor.dtype, values, role: { kind: 'values' } });
}
