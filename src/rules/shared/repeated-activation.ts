/** Activations that one piece of text applies several times: in a loop over layers, or in a block that a model is made of. */
import type { TensorId, TensorRecord } from '../../inspect/inspection';
import type { RuleContext } from '../rule';

/** More tensors than this are not walked through; what lies further off counts as applied before. */
const MAXIMUM_WALK = 10_000;

/**
 * Whether the call or layer that made a tensor has already made another one on the way to it: whoever takes it away
 * there takes it away from the hidden layers as well.
 */
export function isAppliedBefore(context: RuleContext, { id, producer, place, layer }: TensorRecord): boolean {
  const operation = producer?.operation;
  const seen = new Set<TensorId>([id]);
  for (const at of seen) {
    const record = context.tensor(at);
    const isSame =
      at !== id &&
      record.producer?.operation === operation &&
      isSamePlace(record.place, place) &&
      isSamePlace(record.layer, layer);
    if (isSame || seen.size > MAXIMUM_WALK) return true;
    for (const input of record.producer?.inputs ?? []) seen.add(input);
  }
  return false;
}

const isSamePlace = (a: TensorRecord['place'], b: TensorRecord['place']): boolean =>
  a?.source === b?.source && a?.start === b?.start && a?.end === b?.end;
