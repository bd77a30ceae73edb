/** `import` and what names mean that no assignment binds. */
import { canonicalModule, moduleAttribute, resolveQualified } from '../frameworks/index';
import { unknown, type Value } from '../frameworks/values';
import type { Import, ImportFrom } from '../python/syntax';
import { builtins } from './builtins/index';
import type { Interpreter } from './interpreter';
import { missingName, moduleValue, publicNames, type UserModule } from './user-modules';
import { bindingScope, type Scope } from './scope';

export function importModules(interpreter: Interpreter, statement: Import, scope: Scope): void {
  for (const { name, alias } of statement.names) {
    // `import a.b` binds a; `import a.b as c` binds a.b.
    const bound = alias ?? name.split('.', 1)[0]!;
    const qualified = alias === null ? bound : name;
    const framework: Value = { kind: 'module', name: canonicalModule(qualified) };
    const home = bindingScope(scope, bound);
    if (isOfFramework(name)) interpreter.bind(home, bound, framework);
    else {
      interpreter.bindImport(home, bound, () => {
        const user = interpreter.userModules.import(qualified, 0, scope);
        return user ? moduleValue(user) : framework;
      });
    }
  }
}

export function importFrom(interpreter: Interpreter, statement: ImportFrom, scope: Scope): void {
  const { level, module: written } = statement;
  const module = level > 0 ? `${'.'.repeat(level)}${written}` : canonicalModule(written);
  const isUsers = level > 0 || !isOfFramework(written);
  const users = (): UserModule | undefined =>
    isUsers ? interpreter.userModules.import(written, level, scope) : undefined;
  const bindUsers = (name: string, bound: string): void =>
    interpreter.bindImport(bindingScope(scope, bound), bound, () => {
      const user = users();
      return user ? namedIn(interpreter, user, name) : namedElsewhere(interpreter, module, level, name);
    });
  for (const { name, alias } of statement.names) {
    if (name === '*') {
      const names = isUsers ? interpreter.userModules.starNames(written, level, scope) : undefined;
      if (names) for (const each of names) bindUsers(each, each);
      else importAll(interpreter, users(), module, scope);
      continue;
    }
    const bound = alias ?? name;
    if (!isUsers)
      interpreter.bind(bindingScope(scope, bound), bound, namedElsewhere(interpreter, module, level, name));
    else bindUsers(name, bound);
  }
}

function importAll(
  interpreter: Interpreter,
  user: UserModule | undefined,
  module: string,
  scope: Scope,
): void {
  for (const name of user ? publicNames(user) : []) {
    interpreter.bindImport(bindingScope(scope, name), name, () => namedIn(interpreter, user!, name));
  }
  if (user) return;
  const known = interpreter.starImports.get(scope.module);
  if (known) known.push(module);
  else interpreter.starImports.set(scope.module, [module]);
}

const namedIn = (interpreter: Interpreter, module: UserModule, name: string): Value =>
  interpreter.userModules.attribute(module, name) ?? missingName(interpreter, module, name);

/** A name of a module that is none of the user's, or of one that is not there. */
function namedElsewhere(interpreter: Interpreter, module: string, level: number, name: string): Value {
  const qualified = `${module}.${name}`;
  if (level > 0)
    return unknown(
      `'${name}' comes from ${module}, another file that is not read`,
      interpreter.place,
      qualified,
    );
  return (
    moduleAttribute({ kind: 'module', name: module }, name) ??
    unknown(`${qualified} is not known to LossLens`, interpreter.place, qualified)
  );
}

/** `importlib.import_module(name)`; undefined for a module that is neither a framework's nor the user's. */
export function moduleNamed(interpreter: Interpreter, name: string, scope: Scope): Value | undefined {
  const [dots = ''] = /^\.*/.exec(name) ?? [];
  const written = name.slice(dots.length);
  if (dots === '' && isOfFramework(written)) return { kind: 'module', name: canonicalModule(written) };
  const user = interpreter.userModules.import(written, dots.length, scope);
  return user && moduleValue(user);
}

/** Whether LossLens itself knows the package: then it is not looked for among the user's files. */
const isOfFramework = (module: string): boolean => resolveQualified(module.split('.', 1)[0]!) !== undefined;

/** `__name__`, or what `from x import *` brought in under this name. */
export function resolveName(interpreter: Interpreter, name: string, scope: Scope): Value | undefined {
  if (name === '__name__')
    return { kind: 'str', value: interpreter.userModules.of(scope)?.name ?? '__main__' };
  const modules = interpreter.starImports.get(scope.module) ?? [];
  for (let at = modules.length - 1; at >= 0; at--) {
    const found = resolveQualified(`${modules[at]!}.${name}`);
    if (found) return found;
  }
  return undefined;
}

export const builtin = (name: string): Value | undefined => builtins.get(name);
