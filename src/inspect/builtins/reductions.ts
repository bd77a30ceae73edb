/** `sum` over values of any kind. */
import { NotKnown } from '../../frameworks/errors';
import type { Runtime } from '../../frameworks/runtime';
import type { Value } from '../../frameworks/values';

/** start + items[0] + items[1] + … */
export function reduceValues(runtime: Runtime, items: readonly Value[], start: Value): Value {
  return items.reduce<Value>((total, item) => {
    if (total.kind === 'unknown') throw new NotKnown(total.reason);
    if (item.kind === 'unknown') throw new NotKnown(item.reason);
    return runtime.operate('+', total, item);
  }, start);
}
