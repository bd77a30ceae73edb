/** Arithmetic of three tensors that is rounded once. */
import { castTo, minus, negative, over, plus, times } from '../formula';
import { isFloating, type DType } from '../dtype';
import { fused } from '../special/single';
import { TensorError } from '../error';
import type { Op } from '../op';
import { bfloat16, float16, float32, int64, number, otherFloat32 } from '../samples';
import { composite } from './composite';
import { floatingOnly } from './family';
import { numberTensor } from './number';
import { sumToSize } from './sum_to_size';

type Scaled = { readonly value: number };

/** input + value · a · b. */
export const addcmul: Op<Scaled> = {
  ...composite<Scaled>({
    name: 'addcmul',
    gradFn: 'AddcmulBackward0',
    compose: ([input, a, b], { value }) =>
      plus(input!, value === 1 ? times(a!, b!) : times(times(a!, b!), value)),
    samples: [
      {
        inputs: [float32([2, 3]), otherFloat32([2, 1]), otherFloat32([3], 2)],
        attributes: { value: 0.5 },
        torch: 'torch.addcmul(x0, x1, x2, value=0.5)',
      },
      {
        inputs: [int64([2], [1, 2]), int64([2], [3, 4]), int64([2], [5, 6])],
        attributes: { value: 2 },
        torch: 'torch.addcmul(x0, x1, x2, value=2)',
      },
    ],
  }),
  kernel: {
    kind: 'elementwise',
    compute: ({ value }, dtype) => {
      if (dtype !== 'float32') return (input, a, b) => input + value * (a * b);
      const factor = Math.fround(value);
      return (input, a, b) => fused(Math.fround(factor * a), b, input);
    },
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [input, a, b], attributes: { value } }) => [
    sumToSize(gradient, input!.shape),
    sumToSize(times(gradient, times(b!, value)), a!.shape),
    sumToSize(times(gradient, times(a!, value)), b!.shape),
  ],
};

const integerDivision = (): TensorError =>
  new TensorError(
    'RuntimeError',
    'Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all dtypes.',
  );

const divided = composite<Scaled>({
  name: 'addcdiv',
  gradFn: 'AddcdivBackward0',
  compose: ([input, a, b], { value }) =>
    plus(input!, value === 1 ? over(a!, b!) : times(over(a!, b!), value)),
  samples: [
    {
      inputs: [float32([2, 3]), otherFloat32([2, 1]), float32([3], [0.5, -2, 3])],
      attributes: { value: 0.5 },
      torch: 'torch.addcdiv(x0, x1, x2, value=0.5)',
    },
    {
      inputs: [float16([2]), float16([3, 2]), float16([3, 2], [0.5, -2, 3, 0.7, -1.1, 2.3])],
      attributes: { value: 3.14 },
      torch: 'torch.addcdiv(x0, x1, x2, value=3.14)',
    },
  ],
});

/** input + value · a / b. */
export const addcdiv: Op<Scaled> = {
  ...divided,
  infer: (inputs, attributes) => {
    const [, a, b] = inputs;
    if (a!.dtype && b!.dtype && !isFloating(a!.dtype) && !isFloating(b!.dtype)) throw integerDivision();
    return divided.infer(inputs, attributes);
  },
  kernel: {
    kind: 'elementwise',
    compute: ({ value }, dtype) => {
      if (dtype !== 'float32') return (input, a, b) => input + value * (a / b);
      const { fround } = Math;
      const factor = fround(value);
      return (input, a, b) => input + fround(fround(factor * a) / b);
    },
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [input, a, b], attributes: { value } }) => [
    sumToSize(gradient, input!.shape),
    // The number becomes a tensor of the dtype before it is divided, and is rounded by that.
    sumToSize(times(gradient, over(castTo(numberTensor(value), b!.dtype!), b!)), a!.shape),
    sumToSize(times(negative(gradient), over(times(a!, value), times(b!, b!))), b!.shape),
  ],
};

/** What PyTorch's messages call a dtype in C++. */
const nameInC: Readonly<Record<DType, string>> = {
  bool: 'bool',
  uint8: 'unsigned char',
  int8: 'signed char',
  int16: 'short',
  int32: 'int',
  int64: 'long int',
  uint64: 'unsigned long',
  float16: 'c10::Half',
  bfloat16: 'c10::BFloat16',
  float32: 'float',
  float64: 'double',
};

const between = composite({
  name: 'lerp',
  gradFn: ([, , weight]) => (weight!.wrapped ? 'LerpBackward0' : 'LerpBackward1'),
  compose: ([start, end, weight]) => plus(start!, times(weight!, minus(end!, start!))),
  samples: [
    {
      inputs: [float32([2, 3]), otherFloat32([3]), number(0.25)],
      attributes: {},
      torch: 'torch.lerp(x0, x1, x2)',
    },
    {
      inputs: [float32([2, 3]), otherFloat32([2, 3]), otherFloat32([3], 2)],
      attributes: {},
      torch: 'torch.lerp(x0, x1, x2)',
    },
    {
      inputs: [bfloat16([3]), bfloat16([3]), number(0.7)],
      attributes: {},
      torch: 'torch.lerp(x0, x1, x2)',
    },
  ],
});

/** start + weight · (end − start), from the nearer end. */
export const lerp: Op = {
  ...between,
  kernel: {
    kind: 'elementwise',
    compute: (_, dtype) => {
      if (dtype === 'float64')
        return (start, end, weight) =>
          weight < 0.5 ? start + weight * (end - start) : end - (end - start) * (1 - weight);
      const { fround } = Math;
      return (start, end, weight) => {
        const [way, share] = [fround(end - start), fround(weight)];
        return share < 0.5 ? fused(share, way, start) : fused(-way, fround(1 - share), end);
      };
    },
    keepsScalars: true,
  },
  infer: (inputs, attributes) => {
    const [start, end, weight] = inputs;
    if (start!.dtype && end!.dtype && start!.dtype !== end!.dtype) {
      throw new TensorError(
        'RuntimeError',
        `expected dtype ${nameInC[start!.dtype]} for \`end\` but got dtype ${nameInC[end!.dtype]}`,
      );
    }
    const kernel = weight!.wrapped ? 'lerp_kernel_scalar' : 'lerp_kernel_tensor';
    const error = start!.dtype ? floatingOnly(kernel)(start!.dtype) : undefined;
    if (error) throw error;
    return between.infer(inputs, attributes);
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [start, end, weight] }) => [
    sumToSize(times(gradient, minus(1, weight!)), start!.shape),
    sumToSize(times(gradient, weight!), end!.shape),
    weight!.requiresGrad ? sumToSize(times(gradient, minus(end!, start!)), weight!.shape) : undefined,
  ],
};
