/**
 * The names that `from module import *` brings, as far as the text of the module says it: so the module need not be
 * read before somebody asks for one of them. A package that brings all of its models together has a hundred of such.
 */
import type { Expression, Module, Statement } from '../python/syntax';
import { importedNames } from '../python/imports';
import { namesBoundBy } from '../python/scopes';

/** @returns Undefined where only reading the module can tell. */
export function starNames(module: Module, text: string): readonly string[] | undefined {
  const lists = module.body.filter(bindsAll);
  if (text.split(ALL).length - 1 > lists.length || lists.length > 1) return undefined;
  const [list] = lists;
  if (list) return list.kind === 'Assign' ? texts(list.value) : undefined;
  const stars = module.body.some(
    (statement) => statement.kind === 'ImportFrom' && importedNames(statement).some(({ isStar }) => isStar),
  );
  return stars ? undefined : [...namesBoundBy(module.body)].filter((name) => !name.startsWith('_'));
}

const ALL = '__all__';

const bindsAll = (statement: Statement): boolean =>
  statement.kind === 'Assign' && statement.targets.length === 1 && isAll(statement.targets[0]!);

const isAll = (expression: Expression): boolean => expression.kind === 'Name' && expression.id === ALL;

function texts(list: Expression): readonly string[] | undefined {
  if (list.kind !== 'List' && list.kind !== 'Tuple') return undefined;
  const found = list.elements.flatMap((element) =>
    element.kind === 'Constant' && typeof element.value === 'string' ? [element.value] : [],
  );
  return found.length === list.elements.length ? found : undefined;
}
