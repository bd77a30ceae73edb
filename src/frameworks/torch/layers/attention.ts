/** MultiheadAttention (Vaswani et al., "Attention Is All You Need", 2017), as torch/nn/functional.py computes it. */
import { activeRecast, defaultFloatDType } from '../../../engine/context';
import { castTo, full, plus, reshaped, times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  bool,
  none,
  tensorValue,
  tuple,
  type ClassValue,
  type InstanceValue,
  type Value,
} from '../../values';
import { unfollowed } from '../autocast-unfollowed';
import { namedParameters } from '../module/tree';
import {
  addParameter,
  constantly,
  initialLeaf,
  normally,
  xavierUniformly,
  type Initial,
} from '../random/parameters';
import { mapped } from './gates';
import {
  attribute,
  flagOf,
  functional,
  isSet,
  layer,
  notComputed,
  numberOf,
  sizeOf,
  tensorOf,
  type Layer,
} from './layer';
import { linearLayers } from './linear';

const linearType = linearLayers.find(({ type }) => type.name === 'torch.nn.Linear')!.type;

/** What stands behind attention is a Linear under a name of its own. */
const outputProjection: ClassValue = {
  ...linearType,
  name: 'torch.nn.modules.linear.NonDynamicallyQuantizableLinear',
  bases: [linearType],
};

/** Fills a parameter again, as a later step of an initialisation does. */
export function refill(self: InstanceValue, name: string, initial: Initial, runtime: Runtime): void {
  const value = self.attributes.get(name);
  if (value?.kind !== 'tensor') return;
  const { shape, dtype } = value.tensor;
  runtime.rebind(value, initialLeaf(shape, dtype ?? defaultFloatDType(), initial, runtime));
}

/** `xavier_normal_` for a tensor [1, 1, n], whose fans are both n and 1. */
const xavierNormally = (size: number): Initial => normally(0, Math.sqrt(2 / (size + size)));

function construct(self: InstanceValue, args: Arguments, runtime: Runtime): void {
  const size = sizeOf(args.value('embed_dim'), 'embed_dim');
  const heads = attribute(self, 'num_heads');
  if (typeof size === 'number' && heads.kind === 'int') {
    if (size <= 0 || heads.value <= 0) {
      throw new PythonError(
        'ValueError',
        `embed_dim and num_heads must be greater than 0, got embed_dim=${size} and num_heads=${heads.value} instead`,
      );
    }
    if (size % heads.value !== 0)
      throw new PythonError('AssertionError', 'embed_dim must be divisible by num_heads');
  }
  const known = typeof size === 'number' ? size : 0;
  const widthOf = (name: string) => (args.isNone(name) ? size : sizeOf(args.value(name), name));
  const [keys, values] = [widthOf('kdim'), widthOf('vdim')];
  const isJoint = keys === size && values === size;
  const hasBias = isSet(args.value('bias'));
  // PyTorch makes the output projection first and draws the input projections after it.
  const later = constantly(0);
  const three = typeof size === 'number' ? 3 * size : size;
  addParameter(self, 'q_proj_weight', [size, size], later, args, runtime, !isJoint);
  addParameter(self, 'k_proj_weight', [size, keys], later, args, runtime, !isJoint);
  addParameter(self, 'v_proj_weight', [size, values], later, args, runtime, !isJoint);
  addParameter(self, 'in_proj_weight', [three, size], later, args, runtime, isJoint);
  addParameter(self, 'in_proj_bias', [three], later, args, runtime, hasBias);
  const dtype = args.value('dtype');
  const projection = runtime.call(outputProjection, [args.value('embed_dim'), args.value('embed_dim')], {
    bias: bool(hasBias),
    dtype,
  });
  self.attributes.set('out_proj', projection);
  const hasPairBias = isSet(args.value('add_bias_kv'));
  addParameter(self, 'bias_k', [1, 1, size], later, args, runtime, hasPairBias);
  addParameter(self, 'bias_v', [1, 1, size], later, args, runtime, hasPairBias);
  refill(self, 'in_proj_weight', xavierUniformly(known, 3 * known), runtime);
  for (const [name, width] of [
    ['q_proj_weight', size],
    ['k_proj_weight', keys],
    ['v_proj_weight', values],
  ] as const)
    refill(self, name, xavierUniformly(Number(width), known), runtime);
  if (projection.kind === 'instance' && hasBias) refill(projection, 'bias', constantly(0), runtime);
  refill(self, 'bias_k', xavierNormally(known), runtime);
  refill(self, 'bias_v', xavierNormally(known), runtime);
  // PyTorch's has no `reset_parameters`.
  self.state.delete('initials');
}

