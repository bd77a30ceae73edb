/** Names and what they are bound to, as Python's scopes nest them. */
import type { ClassValue, Value } from '../frameworks/values';

export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  readonly names: Map<string, Value>;
  /** Names of a module that an import binds once somebody asks for them: most files that could be read need not be. */
  readonly pending: Map<string, () => Value>;
  /** The scope in which a name is looked up next; class scopes are skipped by the functions inside. */
  readonly parent: Scope | null;
  readonly module: Scope;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
  /** Names that the function itself binds: until it has, they are bound nowhere. */
  readonly locals: ReadonlySet<string>;
  /** What stands before the names of what is defined here: `train.<locals>.`. */
  readonly prefix: string;
  /** Which source the text of this scope stands in; a notebook's module scope has many, so it may change. */
  source: number;
}

/** The outermost scope of a file or notebook. */
export function moduleScope(): Scope {
  const scope: { -readonly [Key in keyof Scope]: Scope[Key] } = {
    kind: 'module',
    names: new Map(),
    pending: new Map(),
    parent: null,
    module: undefined as unknown as Scope,
    globals: new Set(),
    nonlocals: new Set(),
    locals: new Set(),
    prefix: '',
    source: 0,
  };
  scope.module = scope;
  return scope;
}

/** A scope inside another. */
export function innerScope(
  kind: 'function' | 'class' | 'comprehension',
  parent: Scope,
  declared: Partial<Pick<Scope, 'globals' | 'nonlocals' | 'locals' | 'prefix'>> = {},
): Scope {
  const visible = kind === 'function' && parent.kind === 'class' ? parent.parent! : parent;
  return {
    kind,
    names: new Map(),
    pending: new Map(),
    parent: visible,
    module: parent.module,
    globals: declared.globals ?? new Set(),
    nonlocals: declared.nonlocals ?? new Set(),
    locals: declared.locals ?? new Set(),
    prefix: declared.prefix ?? parent.prefix,
    source: parent.source,
  };
}

/** Whether a scope itself binds a name; what an import left for later is bound now. */
function isBound(scope: Scope, name: string): boolean {
  const imported = scope.pending.get(name);
  if (imported) {
    // Files that import each other ask again on the way: then the name is not there yet, as in Python.
    scope.pending.delete(name);
    scope.names.set(name, imported());
  }
  return scope.names.has(name);
}

/** What a scope itself binds a name to. */
export const nameIn = (scope: Scope, name: string): Value | undefined =>
  isBound(scope, name) ? scope.names.get(name) : undefined;

/** The scope that binds `name`, seen from `scope`; null when none does. */
export function findBinding(scope: Scope, name: string): Scope | null {
  if (scope.globals.has(name)) return isBound(scope.module, name) ? scope.module : null;
  for (let at: Scope | null = scope; at; at = at.parent) {
    if (isBound(at, name)) return at;
  }
  return null;
}

/** The scope in which an assignment to `name` binds. */
export function bindingScope(scope: Scope, name: string): Scope {
  if (scope.globals.has(name)) return scope.module;
  if (scope.nonlocals.has(name)) {
    for (let at = scope.parent; at && at.kind !== 'module'; at = at.parent) if (at.names.has(name)) return at;
  }
  return scope;
}

/** One call of a user's function, while it lasts. */
export interface Frame {
  readonly name: string;
  /** What the function closes over: the same for each of its calls. */
  readonly closure: unknown;
  /** How many branches and loops surrounded the call of which it was not known whether they are taken. */
  readonly perhapsDepth: number;
  /** The branches among them. */
  readonly branchDepth: number;
  /** For `super()`: the class whose method this is, and the object. */
  readonly owner: ClassValue | undefined;
  readonly self: Value | undefined;
  /** What a branch that may or may not be taken returned. */
  readonly possibleReturns: Value[];
  /** Takes what `yield` gives; null outside generators. */
  readonly give: ((item: Value) => void) | null;
}
