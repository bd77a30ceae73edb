/** Attention: queries that take from values what their keys are worth to them, with one head or many. */
import { full, plus, reshaped, squeezed, times, unsqueezed } from '../../../engine/formula';
import { attentionWeights, checkAttention, type Attention } from '../../../engine/ops/attention';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { bool, float, none, tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import { unfollowed } from '../autocast-unfollowed';
import { dropoutCall, dropoutKinds } from './dropout';
import { at } from './rows';

const product = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.matmul, [a, b], {});
const turned = (x: Tensor, dim0: number, dim1: number): Tensor =>
  Tensor.apply(ops.transpose, [x], { dim0, dim1 });
const joined = (tensors: readonly Tensor[], dim: number): Tensor => Tensor.apply(ops.cat, tensors, { dim });

/** Weights of which some are dropped, as PyTorch's dropout draws them. */
function dropped(weights: Tensor, p: number, runtime: Runtime): Tensor {
  if (p === 0) return weights;
  const options = { p: float(p), training: bool(true), inplace: bool(false) };
  const value = dropoutCall(tensorValue(weights), weights, options, dropoutKinds.dropout, 'dropout', runtime);
  if (value.kind !== 'tensor') throw new NotKnown('what dropout leaves is not known');
  return value.tensor;
}

function attend(
  inputs: readonly Tensor[],
  attributes: Attention,
  dropout_p: number,
  runtime: Runtime,
): Tensor {
  if (dropout_p === 0) return Tensor.apply(ops.scaled_dot_product_attention, inputs, attributes);
  checkAttention(inputs, attributes);
  const [query, key, value, mask] = inputs;
  if (attributes.enable_gqa) throw new NotKnown('dropout with heads that share keys is not computed');
  return product(dropped(attentionWeights(query!, key!, mask, attributes), dropout_p, runtime), value!);
}

const scaledDotProduct = (args: Arguments, runtime: Runtime): Value => {
  const mask = args.optionalTensor('attn_mask');
  const inputs = [args.tensor('query'), args.tensor('key'), args.tensor('value'), ...(mask ? [mask] : [])];
  const attributes = {
    is_causal: args.bool('is_causal'),
    scale: args.optionalNumber('scale'),
    enable_gqa: args.bool('enable_gqa'),
  };
  return tensorValue(attend(inputs, attributes, args.number('dropout_p'), runtime));
};

const linear = (x: Tensor, weight: Tensor, bias: Tensor | undefined): Tensor =>
  Tensor.apply(ops.linear, [x, weight, ...(bias ? [bias] : [])], {});

const rowsOf = (x: Tensor, part: number, size: number): Tensor =>
  Tensor.apply(ops.narrow, [x], { dim: 0, start: part * size, length: size });

/** Query, key and value through their projections: one weight for all three, or one for each. */
function projected(args: Arguments, inputs: readonly Tensor[], width: number): readonly Tensor[] {
  const bias = args.optionalTensor('in_proj_bias');
  const biasOf = (part: number): Tensor | undefined => bias && rowsOf(bias, part, width);
  if (!args.bool('use_separate_proj_weight')) {
    const weight = args.tensor('in_proj_weight');
    return inputs.map((input, part) => linear(input, rowsOf(weight, part, width), biasOf(part)));
  }
  return ['q_proj_weight', 'k_proj_weight', 'v_proj_weight'].map((name, part) => {
    if (args.isNone(name)) {
      throw new PythonError('AssertionError', `use_separate_proj_weight is True but ${name} is None`);
    }
    return linear(inputs[part]!, args.tensor(name), biasOf(part));
  });
}

/** A mask of truths as one to be added: −∞ where it is true. */
function additive(mask: Tensor | undefined, like: Tensor): Tensor | undefined {
  if (!mask || mask.dtype !== 'bool') return mask;
  const dtype = like.dtype ?? 'float32';
  return Tensor.apply(ops.where, [mask, full([], dtype, -Infinity), full([], dtype, 0)], {});
}

/** A mask with `count` more keys, none of them hidden. */
const widened = (mask: Tensor | undefined, count: number): Tensor | undefined =>
  mask && Tensor.apply(ops.pad, [mask], { pad: [0, count] });

interface Heads {
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
  readonly mask: Tensor | undefined;
}

/**
 * What attends to what: [N · heads, length, head size] each, with the bias keys, the zero key and the masks of
 * torch/nn/functional.py.
 */
