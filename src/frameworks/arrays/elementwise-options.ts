/** What numpy's elementwise functions take besides their operands; `out` is met where functions are defined. */
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import type { Value } from '../values';
import { castTo } from './promotion';

export const elementwiseOptions = 'out=None, *, where=True, dtype=None, **kwargs';

/** The result in the dtype that is asked for. Throws NotKnown where a condition leaves elements out. */
export function withOptions(result: Value, args: Arguments): Value {
  const where = args.value('where');
  if (where.kind !== 'bool' || !where.value)
    throw new NotKnown(`what ${args.functionName} leaves where its condition does not hold is not known`);
  const dtype = args.optionalDType('dtype');
  return dtype && result.kind === 'tensor' ? { ...result, tensor: castTo(result.tensor, dtype) } : result;
}
