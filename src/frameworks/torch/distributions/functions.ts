/** The functions in which densities are written, beside those of engine/formula.ts. */
import type { AnyOp, Op } from '../../../engine/op';
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { expanded, minus, over, times } from '../../../engine/formula';
import { broadcastShapes, isKnownShape, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { asTensor } from '../../arguments';
import { NotKnown } from '../../errors';
import type { Value } from '../../values';

const registry: Readonly<Record<string, AnyOp | undefined>> = ops;

const unary =
  (name: string) =>
  (x: Tensor): Tensor => {
    const op = registry[name];
    if (!op) throw new NotKnown(`${name} is not computed`);
    return Tensor.apply(op as unknown as Op, [x], {});
  };

export const lgamma = unary('lgamma');
export const digamma = unary('digamma');
export const log1p = unary('log1p');
export const expm1 = unary('expm1');
export const erf = unary('erf');
export const erfinv = unary('erfinv');
export const absolute = unary('abs');
export const signOf = unary('sign');
export const square = unary('square');
export const squareRoot = unary('sqrt');
export const sigmoid = unary('sigmoid');
export const logSigmoid = unary('logsigmoid');
export const floor = unary('floor');
export const arctangent = unary('atan');
export const tangent = unary('tan');
export const detached = unary('detach');

export const xlogy = (x: Tensor, y: Tensor): Tensor => Tensor.apply(ops.xlogy, [x, y], {});

export const power = (base: Tensor, exponent: number | Tensor): Tensor =>
  Tensor.apply(ops.pow, [base, typeof exponent === 'number' ? numberTensor(exponent) : exponent], {});

export const clamped = (x: Tensor, min: number | undefined, max: number | undefined): Tensor =>
  Tensor.apply(ops.clamp, [x], { min, max });

export const logSumExp = (x: Tensor, keepdim: boolean): Tensor =>
  Tensor.apply(ops.logsumexp, [x], { dim: [-1], keepdim });

export const softmaxOf = (x: Tensor): Tensor => Tensor.apply(ops.softmax, [x], { dim: -1 });

/** The smallest positive number and the spacing at 1 of the dtypes that distributions have. */
export const tinyOf = (x: Tensor): number => (x.dtype === 'float64' ? 2.2250738585072014e-308 : 2 ** -126);
export const epsilonOf = (x: Tensor): number =>
  x.dtype === 'float64'
    ? 2 ** -52
    : x.dtype === 'float16'
      ? 2 ** -10
      : x.dtype === 'bfloat16'
        ? 2 ** -7
        : 2 ** -23;

/** `probs_to_logits` of torch/distributions/utils.py. */
export function probabilitiesToLogits(probs: Tensor, isBinary: boolean): Tensor {
  const epsilon = epsilonOf(probs);
  const within = clamped(probs, epsilon, 1 - epsilon);
  const logs = Tensor.apply(ops.log, [within], {});
  return isBinary ? minus(logs, log1p(Tensor.apply(ops.neg, [within], {}))) : logs;
}

export const logitsToProbabilities = (logits: Tensor, isBinary: boolean): Tensor =>
  isBinary ? sigmoid(logits) : softmaxOf(logits);

/** The entropy of a truth, and the negative log-likelihood of one: log(1 + e^x) − x · y without overflow. */
export const binaryCrossEntropy = (logits: Tensor, target: Tensor): Tensor =>
  minus(Tensor.apply(ops.neg, [logSigmoid(logits)], {}), times(minus(target, 1), logits));

/** A shape that is known; NotKnown where it is not. */
export function knownShape(shape: Shape | undefined): readonly number[] {
  if (!isKnownShape(shape)) throw new NotKnown('the shape of a parameter is not known');
  return shape;
}

/** `broadcast_all`: numbers and tensors as tensors of one shape; numbers take the dtype of the tensors. */
export function broadcastAll(values: readonly Value[]): Tensor[] {
  const dtype =
    values.flatMap((value) => (value.kind === 'tensor' ? [value.tensor.dtype] : []))[0] ?? 'float32';
  const tensors = values.map((value) => {
    const tensor = asTensor(value, 'a parameter of a distribution');
    if (!tensor.wrapped) return tensor;
    return Tensor.apply(ops.cast, [unwrapped(tensor)], { dtype });
  });
  return broadcastTogether(tensors);
}

/** A Python number as a tensor of its own. */
const unwrapped = (tensor: Tensor): Tensor =>
  Tensor.leaf({ shape: [], dtype: 'float64', values: Float64Array.from(tensor.values()) });

export function broadcastTogether(tensors: readonly Tensor[]): Tensor[] {
  const shape = tensors
    .map((tensor) => knownShape(tensor.shape))
    .reduce((a, b) => knownShape(broadcastShapes(a, b)));
  return tensors.map((tensor) => (tensor.shape!.join() === shape.join() ? tensor : expanded(tensor, shape)));
}

/** The sum over the last `count` dims. */
export const sumRightmost = (x: Tensor, count: number): Tensor =>
  count === 0
    ? x
    : Tensor.apply(ops.sum, [x], { dim: Array.from({ length: count }, (_, at) => -1 - at), keepdim: false });

export const sumLast = (x: Tensor, keepdim = false): Tensor =>
  Tensor.apply(ops.sum, [x], { dim: [-1], keepdim });

/** x · y / z. */
export const scaledBy = (x: Tensor, y: Tensor, z: Tensor): Tensor => over(times(x, y), z);

/** Tensors beside each other along a new last dim. */
export const stackOf = (tensors: readonly Tensor[]): Tensor =>
  Tensor.apply(
    ops.cat,
    tensors.map((tensor) => Tensor.apply(ops.unsqueeze, [tensor], { dim: -1 })),
    { dim: -1 },
  );