function headsOf(args: Arguments, inputs: readonly Tensor[], heads: number): Heads {
  const [, batch, width] = inputs[0]!.shape as readonly number[];
  const size = width! / heads;
  const [query, ...others] = projected(args, inputs, width!);
  if (![query!, ...others].every(({ shape }) => isKnownShape(shape)))
    throw new NotKnown('the shapes of the queries, keys and values are not known');
  let [key, value] = others;
  let mask = additive(args.optionalTensor('attn_mask'), query!);
  let padding = additive(args.optionalTensor('key_padding_mask'), query!);
  if (mask?.rank === 2) mask = unsqueezed(mask, 0);
  if (padding?.rank === 1) padding = unsqueezed(padding, 0);
  const grow = (): void => {
    mask = widened(mask, 1);
    padding = widened(padding, 1);
  };
  if (!args.isNone('bias_k') && !args.isNone('bias_v')) {
    const repeated = (name: string): Tensor =>
      Tensor.apply(ops.repeat, [args.tensor(name)], { repeats: [1, batch!, 1] });
    key = joined([key!, repeated('bias_k')], 0);
    value = joined([value!, repeated('bias_v')], 0);
    grow();
  }
  const split = (x: Tensor): Tensor => turned(reshaped(x, [x.shape![0]!, batch! * heads, size]), 0, 1);
  key = args.isNone('static_k') ? split(key!) : args.tensor('static_k');
  value = args.isNone('static_v') ? split(value!) : args.tensor('static_v');
  if (args.bool('add_zero_attn')) {
    const zero = full([batch! * heads, 1, size], key.dtype, 0);
    key = joined([key, zero], 1);
    value = joined([value, zero], 1);
    grow();
  }
  if (padding) {
    const keys = key.shape![1]!;
    const spread = Tensor.apply(ops.expand, [reshaped(padding, [batch!, 1, 1, keys])], {
      size: [batch!, heads, 1, keys],
    });
    const whole = reshaped(spread, [batch! * heads, 1, keys]);
    mask = mask ? plus(mask, whole) : whole;
  }
  return { query: split(query!), key, value, mask };
}

/** `F.multi_head_attention_forward`, step by step as in torch/nn/functional.py. */
function multiHeadAttention(args: Arguments, runtime: Runtime): Value {
  const isBatched = args.tensor('query').rank === 3;
  const inputs = ['query', 'key', 'value'].map((name) =>
    isBatched ? args.tensor(name) : unsqueezed(args.tensor(name), 1),
  );
  const [first] = inputs;
  if (!inputs.every(({ shape }) => isKnownShape(shape)) || first!.rank !== 3) {
    throw new NotKnown('the shapes of query, key and value are not known');
  }
  const [length, batch, width] = first!.shape as readonly number[];
  const heads = args.int('num_heads');
  const expected = args.int('embed_dim_to_check');
  if (width !== expected) {
    throw new PythonError(
      'AssertionError',
      `was expecting embedding dimension of ${expected}, but got ${width!}`,
    );
  }
  if (width % heads !== 0) {
    throw new PythonError('AssertionError', `embed_dim ${width} not divisible by num_heads ${heads}`);
  }
  const needsWeights = args.bool('need_weights');
  const isCausal = args.bool('is_causal');
  if (isCausal && args.isNone('attn_mask')) {
    throw new PythonError('RuntimeError', 'Need attn_mask if specifying the is_causal hint.');
  }
  const { query, key, value, mask } = headsOf(args, inputs, heads);
  const dropout_p = args.bool('training') ? args.number('dropout_p') : 0;
  const outBias = args.optionalTensor('out_proj_bias');
  const merged = (attended: Tensor): Tensor => {
    const flat = reshaped(turned(attended, 0, 1), [length! * batch!, width]);
    const output = reshaped(linear(flat, args.tensor('out_proj_weight'), outBias), [length!, batch!, width]);
    return isBatched ? output : squeezed(output, 1);
  };
  if (!needsWeights) {
    const apart = (x: Tensor): Tensor => reshaped(x, [batch!, heads, x.shape![1]!, x.shape![2]!]);
    const wide =
      mask &&
      (mask.shape![0] === 1 ? unsqueezed(mask, 0) : reshaped(mask, [batch!, heads, ...mask.shape!.slice(1)]));
    const attributes = { is_causal: false, enable_gqa: false };
    const attended = attend(
      [apart(query), apart(key), apart(value), ...(wide ? [wide] : [])],
      attributes,
      dropout_p,
      runtime,
    );
    return tuple([tensorValue(merged(reshaped(attended, query.shape!))), none]);
  }
  const scaled = times(query, Math.sqrt(1 / (width / heads)));
  const scores = product(scaled, turned(key, -2, -1));
  const soft = Tensor.apply(ops.softmax, [mask ? plus(mask, scores) : scores], { dim: -1 });
  const weights = dropped(soft, dropout_p, runtime);
  const output = merged(product(weights, value));
  const each = reshaped(weights, [batch!, heads, length!, key.shape![1]!]);
  const shown = args.bool('average_attn_weights')
    ? Tensor.apply(ops.mean, [each], { dim: 1, keepdim: false })
    : each;
  return tuple([tensorValue(output), tensorValue(isBatched ? shown : squeezed(shown, 0))]);
}

export const attentions: readonly NativeFunction[] = [
  ...at(
    'F',
    'scaled_dot_product_attention',
    '(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False)',
    scaledDotProduct,
  ),
  ...at(
    'F',
    'multi_head_attention_forward',
    '(query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn, dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None, use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, static_k=None, static_v=None, average_attn_weights=True, is_causal=False)',
    (args, runtime) => unfollowed(() => multiHeadAttention(args, runtime)),
  ),
];
