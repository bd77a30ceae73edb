/** `x.apply_(f)` and its kin: a function of the program's is called with one number after the other. */
import { isFloating } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { formatShape, isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { changeInPlace } from '../../in-place';
import { bool, float, int, type NativeFunction, type Value } from '../../values';

/** The method `name` of a tensor and `others` of its shape, in the order of the rows. */
const perElement = (name: string, others: readonly string[]): NativeFunction =>
  define(`torch.Tensor.${name}`, `(self, ${[...others, 'callable'].join(', ')})`, (args, runtime) => {
    const object = args.tensorObject('self');
    const { shape, dtype } = object.tensor;
    const operands = [object.tensor, ...others.map((other) => args.tensor(other))];
    if (!isKnownShape(shape) || !dtype || operands.some((operand) => !operand.hasValues))
      throw new NotKnown(`what ${name}() calls its function with is not known`);
    if (object.tensor.requiresGrad)
      throw new PythonError(
        'RuntimeError',
        `Can't call ${name}() on Variable that requires grad. Use var.detach().${name}() instead.`,
      );
    if (operands.some((operand) => formatShape(operand.shape!) !== formatShape(shape)))
      throw new NotKnown(`${name}() with tensors of several shapes is not followed`);
    const number = (value: number): Value =>
      dtype === 'bool' ? bool(value !== 0) : isFloating(dtype) ? float(value) : int(value);
    const columns = operands.map((operand) => operand.values());
    const values = new Float64Array(object.tensor.numel);
    for (let at = 0; at < values.length; at++) {
      const result = runtime.call(
        args.value('callable'),
        columns.map((column) => number(column[at]!)),
      );
      if (result.kind !== 'int' && result.kind !== 'float' && result.kind !== 'bool')
        throw new NotKnown(`what the function of ${name}() gives is not known`);
      values[at] = Number(result.value);
    }
    const results = Tensor.leaf({ shape, dtype: 'float64', values });
    changeInPlace(object, Tensor.apply(ops.cast, [results], { dtype }), runtime);
    return object;
  });

export const perElementCalls: readonly NativeFunction[] = [
  perElement('apply_', []),
  perElement('map_', ['tensor']),
  perElement('map2_', ['tensor1', 'tensor2']),
];
