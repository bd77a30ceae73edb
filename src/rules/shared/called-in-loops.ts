/** Functions and methods that a loop of the program calls. */
import { nodesNear, nodesOfKind } from '../../python/nodes';
import type { Expression, FunctionDef } from '../../python/syntax';
import type { RuleContext } from '../rule';
import { lastName, rootName, type EditedSource } from './code-shape';
import { loopsAround } from './loops';

/** Whether a loop of any of the sources calls a function or method, by its name and with as many arguments as it needs. */
export function isCalledInLoop(context: RuleContext, method: FunctionDef): boolean {
  const { name, parameters } = method;
  const classes = classesWith(context, method);
  const needed = parameters.items.filter(
    (parameter) => !parameter.default && !parameter.kind.startsWith('var-') && parameter.name !== 'self',
  ).length;
  return context.inspection.sources.some((_, index) => {
    const source = { index, ...context.source(index) };
    return nodesNear(source, 'Call', name).some(
      (node) =>
        lastName(node.func) === name &&
        node.args.length + node.keywords.length >= needed &&
        // `scheduler.step()` is no call of a method `step` of the program's.
        (needed > 1 ||
          node.func.kind === 'Name' ||
          rootName(node.func) === 'self' ||
          isOfObject(source, node.func, classes)) &&
        loopsAround(source, node).length > 0,
    );
  });
}

/** The names of the classes of the program that have a method in their body. */
const classesWith = ({ inspection, source }: RuleContext, method: FunctionDef): ReadonlySet<string> =>
  new Set(
    inspection.sources.flatMap((_, index) =>
      nodesNear(source(index), 'ClassDef', method.name).flatMap(({ name, body }) =>
        body.includes(method) ? [name] : [],
      ),
    ),
  );

/** Whether the object of `agent.learn` is made in the same file as one of these classes: `agent = Agent(…)`. */
function isOfObject({ module }: EditedSource, func: Expression, classes: ReadonlySet<string>): boolean {
  if (func.kind !== 'Attribute' || func.value.kind !== 'Name') return false;
  const { id } = func.value;
  return nodesOfKind(module, 'Assign').some(
    ({ targets, value }) =>
      value.kind === 'Call' &&
      classes.has(lastName(value.func) ?? '') &&
      targets.some((target) => target.kind === 'Name' && target.id === id),
  );
}
