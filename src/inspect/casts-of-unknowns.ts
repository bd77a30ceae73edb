/**
 * `x.float()` of something unknown: tensors have such a method, and Modules too. It stays unknown, and whoever takes it
 * for a tensor learns the dtype: a Module is passed to no loss.
 */
import type { DType } from '../engine/dtype';
import { Tensor } from '../engine/tensor';
import { promised } from '../frameworks/contract';
import { define } from '../frameworks/define';
import { tensorAttribute } from '../frameworks/index';
import { tensorValue, type NativeFunction, type UnknownValue, type Value } from '../frameworks/values';

const casts: Readonly<Record<string, DType>> = { float: 'float32', half: 'float16', double: 'float64' };

/** What only moves a tensor, or a Module, to a device. */
const moves: ReadonlySet<string> = new Set(['cpu', 'cuda']);

/** What a Module has as well, by names that tensors use: of anything else only a tensor can be meant. */
const ofModules: ReadonlySet<string> = new Set(
  ['apply', 'bfloat16', 'requires_grad_', 'share_memory', 'to', 'type'].concat(Object.keys(casts)),
);

function cast(value: UnknownValue, dtype: DType): UnknownValue {
  const tensor = tensorValue(Tensor.leaf({ dtype }));
  return promised(value.reason, {
    array: () => tensor,
    attribute: (name, runtime) => {
      if (moves.has(name))
        return define(`torch.Tensor.${name}`, '(*args, **kwargs)', () => cast(value, dtype));
      const again = casts[name];
      if (again) return castOf(value, name);
      return ofModules.has(name) ? undefined : tensorAttribute(tensor, name, runtime);
    },
  });
}

/** The method of this name of something unknown that casts it; undefined where the name is that of none. */
export function castOf(value: UnknownValue, name: string): NativeFunction | undefined {
  const dtype = casts[name];
  return dtype && define(`torch.Tensor.${name}`, '(*args, **kwargs)', (): Value => cast(value, dtype));
}
