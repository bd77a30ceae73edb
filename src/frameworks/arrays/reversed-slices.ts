/** numpy's slices with a negative step, which PyTorch does not have: a slice forwards, and then a flip. */
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { NotKnown } from '../errors';
import { int, none, type SliceValue, type Value } from '../values';

const isReversed = (part: Value): part is SliceValue =>
  part.kind === 'slice' && part.step.kind === 'int' && part.step.value < 0;

/** The same elements in rising order. */
function forwards(slice: SliceValue, length: number): SliceValue {
  const step = slice.step.kind === 'int' ? -slice.step.value : 1;
  const bound = (value: Value, byDefault: number): number => {
    if (value.kind === 'None') return byDefault;
    if (value.kind !== 'int') throw new NotKnown('a bound of the slice is not known');
    const from = value.value < 0 ? value.value + length : value.value;
    return Math.min(Math.max(from, -1), length - 1);
  };
  const first = bound(slice.lower, length - 1);
  const stop = bound(slice.upper, -1);
  const count = Math.max(0, Math.ceil((first - stop) / step));
  const last = first - (count - 1) * step;
  return count === 0
    ? { kind: 'slice', lower: int(0), upper: int(0), step: none }
    : { kind: 'slice', lower: int(last), upper: int(first + 1), step: int(step) };
}

/**
 * The parts of an index without negative steps, and what flips the result of reading it. Where there is none,
 * the parts are as they were.
 */
export function withoutReversal(
  tensor: Tensor,
  parts: readonly Value[],
): { readonly parts: readonly Value[]; readonly flip: (result: Tensor) => Tensor } {
  if (!parts.some(isReversed)) return { parts, flip: (result) => result };
  const isBasic = (part: Value): boolean => ['int', 'slice', 'None', 'Ellipsis'].includes(part.kind);
  const { shape } = tensor;
  if (!shape || !parts.every(isBasic)) throw new NotKnown('a reversed slice beside an array of indices');
  const taking = (list: readonly Value[]): number =>
    list.filter((part) => part.kind === 'int' || part.kind === 'slice').length;
  const keeping = (list: readonly Value[]): number =>
    list.filter((part) => part.kind === 'None' || part.kind === 'slice').length;
  const dims: number[] = [];
  const ellipsisAt = parts.findIndex((part) => part.kind === 'Ellipsis');
  const rest = shape.length - taking(parts);
  const straight = parts.map((part, at) => {
    if (!isReversed(part)) return part;
    const skipped = ellipsisAt >= 0 && at > ellipsisAt ? rest : 0;
    const before = parts.slice(0, at);
    const length = shape[taking(before) + skipped];
    if (typeof length !== 'number') throw new NotKnown('the length along a reversed slice is not known');
    dims.push(keeping(before) + skipped);
    return forwards(part, length);
  });
  return { parts: straight, flip: (result) => Tensor.apply(ops.flip, [result], { dims }) };
}
