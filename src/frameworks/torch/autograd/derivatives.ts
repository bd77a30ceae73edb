/** What derivatives of functions share: fresh inputs, rows of a Jacobian, and its product with a vector. */
import { gradientsOf } from '../../../engine/autograd';
import { isGradEnabled, withGrad } from '../../../engine/context';
import { allocate } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { none, tensorValue, tuple, type Value } from '../../values';
import { zerosLike } from './backward';
import { leavesOf, rebuilt } from './trees';

export const tensorOf = (value: Value | undefined): Tensor => {
  if (value?.kind === 'tensor') return value.tensor;
  throw new NotKnown(value?.kind === 'unknown' ? value.reason : 'a tensor is not known');
};

/** The tensors among one value or a sequence. */
export const partsOf = (value: Value): readonly Tensor[] =>
  value.kind === 'tuple' || value.kind === 'list' ? value.items.map(tensorOf) : [tensorOf(value)];

/** One value for one, a tuple for several, as what was given. */
export const like = (given: Value, parts: readonly Value[]): Value =>
  given.kind === 'tuple' || given.kind === 'list' ? tuple(parts) : parts[0]!;

/**
 * A tensor to differentiate with respect to: a leaf of its own, or, where an outer derivative
 * is being taken, a copy that the outer one sees through.
 */
const fresh = (tensor: Tensor): Tensor =>
  tensor.requiresGrad && isGradEnabled()
    ? Tensor.apply(ops.clone, [tensor], {})
    : tensor.asLeaf({ requiresGrad: true });

export const cut = (tensor: Tensor): Tensor =>
  tensor.requiresGrad ? Tensor.apply(ops.detach, [tensor], {}) : tensor;

/** A weight of one at one element, zero elsewhere. */
export function oneAt(output: Tensor, at: number): Tensor {
  const values = allocate(output.dtype!, output.numel);
  values[at] = 1;
  return Tensor.leaf({ shape: output.shape, dtype: output.dtype, values });
}

/** d output / d input for each input, of the shape output + input. Rows are gradients of single elements. */
export function jacobianOf(output: Tensor, inputs: readonly Tensor[]): Tensor[] {
  const shape = output.shape;
  if (!isKnownShape(shape) || !output.dtype) throw new NotKnown('the shape of the output is not known');
  const rows = Array.from({ length: output.numel }, (_, at) =>
    output.requiresGrad ? gradientsOf(output, inputs, oneAt(output, at)) : inputs.map(() => undefined),
  );
  return inputs.map((input, place) => {
    const parts = rows.map((row) => row[place] ?? zerosLike(input));
    const stacked = Tensor.apply(ops.stack, parts, { dim: 0 });
    return Tensor.apply(ops.reshape, [stacked], { shape: [...shape, ...input.shape!] });
  });
}

/** Evaluates a function on fresh copies of the tensors in some of its arguments, recorded. */
export function evaluated(
  func: Value,
  args: readonly Value[],
  places: readonly number[],
  runtime: Runtime,
  keywords: Readonly<Record<string, Value>> = {},
): { output: Value; inputs: readonly Tensor[]; isInner: boolean } {
  return withGrad(true, () => {
    const given = places.map((place) => leavesOf(args[place] ?? none));
    const inputs: Tensor[] = [];
    const passed = [...args];
    places.forEach((place, at) => {
      const own = given[at]!.map(fresh);
      inputs.push(...own);
      const objects = own.map((tensor) => {
        const object = tensorValue(tensor);
        runtime.own(object);
        return object;
      });
      passed[place] = rebuilt(args[place] ?? none, objects);
    });
    const isInner = given.flat().some((tensor) => tensor.requiresGrad);
    return { output: runtime.call(func, passed, keywords), inputs, isInner };
  });
}

/** J · v, summed over the inputs. */
export function pushed(output: Tensor, inputs: readonly Tensor[], tangents: readonly Tensor[]): Tensor {
  const columns = jacobianOf(output, inputs).map((found, at) => {
    const rows = Tensor.apply(ops.reshape, [found], { shape: [output.numel, inputs[at]!.numel] });
    const column = Tensor.apply(ops.reshape, [tangents[at]!], { shape: [inputs[at]!.numel] });
    return Tensor.apply(ops.matmul, [rows, column], {});
  });
  const sum = columns.reduce((a, b) => Tensor.apply(ops.add, [a, b], {}));
  return Tensor.apply(ops.reshape, [sum], { shape: output.shape as readonly number[] });
}
