/** How numpy, jax.numpy and TensorFlow differ in what is otherwise one vocabulary. */
import { allocate, isFloating, type DType } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { asTensor } from '../arguments';
import { leafOf, readNest } from '../literal-tensors';
import { tensorValue, type DTypeValue, type TensorFramework, type Value } from '../values';

/** How a framework differs from the others. */
export interface ArrayDialect {
  readonly framework: TensorFramework;
  /** The dtype of Python floats and ints. */
  readonly floatDType: DType;
  readonly intDType: DType;
  /** What the parameter of the axis is called. */
  readonly axis: string;
  readonly keepdims: string;
}

/** An argument as a tensor of the dialect: nested lists are read as arrays. */
export function arrayOf(value: Value, dialect: ArrayDialect, dtype?: DType): Tensor {
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'range' || value.kind === 'size') {
    const nest = readNest(value);
    const natural =
      nest.dtype ??
      (nest.type === 'bool' ? 'bool' : nest.type === 'int' ? dialect.intDType : dialect.floatDType);
    return leafOf(nest, dtype ?? natural);
  }
  const tensor = asTensor(value, 'the argument');
  const scalar = tensor.wrapped ? scalarLeaf(tensor, dialect) : tensor;
  return dtype && scalar.dtype !== dtype ? Tensor.apply(ops.cast, [scalar], { dtype }) : scalar;
}

/** A Python number becomes an array scalar of the dialect's dtype. */
function scalarLeaf(tensor: Tensor, dialect: ArrayDialect): Tensor {
  const dtype =
    tensor.dtype === 'bool' ? 'bool' : isFloating(tensor.dtype!) ? dialect.floatDType : dialect.intDType;
  const values = allocate(dtype, 1);
  values[0] = tensor.values()[0]!;
  return Tensor.leaf({ shape: [], dtype, values });
}

/** `np.float32(1.5)`: a value, or a nest of values, in a dtype. */
export function arrayScalar(value: Value, { dtype, framework }: DTypeValue): Value {
  const wide: ArrayDialect = {
    framework,
    floatDType: 'float64',
    intDType: 'int64',
    axis: 'axis',
    keepdims: 'keepdims',
  };
  // The cast makes a scalar of it, as numpy has it: an array without dims comes from `np.array` alone.
  return tensorValue(Tensor.apply(ops.cast, [arrayOf(value, wide)], { dtype }), framework);
}
