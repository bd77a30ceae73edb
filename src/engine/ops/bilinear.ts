import { TensorError } from '../error';
import { plus, reshaped, squeezed, times, unsqueezed } from '../formula';
import type { Op, Vjp } from '../op';
import { bfloat16, float16, float32, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { matmul } from './matmul';
import { narrow } from './narrow';
import { transpose } from './permute';
import { sumToSize } from './sum_to_size';

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

const product = (a: Tensor, b: Tensor): Tensor => Tensor.apply(matmul, [a, b], {});
const transposed = (a: Tensor): Tensor => Tensor.apply(transpose, [a], { dim0: 0, dim1: 1 });
/** The vectors of all batches below each other. */
const rowsOf = (x: Tensor): Tensor => reshaped(x, [-1, x.shape!.at(-1)!]);

/** aᵀ W, then times b, then the bias: PyTorch rounds after each. */
const composed = composite<Record<string, never>>({
  name: 'bilinear',
  gradFn: ([, , , bias]) => (bias ? 'AddBackward0' : 'ViewBackward0'),
  compose: (inputs) => {
    check(inputs);
    const [a, b, weight, bias] = inputs;
    if (!a!.shape || !b!.shape || !weight!.shape) return Tensor.leaf({ dtype: a!.dtype });
    const out = weight!.shape[0]!;
    const left = product(unsqueezed(rowsOf(a!), 0), weight!);
    const sums = squeezed(product(unsqueezed(left, 2), unsqueezed(rowsOf(b!), 2)), 3);
    const result = reshaped(transposed(squeezed(sums, 2)), [...a!.shape.slice(0, -1), out]);
    return bias ? plus(result, bias) : result;
  },
  role: () => ({ kind: 'logits' }),
  roundsSteps: true,
  samples: [
    ...([bfloat16, float16] as const).map((half) => ({
      inputs: [half([3, 3]), half([3, 4]), half([5, 3, 4])],
      attributes: {},
      torch: 'F.bilinear(x0, x1, x2)',
    })),
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

/** The gradients of half precision, which show that PyTorch adds up the shares of one output feature after another. */
function sharesByFeature(
  gradient: Tensor,
  [a, b, weight, bias]: readonly Tensor[],
): readonly (Tensor | undefined)[] {
  const [left, right, seed] = [rowsOf(a!), rowsOf(b!), rowsOf(gradient)];
  const [out, in1, in2] = weight!.shape as readonly [number, number, number];
  const feature = (tensor: Tensor, dim: number, at: number): Tensor =>
    Tensor.apply(narrow, [tensor], { dim, start: at, length: 1 });
  const sum = (shares: readonly Tensor[]): Tensor => shares.reduce((total, share) => plus(total, share));
  const each = Array.from({ length: out }, (_, at) => ({
    matrix: squeezed(feature(weight!, 0, at), 0),
    share: feature(seed, 1, at),
  }));
  const ofA = each.map(({ matrix, share }) =>
    squeezed(product(times(unsqueezed(share, 2), matrix), unsqueezed(right, 2)), 2),
  );
  const ofB = each.map(({ matrix, share }) => times(product(left, matrix), share));
  const scaled = times(unsqueezed(left, 1), unsqueezed(seed, 2));
  const ofWeight = product(transposed(reshaped(scaled, [-1, out * in1])), right);
  return [
    reshaped(sum(ofA), a!.shape!),
    reshaped(sum(ofB), b!.shape!),
    reshaped(ofWeight, [out, in1, in2]),
    ...(bias ? [sumToSize(gradient, bias.shape)] : []),
  ];
}

/** `F.bilinear`: aᵀ W b + bias for each of the matrices W of the weight [out, in1, in2]. Its results are scores: logits. */
export const bilinear: Op<Record<string, never>> = {
  ...composed,
  vjp: (gradient, application) => {
    const { inputs } = application;
    const isHalf = gradient.dtype === 'float16' || gradient.dtype === 'bfloat16';
    const isEmpty = inputs.some((input) => input.shape?.includes(0));
    if (isHalf && !isEmpty) return sharesByFeature(gradient, inputs);
    return (composed.vjp as Vjp<Record<string, never>>)(gradient, application);
  },
};
