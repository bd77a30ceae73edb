/**
 * PyTorch's `out=`: the result of a function goes into a tensor that is handed in. This holds for
 * every function whose signature names `out`, so that the functions themselves need not know of it.
 */
import { isGradEnabled } from '../engine/context';
import { categoryOf, torchScalarName, type DType } from '../engine/dtype';
import { castTo } from '../engine/formula';
import { sameShape } from '../engine/shape';
import type { Arguments } from './arguments';
import { NotKnown, PythonError } from './errors';
import { refuseOverlap } from './in-place';
import type { Runtime } from './runtime';
import { overlaps } from './torch/tensor/layout';
import type { TensorValue, Value } from './values';

const order = ['bool', 'integer', 'floating'] as const;

/** Whether a result of one dtype may be put into a tensor of another: integers do not take floats, nor booleans integers. */
export const canCast = (from: DType, to: DType): boolean =>
  order.indexOf(categoryOf(from)) <= order.indexOf(categoryOf(to));

/** Throws PyTorch's RuntimeError where `canCast` says no. */
export function checkCast(from: DType | undefined, to: DType | undefined): void {
  if (from && to && !canCast(from, to)) {
    throw new PythonError(
      'RuntimeError',
      `result type ${torchScalarName(from)} can't be cast to the desired output type ${torchScalarName(to)}`,
      undefined,
      true,
    );
  }
}

/** Ranges and fills have no operand: they are made in the dtype of the tensor that they go into. */
const madeInDTypeOfOut: ReadonlySet<string> = new Set(
  ['arange', 'range', 'linspace', 'logspace', 'zeros', 'ones', 'full', 'empty', 'eye'].map(
    (name) => `torch.${name}`,
  ),
);

/**
 * Puts the result of a call where its `out` argument says, and returns that. A tensor of another
 * shape takes the result's shape. Throws PyTorch's RuntimeError where gradients would be recorded
 * or where the dtype does not fit.
 */
export function placedInto(result: Value, args: Arguments, runtime: Runtime): Value {
  const out = args.value('out');
  if (out.kind === 'None') return result;
  if (out.kind === 'unknown') return result;
  if (out.kind === 'tensor' && result.kind === 'tensor') {
    checkNumpyShape(out, result);
    put(out, result, args.functionName, runtime);
    return out;
  }
  if ((out.kind === 'tuple' || out.kind === 'list') && result.kind === 'tuple') {
    if (out.items.length !== result.items.length) {
      throw new PythonError(
        'TypeError',
        `expected tuple of ${result.items.length} elements but got ${out.items.length}`,
      );
    }
    result.items.forEach((item, at) => {
      const into = out.items[at]!;
      if (into.kind !== 'tensor' || item.kind !== 'tensor')
        throw new NotKnown(`what out= is given to ${args.functionName} is not known`);
      put(into, item, args.functionName, runtime);
    });
    return { ...result, items: out.items };
  }
  return result;
}

/** PyTorch resizes what it writes to, numpy does not. */
function checkNumpyShape(out: TensorValue, result: TensorValue): void {
  const [into, from] = [out.tensor.shape, result.tensor.shape];
  if (out.framework === 'numpy' && !(into && from && sameShape(into, from)))
    throw new NotKnown('an array is given as out= that has another shape than the result');
}

function put(out: TensorValue, result: TensorValue, functionName: string, runtime: Runtime): void {
  if (isGradEnabled() && (out.tensor.requiresGrad || result.tensor.requiresGrad)) {
    const name = functionName.slice(functionName.lastIndexOf('.') + 1);
    throw new PythonError(
      'RuntimeError',
      `${name}(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.`,
    );
  }
  if (out.framework === 'torch' && overlaps(out.tensor)) refuseOverlap();
  const { dtype, shape } = out.tensor;
  if (!madeInDTypeOfOut.has(functionName)) checkCast(result.tensor.dtype, dtype);
  if (out.view && !(shape && result.tensor.shape && sameShape(shape, result.tensor.shape)))
    throw new NotKnown('a view that is given as out= would be resized');
  const changed = dtype ? castTo(result.tensor, dtype) : result.tensor;
  runtime.rebind(out, changed.requiresGrad ? changed.asLeaf() : changed);
}
