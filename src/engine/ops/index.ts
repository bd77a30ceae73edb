/** The registry of operations. Adding one adds its file and one line here. Over 400 lines because each has its line. */
import type { AnyOp } from '../op';
import { add } from './add';
import { add_scaled } from './add_scaled';
import { addbmm, addmm, addmv, addr, baddbmm } from './added_products';
import { as_strided, as_strided_scatter } from './as_strided';
import { amax, amin } from './amax';
import { all, any } from './any_all';
import { argmax, argmin, max_values, min_values } from './argmax';
import { avg_pool } from './avg_pool';
import { scaled_dot_product_attention } from './attention';
import { batch_norm } from './batch_norm';
import { bce } from './bce';
import { bce_with_logits } from './bce_with_logits';
import {
  airy_ai,
  bessel_j0,
  bessel_j1,
  bessel_y0,
  bessel_y1,
  modified_bessel_i0,
  modified_bessel_i1,
  modified_bessel_k0,
  modified_bessel_k1,
  scaled_modified_bessel_k0,
  scaled_modified_bessel_k1,
  spherical_bessel_j0,
} from './bessel';
import { bilinear } from './bilinear';
import { bitwise_and, bitwise_not, bitwise_or, bitwise_xor } from './bitwise';
import { cast } from './cast';
import { cat, stack } from './cat';
import { cholesky } from './cholesky';
import { clamp, clamp_between, hardsigmoid, hardtanh } from './clamp';
import { eq, ge, gt, isclose, le, lt, ne } from './comparison';
import { conv_transpose, conv_weight, convolution } from './convolution';
import { ctc_loss, ctc_loss_backward } from './ctc_loss';
import { cumprod, cumsum } from './cumulative';
import { diag, diagonal } from './diagonal';
import { div } from './div';
import { drawn } from './drawn';
import { dropout } from './dropout';
import { either } from './either';
import { embedding } from './embedding';
import { erf, erfc, erfcx, erfinv, log_ndtr, ndtri } from './erf';
import { expand } from './expand';
import { exp, exp2, expm1 } from './exponential';
import { fmax, fmin, maximum, minimum } from './extremes';
import { isfinite, isinf, isnan, isneginf, isposinf, nan_to_num } from './finiteness';
import { flip, repeat, roll } from './flip';
import { angle, copysign, frexp_exponent, nextafter, signbit } from './floats';
import { floor_divide } from './floor_divide';
import { digamma, igamma, igammac, lgamma, polygamma, zeta } from './gamma';
import { celu, glu, hardswish, prelu } from './gates';
import { gather, scatter, scatter_add } from './gather';
import { scatter_reduce } from './scatter_reduce';
import { gelu } from './gelu';
import { grid_sample } from './grid_sample';
import { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic';
import { hash_tensor } from './hash_tensor';
import { heaviside, hypot } from './hypot';
import { clone, detach } from './identity';
import { dirichlet_grad, standard_gamma_grad } from './implicit_gradients';
import { index_select } from './index_select';
import { index, index_put } from './indexing';
import { bitwise_left_shift, bitwise_right_shift, gcd, lcm } from './integers';
import { interpolate } from './interpolate';
import { linear } from './linear';
import { eigh_vectors, eigvalsh } from './eigh';
import {
  lu_factor,
  lu_lower,
  lu_permutation,
  lu_pivots,
  lu_solve,
  lu_unpacked_lower,
  lu_unpacked_upper,
  lu_upper,
} from './lu';
import { recurrence } from './recurrence';
import { geqrf, geqrf_taus, householder_product, ormqr } from './reflections';
import { ldl_factor, ldl_pivots, ldl_solve } from './ldl';
import { det, logabsdet, solve } from './linear_systems';
import { log, log10, log1p, log2 } from './logarithm';
import { logcumsumexp } from './logcumsumexp';
import { logical_and, logical_not, logical_or, logical_xor } from './logic';
import { entr, logit } from './logit';
import { logsigmoid } from './logsigmoid';
import { logsumexp } from './logsumexp';
import { matmul } from './matmul';
import { matrix_exp } from './matrix_exp';
import { max_pool, max_pool_indices } from './max_pool';
import { mean } from './mean';
import { i0, i0e, i1, i1e } from './modified_bessel';
import { mul } from './mul';
import { narrow, select } from './narrow';
import { neg } from './neg';
import { norm } from './norm';
import { group_norm, layer_norm, rms_norm } from './normalization';
import { one_hot } from './one_hot';
import { kthvalue_indices, median_indices, mode_indices } from './order_statistics';
import { outer } from './outer';
import { pad } from './pad';
import { pinv } from './pinv';
import { permute, transpose } from './permute';
import {
  chebyshev_polynomial_t,
  chebyshev_polynomial_u,
  chebyshev_polynomial_v,
  chebyshev_polynomial_w,
  hermite_polynomial_h,
  hermite_polynomial_he,
  laguerre_polynomial_l,
  legendre_polynomial_p,
  shifted_chebyshev_polynomial_t,
  shifted_chebyshev_polynomial_u,
  shifted_chebyshev_polynomial_v,
  shifted_chebyshev_polynomial_w,
} from './polynomials';
import { pow, reciprocal, rsqrt, sqrt, square } from './power';
import { prod } from './prod';
import { renorm } from './renorm';
import { hardtanh_backward, leaky_relu_backward, threshold_backward } from './rectifier_gradients';
import { elu, leaky_relu, relu, selu } from './relu';
import { fmod, remainder } from './remainder';
import { resample } from './resample';
import { resized } from './resized';
import { flatten, reshape } from './reshape';
import { ceil, floor, round, trunc } from './rounding';
import { cummax_indices, cummin_indices } from './running_extremes';
import { isin, searchsorted } from './searching';
import { hardshrink, softshrink, threshold } from './shrink';
import { sigmoid } from './sigmoid';
import { abs, sign } from './sign';
import { mish, silu } from './silu';
import { cdist, pairwise_distance } from './similarity';
import { sinc } from './sinc';
import { log_softmax, softmax } from './softmax';
import { softplus } from './softplus';
import { argsort, sort, topk, topk_indices } from './sort';
import { squeeze, unsqueeze } from './squeeze';
import { stored } from './stored';
import { sub } from './sub';
import { sum } from './sum';
import { svd_u, svd_vh, svdvals } from './svd';
import { sum_to_size } from './sum_to_size';
import { take_along_dim } from './take_along_dim';
import { addcdiv, addcmul, lerp } from './three_operands';
import { tril, triu } from './triangle';
import { acos, asin, atan, atan2, cos, sin, tan } from './trigonometry';
import { fold, unfold } from './unfold';
import { standardize } from './standardize';
import { std, variance } from './var';
import { masked_fill, where } from './where';
import { logaddexp, logaddexp2, xlog1py, xlogy } from './xlogy';

export const ops = {
  abs,
  acos,
  acosh,
  add,
  add_scaled,
  addbmm,
  addcdiv,
  addcmul,
  addmm,
  addmv,
  addr,
  airy_ai,
  all,
  amax,
  amin,
  angle,
  any,
  argmax,
  argmin,
  argsort,
  as_strided,
  as_strided_scatter,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  avg_pool,
  baddbmm,
  batch_norm,
  bce,
  bce_with_logits,
  bessel_j0,
  bessel_j1,
  bessel_y0,
  bessel_y1,
  bilinear,
  bitwise_and,
  bitwise_left_shift,
  bitwise_not,
  bitwise_or,
  bitwise_right_shift,
  bitwise_xor,
  cast,
  cat,
  cdist,
  ceil,
  cholesky,
  celu,
  chebyshev_polynomial_t,
  chebyshev_polynomial_u,
  chebyshev_polynomial_v,
  chebyshev_polynomial_w,
  clamp,
  clamp_between,
  clone,
  conv_transpose,
  conv_weight,
  convolution,
  copysign,
  cos,
  cosh,
  cummax_indices,
  cummin_indices,
  ctc_loss,
  ctc_loss_backward,
  cumprod,
  cumsum,
  detach,
  det,
  diag,
  diagonal,
  digamma,
  div,
  drawn,
  dropout,
  eigh_vectors,
  eigvalsh,
  either,
  elu,
  embedding,
  entr,
  eq,
  erf,
  erfc,
  erfcx,
  erfinv,
  exp,
  exp2,
  expand,
  expm1,
  flatten,
  flip,
  floor,
  floor_divide,
  fmax,
  fmin,
  fmod,
  fold,
  frexp_exponent,
  gather,
  gcd,
  ge,
  gelu,
  geqrf,
  geqrf_taus,
  glu,
  grid_sample,
  group_norm,
  gt,
  hardshrink,
  hardsigmoid,
  hardswish,
  hardtanh,
  hardtanh_backward,
  heaviside,
  hermite_polynomial_h,
  hermite_polynomial_he,
  hash_tensor,
  hypot,
  householder_product,
  i0,
  i0e,
  i1,
  i1e,
  dirichlet_grad,
  igamma,
  igammac,
  standard_gamma_grad,
  index,
  index_put,
  index_select,
  isclose,
  interpolate,
  isfinite,
  isin,
  isinf,
  isnan,
  isneginf,
  isposinf,
  kthvalue_indices,
  laguerre_polynomial_l,
  layer_norm,
  lcm,
  le,
  leaky_relu,
  leaky_relu_backward,
  legendre_polynomial_p,
  lerp,
  lgamma,
  linear,
  log,
  log10,
  log1p,
  log2,
  log_ndtr,
  log_softmax,
  logabsdet,
  logaddexp,
  logaddexp2,
  logcumsumexp,
  logical_and,
  logical_not,
  logical_or,
  logical_xor,
  logit,
  logsigmoid,
  logsumexp,
  ldl_factor,
  ldl_pivots,
  ldl_solve,
  lu_factor,
  lu_lower,
  lu_permutation,
  lu_pivots,
  lu_solve,
  lu_unpacked_lower,
  lu_unpacked_upper,
  lu_upper,
  lt,
  masked_fill,
  matmul,
  matrix_exp,
  max_pool,
  max_pool_indices,
  max_values,
  maximum,
  mean,
  median_indices,
  min_values,
  minimum,
  mish,
  mode_indices,
  modified_bessel_i0,
  modified_bessel_i1,
  modified_bessel_k0,
  modified_bessel_k1,
  mul,
  nan_to_num,
  narrow,
  ndtri,
  ne,
  neg,
  nextafter,
  norm,
  one_hot,
  outer,
  ormqr,
  pad,
  pairwise_distance,
  permute,
  pinv,
  polygamma,
  pow,
  prelu,
  prod,
  reciprocal,
  relu,
  recurrence,
  remainder,
  renorm,
  repeat,
  resample,
  resized,
  reshape,
  rms_norm,
  roll,
  round,
  rsqrt,
  scaled_modified_bessel_k0,
  scaled_modified_bessel_k1,
  scaled_dot_product_attention,
  scatter,
  scatter_add,
  searchsorted,
  scatter_reduce,
  select,
  selu,
  shifted_chebyshev_polynomial_t,
  shifted_chebyshev_polynomial_u,
  shifted_chebyshev_polynomial_v,
  shifted_chebyshev_polynomial_w,
  sigmoid,
  sign,
  signbit,
  silu,
  sin,
  sinc,
  sinh,
  softmax,
  softplus,
  solve,
  softshrink,
  sort,
  spherical_bessel_j0,
  sqrt,
  square,
  squeeze,
  stack,
  standardize,
  std,
  stored,
  sub,
  sum,
  svd_u,
  svd_vh,
  svdvals,
  sum_to_size,
  take_along_dim,
  tan,
  tanh,
  threshold,
  threshold_backward,
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
  xlog1py,
  xlogy,
  zeta,
} as const satisfies Readonly<Record<string, AnyOp>>;

/** PyTorch's name of an operation. */
export type OpName = keyof typeof ops;
