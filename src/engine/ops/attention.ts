import { TensorError } from '../error';
import { choose, compare, plus, reshaped, times } from '../formula';
import { torchScalarName } from '../dtype';
import type { Op } from '../op';
import { bool, float32, otherFloat32 } from '../samples';
import { SymbolicDim } from '../shape';
import { Tensor } from '../tensor';
import { amax } from './amax';
import { composite } from './composite';
import { expand } from './expand';
import { matmul } from './matmul';
import { transpose } from './permute';
import { softmax } from './softmax';

/** How queries attend to keys; `scale` is 1 / √E by default. */
export type Attention = {
  readonly is_causal: boolean;
  readonly scale?: number | undefined;
  readonly enable_gqa: boolean;
};

const refuse = (message: string): never => {
  throw new TensorError('RuntimeError', message);
};

const cppNames: Readonly<Record<string, string>> = {
  long: 'long int',
  short: 'short int',
  byte: 'unsigned char',
};
const cppName = (dtype: NonNullable<Tensor['dtype']>): string => {
  const name = torchScalarName(dtype).toLowerCase();
  return cppNames[name] ?? name;
};

/** Throws PyTorch's message where query, key, value and mask do not fit; what is not known fits. */
export function checkAttention([query, key, value, mask]: readonly Tensor[], { is_causal }: Attention): void {
  const three = [query!, key!, value!];
  if (three.every(({ dtype }) => dtype) && three.some(({ dtype }) => dtype !== query!.dtype)) {
    const [q, k, v] = three.map(({ dtype }) => cppName(dtype!));
    refuse(
      `Expected query, key, and value to have the same dtype, but got query.dtype: ${q!} key.dtype: ${k!} and value.dtype: ${v!} instead.`,
    );
  }
  if (three.every(({ rank }) => rank !== undefined) && three.some(({ rank }) => rank! < 2)) {
    const [q, k, v] = three.map(({ rank }) => rank!);
    refuse(
      `Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: ${q!} key.dim: ${k!} and value.dim: ${v!} instead.`,
    );
  }
  if (mask?.dtype && query!.dtype && !['bool', 'float32', query!.dtype].includes(mask.dtype)) {
    refuse(
      `Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: ${cppName(mask.dtype)} and  query.dtype: ${cppName(query!.dtype)} instead.`,
    );
  }
  if (mask && is_causal) {
    refuse('_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True');
  }
}

/** Each head of keys or values for as many heads of queries as share it. */
function shared(x: Tensor, query: Tensor): Tensor {
  const [own, heads] = [x.shape?.at(-3), query.shape?.at(-3)];
  if (typeof own !== 'number' || typeof heads !== 'number') {
    return Tensor.leaf({
      shape: x.shape?.map((size, dim) =>
        dim === x.shape!.length - 3 ? (heads ?? new SymbolicDim('heads')) : size,
      ),
      dtype: x.dtype,
    });
  }
  if (own === heads) return x;
  if (heads % own !== 0) {
    refuse('Number of heads in key and value must divide the number of heads in ');
  }
  const shape = x.shape!;
  const [lead, tail] = [shape.slice(0, -3), shape.slice(-2)];
  const apart = reshaped(x, [...lead, own, 1, ...tail]);
  const repeated = Tensor.apply(expand, [apart], { size: [...lead, own, heads / own, ...tail] });
  return reshaped(repeated, [...lead, heads, ...tail]);
}

/** True where a query may look: at keys that are not behind it. */
function causalMask(queries: number, keys: number): Tensor {
  const values = Uint8Array.from({ length: queries * keys }, (_, at) =>
    Number(at % keys <= Math.floor(at / keys)),
  );
  return Tensor.leaf({ shape: [queries, keys], dtype: 'bool', values });
}

/**
 * q kᵀ · scale. The fused kernel scales the product; without it both are scaled by the root before, which shows in the
 * last digits.
 */
function scoresOf(query: Tensor, turned: Tensor, scale: number, isFused: boolean): Tensor {
  if (isFused) return times(Tensor.apply(matmul, [query, turned], {}), scale);
  const root = Math.sqrt(Math.abs(scale));
  const scaled = [times(query, scale < 0 ? -root : root), times(turned, root)];
  return Tensor.apply(matmul, scaled, {});
}

