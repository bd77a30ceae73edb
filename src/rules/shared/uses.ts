/** The graph of an inspection read forwards: which tensors are made from a tensor. */
import type { Inspection, TensorId, TensorRecord } from '../../inspect/inspection';

export type Uses = ReadonlyMap<TensorId, readonly TensorRecord[]>;

const known = new WeakMap<Inspection, Uses>();

/** The results that each tensor is an input of, in the order of their making; worked out once for all rules. */
export function usesIn(inspection: Inspection): Uses {
  const uses = known.get(inspection) ?? readUses(inspection);
  known.set(inspection, uses);
  return uses;
}

function readUses(inspection: Inspection): Uses {
  const uses = new Map<TensorId, TensorRecord[]>();
  for (const record of inspection.tensors) {
    for (const input of record.producer?.inputs ?? []) {
      const before = uses.get(input);
      if (!before) uses.set(input, [record]);
      // A tensor may be several inputs of one operation.
      else if (before[before.length - 1] !== record) before.push(record);
    }
  }
  return uses;
}

/**
 * Everything that is made from a tensor through operations that `follows` accepts,
 * the tensor itself first. Each tensor is visited once.
 */
export function* madeFrom(
  uses: Uses,
  start: TensorRecord,
  follows: (record: TensorRecord) => boolean,
): Generator<TensorRecord> {
  const seen = new Set<TensorId>([start.id]);
  const waiting = [start];
  // The list grows while it is gone through.
  for (const record of waiting) {
    yield record;
    for (const next of uses.get(record.id) ?? []) {
      if (seen.has(next.id) || !follows(next)) continue;
      seen.add(next.id);
      waiting.push(next);
    }
  }
}
