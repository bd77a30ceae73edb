/**
 * Which tensors PyTorch's operations keep for their gradient (PyTorch source, derivatives.yaml), and which operations give
 * another look at a storage rather than numbers of their own.
 */
import type { Producer, Tensor } from './tensor';

type Saved = (inputs: readonly Tensor[], output: Tensor) => readonly (Tensor | undefined)[];

const factors: Saved = ([a, b]) => [b?.requiresGrad ? a : undefined, a?.requiresGrad ? b : undefined];
const itsInput: Saved = ([x]) => [x];
const itsOutput: Saved = (_, output) => [output];
const all: Saved = (inputs) => inputs;
const itsBoth: Saved = ([x], output) => [x, output];
/** Where elements were taken from. */
const itsIndices: Saved = ([, ...indices]) => [undefined, ...indices];
const somethingElse: Saved = () => [];

const savedBy: Readonly<Record<string, Saved>> = {
  mul: factors,
  matmul: factors,
  linear: factors,
  convolution: factors,
  div: ([a, b]) => [b?.requiresGrad ? a : undefined, b],
  pow: itsInput,
  square: itsInput,
  log: itsInput,
  log1p: itsInput,
  log2: itsInput,
  sin: itsInput,
  cos: itsInput,
  abs: itsInput,
  gelu: itsInput,
  silu: itsInput,
  softplus: itsInput,
  logsigmoid: itsInput,
  bce_with_logits: ([x, y]) => [x, y],
  clamp: itsInput,
  var: itsInput,
  std: itsInput,
  layer_norm: itsInput,
  batch_norm: itsInput,
  prod: itsBoth,
  cumprod: itsBoth,
  norm: itsBoth,
  amax: itsBoth,
  amin: itsBoth,
  elu: itsInput,
  selu: itsInput,
  mish: itsInput,
  hardswish: itsInput,
  glu: itsInput,
  hypot: all,
  atan2: all,
  logaddexp: all,
  addcmul: ([, a, b]) => [undefined, a, b],
  tan: itsOutput,
  exp2: itsOutput,
  expm1: itsOutput,
  reciprocal: itsOutput,
  sort: somethingElse,
  topk: somethingElse,
  where: ([condition]) => [condition],
  masked_fill: itsIndices,
  scatter: ([, index]) => [undefined, index],
  sinh: itsInput,
  cosh: itsInput,
  atan: itsInput,
  asin: itsInput,
  acos: itsInput,
  erf: itsInput,
  lgamma: itsInput,
  xlogy: all,
  maximum: all,
  minimum: all,
  index: itsIndices,
  gather: itsIndices,
  index_select: itsIndices,
  sqrt: itsOutput,
  rsqrt: itsOutput,
  exp: itsOutput,
  tanh: itsOutput,
  sigmoid: itsOutput,
  relu: itsOutput,
  softmax: itsOutput,
  log_softmax: itsOutput,
  logsumexp: itsOutput,
  leaky_relu: somethingElse,
  embedding: somethingElse,
};

/** Whether it is known what an operation keeps. */
export const isListed = ({ op }: Producer): boolean => savedBy[op.name] !== undefined;

/** What the operation that made a tensor keeps, by the place among its inputs; its result may be among them. */
export const savedFor = (result: Tensor): readonly (Tensor | undefined)[] => {
  const { producer } = result;
  return (producer && savedBy[producer.op.name]?.(producer.inputs, result)) ?? [];
};

/** Operations whose result is another look at the same storage. */
const views: ReadonlySet<string> = new Set([
  'transpose',
  'permute',
  'reshape',
  'squeeze',
  'unsqueeze',
  'expand',
  'select',
  'narrow',
  'diagonal',
]);

/** Indexing copies where tensors are among the items. */
export const isView = ({ op, inputs }: Producer): boolean =>
  views.has(op.name) || (op.name === 'index' && inputs.length === 1);
