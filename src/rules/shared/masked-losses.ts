/** Losses of which only some elements count: they are multiplied with a mask that was made of their own targets. */
import type { LossCall, TensorId, TensorRecord } from '../../inspect/inspection';
import type { RuleContext } from '../rule';
import { withoutMoves } from './origin';
import { madeFrom, usesIn } from './uses';

const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const choosing: ReadonlySet<string> = new Set(['index', 'masked_fill', 'masked_select', 'mul', 'where']);
const changing: ReadonlySet<string> = new Set(['add', 'cast', 'clone', 'mul', 'neg', 'reshape', 'squeeze']);

/** Everything that a tensor was made of, itself included. */
function sourcesOf(context: RuleContext, id: TensorId): ReadonlySet<TensorId> {
  const sources = new Set<TensorId>([id]);
  for (const source of sources)
    for (const input of context.tensor(source).producer?.inputs ?? []) sources.add(input);
  return sources;
}

/**
 * Whether elements of a loss that is not reduced are left out afterwards by what their targets are, as with
 * `loss * (target != ignored)`: then a target may hold anything where it does not count.
 */
export function isMaskedByTargets(context: RuleContext, call: LossCall, target: TensorRecord): boolean {
  if (call.reduction !== 'none' || call.output === null) return false;
  const lookup = (id: TensorId): TensorRecord => context.tensor(id);
  const sources = sourcesOf(context, target.id);
  const isOfTargets = (id: TensorId): boolean => {
    const { producer } = withoutMoves(lookup, id);
    return (
      producer !== null &&
      comparisons.has(producer.operation) &&
      producer.inputs.some((input) => sources.has(withoutMoves(lookup, input).id))
    );
  };
  const uses = usesIn(context.inspection);
  const changed = madeFrom(uses, lookup(call.output), ({ producer }) => changing.has(producer!.operation));
  for (const losses of changed)
    for (const { producer } of [losses, ...(uses.get(losses.id) ?? [])])
      if (producer && choosing.has(producer.operation) && producer.inputs.some(isOfTargets)) return true;
  return false;
}
