/** The type of a tensor as an inlay hint beside the name that it is assigned to. */
import { shortName } from '../engine/dtype';
import { formatRole, formatShape } from '../inspect/summary';
import type { ExpressionRecord, TensorRecord } from '../inspect/inspection';

/** `: f32[10, 4] logits`. */
export function inlayText(tensor: TensorRecord): string {
  const type = `${tensor.dtype === null ? '?' : shortName(tensor.dtype)}${formatShape(tensor.shape)}`;
  return [`: ${type}`, formatRole(tensor.role)].filter((part) => part !== '').join(' ');
}

/** Names and nothing else before the name, then perhaps more names or an annotation, then one `=`. */
const BEFORE = /^[ \t]*(?:[A-Za-z_]\w*[ \t]*,[ \t]*)*$/;
const AFTER = /^[ \t]*(?:,[ \t]*[A-Za-z_]\w*[ \t]*)*(?::[^=\n]*)?=(?!=)/;

/** Whether an expression is a plain name that stands as the target of an assignment. */
export function isAssignedName({ place, text }: ExpressionRecord, source: string): boolean {
  if (!/^[A-Za-z_]\w*$/.test(text)) return false;
  const lineStart = place.start - (place.column - 1);
  return (
    BEFORE.test(source.slice(lineStart, place.start)) && AFTER.test(source.slice(place.end, place.end + 400))
  );
}
