/** `import` and what names mean that no assignment binds. */
import { moduleAttribute, resolveQualified } from '../frameworks/index';
import { unknown, type Value } from '../frameworks/values';
import type { Import, ImportFrom } from '../python/syntax';
import { builtins } from './builtins/index';
import type { Interpreter } from './interpreter';
import { bindingScope, type Scope } from './scope';

export function importModules(interpreter: Interpreter, statement: Import, scope: Scope): void {
  for (const { name, alias } of statement.names) {
    // `import a.b` binds a; `import a.b as c` binds a.b.
    const bound = alias ?? name.split('.', 1)[0]!;
    const qualified = alias === null ? bound : name;
    interpreter.bind(bindingScope(scope, bound), bound, { kind: 'module', name: canonical(qualified) });
  }
}

export function importFrom(interpreter: Interpreter, statement: ImportFrom, scope: Scope): void {
  const module =
    statement.level > 0 ? `${'.'.repeat(statement.level)}${statement.module}` : canonical(statement.module);
  for (const { name, alias } of statement.names) {
    if (name === '*') {
      interpreter.starImports.push(module);
      continue;
    }
    const bound = alias ?? name;
    const value =
      statement.level > 0
        ? unknown(
            `'${name}' comes from ${module}, another file that is not read`,
            interpreter.place,
            `${module}.${name}`,
          )
        : (moduleAttribute({ kind: 'module', name: module }, name) ??
          unknown(`${module}.${name} is not known to LossLens`, interpreter.place, `${module}.${name}`));
    interpreter.bind(bindingScope(scope, bound), bound, value);
  }
}

/** What `from x import *` brought in under this name. */
export function resolveName(interpreter: Interpreter, name: string): Value | undefined {
  if (name === '__name__') return { kind: 'str', value: '__main__' };
  for (let at = interpreter.starImports.length - 1; at >= 0; at--) {
    const found = resolveQualified(`${interpreter.starImports[at]!}.${name}`);
    if (found) return found;
  }
  return undefined;
}

export const builtin = (name: string): Value | undefined => builtins.get(name);

/** The name under which a package is known here, where it has several. */
const canonical = (name: string): string => {
  if (name === 'tensorflow.keras' || name.startsWith('tensorflow.keras.'))
    return name.slice('tensorflow.'.length);
  return name;
};
