/** Questions about the syntax around a place, which edits have to ask before they are made. */
import { covers, type Place, type Span } from '../../base/place';
import type { Inspection } from '../../inspect/inspection';
import type { Call, Expression, FunctionDef, ImportFrom, Module } from '../../python/syntax';
import { nodesOfKind } from '../../python/nodes';
import { localNames, namesBoundBy } from '../../python/scopes';
import { isExpression, pathTo, walk, type SyntaxNode } from '../../python/walk';
import type { RuleContext } from '../rule';

/** One text with its tree, and its number in the inspection. */
export interface EditedSource {
  readonly index: number;
  readonly text: string;
  readonly module: Module;
  /** The trees of all cells of its notebook, its own among them; without it, its own is all there is. */
  readonly cells?: readonly Module[];
}

/** The source that a place stands in. */
export const sourceAt = (context: RuleContext, place: Pick<Place, 'source'>): EditedSource => ({
  index: place.source,
  ...context.source(place.source),
  cells: cellsWith(context, place.source),
});

const cellsKnown = new WeakMap<Inspection, Map<string, readonly Module[]>>();

/** Found once a file: a cell reads what another one has imported. */
function cellsWith(context: RuleContext, index: number): readonly Module[] {
  const { sources } = context.inspection;
  const file = sources[index]?.file ?? '';
  const known = cellsKnown.get(context.inspection) ?? new Map<string, readonly Module[]>();
  cellsKnown.set(context.inspection, known);
  const cells =
    known.get(file) ??
    sources.flatMap((other, at) => (other.file === file ? [context.source(at).module] : []));
  known.set(file, cells);
  return cells;
}

/** The nodes around a span from the module inwards, and those that are exactly it. */
export const ancestorsOf = (source: EditedSource, span: Span): readonly SyntaxNode[] =>
  pathTo(source.module, span);

/** The call expression that stands exactly at a span; null when there is none. */
export function callAt(source: EditedSource, span: Span): Call | null {
  for (const node of ancestorsOf(source, span)) {
    if (node.kind === 'Call' && node.start === span.start && node.end === span.end) return node;
  }
  return null;
}

/** The expression that stands exactly at a span, the outermost one; null when there is none. */
export function expressionAt(source: EditedSource, span: Span): Expression | null {
  for (const node of ancestorsOf(source, span)) {
    if (isExpression(node) && node.start === span.start && node.end === span.end) return node;
  }
  return null;
}

/** The node right around another one. */
export function parentOf(source: EditedSource, node: Span): SyntaxNode | null {
  const path = ancestorsOf(source, node);
  const at = path.findIndex((candidate) => candidate === node);
  return at > 0 ? path[at - 1]! : null;
}

/**
 * What an activation's call is applied to: the first argument of a function
 * (`F.softmax(x, dim=1)`, or its `input=`), the object of a method (`x.softmax(1)`).
 * Functions and methods are told apart by whether the leading name is imported.
 */
export function operandOf(source: EditedSource, call: Call): Expression | null {
  const { func } = call;
  if (func.kind === 'Attribute' && !isImported(source, rootName(func.value))) return func.value;
  return firstArgument(call);
}

/** The first argument of a call, positional or `input=`. */
export function firstArgument(call: Call): Expression | null {
  const first = call.args[0];
  if (first) return first.kind === 'Starred' ? null : first;
  return call.keywords.find(({ name }) => name === 'input')?.value ?? null;
}

/** The name at the start of `a.b.c`. */
export function rootName(expression: Expression): string | null {
  let at = expression;
  while (at.kind === 'Attribute') at = at.value;
  return at.kind === 'Name' ? at.id : null;
}

/** What the imports of a text bind, and what else binds names in it. */
interface Bindings {
  readonly imported: ReadonlySet<string>;
  /** Whether there is an import of everything (`import *`). */
  readonly importsAll: boolean;
  readonly others: ReadonlySet<string>;
}

const bindingsKnown = new WeakMap<Module, Bindings>();

/** Found once a tree: rules ask for it at each call that they look at. */
function bindingsIn(module: Module): Bindings {
  const known = bindingsKnown.get(module);
  if (known) return known;
  const imported = new Set<string>();
  const others = new Set(namesBoundBy(module.body));
  let importsAll = false;
  walk(module, (node) => {
    if (node.kind === 'Import') {
      for (const item of node.names) imported.add(item.alias ?? item.name.split('.')[0]!);
    } else if (node.kind === 'ImportFrom') {
      for (const item of node.names) imported.add(item.alias ?? item.name);
      importsAll ||= node.names.some((item) => item.name === '*');
    } else if (node.kind === 'FunctionDef' || node.kind === 'Lambda') {
      for (const name of localNames(node)) others.add(name);
    }
  });
  const bindings = { imported, importsAll, others };
  bindingsKnown.set(module, bindings);
  return bindings;
}

