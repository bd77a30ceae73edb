/** `sum` over values of any kind: numbers by themselves, tensors through their framework. */
import { tensorBinary } from '../../frameworks/tensor-operators';
import { NotKnown } from '../../frameworks/errors';
import type { Runtime } from '../../frameworks/runtime';
import { float, int, type Value } from '../../frameworks/values';

/** start + items[0] + items[1] + … */
export function reduceValues(runtime: Runtime, items: readonly Value[], start: Value): Value {
  return items.reduce<Value>((total, item) => {
    if (total.kind === 'unknown') throw new NotKnown(total.reason);
    if (item.kind === 'unknown') throw new NotKnown(item.reason);
    if (total.kind === 'tensor' || item.kind === 'tensor') return tensorBinary('+', total, item);
    const a =
      total.kind === 'bool'
        ? Number(total.value)
        : total.kind === 'int' || total.kind === 'float'
          ? total.value
          : undefined;
    const b =
      item.kind === 'bool'
        ? Number(item.value)
        : item.kind === 'int' || item.kind === 'float'
          ? item.value
          : undefined;
    if (a === undefined || b === undefined) {
      return runtime.call(runtime.getAttribute(total, '__add__'), [item]);
    }
    return total.kind === 'float' || item.kind === 'float' ? float(a + b) : int(a + b);
  }, start);
}
