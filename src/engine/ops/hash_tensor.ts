import { isFloating, type DType } from '../dtype';
import { TensorError } from '../error';
import type { Op } from '../op';
import { reducedDims, reducedShape, type ReducedDims } from '../reduction_dims';
import { float32, int64, uint8 } from '../samples';
import { isKnownShape, numelOf, stridesOf, type Shape } from '../shape';
import { walkStrided } from '../strided';

/** The upper and the lower 32 bits. */
type Words = readonly [number, number];

/** The bits of a number as a double, or as an integer of 64 bits. */
function bitsOf(value: number, dtype: DType): Words {
  const memory = new DataView(new ArrayBuffer(8));
  if (isFloating(dtype)) memory.setFloat64(0, value);
  else memory.setBigInt64(0, BigInt(value));
  return [memory.getUint32(0), memory.getUint32(4)];
}

/** The integer of these bits; NaN where a double does not hold it exactly. */
function integerOf([upper, lower]: Words): number {
  const value = upper * 2 ** 32 + lower;
  return BigInt(value) === (BigInt(upper) << 32n) + BigInt(lower) ? value : NaN;
}

function refuseEmpty(shape: Shape, { dim }: ReducedDims): void {
  if (!isKnownShape(shape) || numelOf(shape) > 0) return;
  const isWhole = dim === undefined || (typeof dim !== 'number' && dim.length === 0);
  if (isWhole)
    throw new TensorError(
      'RuntimeError',
      "hash_tensor: Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.",
    );
  const empty = reducedDims(dim, shape.length).find((gone) => shape[gone] === 0);
  if (empty === undefined) return;
  throw new TensorError('IndexError', `hash_tensor: Expected reduction dim ${empty} to have non-zero size.`);
}

/** The bits of all elements, those of floats as doubles, joined by exclusive or. */
export const hash_tensor: Op<ReducedDims> = {
  name: 'hash_tensor',
  infer: ([x], attributes) => {
    if (x!.shape) refuseEmpty(x!.shape, attributes);
    return { shape: reducedShape(x!.shape, attributes), dtype: 'uint64' };
  },
  kernel: {
    kind: 'general',
    compute: ([x], { dim }, result) => {
      const { values, shape, dtype } = x!;
      const gone = reducedDims(dim, shape.length);
      const strides = stridesOf(shape);
      const sizes = (reduced: boolean): number[] =>
        shape.map((size, at) => (gone.includes(at) === reduced ? size : 1));
      walkStrided(sizes(false), 0, strides, (place, start) => {
        let joined: Words = [0, 0];
        walkStrided(sizes(true), start, strides, (_, at) => {
          const [upper, lower] = bitsOf(values[at]!, dtype);
          joined = [(joined[0] ^ upper) >>> 0, (joined[1] ^ lower) >>> 0];
        });
        result.values[place] = integerOf(joined);
      });
    },
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.hash_tensor(x0)' },
    { inputs: [float32([2, 3])], attributes: { dim: 1 }, torch: 'torch.hash_tensor(x0, 1)' },
    { inputs: [int64([3], [5, 9, 2])], attributes: {}, torch: 'x0.hash_tensor()' },
    {
      inputs: [uint8([2, 2], [5, 9, 2, 7])],
      attributes: { dim: 0, keepdim: true },
      torch: 'x0.hash_tensor(0, keepdim=True)',
    },
    { inputs: [float32([0])], attributes: {}, torch: 'torch.hash_tensor(x0)' },
  ],
};
