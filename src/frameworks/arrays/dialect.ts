/** How numpy, jax.numpy and TensorFlow differ in what is otherwise one vocabulary. */
import { isFloating, promoteTypes, type DType } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { asTensor } from '../arguments';
import { NotKnown } from '../errors';
import { leafOf, readNest, shapeOfOpen } from '../literal-tensors';
import { numpyPromoteTypes } from './promotion';
import { isWeak, markWeak } from './weak-types';
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
  /** Sums in an order of its own; undefined where the engine's sum will do. */
  readonly sum?: (
    x: Tensor,
    dims: { readonly dim: readonly number[] | undefined; readonly keepdim: boolean },
  ) => Tensor | undefined;
}

/** An argument as a tensor of the dialect: nested lists are read as arrays. */
export function arrayOf(value: Value, dialect: ArrayDialect, dtype?: DType): Tensor {
  if (holdsText(value))
    throw new NotKnown('arrays of texts are followed in numpy only, and made by np.array');
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'range' || value.kind === 'size') {
    if (holdsTraced(value, dialect)) return stackOf(value, dialect, dtype);
    // What a loop of unknown length gathered has as many dims as any of its items says: its numbers are not known.
    const shape = dialect.framework === 'numpy' && isOpenList(value) ? shapeOfOpen(value) : undefined;
    if (shape) return Tensor.leaf({ shape, dtype });
    const nest = readNest(value);
    const natural =
      nest.dtype ??
      (nest.type === 'bool' ? 'bool' : nest.type === 'int' ? dialect.intDType : dialect.floatDType);
    return leafOf(nest, dtype ?? natural);
  }
  const tensor = asTensor(value, 'the argument');
  if (tensor.wrapped) {
    const scalar = scalarLeaf(tensor, dialect, dtype);
    const isWeakNumber = dialect.framework === 'jax' && dtype === undefined && scalar.dtype !== 'bool';
    return isWeakNumber ? markWeak(scalar) : scalar;
  }
  return dtype && tensor.dtype !== dtype ? Tensor.apply(ops.cast, [tensor], { dtype }) : tensor;
}

const isOpenList = (value: Value): boolean => value.kind === 'list' && value.open === true;

/** Whether a nest holds a tensor that has to stay part of the graph: its gradient is asked for, or it has no values. */
const holdsTraced = (value: Value, dialect: ArrayDialect): boolean =>
  (value.kind === 'list' && !value.open) || value.kind === 'tuple'
    ? value.items.some((item) => holdsTraced(item, dialect))
    : value.kind === 'tensor' &&
      (!value.tensor.hasValues || (value.tensor.requiresGrad && dialect.framework !== 'numpy'));

/** An array of the parts of a nest, stacked level by level, so that the gradient reaches each of them. */
function stackOf(nest: Value, dialect: ArrayDialect, asked?: DType): Tensor {
  const tensors: Tensor[] = [];
  const collect = (value: Value): void => {
    if (value.kind === 'list' || value.kind === 'tuple') value.items.forEach(collect);
    else tensors.push(arrayOf(value, dialect));
  };
  collect(nest);
  const dtypes = tensors.map((tensor) => tensor.dtype);
  if (dtypes.includes(undefined)) throw new NotKnown('the dtype of a part is not known');
  const firm = tensors.filter((tensor) => !isWeak(tensor)).map((tensor) => tensor.dtype!);
  const common = (firm.length > 0 ? firm : (dtypes as DType[])).reduce(
    dialect.framework === 'numpy' ? numpyPromoteTypes : promoteTypes,
  );
  const isWidened = !isFloating(common) && dtypes.some((dtype) => isFloating(dtype!));
  const dtype = asked ?? (isWidened ? dialect.floatDType : common);
  const build = (value: Value): Tensor =>
    value.kind === 'list' || value.kind === 'tuple'
      ? Tensor.apply(ops.stack, value.items.map(build), { dim: 0 })
      : arrayOf(value, dialect, dtype);
  return build(nest);
}

const holdsText = (value: Value): boolean =>
  value.kind === 'str' ||
  ((value.kind === 'list' || value.kind === 'tuple') && value.items.length > 0 && holdsText(value.items[0]!));

/** A Python number becomes an array scalar of the dtype that is asked for, or of the dialect's. */
function scalarLeaf(tensor: Tensor, dialect: ArrayDialect, asked?: DType): Tensor {
  const dtype =
    asked ??
    (tensor.dtype === 'bool' ? 'bool' : isFloating(tensor.dtype!) ? dialect.floatDType : dialect.intDType);
  return leafOf({ shape: [], values: [tensor.values()[0]!], type: 'float', sampled: tensor.sampled }, dtype);
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