/** softmax(q kᵀ · scale + mask): what each query takes of each value. A query that may look nowhere takes nothing. */
export function attentionWeights(
  query: Tensor,
  key: Tensor,
  mask: Tensor | undefined,
  { is_causal, scale, enable_gqa }: Attention,
  isFused = false,
): Tensor {
  const keys = enable_gqa ? shared(key, query) : key;
  const size = query.shape?.at(-1);
  const factor = scale ?? (typeof size === 'number' ? 1 / Math.sqrt(size) : undefined);
  const turned = Tensor.apply(transpose, [keys], { dim0: -1, dim1: -2 });
  if (factor === undefined) {
    const { shape, dtype } = Tensor.apply(matmul, [query, turned], {});
    return Tensor.leaf({ shape, dtype });
  }
  let scores = scoresOf(query, turned, factor, isFused);
  const [length, count] = scores.shape?.slice(-2) ?? [];
  if (is_causal) {
    if (typeof length !== 'number' || typeof count !== 'number') {
      return Tensor.leaf({ shape: scores.shape, dtype: scores.dtype });
    }
    scores = choose(causalMask(length, count), scores, -Infinity);
  }
  if (!mask) return Tensor.apply(softmax, [scores], { dim: -1 });
  scores = mask.dtype === 'bool' ? choose(mask, scores, -Infinity) : plus(scores, mask);
  const isBlind = compare(Tensor.apply(amax, [scores], { dim: -1, keepdim: true }), '==', -Infinity);
  const weights = Tensor.apply(softmax, [choose(isBlind, 0, scores)], { dim: -1 });
  return choose(isBlind, 0, weights);
}

/** The fused kernel wants batches of heads, and values as wide as the queries. */
const isFusedFor = ([query, , value]: readonly Pick<Tensor, 'shape'>[]): boolean =>
  query!.shape?.length === 4 && query!.shape.at(-1) === value!.shape?.at(-1);

const attention = (isFused: boolean): Op<Attention> =>
  composite<Attention>({
    name: 'scaled_dot_product_attention',
    compose: (inputs, attributes) => {
      checkAttention(inputs, attributes);
      const [query, key, value, mask] = inputs;
      const weights = attentionWeights(query!, key!, mask, attributes, isFused);
      const values = attributes.enable_gqa ? shared(value!, query!) : value!;
      return Tensor.apply(matmul, [weights, values], {});
    },
    ...(isFused ? {} : { roundsSingles: true }),
    samples: [],
  });

const fused = attention(true);
const inSteps = attention(false);

/** `F.scaled_dot_product_attention` without dropout (Vaswani et al. 2017, eq. 1). Inputs: query, key, value, perhaps a mask. */
export const scaled_dot_product_attention: Op<Attention> = {
  ...fused,
  gradFn: (inputs) => {
    if (isFusedFor(inputs)) return 'ScaledDotProductFlashAttentionForCpuBackward0';
    return inputs[0]!.rank === 2 ? 'MmBackward0' : 'UnsafeViewBackward0';
  },
  kernel: {
    kind: 'general',
    compute: (inputs, attributes, result) => {
      const { kernel } = isFusedFor(inputs) ? fused : inSteps;
      if (kernel.kind === 'general') kernel.compute(inputs, attributes, result);
    },
  },
  vjp: (gradient, application) => {
    const { vjp } = isFusedFor(application.inputs) ? fused : inSteps;
    return vjp === 'not differentiable' ? [] : vjp(gradient, application);
  },
  samples: [
    {
      inputs: [float32([1, 2, 2, 3]), otherFloat32([1, 2, 4, 3]), otherFloat32([1, 2, 4, 2], 2)],
      attributes: { is_causal: false, enable_gqa: false },
      torch: 'F.scaled_dot_product_attention(x0, x1, x2)',
    },
    {
      inputs: [float32([2, 3, 2]), otherFloat32([2, 3, 2]), otherFloat32([2, 3, 2], 2)],
      attributes: { is_causal: true, scale: 0.5, enable_gqa: false },
      torch: 'F.scaled_dot_product_attention(x0, x1, x2, is_causal=True, scale=0.5)',
    },
    {
      inputs: [
        float32([2, 2]),
        otherFloat32([3, 2]),
        otherFloat32([3, 2], 2),
        bool([2, 3], [1, 0, 1, 0, 0, 0]),
      ],
      attributes: { is_causal: false, enable_gqa: false },
      torch: 'F.scaled_dot_product_attention(x0, x1, x2, x3)',
    },
    {
      inputs: [float32([1, 4, 2, 2]), otherFloat32([1, 2, 3, 2]), otherFloat32([1, 2, 3, 2], 2)],
      attributes: { is_causal: false, enable_gqa: true },
      torch: 'F.scaled_dot_product_attention(x0, x1, x2, enable_gqa=True)',
    },
    {
      inputs: [float32([2, 3, 4]), float32([2, 3, 5]), float32([2, 3, 4])],
      attributes: { is_causal: false, enable_gqa: false },
      torch: 'F.scaled_dot_product_attention(x0, x1, x2)',
    },
  ],
};
