/** Arguments with one number for each spatial dim, as convolutions and pools take them. */
import type { Role } from '../../../engine/role';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { tensorValue, type Value } from '../../values';

/** One number for each of `spatial` dims; a single one stands for all. A list of another length stays as it is. */
export function perDim(args: Arguments, name: string, spatial: number): readonly number[] {
  const given = args.ints(name);
  return given.length === 1 ? Array.from({ length: spatial }, () => given[0]!) : given;
}

/**
 * What `body` gives; where an argument is not known, a tensor without shape that at least has the role, because
 * what the result means does not depend on a stride.
 */
export function orRoleOnly(role: Role, input: Tensor, body: () => Value): Value {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof NotKnown)) throw error;
    return tensorValue(Tensor.leaf({ dtype: input.dtype, role }));
  }
}
