import { TensorError } from '../error';
import { plus, reshaped, sumOf, times } from '../formula';
import { float32, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { matmul } from './matmul';
import { transpose } from './permute';

const refuse = (message: string): never => {
  throw new TensorError('RuntimeError', `bilinear(): ${message}`);
};

/** Throws PyTorch's message where two inputs, weight [out, in1, in2] and bias do not fit; unknown sizes fit. */
function check([a, b, weight, bias]: readonly Tensor[]): void {
  if (a!.rank !== undefined && b!.rank !== undefined && a!.rank !== b!.rank) {
    refuse(`input dimensions do not match: got ${a!.rank} and ${b!.rank}`);
  }
  const differ = (left: unknown, right: unknown): boolean =>
    typeof left === 'number' && typeof right === 'number' && left !== right;
  a!.shape?.slice(0, -1).forEach((size, dim) => {
    const other = b!.shape?.[dim];
    if (differ(size, other)) {
      refuse(`input batch dimensions do not match at dim ${dim}: got ${String(size)} and ${String(other)}`);
    }
  });
  [a!, b!].forEach((input, at) => {
    const [own, wanted] = [input.shape?.at(-1), weight!.shape?.[1 + at]];
    if (differ(own, wanted)) {
      refuse(
        `input${at + 1} size does not match weight size: got ${String(own)} but expected ${String(wanted)}`,
      );
    }
  });
  const [biasSize, out] = [bias?.shape?.[0], weight!.shape?.[0]];
  if (differ(biasSize, out)) {
    refuse(`bias size does not match weight size: got ${String(biasSize)} but expected ${String(out)}`);
  }
}

/** `F.bilinear`: aᵀ W b + bias for each of the matrices W of the weight [out, in1, in2]. Its results are scores: logits. */
export const bilinear = composite<Record<string, never>>({
  name: 'bilinear',
  gradFn: ([, , , bias]) => (bias ? 'AddBackward0' : 'ViewBackward0'),
  compose: (inputs) => {
    check(inputs);
    const [a, b, weight, bias] = inputs;
    if (!a!.shape || !b!.shape || !weight!.shape) return Tensor.leaf({ dtype: a!.dtype });
    const lead = a!.shape.slice(0, -1);
    const [out, in1, in2] = weight!.shape;
    const rows = (x: Tensor, size: typeof in1): Tensor => reshaped(x, [-1, size!]);
    const left = Tensor.apply(matmul, [reshaped(rows(a!, in1), [1, -1, in1!]), weight!], {});
    const sums = sumOf(times(left, rows(b!, in2)), -1);
    const result = reshaped(Tensor.apply(transpose, [sums], { dim0: 0, dim1: 1 }), [...lead, out!]);
    return bias ? plus(result, bias) : result;
  },
  role: () => ({ kind: 'logits' }),
  samples: [
    {
      inputs: [float32([2, 3]), otherFloat32([2, 4]), otherFloat32([2, 3, 4], 2), otherFloat32([2], 3)],
      attributes: {},
      torch: 'F.bilinear(x0, x1, x2, x3)',
    },
    {
      inputs: [float32([2, 2, 3]), otherFloat32([2, 2, 2]), otherFloat32([1, 3, 2], 2)],
      attributes: {},
      torch: 'F.bilinear(x0, x1, x2)',
    },
    {
      inputs: [float32([2, 3]), float32([2, 4]), float32([5, 3, 3])],
      attributes: {},
      torch: 'F.bilinear(x0, x1, x2)',
    },
  ],
});
