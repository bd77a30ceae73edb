/** What the names of a function, or of the module, are bound to by its text. */
import { covers, type Span } from '../../base/place';
import type { Expression } from '../../python/syntax';
import { walk, type SyntaxNode } from '../../python/walk';
import { isImported, parentOf, scopeOf, type EditedSource } from './code-shape';

/** What a name is bound to: an expression, or null for a parameter and what a loop gives. */
export type Bindings = ReadonlyMap<string, readonly (Expression | null)[]>;

const binding: ReadonlySet<string> = new Set([
  'AnnAssign',
  'Assign',
  'AugAssign',
  'For',
  'NamedExpr',
  'With',
]);

const known = new WeakMap<SyntaxNode, Bindings>();

/** What a function or the module binds itself, without the functions inside it; found once a tree. */
export function bindingsOf(scope: SyntaxNode): Bindings {
  let bindings = known.get(scope);
  if (!bindings) known.set(scope, (bindings = bindingsIn(scope)));
  return bindings;
}

function bindingsIn(scope: SyntaxNode): Bindings {
  const bindings = new Map<string, (Expression | null)[]>();
  const bind = (target: Expression, value: Expression | null): void => {
    if (target.kind === 'Tuple' || target.kind === 'List')
      target.elements.forEach((element) => bind(element, value));
    else if (target.kind === 'Starred') bind(target.value, value);
    else if (target.kind === 'Name') bindings.set(target.id, [...(bindings.get(target.id) ?? []), value]);
  };
  if (scope.kind === 'FunctionDef') {
    for (const { name } of scope.parameters.items) if (name !== 'self') bindings.set(name, [null]);
  }
  const inner: Span[] = [];
  walk(scope, (node) => {
    if (node.kind === 'FunctionDef' && node !== scope) inner.push(node);
    if (!binding.has(node.kind) || inner.some((span) => covers(span, node))) return;
    if (node.kind === 'For') bind(node.target, null);
    else if (node.kind === 'Assign') {
      for (const target of node.targets) {
        const { value } = node;
        const isPair =
          target.kind === 'Tuple' &&
          value.kind === 'Tuple' &&
          target.elements.length === value.elements.length;
        if (isPair) target.elements.forEach((element, at) => bind(element, value.elements[at]!));
        else bind(target, value);
      }
    } else if (node.kind === 'AnnAssign' && node.value) bind(node.target, node.value);
    else if (node.kind === 'AugAssign' || node.kind === 'NamedExpr') bind(node.target, node.value);
    else if (node.kind === 'With') {
      for (const { context, target } of node.items) if (target) bind(target, context);
    }
  });
  return bindings;
}

/** The one value that a name is assigned to in its function, else in the module; null when it is bound otherwise or more than once. */
export function definitionOf(
  source: EditedSource,
  name: Extract<Expression, { kind: 'Name' }>,
): Expression | null {
  const own = bindingsOf(scopeOf(source, name)).get(name.id);
  const bound = own ?? bindingsOf(source.module).get(name.id);
  const value = bound?.length === 1 ? bound[0]! : null;
  const parent = value && parentOf(source, value);
  // Of what is unpacked the name is only a part.
  const isWhole = parent?.kind === 'Assign' && parent.targets.some(({ kind }) => kind === 'Name');
  return isWhole && !isImported(source, name.id) ? value : null;
}