const unsqueezedAt = (x: Tensor, dim: number): Tensor => Tensor.apply(ops.unsqueeze, [x], { dim });
const swapped = (x: Tensor, dim0: number, dim1: number): Tensor =>
  Tensor.apply(ops.transpose, [x], { dim0, dim1 });
/** The one sample of a batch. */
const withoutBatch = (x: Tensor, dim: number): Value => ({
  ...tensorValue(Tensor.apply(ops.squeeze, [x], { dim: [dim] })),
  gradFn: 'SqueezeBackward1',
});
const rows = (x: Tensor, start: number, length: number): Tensor =>
  Tensor.apply(ops.narrow, [x], { dim: 0, start, length });
const joined = (dim: number, ...tensors: Tensor[]): Tensor => Tensor.apply(ops.cat, tensors, { dim });

/** Queries, keys and values after their projections. */
function projected(self: InstanceValue, inputs: readonly Tensor[]): Tensor[] {
  const size = numberOf(self, 'embed_dim');
  const joint = tensorOf(self, 'in_proj_weight');
  const bias = tensorOf(self, 'in_proj_bias');
  return inputs.map((input, at) => {
    const weight = joint ? rows(joint, at * size, size) : tensorOf(self, `${'qkv'[at]!}_proj_weight`);
    if (!weight?.hasValues) throw new NotKnown('the weights are not known');
    return mapped(input, weight, bias && rows(bias, at * size, size));
  });
}

/** A mask as numbers that are added: minus infinity where a bool mask says so. */
function additive(mask: Tensor, dtype: Tensor['dtype']): Tensor {
  if (mask.dtype !== 'bool') return mask;
  const zeros = full(mask.shape, dtype, 0);
  return Tensor.apply(ops.masked_fill, [zeros, mask, full([], dtype, -Infinity)], {});
}

/** The mask over all heads [N · heads or 1, L, S], from `attn_mask` and `key_padding_mask`; undefined where there is none. */
function maskOf(
  args: Arguments,
  dtype: Tensor['dtype'],
  batch: number,
  heads: number,
  extra: number,
): Tensor | undefined {
  const read = (name: string): Tensor | undefined => {
    const given = args.optionalTensor(name);
    if (!given) return undefined;
    if (!given.hasValues || !isKnownShape(given.shape)) throw new NotKnown(`the ${name} is not known`);
    const mask = additive(given, dtype);
    if (extra === 0) return mask;
    return joined(-1, mask, full([...mask.shape!.slice(0, -1), extra], mask.dtype, 0));
  };
  const attention = read('attn_mask');
  const padding = read('key_padding_mask');
  const whole = attention?.rank === 2 ? unsqueezedAt(attention, 0) : attention;
  if (!padding) return whole;
  const keys = padding.shape!.at(-1) as number;
  const perHead = reshaped(
    Tensor.apply(ops.expand, [reshaped(padding, [batch, 1, 1, keys])], { size: [batch, heads, 1, keys] }),
    [batch * heads, 1, keys],
  );
  return whole ? plus(whole, perHead) : perHead;
}

function attend(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  if (runtime.truth(args.value('is_causal')) !== false && args.isNone('attn_mask')) {
    throw new PythonError('RuntimeError', 'Need attn_mask if specifying the is_causal hint.');
  }
  const given = ['query', 'key', 'value'].map((name) => args.tensor(name));
  if (!given.every(({ shape }) => isKnownShape(shape))) throw new NotKnown('the shapes are not known');
  const isBatched = given[0]!.rank === 3;
  const batchFirst = flagOf(self, 'batch_first', runtime) && isBatched;
  const sequences = given.map((x) => (isBatched ? (batchFirst ? swapped(x, 0, 1) : x) : unsqueezedAt(x, 1)));
  const [query, ...others] = projected(self, sequences) as [Tensor, Tensor, Tensor];
  let [key, value] = others;
  const [length, batch, size] = query.shape as [number, number, number];
  const heads = numberOf(self, 'num_heads');
  const width = size / heads;
  let extra = 0;
  const [biasKey, biasValue] = [tensorOf(self, 'bias_k'), tensorOf(self, 'bias_v')];
  if (biasKey && biasValue) {
    const wide = (bias: Tensor): Tensor => Tensor.apply(ops.expand, [bias], { size: [1, batch, size] });
    [key, value] = [joined(0, key, wide(biasKey)), joined(0, value, wide(biasValue))];
    extra++;
  }
  const perHead = (x: Tensor): Tensor => swapped(reshaped(x, [x.shape![0]!, batch * heads, width]), 0, 1);
  const queries = perHead(query);
  let [keys, values] = [perHead(key), perHead(value)];
  if (flagOf(self, 'add_zero_attn', runtime)) {
    const zeros = full([batch * heads, 1, width], keys.dtype, 0);
    [keys, values] = [joined(1, keys, zeros), joined(1, values, zeros)];
    extra++;
  }
  const scores = Tensor.apply(ops.matmul, [times(queries, Math.sqrt(1 / width)), swapped(keys, 1, 2)], {});
  const mask = maskOf(args, scores.dtype, batch, heads, extra);
  const weights = Tensor.apply(ops.softmax, [mask ? plus(scores, castTo(mask, scores.dtype!)) : scores], {
    dim: -1,
  });
  const kept = functional(
    'dropout',
    [tensorValue(weights)],
    { p: attribute(self, 'dropout'), training: attribute(self, 'training') },
    runtime,
  );
  if (kept.kind !== 'tensor') throw new NotKnown('what is dropped is not known');
  const mixed = Tensor.apply(ops.matmul, [kept.tensor, values], {});
  const together = reshaped(swapped(mixed, 0, 1), [length, batch, size]);
  const output = attribute(self, 'out_proj');
  if (output.kind !== 'instance') throw new NotKnown('the output projection is not known');
  const weight = tensorOf(output, 'weight');
  if (!weight) throw new NotKnown('the output projection is not known');
  const result = mapped(together, weight, tensorOf(output, 'bias'));
  const shaped: Value = !isBatched
    ? withoutBatch(result, 1)
    : batchFirst
      ? tensorValue(swapped(result, 0, 1))
      : { ...tensorValue(result), gradFn: 'ViewBackward0' };
  return tuple([shaped, shownWeights(args, kept.tensor, batch, heads, isBatched, runtime)]);
}

