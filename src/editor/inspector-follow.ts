/**
 * What the inspector shows next: the loss or tensor under the cursor, and, when the
 * text has changed, where the loss that is shown stands now.
 */
import type { Place } from '../base/place';
import type { ExpressionRecord, Inspection, LossCall } from '../inspect/inspection';
import { textOf, type Subject } from './inspector-model';
import { lossAt, tensorAt } from './lookup';

/** One thing that the inspector can show of a subject. */
export type Focus =
  | { readonly kind: 'loss'; readonly call: LossCall }
  | { readonly kind: 'tensor'; readonly expression: Pick<ExpressionRecord, 'place' | 'tensor'> };

/** The loss call around an offset, else the tensor expression there; null for neither. */
export function focusAt(inspection: Inspection, source: number, offset: number): Focus | null {
  const call = lossAt(inspection, source, offset);
  if (call) return { kind: 'loss', call };
  const expression = tensorAt(inspection, source, offset);
  return expression ? { kind: 'tensor', expression } : null;
}

/**
 * The focus again in a newer reading: what has the same text and stands nearest; a
 * loss call that was itself edited is known by its turn among the loss calls.
 */
export function focusAgain(before: Subject, focus: Focus, after: Subject): Focus | null {
  const old = focus.kind === 'loss' ? focus.call.place : focus.expression.place;
  const text = textOf(before, old);
  if (focus.kind === 'tensor') {
    const expression = nearest(after, after.analysis.inspection.expressions, text, old);
    return expression ? { kind: 'tensor', expression } : null;
  }
  const { losses } = after.analysis.inspection;
  const call = nearest(after, losses, text, old) ?? sameTurn(before.analysis.inspection.losses, losses, old);
  return call ? { kind: 'loss', call } : null;
}

/** Of the records with this text in this source the one that stands nearest; of those at one place the newest. */
function nearest<Record extends { readonly place: Place }>(
  subject: Subject,
  records: readonly Record[],
  text: string,
  { source, start }: Place,
): Record | undefined {
  let best: Record | undefined;
  for (const record of records) {
    if (record.place.source !== source || textOf(subject, record.place) !== text) continue;
    if (!best || Math.abs(record.place.start - start) <= Math.abs(best.place.start - start)) best = record;
  }
  return best;
}

function sameTurn(
  before: readonly LossCall[],
  after: readonly LossCall[],
  place: Place,
): LossCall | undefined {
  const starts = (calls: readonly LossCall[]): number[] =>
    [
      ...new Set(calls.filter((call) => call.place.source === place.source).map((call) => call.place.start)),
    ].sort((a, b) => a - b);
  const old = starts(before);
  const now = starts(after);
  const start = now[old.indexOf(place.start)];
  if (old.length !== now.length || start === undefined) return undefined;
  return after.findLast((call) => call.place.source === place.source && call.place.start === start);
}
