/** Walking the typed tree: every node, or the way to one place. Neither recurses, however deep the tree is. */
import { covers, type Span } from '../base/place';
import type { Expression, Module, Statement } from './syntax';

/** A node with a kind of its own. */
export type SyntaxNode = Module | Statement | Expression;

/** The statements and expressions right below a node, in the order of the text. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  // Most nodes are names and constants.
  if (node.kind === 'Name' || node.kind === 'Constant') return childless;
  // Its problems and comments may not have been read yet.
  if (node.kind === 'Module') return node.body;
  const children: SyntaxNode[] = [];
  collect(node, children);
  let sorted = true;
  for (let index = 1; index < children.length && sorted; index++) {
    sorted = children[index - 1]!.start <= children[index]!.start;
  }
  // Some kinds name what stands first in the text last: the body of a conditional, a decorator.
  return sorted ? children : children.sort((one, other) => one.start - other.start);
}

const childless: readonly SyntaxNode[] = [];

/** Adds the nodes among the fields of `holder`, and of what is no node itself: a list, a keyword, a parameter. */
function collect(holder: object, children: SyntaxNode[]): void {
  for (const key in holder) {
    const value: unknown = holder[key as keyof typeof holder];
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    if (isNode(value)) children.push(value);
    else collect(value, children);
  }
}

/** Visits a node and all below it, each before what is below it, in the order of the text. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    visit(next);
    const children = childrenOf(next);
    for (let index = children.length - 1; index >= 0; index--) waiting.push(children[index]!);
  }
}

/** The nodes that cover a span, from the module inwards. */
export function pathTo(module: Module, span: Span): readonly SyntaxNode[] {
  const path: SyntaxNode[] = [];
  for (let next: SyntaxNode | undefined = module; next;) {
    path.push(next);
    next = childrenOf(next).find((child) => covers(child, span));
  }
  return path;
}

/**
 * The innermost expression that a cursor at `offset` is on, or null. An offset between two expressions
 * that touch belongs to the one that starts there.
 */
export function nodeAt(module: Module, offset: number): Expression | null {
  let found: Expression | null = null;
  for (let next: SyntaxNode | undefined = module; next;) {
    if (isExpression(next)) found = next;
    const children: readonly SyntaxNode[] = childrenOf(next).filter(
      (child) => child.start <= offset && offset <= child.end,
    );
    next = children[children.length - 1];
  }
  return found;
}

const STATEMENT_KINDS: Readonly<Record<Statement['kind'] | 'Module', true>> = {
  Module: true,
  FunctionDef: true,
  ClassDef: true,
  Return: true,
  Delete: true,
  Assign: true,
  AugAssign: true,
  AnnAssign: true,
  For: true,
  While: true,
  If: true,
  With: true,
  Match: true,
  Raise: true,
  Try: true,
  Assert: true,
  Import: true,
  ImportFrom: true,
  Global: true,
  Nonlocal: true,
  ExpressionStatement: true,
  Pass: true,
  Break: true,
  Continue: true,
  TypeAlias: true,
  BrokenStatement: true,
};

/** Whether a node is an expression, as opposed to a statement or the module. */
export function isExpression(node: SyntaxNode): node is Expression {
  return !(node.kind in STATEMENT_KINDS);
}

/** Keywords, aliases and parameters have a span but no kind that is a statement's or an expression's. */
function isNode(value: object): value is SyntaxNode {
  if (!('kind' in value) || typeof value.kind !== 'string') return false;
  const first = value.kind.charCodeAt(0);
  return first >= 65 && first <= 90;
}
