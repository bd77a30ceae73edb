/**
 * The role of a tensor where operations do not tell it: what its values show.
 * Names are never looked at. Coincidence is guarded against: one row of numbers
 * between 0 and 1 proves nothing, so such tensors stay `values`.
 */
import { isFloating, type Values } from '../engine/dtype';
import type { Role, RoleKind } from '../engine/role';
import type { Tensor } from '../engine/tensor';

const SUM_TOLERANCE = 1e-3;
const LOOKED_AT = 100_000;

/** The role that operations gave, else the one that the values show, else `values` or `unknown`. */
export function roleOf(tensor: Tensor, values: () => Values | null): Role {
  if (tensor.role.kind !== 'unknown') return tensor.role;
  if (!tensor.hasValues || !tensor.dtype || tensor.producer) return tensor.role;
  if (!canShowRole(tensor.numel, isFloating(tensor.dtype))) return { kind: 'values' };
  const known = values();
  return known ? roleFromValues(known, tensor.shape as readonly number[], true) : tensor.role;
}

/** Whether numbers could show a role at all: integers do not, and too many are not looked at. */
const canShowRole = (count: number, floating: boolean): boolean =>
  floating && count > 0 && count <= LOOKED_AT;

/** What numbers alone show: rows that add up to one, zeros and ones. */
export function roleFromValues(values: Values, shape: readonly number[], floating: boolean): Role {
  const columns = shape[shape.length - 1];
  if (!canShowRole(values.length, floating)) return { kind: 'values' };
  let isBinary = true;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (!(value >= 0 && value <= 1)) return { kind: 'values' };
    if (value !== 0 && value !== 1) isBinary = false;
  }
  const addsUp =
    columns !== undefined &&
    columns > 1 &&
    everyLine(values, columns, (sum) => Math.abs(sum - 1) <= SUM_TOLERANCE);
  if (isBinary) {
    return addsUp && shape.length > 1
      ? { kind: 'one-hot', dim: shape.length - 1 }
      : { kind: 'binary-targets' };
  }
  if (addsUp && values.length >= 2 * columns) return { kind: 'probabilities', dim: shape.length - 1 };
  return { kind: 'values' };
}

function everyLine(values: Values, length: number, test: (sum: number) => boolean): boolean {
  for (let start = 0; start < values.length; start += length) {
    let sum = 0;
    for (let at = 0; at < length; at++) sum += values[start + at]!;
    if (!test(sum)) return false;
  }
  return true;
}

/**
 * The role of a literal that is passed to a loss: what the loss takes it for, where
 * nothing else is known and the values do not speak against it. Probabilities that
 * the values show stay what they are: that they are passed as logits is for rules to say.
 */
export function roleByUse(
  known: Role,
  wanted: readonly RoleKind[],
  values: Values | null,
  floating: boolean,
): Role {
  const [first] = wanted;
  if (first === 'logits') return known.kind === 'probabilities' ? known : { kind: 'logits' };
  if (!floating) return wanted.includes('class-indices') ? { kind: 'class-indices' } : known;
  if (known.kind !== 'unknown' && known.kind !== 'values') return known;
  const isWithin = values?.every((value) => value >= 0 && value <= 1) ?? false;
  if (first === 'sigmoid-probabilities' && isWithin) return { kind: 'sigmoid-probabilities' };
  if (wanted.includes('soft-targets') && isWithin) return { kind: 'soft-targets' };
  return known;
}
