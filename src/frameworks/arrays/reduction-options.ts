/** What numpy's reductions take besides the axis; `out` is met where functions are defined. */
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import { castTo } from './promotion';

/** What is left out and what is added before; not followed, so that asking for it gives no number. */
export const partOptions = 'initial=None, where=True';

/** Throws NotKnown where a condition leaves elements out, or something is reduced with them. */
export function wantAllElements(args: Arguments): void {
  const where = args.value('where');
  if (!args.isNone('initial') || where.kind !== 'bool' || !where.value)
    throw new NotKnown(`what ${args.functionName} gives with \`where\` or \`initial\` is not computed`);
}

/** In the dtype that is asked for, which numpy converts to before it reduces, and which the result has. */
export function inAskedDType(tensor: Tensor, args: Arguments): Tensor {
  const dtype = args.optionalDType('dtype');
  return dtype ? castTo(tensor, dtype) : tensor;
}
