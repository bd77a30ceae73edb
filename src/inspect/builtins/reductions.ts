/** `sum` over values of any kind. */
import { NotKnown } from '../../frameworks/errors';
import { readOffOf } from '../../frameworks/read-off';
import type { Runtime } from '../../frameworks/runtime';
import type { Value } from '../../frameworks/values';

/** start + items[0] + items[1] + … */
export function reduceValues(runtime: Runtime, items: readonly Value[], start: Value): Value {
  return items.reduce<Value>((total, item) => {
    // A number that was read off a tensor is a number, whatever it is.
    const lost = [total, item].find((value) => value.kind === 'unknown' && !readOffOf(value));
    if (lost?.kind === 'unknown') throw new NotKnown(lost.reason);
    return runtime.operate('+', total, item);
  }, start);
}
