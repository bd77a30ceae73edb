/** Comprehensions: their loops, and what is made of the items. */
import { dict, iteratorOver, list, tuple, type Value } from '../frameworks/values';
import type { Comprehension, DictComp, GeneratorExp, ListComp, SetComp } from '../python/syntax';
import { assign } from './assignment';
import { evaluate, setOf } from './expressions';
import type { Interpreter } from './interpreter';
import { iterate } from './iterate';
import { generalizeContents } from './join';
import { innerScope, type Scope } from './scope';
import { generalizeChanges } from './trail';
import { truthOf } from './truth';

/** The value of a comprehension; where some items are not known, a list or dict that is open. */
export function comprehension(
  interpreter: Interpreter,
  node: ListComp | GeneratorExp | SetComp | DictComp,
  scope: Scope,
): Value {
  if (node.kind === 'DictComp') return dictOf(interpreter, node, scope);
  const { items, open } = comprehend(interpreter, node.generators, scope, (inner) =>
    evaluate(interpreter, node.element, inner),
  );
  if (node.kind === 'SetComp')
    return open ? interpreter.unknown('a set whose items are not known') : setOf(items);
  if (open) return { ...list(items), open: true };
  return node.kind === 'ListComp' ? list(items) : iteratorOver(items);
}

function dictOf(interpreter: Interpreter, node: DictComp, scope: Scope): Value {
  const collected = comprehend(interpreter, node.generators, scope, (inner) =>
    tuple([evaluate(interpreter, node.key, inner), evaluate(interpreter, node.value, inner)]),
  );
  const pairs = collected.items.map((pair): readonly [Value, Value] =>
    pair.kind === 'tuple' ? [pair.items[0]!, pair.items[1]!] : [pair, pair],
  );
  const result = dict(pairs.filter(([key]) => key.kind !== 'unknown'));
  result.open = collected.open || pairs.some(([key]) => key.kind === 'unknown');
  return result;
}

/** Runs the loops of a comprehension; open when some items are not known. */
function comprehend(
  interpreter: Interpreter,
  generators: readonly Comprehension[],
  scope: Scope,
  element: (inner: Scope) => Value,
): { items: Value[]; open: boolean } {
  const inner = innerScope('comprehension', scope);
  const items: Value[] = [];
  let open = false;
  const run = (depth: number): void => {
    const generator = generators[depth];
    if (!generator) {
      items.push(element(inner));
      return;
    }
    const iterable = evaluate(interpreter, generator.iterable, depth === 0 ? scope : inner);
    const known = iterate(interpreter, iterable);
    if (known === undefined) open = true;
    for (const item of known ?? [interpreter.itemOfUnknown(iterable, generator.iterable)]) {
      interpreter.step();
      assign(interpreter, generator.target, item, inner);
      let passes: boolean | undefined = true;
      for (const condition of generator.conditions) {
        const truth = truthOf(interpreter, evaluate(interpreter, condition, inner));
        if (truth === undefined) {
          open = true;
          passes = passes && undefined;
        } else if (!truth) {
          passes = false;
          break;
        }
      }
      if (passes !== false) run(depth + 1);
    }
  };
  if (interpreter.trails.isWalking) run(0);
  else {
    const changes = interpreter.trails.record(
      () => run(0),
      () => open,
    );
    if (open) generalizeChanges(interpreter.trails, changes, generalizeContents);
  }
  return { items, open };
}
