/**
 * Printed tensors that were pasted into code as they are: `tensor([[0.9, 0.1]],
 * grad_fn=<…>)`, `array([1., 2.])`. They are not calls, since nothing of that name is
 * defined, and often not even Python.
 */
import { dtypes, type DType } from '../engine/dtype';
import { Tensor } from '../engine/tensor';
import { leafOf } from '../frameworks/literal-tensors';
import { tensorValue, type TensorFramework, type Value } from '../frameworks/values';
import { readTensorText } from '../python/literals';
import type { TensorText } from '../python/tensor-text';
import type { Expression } from '../python/syntax';
import type { Interpreter } from './interpreter';
import { findBinding, type Scope } from './scope';

/** The names that frameworks print in front of their tensors. */
export const printedNames: ReadonlySet<string> = new Set(['tensor', 'array', 'Array', 'DeviceArray']);

/** Whether a call is a printed form: a name that frameworks print and that nothing defines. */
export const isPrintedForm = (node: Expression, scope: Scope): boolean =>
  node.kind === 'Call' &&
  node.func.kind === 'Name' &&
  printedNames.has(node.func.id) &&
  findBinding(scope, node.func.id) === null;

/** The tensor that a stretch of text shows; undefined where it shows none. Of an abbreviated one only the shape is known. */
export function pastedTensor(interpreter: Interpreter, node: Expression): Value | undefined {
  const read = readTensorText(interpreter.textOf(node));
  if (!read.ok) return undefined;
  const text = read.value;
  const framework = frameworkOf(text);
  const dtype = dtypeOf(text, framework);
  const requiresGrad = text.requiresGrad === true;
  if (text.elided) {
    interpreter.recorder.unknown({
      place: interpreter.placeOf(node),
      reason: 'this print leaves values out (...), so only what it shows is known',
      error: null,
    });
    return tensorValue(Tensor.leaf({ shape: text.shapeSaid, dtype, requiresGrad }), framework);
  }
  const nest = { shape: text.shape, values: text.values, type: text.elementType, sampled: false };
  const object = tensorValue(leafOf(nest, dtype, requiresGrad), framework);
  if (requiresGrad) interpreter.own(object);
  return object;
}

const frameworkOf = ({ framework }: TensorText): TensorFramework =>
  framework === 'json' || framework === 'python' ? 'torch' : framework;

/** The dtype that is printed, else the framework's own for such numbers. */
function dtypeOf({ dtype, elementType }: TensorText, framework: TensorFramework): DType {
  const said = dtypes.find((candidate) => candidate === dtype?.replace(/^.*\./, ''));
  if (said) return said;
  if (elementType === 'bool') return 'bool';
  const isWide = framework === 'torch' || framework === 'numpy';
  if (elementType === 'int') return isWide ? 'int64' : 'int32';
  return framework === 'numpy' ? 'float64' : 'float32';
}
