/** Arguments that hold tensors in dicts, lists and tuples, as torch.func takes them ("pytrees"). */
import type { Tensor } from '../../../engine/tensor';
import { NotKnown } from '../../errors';
import type { TensorValue, Value } from '../../values';

/** The same value with each tensor in it replaced; everything else stays. Throws NotKnown where it is not known. */
export function mapTensors(value: Value, change: (tensor: TensorValue) => Value): Value {
  switch (value.kind) {
    case 'tensor':
      return change(value);
    case 'tuple':
      return { ...value, items: value.items.map((item) => mapTensors(item, change)) };
    case 'list':
      if (value.open) throw new NotKnown('the items of a list are not known');
      return { ...value, items: value.items.map((item) => mapTensors(item, change)) };
    case 'dict': {
      if (value.open) throw new NotKnown('the entries of a dict are not known');
      const entries = [...value.entries].map(
        ([key, [name, item]]) => [key, [name, mapTensors(item, change)] as const] as const,
      );
      return { ...value, entries: new Map(entries) };
    }
    case 'unknown':
      throw new NotKnown(value.reason);
    default:
      return value;
  }
}

/** The tensors in a value, in order. */
export function leavesOf(value: Value): Tensor[] {
  const leaves: Tensor[] = [];
  mapTensors(value, (object) => {
    leaves.push(object.tensor);
    return object;
  });
  return leaves;
}

/** The same value with its tensors, in order, replaced by others. */
export function rebuilt(value: Value, objects: readonly Value[]): Value {
  let at = 0;
  return mapTensors(value, () => objects[at++]!);
}
