/** PyTorch's functions as other frameworks use them under names of their own. */
import type { Tensor } from '../../engine/tensor';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import type { Value } from '../values';
import { torchNames } from '.';

/** What PyTorch's function of that name gives; throws NotKnown where there is none. */
export function lentByTorch(
  runtime: Runtime,
  name: string,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>> = {},
): Value {
  const callee = torchNames.get(`torch.${name}`);
  if (!callee) throw new NotKnown(`${name} is not computed`);
  return runtime.call(callee, positional, keywords);
}

/** The same where it gives one tensor. */
export function tensorOfTorch(
  runtime: Runtime,
  name: string,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>> = {},
): Tensor {
  const result = lentByTorch(runtime, name, positional, keywords);
  if (result.kind !== 'tensor') throw new NotKnown(`what ${name} gives is not known`);
  return result.tensor;
}
