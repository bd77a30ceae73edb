/** The nodes of a module by their kinds, listed once a tree: whoever looks for calls need not walk all that is written. */
import type { Module } from './syntax';
import { walk, type SyntaxNode } from './walk';

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
