/** Comprehensions: their loops, and what is made of the items. */
import { dict, iteratorOver, list, tuple, type Value } from '../frameworks/values';
import type { DictComp, GeneratorExp, ListComp, SetComp } from '../python/syntax';
import { assign } from './assignment';
import { evaluate, setOf } from './expressions';
import type { Interpreter } from './interpreter';
import { driveOf, iterate } from './iterate';
import { goThrough, readRounds } from './loops';
import { innerScope, type Scope } from './scope';
import { truthOf } from './truth';

type AnyComprehension = ListComp | GeneratorExp | SetComp | DictComp;

/** The value of a comprehension; where some items are not known, a list or dict that is open. */
export function comprehension(interpreter: Interpreter, node: AnyComprehension, scope: Scope): Value {
  if (node.kind === 'DictComp') return dictOf(interpreter, node, scope);
  const { items, open } = comprehend(interpreter, node, scope, (inner) =>
    evaluate(interpreter, node.element, inner),
  );
  if (node.kind === 'SetComp') return { ...setOf(items), open };
  if (open) return { ...list(items), open: true };
  return node.kind === 'ListComp' ? list(items) : iteratorOver(items);
}

function dictOf(interpreter: Interpreter, node: DictComp, scope: Scope): Value {
  const collected = comprehend(interpreter, node, scope, (inner) =>
    tuple([evaluate(interpreter, node.key, inner), evaluate(interpreter, node.value, inner)]),
  );
  const pairs = collected.items.map((pair): readonly [Value, Value] =>
    pair.kind === 'tuple' ? [pair.items[0]!, pair.items[1]!] : [pair, pair],
  );
  const result = dict(pairs.filter(([key]) => key.kind !== 'unknown'));
  result.open = collected.open || pairs.some(([key]) => key.kind === 'unknown');
  // The one round that was read stands for all: what its value promises holds for each.
  const [only, ...others] = pairs;
  if (result.open && others.length === 0 && only?.[1].kind === 'unknown' && only[1].contract?.number)
    result.each = only[1];
  return result;
}

/** Runs the loops of a comprehension; open when some items are not known. */
function comprehend(
  interpreter: Interpreter,
  node: AnyComprehension,
  scope: Scope,
  element: (inner: Scope) => Value,
): { items: Value[]; open: boolean } {
  const { generators } = node;
  const inner = innerScope('comprehension', scope);
  const items: Value[] = [];
  const run = (depth: number, mayBegin: () => boolean): void => {
    const generator = generators[depth];
    if (!generator) {
      items.push(element(inner));
      return;
    }
    const iterable = evaluate(interpreter, generator.iterable, depth === 0 ? scope : inner);
    const source = driveOf(iterable) ?? iterate(interpreter, iterable);
    const round = (item: Value): boolean => {
      if (!mayBegin()) return false;
      assign(interpreter, generator.target, item, inner);
      let passes: boolean | undefined = true;
      for (const condition of generator.conditions) {
        const truth = truthOf(interpreter, evaluate(interpreter, condition, inner));
        if (truth === undefined) {
          interpreter.leavesLoopPerhaps = true;
          passes = passes && undefined;
        } else if (!truth) {
          passes = false;
          break;
        }
      }
      if (passes !== false) run(depth + 1, mayBegin);
      return true;
    };
    if (source) goThrough(interpreter, generator.iterable, source, round);
    else {
      interpreter.leavesLoopPerhaps = true;
      round(interpreter.itemOfUnknown(iterable, generator.iterable));
    }
  };
  const place = interpreter.placeOf(node);
  const open = readRounds(interpreter, place, false, (mayBegin) => run(0, mayBegin));
  return { items, open };
}
