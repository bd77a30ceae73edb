/** Walking the typed tree: every node, or the way to one place. Neither recurses, however deep the tree is. */
import { covers, type Span } from '../base/place';
import type { Expression, Module, Statement } from './syntax';

/** A node with a kind of its own. */
export type SyntaxNode = Module | Statement | Expression;

/** The nodes right below a node, in the order of the text. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  const waiting: unknown[] = Object.values(node).reverse();
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    if (isNode(value)) children.push(value);
    else waiting.push(...Object.values(value).reverse());
  }
  return children.sort((a, b) => a.start - b.start);
}

/** Visits a node and all below it, each before what is below it. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    visit(next);
    waiting.push(...childrenOf(next).reverse());
  }
}

/** The nodes that cover a span, from the module inwards. */
export function pathTo(module: Module, span: Span): readonly SyntaxNode[] {
  const path: SyntaxNode[] = [];
  for (let next: SyntaxNode | undefined = module; next; ) {
    path.push(next);
    next = childrenOf(next).find((child) => covers(child, span));
  }
  return path;
}

/** Keywords, aliases and parameters have a span but no kind that is a statement's or an expression's. */
const isNode = (value: object): value is SyntaxNode =>
  'kind' in value && 'start' in value && typeof value.kind === 'string' && /^[A-Z]/.test(value.kind);

