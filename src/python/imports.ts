/** What `import` statements bind, and to what. */
import type { Import, ImportFrom } from './syntax';

export interface ImportedName {
  /** The name that the statement binds here; empty for `*`, which binds whatever there is. */
  readonly bound: string;
  /** The full name of what it stands for, without the dots of a relative import: `torch.nn.functional`. */
  readonly qualified: string;
  /** The dots of a relative import: 0 for an absolute one, 1 for `from . import x`. */
  readonly level: number;
  readonly isStar: boolean;
}

/**
 * The names that an import statement binds. `import a.b` binds `a` to `a`; `import a.b as c` binds `c` to `a.b`;
 * `from a import b as c` binds `c` to `a.b`; `from a import *` is one entry whose `qualified` is the module `a`.
 */
export function importedNames(statement: Import | ImportFrom): readonly ImportedName[] {
  if (statement.kind === 'Import') {
    return statement.names.map(({ name, alias }) => {
      const first = name.split('.', 1)[0]!;
      return { bound: alias ?? first, qualified: alias === null ? first : name, level: 0, isStar: false };
    });
  }
  const { module, level } = statement;
  return statement.names.map(({ name, alias }) => {
    if (name === '*') return { bound: '', qualified: module, level, isStar: true };
    return {
      bound: alias ?? name,
      qualified: module === '' ? name : `${module}.${name}`,
      level,
      isStar: false,
    };
  });
}
