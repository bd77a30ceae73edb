/** All code that may run in a piece of code: what stands in it, and whatever that names. */
import { nodesOfKind } from '../../python/nodes';
import type { FunctionDef } from '../../python/syntax';
import { childrenOf, type SyntaxNode } from '../../python/walk';
import type { RuleContext } from '../rule';

/**
 * The nodes of loops, functions or modules, and of every function of the sources whose name is named in them, and so
 * on. Names are compared without asking what they mean, so more is found than runs. What is among `leftOut` is not gone
 * into.
 */
export function* reachableFrom(
  context: RuleContext,
  nodes: readonly SyntaxNode[],
  leftOut?: ReadonlySet<SyntaxNode>,
): Generator<SyntaxNode> {
  const functions = functionsByName(context);
  const seen = new Set<SyntaxNode>(nodes);
  for (const start of seen) {
    const waiting = [...childrenOf(start)];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (leftOut?.has(node)) continue;
      yield node;
      const name = node.kind === 'Name' ? node.id : node.kind === 'Attribute' ? node.attribute : null;
      for (const named of (name !== null && functions.get(name)) || []) seen.add(named);
      // A function is only reached by its name.
      if (node.kind !== 'FunctionDef') waiting.push(...childrenOf(node));
    }
  }
}

function functionsByName({ inspection, source }: RuleContext): ReadonlyMap<string, readonly FunctionDef[]> {
  const functions = new Map<string, FunctionDef[]>();
  inspection.sources.forEach((_, index) => {
    for (const node of nodesOfKind(source(index).module, 'FunctionDef')) {
      const known = functions.get(node.name);
      if (known) known.push(node);
      else functions.set(node.name, [node]);
    }
  });
  return functions;
}
