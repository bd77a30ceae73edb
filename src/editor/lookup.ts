/** What stands at an offset of an inspected text: the loss call, the tensor, the findings. */
import { covers, type Place } from '../base/place';
import type { ExpressionRecord, Inspection, LossCall, TensorRecord } from '../inspect/inspection';
import type { Finding } from '../rules/rule';

/** Whether a place is around an offset; both of its ends count. */
export const touches = (place: Place, source: number, offset: number): boolean =>
  place.source === source && place.start <= offset && offset <= place.end;

/** The newest evaluation of the innermost loss call at an offset; both ends of the call count. */
export function lossAt(inspection: Inspection, source: number, offset: number): LossCall | undefined {
  return innermost(inspection.losses.filter(({ place }) => touches(place, source, offset)));
}

/** The newest evaluation of the loss call with this place. */
export const lossOf = (inspection: Inspection, place: Place): LossCall | undefined =>
  inspection.losses.findLast((call) => samePlace(call.place, place));

/**
 * The innermost tensor expression at an offset. Where two touch there (`a+b` with the
 * cursor before `+`), the one that starts there is not preferred: the shorter is.
 */
export function tensorAt(
  inspection: Inspection,
  source: number,
  offset: number,
): ExpressionRecord | undefined {
  return innermost(inspection.expressions.filter(({ place }) => touches(place, source, offset)));
}

/** The loss call to show when the cursor is at an offset: the one around it, else the first that starts on its line. */
export function lossNear(
  inspection: Inspection,
  source: number,
  offset: number,
  line: number,
): LossCall | undefined {
  return (
    lossAt(inspection, source, offset) ??
    inspection.losses.findLast(
      ({ place }) => place.source === source && place.line <= line && line <= place.endLine,
    )
  );
}

/** The findings whose mark covers an offset. */
export const findingsAt = (
  findings: readonly Finding[],
  source: number,
  offset: number,
): readonly Finding[] => findings.filter(({ place }) => touches(place, source, offset));

export const samePlace = (a: Place, b: Place): boolean =>
  a.source === b.source && a.start === b.start && a.end === b.end;

/** The one with the shortest place; of equals the last, which is the newest. */
function innermost<Record extends { readonly place: Place }>(records: readonly Record[]): Record | undefined {
  let best: Record | undefined;
  for (const record of records) {
    if (!best || record.place.end - record.place.start <= best.place.end - best.place.start) best = record;
  }
  return best;
}

/** Why the values of a tensor are not known: what was noted where it, or what it was made from, stands. Null where nothing was noted. */
export function whyUnknown(inspection: Inspection, tensor: TensorRecord, place: Place): string | null {
  const places = [place];
  let node: TensorRecord | undefined = tensor;
  for (let depth = 0; node && depth < 1_000; depth++) {
    if (node.place) places.push(node.place);
    const next: number | undefined = node.producer?.inputs.find(
      (id) => inspection.tensors[id]?.statistics === null,
    );
    node = next === undefined ? undefined : inspection.tensors[next];
  }
  for (const where of places) {
    const noted = inspection.unknowns.find(
      (unknown) => unknown.place.source === where.source && covers(where, unknown.place),
    );
    if (noted) return `line ${noted.place.line}: ${noted.reason}`;
  }
  return null;
}