/**
 * Whether a name is bound by an import anywhere in the text or in a cell beside it: by its own, or by one of
 * everything (`import *`) where nothing else binds it.
 */
export function isImported(source: EditedSource, name: string | null): boolean {
  if (name === null) return false;
  const cells = (source.cells ?? [source.module]).map(bindingsIn);
  if (cells.some(({ imported }) => imported.has(name))) return true;
  return cells.some(({ importsAll }) => importsAll) && !cells.some(({ others }) => others.has(name));
}

/** The `from x import name` that binds a name; null when it is bound otherwise, or more than once. */
export function importOf(source: EditedSource, name: string): ImportFrom | null {
  const found = nodesOfKind(source.module, 'ImportFrom').filter(({ names }) =>
    names.some((item) => (item.alias ?? item.name) === name),
  );
  return found.length === 1 ? found[0]! : null;
}

/** The items of the call, list or tuple around a node, and the node among them. */
export function itemsAround(
  source: EditedSource,
  node: Span,
): { readonly around: SyntaxNode; readonly items: readonly Span[] } | null {
  const parent = parentOf(source, node);
  if (parent?.kind === 'Call' && parent.args.some((argument) => argument === node)) {
    return { around: parent, items: [...parent.args, ...parent.keywords].sort((a, b) => a.start - b.start) };
  }
  if (parent?.kind === 'List' || parent?.kind === 'Tuple') return { around: parent, items: parent.elements };
  return null;
}

/** How often a name is read inside a node, from an offset on. */
export function readsOf(node: SyntaxNode, name: string, from = 0): number {
  let count = 0;
  const written = new Set<SyntaxNode>();
  walk(node, (inner) => {
    if (inner.kind === 'Assign') for (const target of inner.targets) markNames(target, written);
    if (inner.kind === 'Name' && inner.id === name && inner.start >= from && !written.has(inner)) count++;
  });
  return count;
}

function markNames(target: Expression, into: Set<SyntaxNode>): void {
  if (target.kind === 'Name') into.add(target);
  else if (target.kind === 'Tuple' || target.kind === 'List')
    target.elements.forEach((element) => markNames(element, into));
}

/** The function that a node stands in, else the module. */
export function scopeOf(source: EditedSource, node: Span): SyntaxNode {
  const path = ancestorsOf(source, node);
  for (let at = path.length - 1; at >= 0; at--) {
    const candidate = path[at]!;
    if (candidate.kind === 'FunctionDef' && covers(candidate, node)) return candidate;
  }
  return source.module;
}

/** The names that are unpacked into calls of something with that last name: `layers` of `nn.Sequential(*layers)`. */
export function unpackedInto(source: EditedSource, callee: string): readonly string[] {
  const names: string[] = [];
  for (const node of nodesOfKind(source.module, 'Call')) {
    if (lastName(node.func) !== callee) continue;
    for (const argument of node.args) {
      if (argument.kind === 'Starred' && argument.value.kind === 'Name') names.push(argument.value.id);
    }
  }
  return names;
}

/** `softmax` of `F.softmax` and of `softmax`. */
export const lastName = (func: Expression): string | null =>
  func.kind === 'Attribute' ? func.attribute : func.kind === 'Name' ? func.id : null;

/** The names that are assigned inside a node from one offset to another. */
export function assignedNames(scope: SyntaxNode, from: number, to: number): ReadonlySet<string> {
  const written = new Set<SyntaxNode>();
  walk(scope, (node) => {
    if (node.kind === 'Assign') node.targets.forEach((target) => markNames(target, written));
    if (node.kind === 'AugAssign' || node.kind === 'For' || node.kind === 'NamedExpr')
      markNames(node.target, written);
  });
  const names = new Set<string>();
  for (const node of written) {
    if (node.kind === 'Name' && node.start >= from && node.end <= to) names.add(node.id);
  }
  return names;
}

/** What a call passes for the parameter at a position; null where that is not written. */
export function argumentFor(call: Call, called: FunctionDef, at: number, name: string): Expression | null {
  const keyword = call.keywords.find((given) => given.name === name);
  if (keyword) return keyword.value;
  const isMethod = called.parameters.items[0]?.name === 'self';
  const argument = call.args[isMethod ? at - 1 : at];
  const isPlain = call.args.every(({ kind }) => kind !== 'Starred');
  return argument && isPlain ? argument : null;
}
