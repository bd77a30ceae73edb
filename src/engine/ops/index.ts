/** The registry of operations. Adding one adds its file and one line here. */
import type { AnyOp } from '../op';
import { add } from './add';
import { amax, amin } from './amax';
import { all, any } from './any_all';
import { argmax, argmin, max_values, min_values } from './argmax';
import { avg_pool } from './avg_pool';
import { batch_norm } from './batch_norm';
import { bce } from './bce';
import { bitwise_and, bitwise_not, bitwise_or, bitwise_xor } from './bitwise';
import { cast } from './cast';
import { cat, stack } from './cat';
import { clamp, hardsigmoid, hardtanh } from './clamp';
import { eq, ge, gt, le, lt, ne } from './comparison';
import { conv_transpose, conv_weight, convolution } from './convolution';
import { cumprod, cumsum } from './cumulative';
import { diag, diagonal } from './diagonal';
import { div } from './div';
import { drawn } from './drawn';
import { dropout } from './dropout';
import { either } from './either';
import { embedding } from './embedding';
import { erf } from './erf';
import { expand } from './expand';
import { exp, exp2, expm1 } from './exponential';
import { maximum, minimum } from './extremes';
import { isfinite, isinf, isnan, nan_to_num } from './finiteness';
import { flip, repeat, roll } from './flip';
import { floor_divide } from './floor_divide';
import { celu, glu, hardswish, prelu } from './gates';
import { gather, scatter, scatter_add } from './gather';
import { gelu } from './gelu';
import { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic';
import { clone, detach } from './identity';
import { index_select } from './index_select';
import { index, index_put } from './indexing';
import { linear } from './linear';
import { log, log10, log1p, log2 } from './logarithm';
import { logical_and, logical_not, logical_or, logical_xor } from './logic';
import { logsigmoid } from './logsigmoid';
import { logsumexp } from './logsumexp';
import { matmul } from './matmul';
import { max_pool, max_pool_indices } from './max_pool';
import { mean } from './mean';
import { mul } from './mul';
import { narrow, select } from './narrow';
import { neg } from './neg';
import { norm } from './norm';
import { group_norm, layer_norm, rms_norm } from './normalization';
import { one_hot } from './one_hot';
import { outer } from './outer';
import { pad } from './pad';
import { permute, transpose } from './permute';
import { pow, reciprocal, rsqrt, sqrt, square } from './power';
import { prod } from './prod';
import { elu, leaky_relu, relu, selu } from './relu';
import { fmod, remainder } from './remainder';
import { resample } from './resample';
import { flatten, reshape } from './reshape';
import { ceil, floor, round, trunc } from './rounding';
import { hardshrink, softshrink, threshold } from './shrink';
import { sigmoid } from './sigmoid';
import { abs, sign } from './sign';
import { mish, silu } from './silu';
import { cdist, cosine_similarity, pairwise_distance } from './similarity';
import { log_softmax, softmax } from './softmax';
import { softplus } from './softplus';
import { argsort, sort, topk, topk_indices } from './sort';
import { squeeze, unsqueeze } from './squeeze';
import { sub } from './sub';
import { sum } from './sum';
import { sum_to_size } from './sum_to_size';
import { take_along_dim } from './take_along_dim';
import { tril, triu } from './triangle';
import { acos, asin, atan, atan2, cos, sin, tan } from './trigonometry';
import { fold, unfold } from './unfold';
import { std, variance } from './var';
import { masked_fill, where } from './where';
import { logaddexp, xlogy } from './xlogy';

export const ops = {
  abs,
  acos,
  acosh,
  add,
  all,
  amax,
  amin,
  any,
  argmax,
  argmin,
  argsort,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  avg_pool,
  batch_norm,
  bce,
  bitwise_and,
  bitwise_not,
  bitwise_or,
  bitwise_xor,
  cast,
  cat,
  cdist,
  ceil,
  celu,
  clamp,
  clone,
  conv_transpose,
  conv_weight,
  convolution,
  cos,
  cosh,
  cosine_similarity,
  cumprod,
  cumsum,
  detach,
  diag,
  diagonal,
  div,
  drawn,
  dropout,
  either,
  elu,
  embedding,
  eq,
  erf,
  exp,
  exp2,
  expand,
  expm1,
  flatten,
  flip,
  floor,
  floor_divide,
  fmod,
  fold,
  gather,
  ge,
  gelu,
  glu,
  group_norm,
  gt,
  hardshrink,
  hardsigmoid,
  hardswish,
  hardtanh,
  index,
  index_put,
  index_select,
  isfinite,
  isinf,
  isnan,
  layer_norm,
  le,
  leaky_relu,
  linear,
  log,
  log10,
  log1p,
  log2,
  log_softmax,
  logaddexp,
  logical_and,
  logical_not,
  logical_or,
  logical_xor,
  logsigmoid,
  logsumexp,
  lt,
  masked_fill,
  matmul,
  max_pool,
  max_pool_indices,
  max_values,
  maximum,
  mean,
  min_values,
  minimum,
  mish,
  mul,
  nan_to_num,
  narrow,
  ne,
  neg,
  norm,
  one_hot,
  outer,
  pad,
  pairwise_distance,
  permute,
  pow,
  prelu,
  prod,
  reciprocal,
  relu,
  remainder,
  repeat,
  resample,
  reshape,
  rms_norm,
  roll,
  round,
  rsqrt,
  scatter,
  scatter_add,
  select,
  selu,
  sigmoid,
  sign,
  silu,
  sin,
  sinh,
  softmax,
  softplus,
  softshrink,
  sort,
  sqrt,
  square,
  squeeze,
  stack,
  std,
  sub,
  sum,
  sum_to_size,
  take_along_dim,
  tan,
  tanh,
  threshold,
  topk,
  topk_indices,
  transpose,
  tril,
  triu,
  trunc,
  unfold,
  unsqueeze,
  var: variance,
  where,
  xlogy,
} as const satisfies Readonly<Record<string, AnyOp>>;

/** PyTorch's name of an operation. */
export type OpName = keyof typeof ops;
