/** Code that clears gradients, told by its words. */
import type { Expression } from '../../python/syntax';
import type { SyntaxNode } from '../../python/walk';
import { lastName, rootName } from './code-shape';

/** Whether code clears gradients, or does anything with them but read them: `zero_grad`, `p.grad = None`. */
export function touchesGradients(nodes: Iterable<SyntaxNode>): boolean {
  const onlyRead = new Set<SyntaxNode>();
  for (const node of nodes) {
    for (const read of readIn(node)) onlyRead.add(read);
    if (onlyRead.has(node)) continue;
    // `torch.autograd.grad` gives gradients, and leaves those of the parameters alone.
    const isFunction = node.kind === 'Attribute' && lastName(node.value) === 'autograd';
    if (node.kind === 'Attribute' && !isFunction && /^grad$|zero_?grad/i.test(node.attribute)) return true;
    if (node.kind === 'Name' && /zero_?grad/i.test(node.id)) return true;
  }
  return false;
}

/**
 * The gradients that code only looks at, as a log of their norm does: a method or a function of PyTorch's whose name
 * does not end in one `_` leaves what it is given as it is, and so does a comparison.
 */
function readIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'Compare') return [node.left, ...node.comparators].map(withoutData);
  if (node.kind !== 'Call' || node.func.kind !== 'Attribute' || node.func.attribute.endsWith('_')) return [];
  return rootName(node.func) === 'torch' ? node.args.map(withoutData) : [withoutData(node.func.value)];
}

/** The gradient itself in `p.grad.data`, which is the same memory. */
const withoutData = (node: Expression): Expression =>
  node.kind === 'Attribute' && node.attribute === 'data' ? node.value : node;
