/** The nodes of a module by their kinds, listed once a tree: whoever looks for calls need not walk all that is written. */
import type { FunctionDef, Module } from './syntax';
import { childrenOf, walk, type SyntaxNode } from './walk';

const known = new WeakMap<Module, ReadonlyMap<string, readonly SyntaxNode[]>>();

/** The nodes of one kind in the order of the text, those around others first. */
export function nodesOfKind<Kind extends SyntaxNode['kind']>(
  module: Module,
  kind: Kind,
): readonly Extract<SyntaxNode, { readonly kind: Kind }>[] {
  let byKind = known.get(module);
  if (!byKind) known.set(module, (byKind = listed(module)));
  return (byKind.get(kind) ?? []) as readonly Extract<SyntaxNode, { readonly kind: Kind }>[];
}

function listed(module: Module): ReadonlyMap<string, readonly SyntaxNode[]> {
  const byKind = new Map<string, SyntaxNode[]>();
  walk(module, (node) => {
    // Names and numbers are half of all nodes, and nobody looks for them in a whole module.
    if (node.kind === 'Name' || node.kind === 'Constant') return;
    const nodes = byKind.get(node.kind);
    if (nodes) nodes.push(node);
    else byKind.set(node.kind, [node]);
  });
  return byKind;
}

/**
 * The nodes of one kind in the parts of a module whose text holds a name, and perhaps others: a function that does not
 * hold it is not gone into, since the body of one that is imported would have to be read for that.
 */
export function nodesNear<Kind extends SyntaxNode['kind']>(
  { text, module }: { readonly text: string; readonly module: Module },
  kind: Kind,
  name: string,
): readonly Extract<SyntaxNode, { readonly kind: Kind }>[] {
  if (known.has(module)) return nodesOfKind(module, kind);
  const isWanted = (node: SyntaxNode): node is Extract<SyntaxNode, { readonly kind: Kind }> =>
    node.kind === kind;
  const found: Extract<SyntaxNode, { readonly kind: Kind }>[] = [];
  const waiting: SyntaxNode[] = text.includes(name) ? [module] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (isWanted(node)) found.push(node);
    if (node.kind === 'FunctionDef' && !textOf(node, text).includes(name)) continue;
    waiting.push(...childrenOf(node).toReversed());
  }
  return found;
}

/** The text of a function, its decorators included. */
const textOf = ({ decorators: [first], start, end }: FunctionDef, text: string): string =>
  text.slice(first?.start ?? start, end);
