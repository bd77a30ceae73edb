/** What numpy's reductions take besides the axis; `out` is met where functions are defined. */
import { isFloating } from '../../engine/dtype';
import { choose, expanded, plus, reshaped, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { isKnownShape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { NotKnown, PythonError } from '../errors';
import { arrayOf, type ArrayDialect } from './dialect';
import { castTo } from './promotion';

/** What is left out and what is added before; not followed, so that asking for it gives no number. */
export const partOptions = 'initial=None, where=True';

/** Throws NotKnown where a condition leaves elements out, or something is reduced with them. */
export function wantAllElements(args: Arguments): void {
  const where = args.value('where');
  if (!args.isNone('initial') || where.kind !== 'bool' || !where.value)
    throw new NotKnown(`what ${args.functionName} gives with \`where\` or \`initial\` is not computed`);
}

/** What a reduction begins with, so that filling it in for an element leaves that out. */
const identities: Readonly<Record<string, number>> = {
  sum: 0,
  mean: 0,
  prod: 1,
  max: -Infinity,
  amax: -Infinity,
  min: Infinity,
  amin: Infinity,
  any: 0,
  all: 1,
};

/** From so many numbers on numpy adds them in pairs, and in other pairs where a condition leaves some out. */
const PAIRED = 8;

/** How the elements that a reduction leaves out are filled in, and what its result is joined with. */
export interface ReducedPart {
  readonly x: Tensor;
  /** The number of elements that count, where it is not that of all of them. */
  readonly count: Tensor | undefined;
  readonly withInitial: (result: Tensor) => Tensor;
}

/** Takes `where` and `initial` of a reduction into account. Throws NotKnown where numpy's order of addition would show. */
export function reducedPart(
  name: string,
  x: Tensor,
  args: Arguments,
  { dim, keepdim }: { readonly dim: readonly number[] | undefined; readonly keepdim: boolean },
  dialect: ArrayDialect,
): ReducedPart {
  const hasInitial = !args.isNone('initial');
  const where = args.value('where');
  const isAll = where.kind === 'bool' && where.value;
  const isSum = name === 'sum' || name === 'mean';
  const initial = hasInitial ? arrayOf(args.value('initial'), dialect) : undefined;
  if (initial && x.dtype && initial.dtype !== x.dtype && isFloating(initial.dtype!) && !isFloating(x.dtype))
    throw new NotKnown('an initial value of another dtype is not followed');
  const withInitial = (result: Tensor): Tensor => {
    if (!initial) return result;
    const own = castTo(initial, result.dtype ?? 'float64');
    if (isSum) return plus(own, result);
    if (name === 'prod') return times(own, result);
    if (name === 'any' || name === 'all') throw new NotKnown(`${name} with an initial value is not computed`);
    return Tensor.apply(name.endsWith('max') ? ops.maximum : ops.minimum, [own, result], {});
  };
  // Of nothing, the initial value is all there is.
  const isOfNothing = isAll && initial && x.shape?.length === 1 && x.shape[0] === 0;
  if (isOfNothing) return { x: reshaped(initial, [1]), count: undefined, withInitial };
  if (isAll) return { x, count: undefined, withInitial };
  const condition = castTo(arrayOf(where, dialect), 'bool');
  if (/max|min/.test(name) && !initial)
    throw new PythonError(
      'ValueError',
      `reduction operation '${name.endsWith('max') ? 'maximum' : 'minimum'}' does not have an identity, so to use a where mask one has to specify 'initial'`,
    );
  if (!isKnownShape(x.shape)) throw new NotKnown('the shape of the array is not known');
  if (isSum && dialect.framework === 'numpy' && x.dtype && isFloating(x.dtype)) {
    const last = x.shape[x.shape.length - 1] ?? 1;
    const isAlongFirst = x.shape.length > 1 && dim?.length === 1 && dim[0] === 0;
    if (!isAlongFirst && last >= PAIRED)
      throw new NotKnown('the order in which numpy adds what a condition chooses is not followed');
  }
  const whole = expanded(condition, x.shape);
  const count =
    name === 'mean'
      ? Tensor.apply(ops.sum, [castTo(whole, x.dtype ?? 'float64')], { dim, keepdim })
      : undefined;
  return { x: choose(whole, x, identities[name] ?? 0), count, withInitial };
}

/** In the dtype that is asked for, which numpy converts to before it reduces, and which the result has. */
export function inAskedDType(tensor: Tensor, args: Arguments): Tensor {
  const dtype = args.optionalDType('dtype');
  return dtype ? castTo(tensor, dtype) : tensor;
}