/** The weights of the heads, or their mean, where they are asked for. */
function shownWeights(
  args: Arguments,
  weights: Tensor,
  batch: number,
  heads: number,
  isBatched: boolean,
  runtime: Runtime,
): Value {
  if (runtime.truth(args.value('need_weights')) === false) return none;
  const [, length, keys] = weights.shape as readonly number[];
  const perHead = reshaped(weights, [batch, heads, length!, keys!]);
  const shown =
    runtime.truth(args.value('average_attn_weights')) === false
      ? perHead
      : Tensor.apply(ops.mean, [perHead], { dim: [1], keepdim: false });
  return isBatched ? tensorValue(shown) : withoutBatch(shown, 0);
}

const attention = layer({
  name: 'MultiheadAttention',
  signature:
    '(embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None, batch_first=False, device=None, dtype=None)',
  omit: ['bias', 'add_bias_kv'],
  construct,
  takes:
    '(query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True, is_causal=False)',
  forward: (self, args, runtime) => {
    try {
      return unfollowed(() => attend(self, args, runtime));
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error;
      const { shape, dtype: own } = args.tensor('query');
      const dtype = activeRecast() ? undefined : own;
      const isAsked = runtime.truth(args.value('need_weights')) !== false;
      return tuple([notComputed(shape, dtype), isAsked ? notComputed(undefined, dtype) : none]);
    }
  },
  samples: [
    {
      module: 'nn.MultiheadAttention(4, 2)',
      inputs: ['torch.randn(3, 2, 4)', 'torch.randn(5, 2, 4)'],
      call: 'm(x0, x1, x1)',
    },
    {
      module: 'nn.MultiheadAttention(4, 2, batch_first=True)',
      inputs: ['torch.randn(2, 3, 4)'],
      call: 'm(x0, x0, x0, attn_mask=torch.triu(torch.ones(3, 3), diagonal=1).bool(), average_attn_weights=False)',
    },
    {
      module: 'nn.MultiheadAttention(4, 1, kdim=3, vdim=2, add_bias_kv=True, add_zero_attn=True)',
      inputs: ['torch.randn(2, 2, 4)', 'torch.randn(3, 2, 3)', 'torch.randn(3, 2, 2)'],
    },
    {
      module: 'nn.MultiheadAttention(4, 2, bias=False, batch_first=True)',
      inputs: ['torch.randn(2, 3, 4)'],
      call: 'm(x0, x0, x0, key_padding_mask=torch.tensor([[False, False, True], [False, True, True]]), need_weights=False)',
    },
  ],
});

export const attentions: readonly Layer[] = [attention];

/** Draws `xavier_uniform_` for every parameter of more than one dim, as a Transformer begins. */
export function beginAsXavier(self: InstanceValue, runtime: Runtime): void {
  for (const [, parameter] of namedParameters(self)) {
    const { shape, dtype } = parameter.tensor;
    if (!shape || shape.length < 2) continue;
    const [rowCount, columnCount] = [Number(shape[0]), Number(shape[1])];
    runtime.rebind(
      parameter,
      initialLeaf(shape, dtype ?? defaultFloatDType(), xavierUniformly(columnCount, rowCount), runtime),
    );
  }
}
