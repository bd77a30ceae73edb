/**
 * The negative log-likelihood written by hand, `-mean(sum(one_hot * log_p))` and `-mean(log_p[range(n), y])`, where it is
 * all that is trained on: what the target's column is picked of.
 */
import type { Place } from '../../base/place';
import { isFloating } from '../../engine/dtype';
import type { TensorRecord } from '../../inspect/inspection';
import { isUnknownNumber } from './constants';
import { gradientFlow } from './gradient-flow';
import { numberOf, originOf, withoutMoves, type Lookup, type Origin } from './origin';
import type { RuleContext } from '../rule';

export interface WrittenNll {
  /** The sum over the classes, or what picks. */
  readonly place: Place;
  /** Where the meaning of the rows comes from that a column is picked of. */
  readonly origin: Origin;
}

/** All of an inspection whose gradient somebody asks for. */
export function writtenNlls(context: RuleContext): readonly WrittenNll[] {
  const lookup: Lookup = (id) => context.tensor(id);
  return gradientFlow(context).roots.flatMap(({ record }): WrittenNll[] => {
    const picked = pickedWithMinus(lookup, record);
    if (!picked?.by.place) return [];
    const origin = originOf(lookup, picked.rows.id);
    return origin.isAltered || origin.isJoined ? [] : [{ place: picked.by.place, origin }];
  });
}

interface Picked {
  readonly rows: TensorRecord;
  readonly by: TensorRecord;
}

const reductions: ReadonlySet<string> = new Set(['mean', 'sum']);
const moves: ReadonlySet<string> = new Set(['cast', 'reshape', 'squeeze']);
const picking: ReadonlySet<string> = new Set(['gather', 'index', 'take_along_dim']);

/** Follows the means, sums and signs of a loss to where a column of rows is picked; null where the sign is not minus. */
function pickedWithMinus(lookup: Lookup, loss: TensorRecord): Picked | null {
  let at = loss;
  let isNegative = false;
  for (;;) {
    const { operation, inputs } = at.producer ?? { operation: '', inputs: [] };
    const rows = picking.has(operation)
      ? rowsPickedFrom(lookup, inputs)
      : reductions.has(operation)
        ? rowsPickedBy(lookup, lookup(inputs[0]!))
        : null;
    if (rows) return isNegative ? { rows, by: at } : null;
    const step = signedStep(lookup, at);
    if (!step) return null;
    if (step.isNegative) isNegative = !isNegative;
    at = step.to;
  }
}

/** What a sum, a sign or a factor was applied to, and whether that changes the sign; null for other operations. */
function signedStep(
  lookup: Lookup,
  { producer }: TensorRecord,
): { readonly to: TensorRecord; readonly isNegative: boolean } | null {
  const { operation, inputs } = producer ?? { operation: '', inputs: [] };
  const [first, second] = inputs.map(lookup);
  if (!first) return null;
  if (operation === 'neg') return { to: first, isNegative: true };
  if (reductions.has(operation) || moves.has(operation)) return { to: first, isNegative: false };
  if (!second || (operation !== 'mul' && operation !== 'div')) return null;
  if (operation === 'div' && isUnknownNumber(second)) return { to: first, isNegative: false };
  const right = numberOf(second);
  if (right !== null) return { to: first, isNegative: right < 0 };
  const left = operation === 'mul' ? numberOf(first) : null;
  return left === null ? null : { to: second, isNegative: left < 0 };
}

/** The p of `p[range(n), labels]` and of `take_along_axis(p, labels)`; null where something else picks. */
function rowsPickedFrom(lookup: Lookup, [rows, ...indices]: readonly number[]): TensorRecord | null {
  const areLabelled = indices.some((id) => areLabels(withoutMoves(lookup, id)));
  return rows !== undefined && areLabelled ? lookup(rows) : null;
}

/** The p of `one_hot * p`, whichever stands first; null for other tensors. */
function rowsPickedBy(lookup: Lookup, { producer }: TensorRecord): TensorRecord | null {
  if (producer?.operation !== 'mul') return null;
  const factors = producer.inputs.map(lookup);
  const labels = factors.find((factor) => factor.role.kind === 'one-hot' && isData(lookup, factor));
  return labels ? (factors.find((factor) => factor !== labels) ?? null) : null;
}

/** Labels of a batch, not what an argmax or a sampler chose. */
const areLabels = ({ dtype, shape, producer }: TensorRecord): boolean =>
  dtype !== null && dtype !== 'bool' && !isFloating(dtype) && shape?.length !== 0 && producer === null;

function isData(lookup: Lookup, oneHot: TensorRecord): boolean {
  const made = withoutMoves(lookup, oneHot.id);
  const from = made.producer?.operation === 'one_hot' ? lookup(made.producer.inputs[0]!) : made;
  return withoutMoves(lookup, from.id).producer === null;
}
