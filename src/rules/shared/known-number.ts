/** Numbers that the text itself tells: written out, assigned once, or the default of a parameter. */
import type { Expression } from '../../python/syntax';
import { bindingsOf, definitionOf } from './bindings';
import { scopeOf, type EditedSource } from './code-shape';

/** The number of an expression; of a parameter the one that holds where nothing is passed. Null where the text does not tell. */
export function knownNumber(source: EditedSource, expression: Expression): number | null {
  if (expression.kind === 'Constant') {
    const { type, value } = expression;
    return type === 'int' || type === 'float' ? Number(value) : null;
  }
  if (expression.kind !== 'Name') return null;
  const scope = scopeOf(source, expression);
  const parameter =
    scope.kind === 'FunctionDef'
      ? scope.parameters.items.find(({ name }) => name === expression.id)
      : undefined;
  // A parameter that is assigned as well is no longer what was passed.
  const isPassed = parameter !== undefined && bindingsOf(scope).get(parameter.name)?.length === 1;
  const value = isPassed ? parameter.default : definitionOf(source, expression);
  return value?.kind === 'Constant' ? knownNumber(source, value) : null;
}
