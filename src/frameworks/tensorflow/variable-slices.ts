/** `v[0, 1].assign(…)`: what is put into a part of a variable goes to where the part was taken from. */
import { allocate } from '../../engine/dtype';
import { expanded } from '../../engine/formula';
import { isKnownShape, numelOf } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { tensorValue, type NativeFunction, type TensorValue, type Value } from '../values';
import { convert, wrap } from './dialect';

interface Slice {
  readonly variable: TensorValue;
  readonly index: Value;
}

const slices = new WeakMap<TensorValue, Slice>();

/** Notes that a tensor is a part of a variable. */
export function noteSlice(variable: TensorValue, index: Value, part: Value): void {
  if (variable.framework === 'tensorflow' && variable.isParameter && part.kind === 'tensor')
    slices.set(part, { variable, index });
}

/** Where the elements of a part lie in the whole, in order. */
function placesOf(shape: readonly number[], index: Value, runtime: Runtime): ArrayLike<number> {
  const values = Int32Array.from({ length: numelOf(shape) }, (_, at) => at);
  const part = runtime.getItem(wrap(Tensor.leaf({ shape, dtype: 'int32', values })), index);
  if (part.kind !== 'tensor' || !part.tensor.hasValues) throw new NotKnown('the part is not known');
  return part.tensor.values();
}

/** A method that only a part of a variable has; undefined where it is none. */
export function sliceMethod(part: TensorValue, name: string): NativeFunction | undefined {
  const slice = slices.get(part);
  if (!slice || name !== 'assign') return undefined;
  return define(name, '(value, use_locking=False, name=None, read_value=True)', (args, runtime) => {
    const { variable, index } = slice;
    const { shape, dtype } = variable.tensor;
    const value = convert(args.value('value'), dtype);
    let whole = Tensor.leaf({ shape, dtype });
    if (isKnownShape(shape) && dtype && variable.tensor.hasValues && value.hasValues) {
      const next = expanded(value, part.tensor.shape!).values();
      const values = allocate(dtype, numelOf(shape));
      values.set(variable.tensor.values());
      const places = placesOf(shape, index, runtime);
      for (let at = 0; at < places.length; at++) values[places[at]!] = next[at]!;
      whole = Tensor.leaf({ shape, dtype, values });
    }
    runtime.rebind(variable, whole.asLeaf({ requiresGrad: variable.tensor.requiresGrad }));
    return tensorValue(variable.tensor, 'tensorflow', true);
  });
}
