/** `isinstance(value, classes)`. */
import { torchScalarName } from '../../engine/dtype';
import { NotKnown } from '../../frameworks/errors';
import { isOfNumpyClass } from '../../frameworks/numpy/classes';
import {
  bool,
  inheritsFrom,
  linearize,
  metaclassOf,
  plain,
  typeName,
  type Value,
} from '../../frameworks/values';

/** Whether a value is an object of a class, or of one of a tuple of classes. Throws NotKnown where that is not known. */
export function isInstance(value: Value, wanted: Value): Value {
  if (wanted.kind === 'tuple') {
    const results = wanted.items.map((item) => isInstance(value, item));
    return bool(results.some((result) => result.kind === 'bool' && result.value));
  }
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  if (value.kind === 'tensor' && value.framework === 'numpy') {
    if (wanted.kind === 'class' || wanted.kind === 'dtype') return bool(isOfNumpyClass(value, wanted));
  }
  if (wanted.kind === 'dtype') return bool(false);
  if (wanted.kind !== 'class') {
    throw new NotKnown(wanted.kind === 'unknown' ? wanted.reason : 'the class is not known');
  }
  if (value.kind === 'instance') {
    if (linearize(value.class).includes(wanted)) return bool(true);
    if (!wanted.isUser && inheritsFrom(value.class, wanted.name)) return bool(true);
    if (plain(value) !== value && !wanted.isUser) return isInstance(plain(value), wanted);
    if (linearize(value.class).some((base) => base.bases.some((next) => next.kind === 'unknown'))) {
      throw new NotKnown('a base class is not known');
    }
    return bool(false);
  }
  if (value.kind === 'class' && wanted.isUser) {
    const metaclass = metaclassOf(value);
    return bool(metaclass !== undefined && linearize(metaclass).includes(wanted));
  }
  const own = wanted.name.replace('builtins.', '');
  if (value.kind === 'tensor') {
    return bool(
      (own === 'torch.Tensor' && value.framework === 'torch') ||
        (value.framework === 'torch' &&
          value.tensor.dtype !== undefined &&
          own === `torch.${torchScalarName(value.tensor.dtype)}Tensor`) ||
        (own === 'torch.nn.Parameter' && value.isParameter) ||
        (['jax.Array', 'jax.numpy.ndarray'].includes(own) && value.framework === 'jax') ||
        (own === 'tensorflow.Tensor' && value.framework === 'tensorflow' && !value.isParameter) ||
        own === 'object',
    );
  }
  if (value.kind === 'bool' && own === 'int') return bool(true);
  if (value.kind === 'size' && own === 'tuple') return bool(true);
  return bool(own === 'object' || value.kind === own || typeName(value) === own.replace(/^.*\./, ''));
}
