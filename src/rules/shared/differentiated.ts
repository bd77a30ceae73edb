/** Functions that JAX differentiates with respect to their first argument alone: the others are constants to it. */
import type { Expression, FunctionDef } from '../../python/syntax';
import { nodesOfKind } from '../../python/nodes';
import { isImported, lastName, rootName, type EditedSource } from './code-shape';

const transforms: ReadonlySet<string> = new Set([
  'filter_grad',
  'filter_value_and_grad',
  'grad',
  'value_and_grad',
]);

const isTransform = (source: EditedSource, func: Expression): boolean =>
  transforms.has(lastName(func) ?? '') && isImported(source, rootName(func));

/** Whether the text differentiates a function by its first argument: `jax.grad(loss_fn)`, or such a decorator. */
export function isDifferentiatedByFirst(source: EditedSource, { name, decorators }: FunctionDef): boolean {
  if (decorators.some((decorator) => isTransform(source, decorator))) return true;
  const calls = nodesOfKind(source.module, 'Call').filter(
    ({ func, args: [first] }) => first?.kind === 'Name' && first.id === name && isTransform(source, func),
  );
  return (
    calls.length > 0 &&
    calls.every(
      ({ args, keywords }) => args.length === 1 && keywords.every((keyword) => keyword.name === 'has_aux'),
    )
  );
}
