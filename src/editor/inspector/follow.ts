/**
 * What the inspector shows next: the loss or tensor under the cursor, and, when the
 * text has changed, where the loss that is shown stands now.
 */
import type { Place } from '../../base/place';
import type { ExpressionRecord, Inspection, LossCall } from '../../inspect/inspection';
import { textOf, type Subject } from './model';
import { lossAt, tensorAt } from '../lookup';

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
  const call =
    nearest(after, losses, text, old) ??
    atTurn(after.analysis.inspection, old.source, turnOf(before.analysis.inspection, old));
  return call ? { kind: 'loss', call } : null;
}

/** What was shown of a text that may have changed since, when nothing of it is there any more. */
export interface Trace extends Turn {
  readonly kind: Focus['kind'];
  /** As one line. */
  readonly expression: string;
  readonly source: number;
  readonly start: number;
}

/** What was shown before, as `focusAgain` finds it; null where there is none. */
export function focusOnTrace(
  subject: Subject,
  { kind, expression, source, start, ...turn }: Trace,
): Focus | null {
  const { inspection } = subject.analysis;
  if (kind === 'tensor') {
    const found = nearest(subject, inspection.expressions, expression, { source, start });
    return found ? { kind, expression: found } : null;
  }
  const call =
    nearest(subject, inspection.losses, expression, { source, start }) ?? atTurn(inspection, source, turn);
  return call ? { kind, call } : null;
}

/** Of the records with this text in this source the one that stands nearest; of those at one place the newest. */
function nearest<Record extends { readonly place: Place }>(
  subject: Subject,
  records: readonly Record[],
  text: string,
  { source, start }: Pick<Place, 'source' | 'start'>,
): Record | undefined {
  let best: Record | undefined;
  for (const record of records) {
    if (record.place.source !== source || textOf(subject, record.place) !== text) continue;
    if (!best || Math.abs(record.place.start - start) <= Math.abs(best.place.start - start)) best = record;
  }
  return best;
}

/** The turn of a loss call among those of its source, and how many there are. */
export interface Turn {
  readonly turn: number;
  readonly of: number;
}

export function turnOf({ losses }: Inspection, { source, start }: Place): Turn {
  const starts = startsOf(losses, source);
  return { turn: starts.indexOf(start), of: starts.length };
}

/** The newest evaluation of the loss call with this turn; undefined where there are more or fewer calls by now. */
function atTurn({ losses }: Inspection, source: number, { turn, of }: Turn): LossCall | undefined {
  const starts = startsOf(losses, source);
  const start = starts[turn];
  if (starts.length !== of || start === undefined) return undefined;
  return losses.findLast(({ place }) => place.source === source && place.start === start);
}

const startsOf = (calls: readonly LossCall[], source: number): number[] =>
  [...new Set(calls.filter(({ place }) => place.source === source).map(({ place }) => place.start))].sort(
    (a, b) => a - b,
  );
