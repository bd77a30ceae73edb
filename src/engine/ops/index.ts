/** The registry of operations. Adding one adds its file and one line here. */
import type { AnyOp } from '../op';
import { add } from './add';
import { bce } from './bce';
import { cast } from './cast';
import { cat, stack } from './cat';
import { clamp, hardsigmoid, hardtanh } from './clamp';
import { eq, ge, gt, le, lt, ne } from './comparison';
import { div } from './div';
import { either } from './either';
import { exp, exp2, expm1 } from './exponential';
import { expand } from './expand';
import { floor_divide } from './floor_divide';
import { gather, scatter, scatter_add } from './gather';
import { clone, detach } from './identity';
import { index_select } from './index_select';
import { index, index_put } from './indexing';
import { linear } from './linear';
import { log, log10, log1p, log2 } from './logarithm';
import { logsigmoid } from './logsigmoid';
import { matmul } from './matmul';
import { mean } from './mean';
import { mul } from './mul';
import { neg } from './neg';
import { permute, transpose } from './permute';
import { pow, reciprocal, rsqrt, sqrt, square } from './power';
import { fmod, remainder } from './remainder';
import { flatten, reshape } from './reshape';
import { sigmoid } from './sigmoid';
import { abs, sign } from './sign';
import { log_softmax, softmax } from './softmax';
import { squeeze, unsqueeze } from './squeeze';
import { sub } from './sub';
import { sum } from './sum';
import { sum_to_size } from './sum_to_size';
import { masked_fill, where } from './where';

export const ops = {
  abs,
  add,
  bce,
  cast,
  cat,
  clamp,
  clone,
  detach,
  div,
  either,
  eq,
  exp,
  exp2,
  expand,
  expm1,
  flatten,
  floor_divide,
  fmod,
  gather,
  ge,
  gt,
  hardsigmoid,
  hardtanh,
  index,
  index_put,
  index_select,
  le,
  linear,
  log,
  log10,
  log1p,
  log2,
  log_softmax,
  logsigmoid,
  lt,
  masked_fill,
  matmul,
  mean,
  mul,
  ne,
  neg,
  permute,
  pow,
  reciprocal,
  remainder,
  reshape,
  rsqrt,
  scatter,
  scatter_add,
  sigmoid,
  sign,
  softmax,
  sqrt,
  square,
  squeeze,
  stack,
  sub,
  sum,
  sum_to_size,
  transpose,
  unsqueeze,
  where,
} as const satisfies Readonly<Record<string, AnyOp>>;

/** PyTorch's name of an operation. */
export type OpName = keyof typeof ops;
