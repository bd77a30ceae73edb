/** Which names a function, a class, a comprehension or a block binds. Each answer is a walk of the body; those for functions are kept with the tree. */
import { importedNames } from './imports';
import type {
  Comprehension,
  DictComp,
  Expression,
  FunctionDef,
  GeneratorExp,
  Lambda,
  ListComp,
  SetComp,
  Statement,
} from './syntax';
import { childrenOf, isExpression, type SyntaxNode } from './walk';

/** The names of one function. */
export interface BoundNames {
  /** Bound in the function itself: parameters and what its body binds, without `globals` and `nonlocals`. */
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
  /** Whether a `yield` stands in the function itself, so that a call gives a generator. */
  readonly isGenerator: boolean;
  /** Whether what a `yield` gives back is used, so that it matters what is sent. */
  readonly usesSent: boolean;
}

type ComprehensionNode = ListComp | SetComp | DictComp | GeneratorExp;

/** A definition is met again with each call of the function around it, and an imported file with each file that imports it. */
const known = new WeakMap<FunctionDef | Lambda, BoundNames>();

/** The names of a function, without those of the functions, classes and comprehensions inside it. */
export function boundNames(node: FunctionDef | Lambda): BoundNames {
  let names = known.get(node);
  if (!names) known.set(node, (names = collectNames(node)));
  return names;
}

function collectNames(node: FunctionDef | Lambda): BoundNames {
  const found = new Collector();
  for (const { name } of node.parameters.items) found.names.add(name);
  if (node.kind === 'Lambda') found.visit(node.body);
  else for (const statement of node.body) found.visit(statement);
  const locals = new Set(found.names);
  for (const name of found.globals) locals.delete(name);
  for (const name of found.nonlocals) locals.delete(name);
  return {
    locals,
    globals: found.globals,
    nonlocals: found.nonlocals,
    isGenerator: found.hasYield,
    usesSent: found.usesSent,
  };
}

/** The names that statements bind in the scope they stand in: those of a module, a class body or a branch. */
export function namesBoundBy(statements: readonly Statement[]): ReadonlySet<string> {
  const found = new Collector();
  for (const statement of statements) found.visit(statement);
  return found.names;
}

/** The names that a function, a lambda, a comprehension or a block of statements binds for itself. */
export function localNames(
  scope: FunctionDef | Lambda | ComprehensionNode | readonly Statement[],
): ReadonlySet<string> {
  if (!('kind' in scope)) {
    const found = new Collector();
    for (const statement of scope) found.visit(statement);
    for (const name of [...found.globals, ...found.nonlocals]) found.names.delete(name);
    return found.names;
  }
  if (scope.kind === 'FunctionDef' || scope.kind === 'Lambda') return boundNames(scope).locals;
  const found = new Collector();
  for (const generator of scope.generators) found.bindTarget(generator.target);
  return found.names;
}

/** Collects without recursion into expressions, which may be deep. */
class Collector {
  readonly names = new Set<string>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  hasYield = false;
  usesSent = false;
  /** Yields whose value nobody takes: statements of their own. */
  readonly #plainYields = new Set<SyntaxNode>();

  visit(root: SyntaxNode): void {
    const waiting: SyntaxNode[] = [root];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      for (const inner of this.#visitOne(node)) waiting.push(inner);
    }
  }

  /** Adds the names that a target binds: those in `(a, *b), c`, and none of `x.a` or `x[0]`. */
  bindTarget(target: Expression): void {
    const waiting: Expression[] = [target];
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      if (one.kind === 'Name') this.names.add(one.id);
      else if (one.kind === 'Starred') waiting.push(one.value);
      else if (one.kind === 'Tuple' || one.kind === 'List') waiting.push(...one.elements);
    }
  }

  /** Notes what one node binds; gives the nodes below it that belong to the same scope. */
  #visitOne(node: SyntaxNode): readonly SyntaxNode[] {
    switch (node.kind) {
      case 'ExpressionStatement':
        if (node.value.kind === 'Yield') this.#plainYields.add(node.value);
        break;
      case 'Assign':
        for (const target of node.targets) this.bindTarget(target);
        break;
      case 'AugAssign':
      case 'AnnAssign':
        this.bindTarget(node.target);
        break;
      case 'NamedExpr':
        this.names.add(node.target.id);
        break;
      case 'For':
        this.bindTarget(node.target);
        break;
      case 'With':
        for (const { target } of node.items) if (target) this.bindTarget(target);
        break;
      case 'Delete':
        for (const target of node.targets) this.bindTarget(target);
        break;
      case 'Import':
      case 'ImportFrom':
        for (const { bound, isStar } of importedNames(node)) if (!isStar) this.names.add(bound);
        return [];
      case 'Try':
        for (const { name } of node.handlers) if (name !== null) this.names.add(name);
        break;
      case 'Match':
        for (const { names } of node.cases) for (const name of names) this.names.add(name);
        break;
      case 'TypeAlias':
        this.names.add(node.name);
        return [];
      case 'Global':
        for (const name of node.names) this.globals.add(name);
        return [];
      case 'Nonlocal':
        for (const name of node.names) this.nonlocals.add(name);
        return [];
      case 'FunctionDef':
        // Its name is bound here, and so is what its decorators and defaults bind; its body is another scope.
        this.names.add(node.name);
        return [...node.decorators, ...defaultsOf(node)];
      case 'ClassDef':
        this.names.add(node.name);
        return [...node.decorators, ...node.bases, ...node.keywords.map(({ value }) => value)];
      case 'Lambda':
        return defaultsOf(node);
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        return this.#visitComprehension(node);
      case 'Yield':
        this.hasYield = true;
        if (!node.isFrom && !this.#plainYields.has(node)) this.usesSent = true;
        break;
      default:
    }
    return childrenOf(node);
  }

  /** A comprehension keeps its targets to itself, but `:=` inside it binds in the scope around. */
  #visitComprehension(node: ComprehensionNode): readonly SyntaxNode[] {
    const parts: readonly Expression[] = [
      ...(node.kind === 'DictComp' ? [node.key, node.value] : [node.element]),
      ...node.generators.flatMap((generator: Comprehension) => [generator.iterable, ...generator.conditions]),
    ];
    return parts.filter(isExpression);
  }
}

function defaultsOf(node: FunctionDef | Lambda): readonly Expression[] {
  return node.parameters.items.flatMap((parameter) => (parameter.default ? [parameter.default] : []));
}
